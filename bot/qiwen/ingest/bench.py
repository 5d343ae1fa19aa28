"""What every pass of cleaning may use: the rules, the scripts, the sounds, and what is known of the page so far."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from qiwen.ingest.rules import Rules
from qiwen.ingest.tracked import Change
from qiwen.matching.fold import Script


@dataclass(frozen=True, slots=True)
class Tools:
    """What cleaning any page needs. `syllable` gives the sound of one character, without its tone."""

    rules: Rules
    script: Script
    syllable: Callable[[str], str]

    def is_converted(self, char: str) -> bool:
        """Whether the character is written otherwise in the other script."""
        return ord(char) in self.script.to_simplified or char in self.script.simplified_only


@dataclass(frozen=True, slots=True)
class Bench:
    """The tools and the page at hand. `met` are the kinds of noise met so far: some rules dare more on a dirty page."""

    tools: Tools
    script: str
    title: str = ""
    met: frozenset[str] = frozenset()

    @property
    def rules(self) -> Rules:
        """The rules of cleaning."""
        return self.tools.rules

    @property
    def dirty(self) -> bool:
        """Whether something other than blanks was wrong with the page, so that it is no text as its author left it."""
        return bool(self.met - {"whitespace"})


class Pass(Protocol):
    """One kind of cleaning: reads a text and says what is to change."""

    def __call__(self, text: str, bench: Bench) -> Iterable[Change]: ...
