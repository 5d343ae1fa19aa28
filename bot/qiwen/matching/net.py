"""A small convolutional net over Han characters, Latin words and sounds: only the forward way, in numpy.

It sees what counting n-grams cannot: a pattern wherever it stands, through a wrong character of the right sound.
Its weights are learned elsewhere (qiwen.learning.net) with the same reading of a text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from qiwen.matching.reading import Reading
from qiwen.matching.score import Scores
from qiwen.matching.words import places

LONGEST = 80
"""Places that are seen; of a longer text the first and the last half of that."""
UNKNOWN = 1
_UNSEEN = -8.0
WIDTHS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Net:
    """Weights; make one with `Net.of`.

    `written` and `spoken` map what stands at a place to rows of the embeddings `e_written` and `e_spoken`; `taps` are
    all filters side by side, each as wide as WIDTHS says, and `offset` is what each starts from.
    """

    written: Mapping[str, int]
    spoken: Mapping[str, int]
    e_written: Scores
    e_spoken: Scores
    taps: Scores
    offset: Scores
    query: tuple[Scores, Scores]
    out: tuple[Scores, Scores]

    @classmethod
    def of(cls, arrays: Mapping[str, npt.NDArray[np.generic]]) -> Self:
        """A net from the arrays that `arrays()` gave."""
        floats = {name: array.astype(np.float32) for name, array in arrays.items() if array.dtype.kind == "f"}
        return cls(
            written=_numbered(str(arrays["written"])),
            spoken=_numbered(str(arrays["spoken"])),
            e_written=floats["e_written"],
            e_spoken=floats["e_spoken"],
            taps=floats["taps"],
            offset=floats["offset"],
            query=(floats["query"], floats["query_offset"]),
            out=(floats["out"], floats["out_offset"]),
        )

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """Everything as arrays of half precision and two lists of words, a line each."""
        named = {
            "e_written": self.e_written,
            "e_spoken": self.e_spoken,
            "taps": self.taps,
            "offset": self.offset,
            "query": self.query[0],
            "query_offset": self.query[1],
            "out": self.out[0],
            "out_offset": self.out[1],
        }
        halves: dict[str, npt.NDArray[np.generic]] = {name: array.astype(np.float16) for name, array in named.items()}
        return halves | {"written": np.array("\n".join(self.written)), "spoken": np.array("\n".join(self.spoken))}

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
        found = np.maximum(self._convolved(seen), 0)
        weight = found @ self.query[0] + self.query[1]
        weight = np.exp(weight - weight.max())
        pooled = np.concatenate([found.max(axis=0), (weight / weight.sum()) @ found])
        logits = pooled @ self.out[0] + self.out[1]
        shifted = logits - logits.max()
        scores: Scores = shifted - np.log(np.exp(shifted).sum())
        return scores

    def _convolved(self, seen: Scores) -> Scores:
        """What each filter finds at each place; the text is padded so that every place has an answer."""
        many = self.offset.size // len(WIDTHS)
        taps = seen @ self.taps  # all taps of all filters in one product; then each is moved to its place
        found = np.tile(self.offset, (len(seen), 1))
        at = 0
        for number, width in enumerate(WIDTHS):
            mine = found[:, number * many : (number + 1) * many]
            for tap in range(width):
                _add_moved(mine, taps[:, at : at + many], tap - width // 2)
                at += many
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
    words, sounds = places(reading.plain, reading.plain_sound)
    if len(words) > LONGEST:
        half = LONGEST // 2
        words, sounds = words[:half] + words[-half:], sounds[:half] + sounds[-half:]
    rows = [written.get(word, UNKNOWN) for word in words], [spoken.get(each, UNKNOWN) for each in sounds]
    return rows if words else ([UNKNOWN], [UNKNOWN])


def _numbered(lines: str) -> dict[str, int]:
    """Rows 0 and 1 are for padding and the unknown."""
    return {word: number for number, word in enumerate(lines.split("\n"), UNKNOWN + 1)}
