"""What one message leads to: the next conversation, the reply, effects, and a line for the journal."""

from dataclasses import dataclass
from enum import StrEnum

from qiwen.model.conversation import Conversation
from qiwen.model.reply import Reply


class Reason(StrEnum):
    """Why a ticket is opened."""

    ASKED = "asked"
    MISSES = "misses"
    UNCLEAR = "unclear"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """A person takes over; the number was already told."""

    number: str
    reason: Reason
    question: str


Effect = OpenTicket


class Outcome(StrEnum):
    """How a message was taken, for the journal and the statistics."""

    ANSWERED = "answered"
    CLARIFIED = "clarified"
    LOST = "lost"
    MANNERS = "manners"
    CONTROL = "control"
    CHECK = "check"
    GUIDE = "guide"
    TICKET = "ticket"
    WELCOME = "welcome"
    UNREADABLE = "unreadable"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Entry:
    """The journal line of one turn. `score` is the matcher's probability; None where it was not asked."""

    outcome: Outcome
    intents: tuple[str, ...] = ()
    decision: str | None = None
    score: float | None = None
    candidates: tuple[str, ...] = ()
    verdict: str | None = None
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """The whole result of one message. `reply` is None where silence is right."""

    conversation: Conversation
    reply: Reply | None
    effects: tuple[Effect, ...]
    entry: Entry
