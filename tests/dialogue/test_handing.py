"""Handing over in a house where the bot keeps quiet, and what reaches the desk when things get worse."""

from dataclasses import replace

import pytest

from fakes import Clock
from qiwen.dialogue.mind import House, Mind
from qiwen.model.turn import AddToTicket, OpenTicket, Urgency, WithdrawTicket
from qiwen.service.desk import Desk
from qiwen.stores.memory import MemoryStore
from talk import Talk


@pytest.fixture
def quiet(mind: Mind, store: MemoryStore, clock: Clock) -> Talk:
    """Lina and a desk that keeps quiet once a person is called."""
    return Talk(Desk(store, replace(mind, house=House(quiet=True)), clock))


def test_the_bot_keeps_quiet_and_puts_what_is_said_into_the_ticket(quiet: Talk, store: MemoryStore) -> None:
    quiet.says("转人工").hears("先不插话").says("我们有两家公司").hears_nothing().says(
        "迁移之后能撤销吗"
    ).hears_nothing()

    assert [each.text for each in store.effects if isinstance(each, AddToTicket)] == [
        "我们有两家公司",
        "迁移之后能撤销吗",
    ]


def test_it_answers_again_when_it_is_called(quiet: Talk) -> None:
    quiet.says("转人工").says("机器人").hears("我继续回答").says("迁移之后能撤销吗").is_about("irreversible")


def test_taking_the_ticket_back_ends_the_quiet(quiet: Talk, store: MemoryStore) -> None:
    quiet.says("转人工").says("不用了").hears("已经撤回").says("迁移之后能撤销吗").is_about("irreversible")

    assert isinstance(store.effects[-1], WithdrawTicket)


def test_panic_breaks_the_quiet_and_raises_the_ticket(quiet: Talk, store: MemoryStore) -> None:
    quiet.says("转人工").says("救命，选错企业了，已经点了前往迁移").hears("先停手", "按紧急")

    opened, *_, raised = store.effects
    assert isinstance(opened, OpenTicket)
    assert isinstance(raised, AddToTicket)
    assert (raised.number, raised.urgency) == (opened.number, Urgency.HIGH)


def test_a_ticket_of_two_days_ago_is_another_matter(quiet: Talk, store: MemoryStore, clock: Clock) -> None:
    quiet.says("转人工").says("机器人")
    clock.passes(days=2)
    quiet.says("转人工").hears("已经帮你登记")

    assert len({each.number for each in store.effects if isinstance(each, OpenTicket)}) == 2
