"""The same message to two contents, turn after turn, without a store and without a clock."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from qiwen.dialogue.mind import Mind
from qiwen.dialogue.turns import take_turn
from qiwen.model.conversation import Conversation
from qiwen.model.inbound import Inbound, Key, Kind
from qiwen.model.plain import plain
from qiwen.model.reply import Choice, Reply
from qiwen.model.turn import Turn

_SOMEBODY = Key("diff", "replay", "somebody")
"""The same person in every talk, so that talks that begin alike are the same talk for as long."""

TICKET = "Q……"
"""Stands for a ticket's number, which carries the day and is nobody's wording."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of one message. `reply` is all of it, with the pages that wait; empty where silence is right.

    `choices` are what can be picked now: silence takes none of those away that were offered before.
    """

    intents: tuple[str, ...]
    decision: str
    verdict: str
    mode: str
    reply: str
    choices: tuple[Choice, ...] = ()

    def described(self) -> dict[str, str]:
        """The respects that are compared."""
        return {
            "intent": " + ".join(self.intents),
            "decision": self.decision,
            "verdict": self.verdict,
            "mode": self.mode,
            "reply": self.reply,
        }


class Side:
    """One content to talk with. A turn is pure: one that was taken before is not taken again."""

    def __init__(self, mind: Mind) -> None:
        self.more = mind.catalogue.words["more"][0]
        self._mind = mind
        self._known: dict[tuple[Conversation, Inbound, datetime], Turn] = {}

    def turn(self, talk: Conversation, inbound: Inbound, now: datetime) -> Turn:
        """What `take_turn` gives."""
        asked = (talk, inbound, now)
        if asked not in self._known:
            self._known[asked] = take_turn(talk, inbound, self._mind, now)
        return self._known[asked]


Sides = tuple[Side, Side]
"""The old content and the new one."""


class Pair:
    """One person who talks the same with both. `room` is what one message may carry, as `Inbound` has it."""

    def __init__(self, sides: Sides, now: datetime, room: int | None = None) -> None:
        fresh = Conversation(_SOMEBODY)
        self._sides = sides
        self._talks = (fresh, fresh)
        self._now = now
        self._room = room

    def waits(self, hours: float) -> None:
        """Time passes."""
        self._now += timedelta(hours=hours)

    def does(self, kind: Kind, text: str, to_new: str | None = None) -> tuple[Heard, Heard]:
        """Send a message (another one to the new content, if said so) and hear what comes of it on each side."""
        before = self._talks
        old = self._turn(self._sides[0], before[0], kind, text)
        new = self._turn(self._sides[1], before[1], kind, text if to_new is None else to_new)
        self._talks = _committed(old), _committed(new)
        return _heard(old, before[0]), _heard(new, before[1])

    def reads_on(self) -> None:
        """Ask for the rest on both sides until none waits."""
        old, new = self._talks
        self._talks = self._read_on(self._sides[0], old), self._read_on(self._sides[1], new)

    def _read_on(self, side: Side, talk: Conversation) -> Conversation:
        while talk.rest:
            after = _committed(self._turn(side, talk, Kind.TEXT, side.more))
            if after.rest == talk.rest:  # the word for more means something else in this content
                return talk
            talk = after
        return talk

    def _turn(self, side: Side, talk: Conversation, kind: Kind, text: str) -> Turn:
        inbound = Inbound(talk.key, str(talk.version + 1), kind, text, self._now, self._room)
        return side.turn(talk, inbound, self._now)


def _committed(turn: Turn) -> Conversation:
    return replace(turn.conversation, version=turn.conversation.version + 1)


def _heard(turn: Turn, before: Conversation) -> Heard:
    entry, talk = turn.entry, turn.conversation
    whole = _whole(turn)
    text = plain(whole) if whole else ""
    for number in filter(None, {before.ticket, talk.ticket}):
        text = text.replace(number, TICKET)
    return Heard(
        intents=entry.intents,
        decision=entry.decision or entry.outcome.value,
        verdict=entry.verdict or "",
        mode=talk.mode,
        reply=text,
        choices=whole.choices if whole else before.offered,
    )


def _whole(turn: Turn) -> Reply | None:
    """The reply with what waits behind it."""
    if turn.reply is None or turn.conversation.rest is None:
        return turn.reply
    rest = turn.conversation.rest
    return replace(turn.reply, blocks=(*turn.reply.blocks, *rest.blocks), choices=rest.choices, more="")
