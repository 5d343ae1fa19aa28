"""What the learned part reads of a text: n-grams of its characters and of its sound, its concepts, what was peeled off.

A feature is a 32-bit number, so that no dictionary of n-grams has to be kept in memory.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from zlib import crc32

from qiwen.matching.reading import Reading

LONGEST_WRITTEN = 4
LONGEST_SOUND = 3
MOST = 600
"""Characters that are read of a text; more cannot make a question clearer and would cost time."""

_LATIN = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")
_SAID = re.compile("[0-9a-z]+(?: (?=[0-9a-z]))?|[^0-9a-z]")  # the blank between two Latin words is no sound


def groups(reading: Reading) -> tuple[Counter[int], Counter[int], Counter[int]]:
    """Counted features in three groups, each weighed on its own: written, sound, concepts.

    They come in one order in every process (a set of words does not), so that sums are equal to the last bit.
    """
    return (
        Counter(_numbered("w", _written(reading.text[:MOST]))),
        Counter(_numbered("s", _spoken(reading.sound[:MOST]))),
        Counter(_numbered("c", (*sorted(reading.concepts), *(f"off {name}" for name in sorted(reading.off))))),
    )


def _written(text: str) -> Iterator[str]:
    """N-grams of 1 to 4 characters within words, a word's ends counting as a blank."""
    for word in text.split():
        padded = f" {word} "
        yield from word
        for size in range(2, LONGEST_WRITTEN + 1):
            yield from (padded[at : at + size] for at in range(len(padded) - size + 1))


def _spoken(sound: str) -> Iterator[str]:
    """N-grams of 1 to 3 syllables, or whole Latin words, across the whole text."""
    said = [f"{part.rstrip()}|" if part[0] in _LATIN else part for part in _SAID.findall(sound)]
    for size in range(1, LONGEST_SOUND + 1):
        yield from ("".join(said[at : at + size]) for at in range(len(said) - size + 1))


def _numbered(group: str, grams: Iterable[str]) -> Iterator[int]:
    return (crc32(f"{group}{gram}".encode()) for gram in grams)
