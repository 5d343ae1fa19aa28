"""rapidfuzz, and the only file that knows it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

Scores = npt.NDArray[np.float32]


def closeness(one: str, other: str) -> float:
    """How alike two folded texts are, 0 to 100: one minus the share of insertions and deletions between them."""
    return fuzz.ratio(one, other)


def against(text: str, asks: Sequence[str]) -> Scores:
    """Closeness of `text` to every ask, 0 to 1."""
    scores: Scores = process.cdist([text], asks, scorer=fuzz.ratio, dtype=np.float32)[0]
    return scores / np.float32(100)


def ready_made(name: str, texts: Sequence[str], asks: Sequence[str]) -> Scores:
    """What rapidfuzz's scorer `name` makes of texts as they stand, 0 to 100: a row a text. Only to compare with."""
    scores: Scores = process.cdist(texts, asks, scorer=_READY_MADE[name], dtype=np.float32)
    return scores


_READY_MADE = {"ratio": fuzz.ratio, "WRatio": fuzz.WRatio, "token_set_ratio": fuzz.token_set_ratio}
