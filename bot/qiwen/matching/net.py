"""A small convolutional net over characters and syllables: only the forward way, in numpy.

It sees what counting n-grams cannot: a pattern wherever it stands, through a wrong character of the right sound.
Its weights are learned elsewhere (qiwen.learning.net) with the same reading of a text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Self

import numpy as np
import numpy.typing as npt

from qiwen.matching.reading import Reading
from qiwen.matching.score import Scores

LONGEST = 80
"""Characters that are seen; of a longer text the first and the last half of that."""
UNKNOWN = 1
_UNSEEN = -8.0
WIDTHS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Net:
    """Weights; make one with `Net.of`.

    `written` and `spoken` map characters to rows of the embeddings `e_written` and `e_spoken`; `taps` are all filters
    side by side.
    """

    written: Mapping[str, int]
    spoken: Mapping[str, int]
    e_written: Scores
    e_spoken: Scores
    filters: tuple[tuple[Scores, Scores], ...]
    query: tuple[Scores, Scores]
    out: tuple[Scores, Scores]
    taps: Scores

    @classmethod
    def of(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> Self:
        """A net from the arrays that `arrays()` gave."""
        floats = {name: array.astype(np.float32) for name, array in arrays.items() if array.dtype.kind == "f"}
        taps = [tap for width in WIDTHS for tap in floats[f"filter{width}"]]
        return cls(
            written=_numbered(str(arrays["written"])),
            spoken=_numbered(str(arrays["spoken"])),
            e_written=floats["e_written"],
            e_spoken=floats["e_spoken"],
            filters=tuple((floats[f"filter{width}"], floats[f"offset{width}"]) for width in WIDTHS),
            query=(floats["query"], floats["query_offset"]),
            out=(floats["out"], floats["out_offset"]),
            taps=np.concatenate(taps, axis=1),
        )

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Everything as arrays of half precision and two strings of characters."""
        named = {
            "e_written": self.e_written,
            "e_spoken": self.e_spoken,
            "query": self.query[0],
            "query_offset": self.query[1],
            "out": self.out[0],
            "out_offset": self.out[1],
        }
        for width, (weights, offset) in zip(WIDTHS, self.filters, strict=True):
            named |= {f"filter{width}": weights, f"offset{width}": offset}
        halves: dict[str, npt.NDArray[np.generic]] = {name: array.astype(np.float16) for name, array in named.items()}
        return halves | {"written": np.array("".join(self.written)), "spoken": np.array("".join(self.spoken))}

    def relabelled(self, old: Sequence[str], new: Sequence[str]) -> Self:
        """The same net with its labels in another order; to a label that it never saw it gives next to nothing."""
        place = [old.index(label) if label in old else -1 for label in new]
        weights = np.append(self.out[0], np.zeros((len(self.out[0]), 1), dtype=np.float32), axis=1)
        offset = np.append(self.out[1], np.float32(_UNSEEN))
        return replace(self, out=(weights[:, place], offset[place]))

    def scores(self, reading: Reading) -> Scores:
        """The logarithm of a probability a label."""
        written, spoken = numbers(reading, self.written, self.spoken)
        seen = np.concatenate([self.e_written[written], self.e_spoken[spoken]], axis=1)
        found = _gelu(self._convolved(seen))
        weight = found @ self.query[0] + self.query[1]
        weight = np.exp(weight - weight.max())
        pooled = np.concatenate([found.max(axis=0), (weight / weight.sum()) @ found])
        logits = pooled @ self.out[0] + self.out[1]
        shifted = logits - logits.max()
        scores: Scores = shifted - np.log(np.exp(shifted).sum())
        return scores

    def _convolved(self, seen: Scores) -> Scores:
        """What each filter finds at each place; the text is padded so that every place has an answer."""
        size, many = len(seen), self.filters[0][1].size
        taps = seen @ self.taps  # all taps of all filters in one product; then each is moved to its place
        found = np.empty((size, many * len(WIDTHS)), dtype=np.float32)
        at = 0
        for number, (width, (_, offset)) in enumerate(zip(WIDTHS, self.filters, strict=True)):
            total = np.tile(offset, (size, 1))
            for tap in range(width):
                _add_moved(total, taps[:, at : at + many], tap - width // 2)
                at += many
            found[:, number * many : (number + 1) * many] = total
        return found


def _add_moved(total: Scores, part: Scores, by: int) -> None:
    """Add `part` to `total`, each row taken from `by` places further on."""
    size = len(total)
    if by >= 0:
        total[: size - by] += part[by:]
    else:
        total[-by:] += part[: size + by]


def numbers(reading: Reading, written: Mapping[str, int], spoken: Mapping[str, int]) -> tuple[list[int], list[int]]:
    """The rows of the embeddings for a text, at most LONGEST of each, at least one."""
    text, sound = reading.plain, reading.plain_sound
    if len(text) > LONGEST:
        half = LONGEST // 2
        text, sound = text[:half] + text[-half:], sound[:half] + sound[-half:]
    rows = [written.get(char, UNKNOWN) for char in text], [spoken.get(char, UNKNOWN) for char in sound]
    return rows if text else ([UNKNOWN], [UNKNOWN])


def _numbered(characters: str) -> dict[str, int]:
    """Rows 0 and 1 are for padding and the unknown."""
    return {char: number for number, char in enumerate(characters, UNKNOWN + 1)}


def _gelu(value: Scores) -> Scores:
    """Gaussian error linear unit, by its tanh form; training uses the same form."""
    inner = np.float32(sqrt(2 / np.pi)) * (value + np.float32(0.044715) * value**3)
    result: Scores = np.float32(0.5) * value * (1 + np.tanh(inner))
    return result
