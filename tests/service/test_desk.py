"""The desk: one answer a message, however often it comes and whoever else is writing."""

from dataclasses import replace
from itertools import count

import pytest

from fakes import LINA, WEI, Clock, Contested, add_one, message
from qiwen.dialogue.mind import Mind
from qiwen.model.errors import Conflict, StoreError
from qiwen.model.inbound import Inbound, Key, Kind
from qiwen.model.turn import Turn
from qiwen.service.desk import Desk
from qiwen.stores.memory import MemoryStore
from talk import Talk

TRIES = 20


class Paced:
    """Remembers how long it was told to wait, and does not wait."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.pauses.append(seconds)


class Gone(MemoryStore):
    """A database that was unplugged."""

    def commit(self, inbound: Inbound, turn: Turn) -> None:
        raise StoreError(f"no place for {inbound.message_id} of {turn.conversation.key}")


@pytest.fixture
def pace() -> Paced:
    return Paced()


def contested(times: int) -> Contested:
    """A store at which Lina's own other device is faster `times` times."""
    store = MemoryStore()
    rivals = [message("你好", id_=f"rival-{number}") for number in range(times)]
    return Contested(store, *[lambda rival=rival: add_one(store, rival) for rival in rivals])


# ── conflicts ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("times", [0, 1, 5, TRIES - 1])
def test_a_turn_is_taken_again_until_it_goes_through(mind: Mind, pace: Paced, times: int) -> None:
    store = contested(times)

    answer = Desk(store, mind, Clock(), pace).handle(message("能撤销吗"))

    assert answer.reply
    assert not answer.again
    assert (store.tried, len(pace.pauses)) == (times + 1, times)
    assert store.load(LINA).version == times + 1


def test_it_gives_up_after_twenty_tries_and_stores_nothing(mind: Mind, pace: Paced) -> None:
    store = contested(TRIES + 5)

    with pytest.raises(Conflict, match=r"wecom:default:lina changed 20 times"):
        Desk(store, mind, Clock(), pace).handle(message("转人工"))

    assert store.tried == TRIES
    assert store.earlier(LINA, "m1") is None
    assert store.load(LINA).ticket is None
    assert store.load(LINA).version == TRIES


def test_after_giving_up_the_next_delivery_is_answered(mind: Mind, pace: Paced) -> None:
    store = contested(TRIES)
    desk = Desk(store, mind, Clock(), pace)
    with pytest.raises(Conflict):
        desk.handle(message("你好"))

    assert desk.handle(message("你好")).reply


def test_it_waits_a_few_milliseconds_and_not_always_the_same(mind: Mind, pace: Paced) -> None:
    Desk(contested(TRIES - 1), mind, Clock(), pace).handle(message("你好"))

    assert all(0 <= pause <= 0.1 for pause in pace.pauses)
    assert len(set(pace.pauses)) > 1


def test_a_turn_taken_again_starts_from_what_the_rival_left(mind: Mind, pace: Paced) -> None:
    store = MemoryStore()
    rival = Talk(Desk(store, mind, Clock()))
    desk = Desk(Contested(store, lambda: rival.says("转人工")), mind, Clock(), pace)

    Talk(desk, numbers=count(1000)).says("转人工").hears("已经登记过", str(store.load(LINA).ticket))

    assert len(store.effects) == 1


def test_a_message_answered_meanwhile_gets_that_answer(mind: Mind, pace: Paced) -> None:
    store, inbound = MemoryStore(), message("转人工")
    desk = Desk(Contested(store, lambda: Desk(store, mind, Clock()).handle(inbound)), mind, Clock(), pace)

    answer = desk.handle(inbound)

    assert answer.again
    assert answer == store.earlier(LINA, inbound.message_id)
    assert (store.load(LINA).version, len(store.effects), len(pace.pauses)) == (1, 1, 1)


def test_somebody_else_writing_is_no_conflict(mind: Mind, pace: Paced) -> None:
    store = MemoryStore()

    Desk(Contested(store, lambda: add_one(store, message(key=WEI))), mind, Clock(), pace).handle(message())

    assert pace.pauses == []


def test_a_database_that_is_gone_is_not_tried_again(mind: Mind, pace: Paced) -> None:
    with pytest.raises(StoreError):
        Desk(Gone(), mind, Clock(), pace).handle(message())

    assert pace.pauses == []


# ── deliveries ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("能撤销吗", Kind.TEXT),
        ("能迁吗", Kind.TEXT),
        ("转人工", Kind.TEXT),
        ("qwzxk vbnmp", Kind.TEXT),
        ("irreversible", Kind.CHOICE),
        ("", Kind.ENTER),
        ("", Kind.MEDIA),
    ],
)
def test_a_repeated_delivery_changes_nothing(mind: Mind, text: str, kind: Kind) -> None:
    store, clock, inbound = MemoryStore(), Clock(), message(text, kind=kind)
    desk = Desk(store, mind, clock)
    first = desk.handle(inbound)
    before, tickets = store.load(LINA), list(store.effects)

    for _ in range(3):
        clock.passes(days=1)
        assert desk.handle(inbound) == replace(first, again=True)

    assert (store.load(LINA), store.effects) == (before, tickets)


def test_an_old_delivery_is_answered_as_then_although_the_talk_went_on(mind: Mind) -> None:
    desk = Desk(MemoryStore(), mind, Clock())
    first = desk.handle(message("能迁吗", id_="old"))
    Talk(desk).says("没迁移过，A 还在").hears("第 2 题").says("1").hears("第 3 题")

    assert desk.handle(message("能迁吗", id_="old")).reply == first.reply
    assert Talk(desk, numbers=count(1000)).says("上一步").hears("第 2 题")


def test_silence_is_repeated_as_silence(mind: Mind) -> None:
    clock = Clock()
    desk = Desk(MemoryStore(), mind, clock)
    enters = [message("", id_=f"e{number}", kind=Kind.ENTER) for number in range(2)]
    assert [desk.handle(enter).reply is None for enter in enters] == [False, True]

    clock.passes(days=2)
    repeated = desk.handle(enters[1])
    assert (repeated.reply, repeated.again) == (None, True)


def test_the_same_id_from_somebody_else_is_another_message(mind: Mind) -> None:
    desk = Desk(MemoryStore(), mind, Clock())

    answers = [desk.handle(message("你好", key=key)) for key in (LINA, WEI, Key("page", "default", "lina"))]

    assert [answer.again for answer in answers] == [False] * 3


def test_the_same_words_in_a_new_message_are_a_new_turn(mind: Mind) -> None:
    talk = Talk(Desk(MemoryStore(), mind, Clock()))

    talk.says("转人工").says("转人工").hears("已经登记过")


def test_the_mode_is_told_with_the_answer(mind: Mind) -> None:
    desk = Desk(MemoryStore(), mind, Clock())

    modes = [desk.handle(message(text, id_=text)).mode for text in ("你好", "能迁吗", "退出")]

    assert modes == ["idle", "checking", "idle"]


@pytest.mark.parametrize("text", ["\ud800", "\x00", "👩‍👩‍👧‍👦", "迁" * 20_000, ""])
def test_whatever_a_person_sends_is_answered(mind: Mind, text: str) -> None:
    assert Talk(Desk(MemoryStore(), mind, Clock())).says(text).heard
