"""What many tests say and do: messages, turns, a clock set by hand, a store that is fought over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from qiwen.bootstrap import make_mind
from qiwen.dialogue.mind import Mind
from qiwen.model.conversation import Conversation
from qiwen.model.errors import Conflict
from qiwen.model.inbound import Inbound, Key, Kind
from qiwen.model.reply import Block, Reply, Tone
from qiwen.model.text import Language
from qiwen.model.turn import Effect, Entry, OpenTicket, Outcome, Reason, Turn
from qiwen.service.ports import Answered, Store

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
LINA = Key("wecom", "default", "lina")
WEI = Key("wecom", "default", "wei")


@cache
def whole_mind() -> Mind:
    """The real content and matcher, loaded once a process."""
    return make_mind()


def message(text: str = "能迁吗", *, id_: str = "m1", key: Key = LINA, kind: Kind = Kind.TEXT) -> Inbound:
    """What Lina sends."""
    return Inbound(key, id_, kind, text, NOW, 2048)


def reply(text: str) -> Reply:
    """An answer of one paragraph."""
    return Reply(Language.HANS, (Block(Tone.SAY, text),))


def ticket(number: str = "Q1122-7K3QMA", question: str = "转人工") -> OpenTicket:
    """A person is called."""
    return OpenTicket(number, Reason.ASKED, question)


YES = reply("能。")
ANSWERED = Entry(Outcome.ANSWERED)


def turn(talk: Conversation, *effects: Effect, says: Reply | None = YES) -> Turn:
    """A turn that leaves `talk` idle."""
    return Turn(Conversation(talk.key, talk.version, last_at=NOW), says, effects, ANSWERED)


def add_one(store: Store, inbound: Inbound) -> None:
    """Commit a turn that counts up `misses`, as the desk would: again and again until it goes through."""
    while True:
        talk = store.load(inbound.key)
        grown = Conversation(inbound.key, talk.version, misses=talk.misses + 1, last_at=NOW)
        try:
            return store.commit(inbound, Turn(grown, reply(str(grown.misses)), (), ANSWERED))
        except Conflict:
            continue


@dataclass
class Clock:
    """Stands still until it is moved."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def passes(self, **time: float) -> None:
        self.at += timedelta(**time)


class Contested:
    """A real store at which a rival is faster: the next of `rivals` acts on it just before each commit."""

    def __init__(self, store: Store, *rivals: Callable[[], object]) -> None:
        self.store = store
        self.rivals = list(rivals)
        self.tried = 0

    def earlier(self, key: Key, message_id: str) -> Answered | None:
        return self.store.earlier(key, message_id)

    def load(self, key: Key) -> Conversation:
        return self.store.load(key)

    def commit(self, inbound: Inbound, turn: Turn) -> None:
        self.tried += 1
        if self.rivals:
            self.rivals.pop(0)()
        self.store.commit(inbound, turn)

    def close(self) -> None:
        self.store.close()
