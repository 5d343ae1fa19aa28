"""A conversation is a value: what must be remembered between two messages, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qiwen.model.inbound import Key
from qiwen.model.reply import Block, Choice
from qiwen.model.text import Language


class Guard(StrEnum):
    """Where the guard stands: not reached, asking whether what comes first is done, for the name, once more, passed."""

    OPEN = "open"
    STEPS = "steps"
    NAMING = "naming"
    REPEATING = "repeating"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Checking:
    """A check is running. Only the answers are kept, in the order given; the question due is found by replaying them.

    `unclear` counts answers not understood in a row. `doubt` is an answer given with a hedge, to be confirmed.
    `said` are the words that opened it: they may hold facts for the check it leads on to. `stamp` names the wording
    of the check that the answers were given to.
    """

    check: str
    answers: tuple[tuple[str, str], ...] = ()
    unclear: int = 0
    doubt: tuple[str, str] | None = None
    said: str = ""
    stamp: str = ""


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
    """A verdict reached in this talk and its answers, so that a guide can rely on it and it can be corrected."""

    check: str
    verdict: str
    at: datetime
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person's talk. `version` counts commits and starts at 0 for a talk that was never stored.

    `check` and `guide` may both be open: a check that was started from a guide goes back to it. `paused` says that
    a long silence came between and going on was offered. `missed` are the last questions that were not answered,
    `asked` is the one that was asked back about: it may hold facts for the check that is picked.
    `answers` counts answers since the person was last asked whether they helped, `asked_solved` that this is open;
    `with_person` that the bot keeps quiet because a person has the word.
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
    paused: bool = False
    missed: tuple[str, ...] = ()
    asked: str = ""
    answers: int = 0
    asked_solved: bool = False
    with_person: bool = False

    @property
    def mode(self) -> str:
        """What is open now, in a word: idle, checking or guiding."""
        return "checking" if self.check else "guiding" if self.guide else "idle"
