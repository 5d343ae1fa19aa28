"""Readings as rows of a sparse matrix, weighed exactly as qiwen.matching.learned weighs them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from qiwen.matching.grams import groups
from qiwen.matching.learned import SHARES
from qiwen.matching.reading import Reading

Grouped = tuple[Counter[int], ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Sorted feature numbers and their rarity (smoothed inverse document frequency)."""

    keys: npt.NDArray[np.uint32]
    rarity: npt.NDArray[np.float32]


def grouped(readings: Sequence[Reading]) -> list[Grouped]:
    """Counted features of every reading."""
    return [groups(reading) for reading in readings]


def vocabulary(rows: Sequence[Grouped], least: int = 2) -> Vocabulary:
    """Features that stand in at least `least` rows: one that stands in a single ask can only be learned by heart."""
    frequency = Counter(key for row in rows for group in row for key in group)
    kept = sorted(key for key, count in frequency.items() if count >= least)
    counts = np.array([frequency[key] for key in kept], dtype=np.float64)
    rarity = np.log((1 + len(rows)) / (1 + counts)) + 1
    return Vocabulary(np.array(kept, dtype=np.uint32), rarity.astype(np.float16).astype(np.float32))


def matrix(rows: Sequence[Grouped], known: Vocabulary) -> csr_matrix:
    """One row a reading; each group of features has the length that SHARES gives it."""
    place = {int(key): at for at, key in enumerate(known.keys)}
    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    for row in rows:
        for group, share in zip(row, SHARES, strict=True):
            at = [place[key] for key in group if key in place]
            strength = np.array([1 + np.log(count) for key, count in group.items() if key in place]) * known.rarity[at]
            length = float(np.sqrt((strength**2).sum())) or 1.0
            data.extend(strength * (share / length))
            columns.extend(at)
        ends.append(len(columns))
    return csr_matrix((data, columns, ends), shape=(len(rows), max(len(known.keys), 1)), dtype=np.float64)
