"""A text in a form that can be compared and not read: how many characters another text is away from it.

Of every character a byte is kept, a digest of it and the one before it. That tells whether two neighbouring characters
of another text are the ones that stood there, and nothing that reads as prose. The distance is that of Levenshtein on
letters, digits and Han characters. It comes as two bounds: they differ only where a right character stands alone
between two wrong ones, since a lone character cannot be checked.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_Row = npt.NDArray[np.int64]
_FAR = 10**9


class Bounds(NamedTuple):
    """Edits between two texts: at least `low`, at most `high`."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Veiled:
    """`digests` has two hex digits a character. `free` are stretches (start, end) that may be there or not."""

    digests: str
    free: tuple[tuple[int, int], ...] = ()

    def __len__(self) -> int:
        """Characters that must be there."""
        return len(self.digests) // 2 - sum(end - start for start, end in self.free)

    def distance(self, text: str) -> Bounds:
        """Edits that lead from `text` to the veiled one."""
        theirs = np.frombuffer(bytes.fromhex(self.digests), dtype=np.uint8)
        costs = np.ones(len(theirs), dtype=np.int64)
        for start, end in self.free:
            costs[start:end] = 0
        ours = _digests(bare(text))
        return Bounds(_least(theirs, ours, costs, alone=True), _least(theirs, ours, costs, alone=False))


def bare(text: str) -> str:
    """What counts of a text: letters, digits and Han characters, of one width and case."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def veil(text: str) -> str:
    """The digests of a text, two hex digits for each of its characters that count."""
    return _digests(bare(text)).tobytes().hex()


def _digests(text: str) -> npt.NDArray[np.uint8]:
    return np.array([_digest(one + two) for one, two in zip(" " + text, text, strict=False)], dtype=np.uint8)


@cache
def _digest(pair: str) -> int:
    return hashlib.blake2b(pair.encode(), digest_size=1, key=b"qiwen").digest()[0]


def _least(theirs: npt.NDArray[np.uint8], ours: npt.NDArray[np.uint8], costs: _Row, *, alone: bool) -> int:
    """The cheapest way through: `apart` ends with an edit, `first` with one unchecked equal character, `run` with more.

    A run of equal characters is checked from its second on. `alone` lets a single one count as equal.
    """
    columns = np.arange(len(ours) + 1)
    apart: _Row = columns.astype(np.int64)
    first = np.full_like(apart, _FAR)
    run = np.full_like(apart, _FAR)
    for digest, cost in zip(theirs, costs, strict=True):
        ending = np.minimum(apart, run) if not alone else np.minimum(np.minimum(apart, run), first)
        edited = ending + cost
        edited[1:] = np.minimum(edited[1:], ending[:-1] + 1)
        equal = np.full_like(run, _FAR)
        equal[1:] = np.where(ours == digest, np.minimum(first, run)[:-1], _FAR)
        begun = np.full_like(first, _FAR)
        begun[1:] = apart[:-1]
        closing = np.minimum(edited, np.minimum(equal, begun) if alone else equal)
        inserted = np.full_like(edited, _FAR)  # at least one character put in after any of them
        inserted[1:] = (np.minimum.accumulate(closing - columns) + columns)[:-1] + 1
        apart, first, run = np.minimum(edited, inserted), begun, equal
    return int(min(apart[-1], run[-1], first[-1] if alone else _FAR))
