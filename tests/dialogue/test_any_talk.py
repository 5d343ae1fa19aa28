"""Whatever people say and press, in whatever order: an answer, never an exception, a state that stays small."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakes import LINA, NOW, whole_mind
from qiwen.dialogue.mind import Mind
from qiwen.dialogue.turns import take_turn
from qiwen.model.conversation import Conversation
from qiwen.model.inbound import Inbound, Kind
from qiwen.model.match import Match
from qiwen.model.plain import plain
from qiwen.model.turn import Outcome
from qiwen.stores import codec

ROOM = 2048
LARGEST = 40_000
"""Bytes of a stored talk: what waits for 继续 is the bulk of it."""
_CATALOGUE = whole_mind().catalogue
_ASKS = sorted(ask.text for intent in _CATALOGUE.intents.values() for ask in intent.asks)[::37]
_OUTSIDE = sorted(ask.text for ask in _CATALOGUE.outside)[::41]
_WORDS = sorted({word for words in _CATALOGUE.words.values() for word in words})
_ANSWERS = sorted(
    {
        way
        for check in _CATALOGUE.checks.values()
        for row in check.questions
        for option in row.options
        for way in option.says
    }
)[::5]
_ROADS = sorted(
    {way for guide in _CATALOGUE.guides.values() for step in guide.steps for road in step.branches for way in road.says}
)[::3]
_TOKENS = [
    *(f"ask:{id_}" for id_ in _CATALOGUE.intents),
    *(f"pick:{id_}" for id_ in _CATALOGUE.intents),
    *(f"guide:{id_}" for id_ in _CATALOGUE.guides),
    *(f"check:{id_}" for id_ in _CATALOGUE.checks),
    *(
        f"option:{row.id}.{option.id}"
        for check in _CATALOGUE.checks.values()
        for row in check.questions
        for option in row.options
    ),
    *(
        f"branch:{step.id}.{number}"
        for guide in _CATALOGUE.guides.values()
        for step in guide.steps
        for number in range(len(step.branches) + 1)
    ),
    *(f"do:{word}" for word in _CATALOGUE.words),
    "ask:gone", "option:gone", "branch:x", "", ":", "🙂",
]  # fmt: skip

TEXTS = st.one_of(
    st.sampled_from(_WORDS),
    st.sampled_from(_ANSWERS),
    st.sampled_from(_ROADS),
    st.sampled_from([str(number) for number in range(12)]),
    st.sampled_from(_ASKS),
    st.sampled_from(_OUTSIDE),
    st.sampled_from(
        ["蓝鲸科技有限公司", "Acme Ltd", "我做到第3步了", "第十二步", "step 8", "", " ", "。", "👍", "]]>", "\x00"]
    ),
    st.text(max_size=40),
)
SENT = st.one_of(
    st.tuples(st.just(Kind.TEXT), TEXTS),
    st.tuples(st.just(Kind.CHOICE), st.sampled_from(_TOKENS)),
    st.tuples(st.just(Kind.CHOICE), st.integers(0, 9)),  # one of what was offered just now
    st.tuples(st.sampled_from([Kind.ENTER, Kind.MEDIA]), st.just("")),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SENT, min_size=1, max_size=25), st.sampled_from([None, 512, ROOM]))
def test_any_talk_is_answered(sent: list[tuple[Kind, str | int]], room: int | None) -> None:
    talk = Conversation(LINA)
    for number, (kind, what) in enumerate(sent):
        now = NOW + timedelta(minutes=number * 30)
        text = _offered(talk, what) if isinstance(what, int) else what
        inbound = Inbound(LINA, f"m{number}", kind, text, now, room)

        turn = take_turn(talk, inbound, _mind(), now)

        assert turn == take_turn(talk, inbound, _mind(), now)
        if turn.reply is None:
            assert (kind, turn.entry.outcome) == (Kind.ENTER, Outcome.SILENT)
        else:
            said = plain(turn.reply)
            assert said.strip()
            assert all(block.text.strip() for block in turn.reply.blocks)
            assert "{" not in said.replace(text, "")
            assert room is None or len(said.encode()) <= room
        stored = codec.state(turn.conversation)
        assert len(stored.encode()) < LARGEST
        assert codec.conversation(stored, talk.version) == turn.conversation
        assert msgspec.json.decode(stored)
        talk = turn.conversation


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SENT, max_size=12))
def test_every_mode_can_be_left(sent: list[tuple[Kind, str | int]]) -> None:
    talk = Conversation(LINA)
    for number, (kind, what) in enumerate(sent):
        text = _offered(talk, what) if isinstance(what, int) else what
        talk = take_turn(talk, Inbound(LINA, f"m{number}", kind, text, NOW, ROOM), _mind(), NOW).conversation

    for number in range(2):  # a check, and the guide it was started from
        if talk.mode != "idle":
            inbound = Inbound(LINA, f"quit{number}", Kind.TEXT, "退出", NOW, ROOM)
            talk = take_turn(talk, inbound, _mind(), NOW).conversation

    assert talk.mode == "idle"


@dataclass(frozen=True)
class Remembering:
    """The real matcher, asked once for each text."""

    @staticmethod
    @lru_cache(maxsize=10_000)
    def match(text: str) -> Match:
        return whole_mind().matcher.match(text)


def _offered(talk: Conversation, number: int) -> str:
    return talk.offered[number % len(talk.offered)].token if talk.offered else "do:more"


@lru_cache
def _mind() -> Mind:
    return replace(whole_mind(), matcher=Remembering())
