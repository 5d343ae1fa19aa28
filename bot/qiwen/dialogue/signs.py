"""Signs: words by which an answer or a fact is told, whatever stands around them.

A sign is written as groups separated by commas. All must occur, those that begin with `!` must not; a group is
alternatives separated by `|`, and `@name` stands for a list of knowledge/words.toml.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

_SEAM = re.compile(r"(?<=[0-9a-z])(?=[^0-9a-z ])|(?<=[^0-9a-z ])(?=[0-9a-z])")
"""Between Latin letters or digits and other script: people put a space there or not."""


@dataclass(frozen=True, slots=True)
class Window:
    """A folded stretch of text, once with its words apart and once without any space."""

    spaced: str
    compact: str

    @classmethod
    def of(cls, folded: str) -> Self:
        """Make one of a folded text."""
        return cls(f" {_SEAM.sub(' ', folded)} ", folded.replace(" ", ""))

    def holds(self, word: str) -> bool:
        """Whether the folded `word` occurs: Latin words whole, others anywhere."""
        if word.isascii():
            return f" {word} " in self.spaced
        return word.replace(" ", "") in self.compact


@dataclass(frozen=True, slots=True)
class Sign:
    """A compiled sign."""

    needs: tuple[tuple[str, ...], ...]
    bars: tuple[str, ...]

    @classmethod
    def parse(cls, written: str, fold: Callable[[str], str], words: Mapping[str, tuple[str, ...]]) -> Self:
        """Compile `written`. Raises ValueError where nothing is needed, or a list is not there."""
        needs: list[tuple[str, ...]] = []
        bars: list[str] = []
        for group in filter(None, map(str.strip, written.split(","))):
            alternatives = tuple(_alternatives(group.removeprefix("!"), fold, words))
            if group.startswith("!"):
                bars += alternatives
            elif alternatives:
                needs.append(alternatives)
        if not needs:
            raise ValueError(f"{written!r} needs no word at all")
        return cls(tuple(needs), tuple(bars))

    def fits(self, window: Window) -> bool:
        """Whether `window` holds a word of every group and none that is barred."""
        return all(any(map(window.holds, group)) for group in self.needs) and not any(map(window.holds, self.bars))


def _alternatives(group: str, fold: Callable[[str], str], words: Mapping[str, tuple[str, ...]]) -> list[str]:
    written = []
    for word in group.split("|"):
        name = word.strip().removeprefix("@")
        if name == word.strip():
            written.append(name)
        elif name in words:
            written += words[name]
        else:
            raise ValueError(f"@{name} is no list of knowledge/words.toml")
    return [folded for folded in map(fold, written) if folded]
