"""All asks, read once, in the arrays that scoring wants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qiwen.matching.reading import Reader
from qiwen.model.content import Ask, Catalogue

OUTSIDE = ""
"""The label of what must not be answered; it comes last."""

_ASK_BITS = np.uint64(22)  # two letters take 21 bits each, which leaves 22 for the number of an ask

Numbers = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Postings:
    """Which asks hold a pair of neighbouring syllables (or letters): `asks[ends[k-1]:ends[k]]` hold `pairs[k]`."""

    pairs: npt.NDArray[np.uint64]
    ends: Numbers
    asks: npt.NDArray[np.int32]
    rarity: npt.NDArray[np.float32]
    count: int

    def nearest(self, sound: str, most: int) -> Numbers:
        """The asks that share most with `sound`, rare pairs counting more; at most `most`, in the order of asks."""
        found = np.searchsorted(self.pairs, pairs := np.unique(_pairs(sound)))
        found = found[self.pairs[np.minimum(found, len(self.pairs) - 1)] == pairs] if len(self.pairs) else found[:0]
        if not len(found):
            return np.empty(0, dtype=np.intp)
        slices = [slice(self.ends[at - 1] if at else 0, self.ends[at]) for at in found]
        weights = np.repeat(self.rarity[found], [each.stop - each.start for each in slices])
        shared = np.bincount(np.concatenate([self.asks[each] for each in slices]), weights, minlength=self.count)
        if np.count_nonzero(shared) <= most:
            return np.flatnonzero(shared)
        return np.sort(np.argpartition(-shared, most)[:most])


@dataclass(frozen=True, slots=True)
class Index:
    """Asks by number, grouped by label: as written, folded, as they sound, and where pairs of syllables stand."""

    labels: tuple[str, ...]
    asks: tuple[Ask, ...]
    texts: tuple[str, ...]
    sounds: tuple[str, ...]
    owner: Numbers
    postings: Postings


def index(catalogue: Catalogue, reader: Reader, known: Mapping[str, tuple[str, str]] | None = None) -> Index:
    """Index the asks of `catalogue`. `known` are asks already read (text and sound), which saves reading them again."""
    groups = [(intent.id, intent.asks) for intent in catalogue.intents.values()]
    groups.append((OUTSIDE, catalogue.outside))
    asks = tuple(ask for _, group in groups for ask in group)
    read = [_read(ask.text, reader, known or {}) for ask in asks]
    sounds = tuple(sound for _, sound in read)
    return Index(
        labels=tuple(label for label, _ in groups),
        asks=asks,
        texts=tuple(text for text, _ in read),
        sounds=sounds,
        owner=np.array([number for number, (_, group) in enumerate(groups) for _ in group], dtype=np.intp),
        postings=_postings(sounds),
    )


def _read(text: str, reader: Reader, known: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    if text in known:
        return known[text]
    reading = reader.read(text)
    return reading.text, reading.sound


def _postings(sounds: Sequence[str]) -> Postings:
    """Built without a loop over pairs: thirteen thousand asks take some 50 ms."""
    letters = _letters("\n".join(sounds))
    breaks = letters == ord("\n")
    ask = np.cumsum(breaks)
    whole = ~(breaks[:-1] | breaks[1:])
    both = _once(_joined(letters)[whole] << _ASK_BITS | ask[:-1][whole].astype(np.uint64))
    ends = _group_ends(both >> _ASK_BITS)
    pairs = (both >> _ASK_BITS)[ends - 1]
    starts = np.concatenate([[0], ends[:-1]]) if len(ends) else ends
    rarity = np.log((1 + len(sounds)) / (1 + ends - starts))
    holders = (both & ((np.uint64(1) << _ASK_BITS) - np.uint64(1))).astype(np.int32)
    return Postings(pairs, ends, holders, rarity.astype(np.float32), len(sounds))


def _once(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """`values` sorted, each once. (numpy's own unique goes by a hash table, which is ten times slower here.)"""
    ordered = np.sort(values)
    return ordered[_group_ends(ordered) - 1]


def _group_ends(ordered: npt.NDArray[np.uint64]) -> Numbers:
    """One past the last place of every run of equal values."""
    return np.flatnonzero(np.append(ordered[1:] != ordered[:-1], len(ordered) > 0)) + 1


def _pairs(sound: str) -> npt.NDArray[np.uint64]:
    return _joined(_letters(sound))


def _letters(text: str) -> npt.NDArray[np.uint64]:
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)


def _joined(letters: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    joined: npt.NDArray[np.uint64] = (letters[:-1] << np.uint64(21)) | letters[1:]
    return joined
