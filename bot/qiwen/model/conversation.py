"""A conversation is a value: what must be remembered between two messages, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qiwen.model.inbound import Key
from qiwen.model.reply import Block, Choice
from qiwen.model.text import Language


class Guard(StrEnum):
    """Where the guard stands: not reached, asking for the target's name, asking for it once more, passed."""

    OPEN = "open"
    NAMING = "naming"
    REPEATING = "repeating"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Checking:
    """A check is running. Only the answers are kept; the question now due is found by replaying them.

    `unclear` counts answers not understood in a row.
    """

    check: str
    answers: tuple[tuple[str, str], ...] = ()
    unclear: int = 0


@dataclass(frozen=True, slots=True)
class Guiding:
    """A guide is open at a step. `back` holds the guides it was reached from, innermost last, each with its step.

    `guard` tells how far the guard before a step that cannot be undone has come; `target` is the name given to it.
    """

    guide: str
    step: str
    back: tuple[tuple[str, str], ...] = ()
    guard: Guard = Guard.OPEN
    target: str = ""


@dataclass(frozen=True, slots=True)
class Rest:
    """What did not fit into one message and waits for 继续."""

    blocks: tuple[Block, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Passed:
    """A verdict reached in this conversation, kept so that a guide can rely on it."""

    check: str
    verdict: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person's talk. `version` counts commits and starts at 0 for a talk that was never stored.

    `check` and `guide` may both be open: a check that was started from a guide goes back to it.
    """

    key: Key
    version: int = 0
    check: Checking | None = None
    guide: Guiding | None = None
    misses: int = 0
    last_at: datetime | None = None
    language: Language = Language.HANS
    offered: tuple[Choice, ...] = ()
    rest: Rest | None = None
    welcomed_at: datetime | None = None
    last_intent: str | None = None
    ticket: str | None = None
    ticket_at: datetime | None = None
    passed: tuple[Passed, ...] = ()

    @property
    def mode(self) -> str:
        """What is open now, in a word: idle, checking or guiding."""
        return "checking" if self.check else "guiding" if self.guide else "idle"
