"""The rapidfuzz channels: a text against all asks, written and spoken; the best and the next three count for a label."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from qiwen.matching.index import Index
from qiwen.matching.reading import Reading
from qiwen.matching.score import Scores, against

NAMES = ("written.best", "written.next", "spoken.best", "spoken.next")
_NEXT = 3


def channels(readings: Sequence[Reading], index: Index, without: npt.NDArray[np.bool_] | None = None) -> Scores:
    """For every reading and label the four figures of NAMES, 0 to 1; shape (readings, labels, 4).

    `without` marks asks to leave out (their label then counts as if it had fewer asks): how a hand is tested on others.
    """
    written = against([reading.text for reading in readings], index.texts)
    spoken = against([reading.sound for reading in readings], index.sounds)
    if without is not None:
        written[:, without] = 0
        spoken[:, without] = 0
    return np.concatenate([_best(written, index), _best(spoken, index)], axis=2)


def _best(scores: Scores, index: Index) -> Scores:
    """Per label the best ask and the mean of the next three."""
    figures = np.zeros((len(scores), len(index.labels), 2), dtype=np.float32)
    ends = [*index.starts[1:], scores.shape[1]]
    for label, (start, end) in enumerate(zip(index.starts, ends, strict=True)):
        count = min(_NEXT + 1, end - start)
        if count:
            top = -np.sort(np.partition(-scores[:, start:end], count - 1, axis=1)[:, :count], axis=1)
            figures[:, label, 0] = top[:, 0]
            figures[:, label, 1] = top[:, 1:].sum(axis=1) / _NEXT
    return figures
