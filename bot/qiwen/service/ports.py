"""What the desk needs, and what it offers to those above."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from qiwen.model.conversation import Conversation
from qiwen.model.inbound import Inbound, Key
from qiwen.model.reply import Reply
from qiwen.model.turn import Entry, Turn


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of one message. `reply` is None where silence is right; `again` says it was a repeated delivery."""

    reply: Reply | None
    entry: Entry
    mode: str
    again: bool = False


class Clock(Protocol):
    """Tells the time, aware."""

    def __call__(self) -> datetime:
        """Now."""
        ...


class Answers(Protocol):
    """What channels need: somebody who answers a message."""

    def handle(self, inbound: Inbound) -> Answered:
        """Answer `inbound`. The same message again gets the same answer and changes nothing."""
        ...


class Store(Protocol):
    """Keeps conversations, the journal, tickets and the outbox. All implementations pass one and the same test file."""

    def earlier(self, key: Key, message_id: str) -> Answered | None:
        """The answer already given to that message, if any."""
        ...

    def load(self, key: Key) -> Conversation:
        """The conversation, a fresh one of version 0 where none is stored."""
        ...

    def commit(self, inbound: Inbound, turn: Turn) -> None:
        """Store the turn whole: conversation, both messages, effects. All or nothing.

        Raises Conflict where the conversation is no longer at the version the turn started from, or where the
        message was answered meanwhile.
        """
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...
