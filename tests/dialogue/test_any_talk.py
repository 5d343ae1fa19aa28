"""Whatever people say and press, in whatever order: an answer, never an exception, a state that stays small."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fakes import LINA, NOW, whole_mind
from qiwen.dialogue.checks import replay
from qiwen.dialogue.mind import Mind
from qiwen.dialogue.turns import take_turn
from qiwen.model.conversation import Conversation
from qiwen.model.inbound import Inbound, Kind
from qiwen.model.match import Match
from qiwen.model.plain import plain
from qiwen.model.turn import Outcome, Turn
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

SPOKEN = [
    "我是B的创建人，A是另一个同事建的，B里有邮箱没备份，能迁吗", "刚才说错了，创建人是同一个人", "说错了", "应该是吧",
    "好像没有", "没备份，那怎么备份？", "为什么要问这个", "还有几题",
    "完了我点了前往迁移，数据全没了", "你们这破机器人",
    "补充：我们有两家公司", "不用了", "机器人", "解决了", "没解决", "都做完了", "备份已经做好了",
    "can we undo the migration?",
    "actually the creators are different", "我們可不可以合併？", "検査", "旧版邮箱能升级吗", "从阿里云邮箱迁过来",
]  # fmt: skip

TEXTS = st.one_of(
    st.sampled_from(_WORDS),
    st.sampled_from(_ANSWERS),
    st.sampled_from(_ROADS),
    st.sampled_from([str(number) for number in range(12)]),
    st.sampled_from(_ASKS),
    st.sampled_from(_OUTSIDE),
    st.sampled_from(SPOKEN),
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


SILENCES = st.sampled_from([1, 1, 1, 30, 23 * 60, 25 * 60, 8 * 24 * 60])
"""Minutes between two messages."""


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(SENT, SILENCES), min_size=1, max_size=25), st.sampled_from([None, 512, ROOM]))
def test_any_talk_is_answered(sent: list[tuple[tuple[Kind, str | int], int]], room: int | None) -> None:
    talk = Conversation(LINA)
    now = NOW
    journal: list[Inbound] = []
    for number, ((kind, what), silence) in enumerate(sent):
        now += timedelta(minutes=silence)
        text = _offered(talk, what) if isinstance(what, int) else what
        inbound = Inbound(LINA, f"m{number}", kind, text, now, room)
        journal.append(inbound)

        turn = take_turn(talk, inbound, _mind(), now)
        _is_well_founded(turn)

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

    again = Conversation(LINA)
    for inbound in journal:
        again = take_turn(again, inbound, _mind(), inbound.sent_at).conversation
    assert again == talk


def _is_well_founded(turn: Turn) -> None:
    """A verdict is what the answers of the whole check come to, and the answers are there."""
    if turn.entry.verdict is None:
        return
    [passed] = [each for each in turn.conversation.passed if each.at == turn.conversation.last_at]
    standing = replay(_CATALOGUE.checks[passed.check], passed.answers)
    assert standing.due is None
    assert standing.hop is None
    assert standing.kept == passed.answers == turn.entry.slots
    assert standing.verdict == turn.entry.verdict == passed.verdict


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
