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
    ANGRY = "angry"
    PANIC = "panic"


class Urgency(StrEnum):
    """How soon a person should look."""

    NORMAL = "normal"
    RAISED = "raised"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when a person takes over, so that nobody has to ask again.

    `slots` are answers as question and option ids of `check`; `missing` the findings that stand in the way; `misses`
    the last questions that were not answered; `guide` and `step` where a guide stood.
    """

    language: str = ""
    check: str | None = None
    slots: tuple[tuple[str, str], ...] = ()
    verdict: str | None = None
    missing: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    guide: str | None = None
    step: str | None = None
    last_intent: str | None = None


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """A person takes over; the number was already told."""

    number: str
    reason: Reason
    question: str
    urgency: Urgency = Urgency.NORMAL
    facts: Facts = Facts()


@dataclass(frozen=True, slots=True)
class AddToTicket:
    """Something more to an open ticket, which `urgency` raises where it is given."""

    number: str
    text: str
    urgency: Urgency | None = None


@dataclass(frozen=True, slots=True)
class WithdrawTicket:
    """The person needs nobody any more."""

    number: str


Effect = OpenTicket | AddToTicket | WithdrawTicket


class Feedback(StrEnum):
    """Whether an answer helped: asked, and what came of asking. Silence is any other next message."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"
    SILENCE = "silence"


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
    """The journal line of one turn. `score` is the matcher's probability; None where it was not asked.

    `slots` and `due` tell where a check stands; `feedback` is about the answer before, unless it was just asked for.
    """

    outcome: Outcome
    intents: tuple[str, ...] = ()
    decision: str | None = None
    score: float | None = None
    candidates: tuple[str, ...] = ()
    verdict: str | None = None
    findings: tuple[str, ...] = ()
    slots: tuple[tuple[str, str], ...] = ()
    due: str | None = None
    feedback: Feedback | None = None
    ticket: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """The whole result of one message. `reply` is None where silence is right."""

    conversation: Conversation
    reply: Reply | None
    effects: tuple[Effect, ...]
    entry: Entry
