"""A share and how far it can be trusted."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Self

_DEVIATIONS = 1.959964
"""Standard deviations that hold 95 % of what chance does."""


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `of`."""

    count: int
    of: int

    @classmethod
    def of_all(cls, hits: Iterable[bool]) -> Self:
        """How many of `hits` are true."""
        each = list(hits)
        return cls(sum(each), len(each))

    @property
    def value(self) -> float | None:
        """0 to 1; None of nothing."""
        return self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval after Wilson: honest for few questions and near 0 and 1. None of nothing."""
        if self.value is None:
            return None
        square = _DEVIATIONS**2
        middle = (self.value + square / (2 * self.of)) / (1 + square / self.of)
        spread = sqrt(self.value * (1 - self.value) / self.of + square / (4 * self.of**2))
        half = spread * _DEVIATIONS / (1 + square / self.of)
        return max(middle - half, 0.0), min(middle + half, 1.0)

    def __str__(self) -> str:
        return self.shown(1)

    def shown(self, digits: int) -> str:
        """In per cent, with the interval: `88.3 (85.4–90.7)`."""
        if self.value is None or self.interval is None:
            return "–"
        low, high = self.interval
        return f"{100 * self.value:.{digits}f} ({100 * low:.{digits}f}–{100 * high:.{digits}f})"
