"""Turns: pure, repeatable, dated, and what the journal says of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from fakes import LINA, NOW, WEI, Clock, message
from qiwen.dialogue.mind import Mind
from qiwen.dialogue.turns import take_turn
from qiwen.model.conversation import Checking, Conversation, Guiding, Passed
from qiwen.model.inbound import Kind
from qiwen.model.text import Language
from qiwen.model.turn import OpenTicket, Outcome, Reason
from qiwen.service.desk import Desk
from qiwen.stores.memory import MemoryStore
from talk import Talk


@pytest.mark.parametrize("text", ["能迁吗", "转人工", "深圳明天的天气怎么样", "", "👍", "can we undo the migration?"])
def test_the_same_turn_again_is_equal(text: str, mind: Mind) -> None:
    talk = Conversation(LINA, misses=1)

    assert take_turn(talk, message(text), mind, NOW) == take_turn(talk, message(text), mind, NOW)


def test_a_turn_dates_the_talk_and_keeps_its_version(mind: Mind) -> None:
    turn = take_turn(Conversation(LINA, version=7), message("能迁吗"), mind, NOW)

    assert (turn.conversation.version, turn.conversation.last_at) == (7, NOW)


def test_the_journal_says_what_was_asked_how_sure_and_what_else_it_might_have_been(mind: Mind) -> None:
    entry = take_turn(Conversation(LINA), message("迁移之后能撤销吗"), mind, NOW).entry

    assert (entry.outcome, entry.intents, entry.decision) == (Outcome.ANSWERED, ("irreversible",), "sure")
    assert entry.score is not None
    assert entry.score > 0.5
    assert entry.candidates[0] == "irreversible"


def test_the_journal_says_what_was_picked_from_what(talk: Talk) -> None:
    talk.presses("pick:irreversible").is_decided("picked").is_about("irreversible")
    talk.presses("ask:one-time-entry").is_decided("asked")

    assert "ask:one-time-entry" in talk.entry.candidates


# ── a person ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("says", "reason", "question"),
    [
        (["转人工"], Reason.ASKED, "转人工"),
        (["我想跟真人客服说话"], Reason.ASKED, "我想跟真人客服说话"),
        (["深圳明天的天气怎么样", "推荐一家火锅店"], Reason.MISSES, "推荐一家火锅店"),
        (["合并要满足什么条件", "苹果香蕉橘子", "昨天下了一场大雨", "嘟嘟嘟嘟"], Reason.UNCLEAR, "嘟嘟嘟嘟"),
    ],
)
def test_a_ticket_carries_its_reason_and_the_number_that_was_told(
    says: list[str], reason: Reason, question: str, desk: Desk, store: MemoryStore
) -> None:
    talk = Talk(desk).says(*says)

    [opened] = store.effects
    assert isinstance(opened, OpenTicket)
    assert (opened.number, opened.reason, opened.question) == (talk.ticket, reason, question)


def test_a_talk_has_one_ticket(desk: Desk, store: MemoryStore) -> None:
    first = Talk(desk).says("转人工").ticket

    assert Talk(desk, message_prefix="again").says("转人工").ticket == first
    assert len(store.effects) == 1


def test_numbers_differ_between_people_and_messages_and_carry_the_day(mind: Mind) -> None:
    talks = [(LINA, "m1"), (LINA, "m2"), (WEI, "m1")]
    turns = [take_turn(Conversation(key), message("转人工", id_=id_, key=key), mind, NOW) for key, id_ in talks]

    numbers = [turn.conversation.ticket for turn in turns]
    assert len(set(numbers)) == 3
    assert all(number and number.startswith("Q261122-") for number in numbers)


def test_a_message_delivered_twice_gets_one_answer_and_one_ticket(desk: Desk, store: MemoryStore) -> None:
    talk = Talk(desk)
    first = talk.says_again("same", "转人工").heard

    assert talk.says_again("same", "转人工").heard == first
    assert len(store.effects) == 1


# ── the welcome and the language ────────────────────────────────────────────


def test_the_welcome_comes_again_after_a_day(talk: Talk, clock: Clock) -> None:
    talk.enters().hears("你好，我是企问")
    clock.passes(hours=23, minutes=59)
    talk.enters().hears_nothing()
    clock.passes(minutes=1)
    talk.enters().hears("你好，我是企问")


def test_entering_in_the_middle_of_a_check_asks_its_question_again(talk: Talk) -> None:
    talk.says("合并要满足什么条件", "没迁移过").enters().hears("你好，我是企问", "第 2 题").says("1").hears("第 3 题")


def test_entering_in_the_middle_of_a_guide_offers_to_go_on(talk: Talk) -> None:
    talk.presses("guide:migration").says("下一步").enters().offers("接着做").picks("接着做").hears("第 2 步")


def test_a_silent_enter_changes_nothing_but_the_hour(mind: Mind) -> None:
    before = take_turn(Conversation(LINA), message(kind=Kind.ENTER), mind, NOW).conversation
    turn = take_turn(before, message(kind=Kind.ENTER, id_="m2"), mind, NOW + timedelta(hours=1))

    assert turn.reply is None
    assert turn.conversation == replace(before, last_at=NOW + timedelta(hours=1))


def test_a_pressed_choice_answers_in_the_language_of_the_talk(mind: Mind) -> None:
    talk = Conversation(LINA, language=Language.HANT)

    turn = take_turn(talk, message("ask:irreversible", kind=Kind.CHOICE), mind, NOW)

    assert turn.reply
    assert turn.reply.language is Language.HANT


# ── content that changed while a talk was open ──────────────────────────────


@pytest.mark.parametrize(
    ("talk", "text"),
    [
        (Conversation(LINA, check=Checking("gone")), "是"),
        (Conversation(LINA, check=Checking("gone")), "接着做"),
        (Conversation(LINA, guide=Guiding("gone", "first")), "下一步"),
        (Conversation(LINA, guide=Guiding("migration", "gone")), "接着做"),
        (Conversation(LINA, guide=Guiding("migration", "gone")), "卡住了"),
        (Conversation(LINA, guide=Guiding("migration", "gone")), "全部步骤"),
    ],
)
def test_what_content_no_longer_has_is_closed_and_said_so(talk: Conversation, text: str, mind: Mind) -> None:
    turn = take_turn(talk, message(text), mind, NOW)

    assert turn.reply
    assert "内容已经更新" in turn.reply.blocks[-1].text
    assert turn.conversation.mode == "idle"


def test_a_side_road_whose_guide_is_gone_leads_out(mind: Mind) -> None:
    talk = Conversation(LINA, guide=Guiding("restart-client", "succeeded", back=(("gone", "x"),)))

    turn = take_turn(talk, message("上一步"), mind, NOW)

    assert turn.reply
    assert turn.conversation.mode == "idle"


def test_a_restarted_check_answers_from_the_start(mind: Mind) -> None:
    talk = Conversation(LINA, check=Checking("migration", (("history", "no-such-option"),)))

    turn = take_turn(talk, message("没迁移过"), mind, NOW)

    assert turn.conversation.check == Checking("migration", (("history", "never"),))


def test_a_new_verdict_replaces_the_old_one(mind: Mind) -> None:
    talk = Conversation(LINA, check=Checking("migration"), passed=(Passed("migration", "ready", NOW),))

    turn = take_turn(talk, message("之前迁过一次"), mind, NOW)

    assert turn.conversation.passed == (Passed("migration", "cannot", NOW, (("history", "done"),)),)
