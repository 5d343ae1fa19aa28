"""The rapidfuzz channels: a text against the asks, written and spoken; a label's best ask and its next three count."""

import numpy as np
import numpy.typing as npt

from qiwen.matching.index import Index, Numbers
from qiwen.matching.reading import Reading
from qiwen.matching.score import Scores, against

NAMES = ("written.best", "written.next", "spoken.best", "spoken.next")
NEAREST = 900
"""Asks that are compared letter by letter; they share most with the text. The others could not come near."""
_NEXT = 3


def channels(reading: Reading, index: Index, without: npt.NDArray[np.bool_] | None = None) -> Scores:
    """For every label the four figures of NAMES, 0 to 1.

    `without` marks asks to leave out (their label then counts as if it had fewer asks): how a hand is tested on others.
    """
    near = nearest(reading, index)
    if without is not None:
        near = near[~without[near]]
    figures = np.zeros((len(index.labels), len(NAMES)), dtype=np.float32)
    if len(near):
        written, spoken = closest(reading, index, near)
        figures[:, :2] = _best(written, index.owner[near], len(index.labels))
        figures[:, 2:] = _best(spoken, index.owner[near], len(index.labels))
    return figures


def nearest(reading: Reading, index: Index) -> Numbers:
    """The asks worth comparing; all of them for a text of one syllable, which has no pairs."""
    if len(reading.sound) < 2:  # noqa: PLR2004 - a pair has two
        return np.arange(len(index.asks))
    return index.postings.nearest(reading.sound, NEAREST)


def closest(reading: Reading, index: Index, near: Numbers) -> tuple[Scores, Scores]:
    """How close `reading` is to each of the asks `near`, as written and as it sounds."""
    written = against(reading.text, [index.texts[at] for at in near])
    return written, against(reading.sound, [index.sounds[at] for at in near])


def _best(scores: Scores, owner: Numbers, labels: int) -> Scores:
    """Per label the best ask and the mean of the next three."""
    order = np.lexsort((-scores, owner))
    scores, owner = scores[order], owner[order]
    first = np.searchsorted(owner, np.arange(labels))
    rank = np.arange(len(owner)) - first[owner]
    figures = np.zeros((labels, 2), dtype=np.float32)
    figures[owner[rank == 0], 0] = scores[rank == 0]
    following = (rank > 0) & (rank <= _NEXT)
    np.add.at(figures[:, 1], owner[following], scores[following] / np.float32(_NEXT))
    return figures
