"""What the bot says back. A channel decides how it looks: lines, buttons or a card."""

from dataclasses import dataclass
from enum import StrEnum

from qiwen.model.text import Language


class Tone(StrEnum):
    """What a block is for, so that a channel can mark it."""

    SAY = "say"
    WARN = "warn"  # cannot be undone
    NEXT = "next"  # what to do now
    ASK = "ask"  # a question to the person
    NOTE = "note"
    BASIS = "basis"  # which notice, of which day


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph."""

    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the person can pick: what is shown, and the token that comes back."""

    label: str
    token: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer.

    `invite` introduces the choices where they are numbered lines and not buttons.
    `more` is the hint that the rest waits for 继续; empty where nothing waits.
    """

    language: Language
    blocks: tuple[Block, ...]
    choices: tuple[Choice, ...] = ()
    invite: str = ""
    more: str = ""
