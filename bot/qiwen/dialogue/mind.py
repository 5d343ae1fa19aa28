"""What the dialogue thinks with: the content, the matcher and the script tables, joined once at start."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, Self

from qiwen.matching.fold import Script, fold
from qiwen.model.content import Catalogue
from qiwen.model.match import Match

CONTROLS = ("person", "more", "quit", "back", "again", "resume", "next", "all", "stuck", "none")
"""Lists of knowledge/words.toml that steer the talk; the first that holds a word wins."""


class Matches(Protocol):
    """What the dialogue needs of a matcher. Same content and text, same answer, in every process."""

    def match(self, text: str) -> Match:
        """What `text` means. Takes any string whatever, in bounded time."""
        ...


@dataclass(frozen=True, slots=True)
class Mind:
    """Catalogue, matcher and script tables. Make one with `Mind.of`, which folds the words that steer once.

    `soft_words` are what people say without naming anything: yes, perhaps, next …; `name_ends` is how the names of
    enterprises end.
    """

    catalogue: Catalogue
    matcher: Matches
    script: Script
    controls: Mapping[str, str]
    soft_words: frozenset[str]
    name_ends: tuple[str, ...] = ()

    @classmethod
    def of(cls, catalogue: Catalogue, matcher: Matches, script: Script) -> Self:
        """Join them."""
        controls = {fold(word, script): name for name in reversed(CONTROLS) for word in catalogue.words.get(name, ())}
        soft = (
            fold(word, script) for name in ("yes", "no", "unsure", "hedge") for word in catalogue.words.get(name, ())
        )
        ends = tuple(fold(word, script) for word in catalogue.words.get("name_ends", ()))
        return cls(catalogue, matcher, script, controls, frozenset(soft) | controls.keys(), ends)

    def fold(self, text: str) -> str:
        """`text` in the form in which texts are compared."""
        return fold(text, self.script)
