"""Folding: the one form in which texts are compared.

Width, case and script are folded, what is no letter becomes a space, and what stands around a question
(greetings, signatures, forwarding) is taken off. The tables come from content: this floor reads no files.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST = 4_000
"""Characters of a text that are looked at; the rest of a longer one cannot change what a person wants to know."""

_ZERO_WIDTH = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_NOT_WORD = re.compile(r"[^0-9a-z\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


@dataclass(frozen=True, slots=True)
class Script:
    """Which characters are Traditional, which Simplified, and what the former become."""

    to_simplified: Mapping[int, str] = field(default_factory=dict)
    simplified_only: frozenset[str] = frozenset()

    def traditional_count(self, text: str) -> int:
        """How many characters of `text` are written only in Traditional."""
        return sum(ord(char) in self.to_simplified for char in text)

    def simplified_count(self, text: str) -> int:
        """How many characters of `text` are written only in Simplified."""
        return sum(char in self.simplified_only for char in text)


def clean(text: str) -> str:
    """`text` that every later step can bear: no lone surrogates, no invisible characters, bounded length."""
    text = text[:LONGEST].encode("utf-8", "replace").decode("utf-8")
    return _ZERO_WIDTH.sub("", text)


def fold(text: str, script: Script) -> str:
    """`text` as compared: half width, lower case, Simplified, words parted by single spaces."""
    text = unicodedata.normalize("NFKC", clean(text)).lower().translate(script.to_simplified)
    return _NOT_WORD.sub(" ", text).strip()
