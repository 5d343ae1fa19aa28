"""Asks that lie nearer to another intent than to their own: written under the wrong one, or worth an `unlike`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from qiwen.matching.index import OUTSIDE, Index
from qiwen.matching.score import against

CLOSE = 0.8
APART = 0.1
_NEAREST = 60


@dataclass(frozen=True, slots=True)
class Stray:
    """An ask, its intent, and the ask of another intent that is nearly the same. OUTSIDE is shown as _outside."""

    ask: str
    intent: str
    other: str
    other_intent: str
    closeness: float


def strays(index: Index, tell: Callable[[str], None] = lambda _: None) -> Iterator[Stray]:
    """Every ask that is close to another intent's ask, and closer by far than to any of its own."""
    for number, ask in enumerate(index.asks):
        tell(ask.text)
        near = index.postings.nearest(index.sounds[number], _NEAREST)
        near = near[near != number]
        if not len(near):
            continue
        scores = against(index.texts[number], [index.texts[at] for at in near])
        own = index.owner[near] == index.owner[number]
        if own.all() or scores[~own].max() < max(CLOSE, scores[own].max(initial=0) + APART):
            continue
        other = near[~own][int(np.argmax(scores[~own]))]
        yield Stray(
            ask.text,
            _shown(index.labels[index.owner[number]]),
            index.asks[other].text,
            _shown(index.labels[index.owner[other]]),
            float(scores[~own].max()),
        )


def _shown(label: str) -> str:
    return "_outside" if label == OUTSIDE else label
