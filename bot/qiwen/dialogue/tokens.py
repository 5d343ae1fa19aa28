"""Tokens: what a choice sends back. `verb:argument`, the same on every channel.

They come from outside, so nothing here trusts them: an unknown token is simply not understood.
"""

from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """What pressing a choice does."""

    ASK = "ask"  # ask:<intent>
    PICK = "pick"  # pick:<intent>, chosen from what a torn matcher offered
    OPTION = "option"  # option:<question>.<option>, an answer to that question
    GUIDE = "guide"  # guide:<guide id>
    CHECK = "check"  # check:<check id>
    BRANCH = "branch"  # branch:<step>.<number>, a side road of that step
    DO = "do"  # do:<control word>


@dataclass(frozen=True, slots=True)
class Token:
    """A parsed token."""

    verb: Verb
    argument: str

    def __str__(self) -> str:
        return f"{self.verb}:{self.argument}"


def parse(text: str) -> Token | None:
    """The token in `text`, or None. A bare word is an intent id: that is what a WeCom menu key holds."""
    verb, colon, argument = text.strip().partition(":")
    if not colon:
        return Token(Verb.ASK, verb) if verb else None
    try:
        return Token(Verb(verb), argument)
    except ValueError:
        return None
