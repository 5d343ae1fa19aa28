"""rapidfuzz, and the only file that knows it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

Scores = npt.NDArray[np.float32]


def closeness(one: str, other: str) -> float:
    """How alike two folded texts are, 0 to 100: one minus the share of insertions and deletions between them."""
    return fuzz.ratio(one, other)


def against(texts: Sequence[str], asks: Sequence[str]) -> Scores:
    """Closeness of every text to every ask, 0 to 1: a row a text."""
    scores: Scores = process.cdist(texts, asks, scorer=fuzz.ratio, dtype=np.float32)
    return scores / np.float32(100)
