"""Every value that is stored comes back equal."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import LINA, NOW, ticket
from qiwen.model.conversation import Checking, Conversation, Guard, Guiding, Passed, Rest
from qiwen.model.inbound import Key
from qiwen.model.reply import Block, Choice, Reply, Tone
from qiwen.model.text import Language
from qiwen.model.turn import Entry, Feedback, Outcome
from qiwen.stores import codec

BEIJING = timezone(timedelta(hours=8))
WHOLE_REPLY = Reply(
    Language.HANT,
    tuple(Block(tone, f"第一行\n{tone} 👩‍👩‍👧‍👦 \ufffd \x00 ]]> \u2028") for tone in Tone),
    (Choice("1. 是", "option:yes"), Choice("", "")),
    invite="回复数字即可：",
    more="回复“继续”看余下的。",
)
WHOLE_TALK = Conversation(
    LINA,
    version=7,
    check=Checking(
        "migration",
        (("history", "never"), ("plan", "unsure")),
        unclear=2,
        doubt=("creators", "same"),
        said="能迁吗",
        stamp="0a1b",
    ),
    guide=Guiding(
        "migration", "confirm", (("backup", "start"), ("backup", "end")), Guard.REPEATING, "广州某某 \ufffd 👍🏽"
    ),
    misses=1,
    last_at=NOW.replace(microsecond=123_456),
    language=Language.EN,
    offered=WHOLE_REPLY.choices,
    rest=Rest(WHOLE_REPLY.blocks, WHOLE_REPLY.choices),
    welcomed_at=NOW.astimezone(BEIJING),
    last_intent="irreversible",
    ticket="Q1122-7K3QMA",
    ticket_at=NOW,
    paused=True,
    asked="能迁吗",
    missed=("天气怎么样", "\x00 👍🏽"),
    answers=2,
    asked_solved=True,
    with_person=True,
    passed=(
        Passed("migration", "after-steps", NOW, (("history", "never"),)),
        Passed("upgrade-old", "ready", NOW.astimezone(BEIJING)),
    ),
)
WHOLE_ENTRY = Entry(
    Outcome.CHECK,
    ("irreversible", "thanks"),
    "sure",
    0.1 + 0.2,
    ("irreversible",),
    "after-steps",
    ("b-has-mail",),
    slots=(("history", "never"),),
    due="plan",
    feedback=Feedback.SILENCE,
    ticket="Q1122-7K3QMA",
)

times = st.datetimes(
    datetime(1971, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(9998, 12, 31),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, BEIJING, timezone(-timedelta(hours=3.5))]),
)
replies = st.none() | st.from_type(Reply)
entries = st.builds(Entry, score=st.none() | st.floats(0, 1))
talks = st.builds(
    Conversation,
    last_at=st.none() | times,
    welcomed_at=st.none() | times,
    passed=st.lists(st.builds(Passed, at=times), max_size=3).map(tuple),
)


@given(talks)
@settings(deadline=None)
def test_a_talk(talk: Conversation) -> None:
    assert codec.conversation(codec.state(talk), talk.version) == talk


@given(replies)
@settings(deadline=None)
def test_a_reply_or_silence(reply: Reply | None) -> None:
    assert codec.reply(codec.encode(reply)) == reply


@given(entries)
@settings(deadline=None)
def test_a_journal_line(entry: Entry) -> None:
    assert codec.entry(codec.encode(entry)) == entry


@pytest.mark.parametrize("whole", [WHOLE_TALK, WHOLE_REPLY, WHOLE_ENTRY], ids=lambda value: type(value).__name__)
def test_the_examples_leave_no_field_at_its_default(whole: object) -> None:
    assert [each.name for each in fields(whole) if getattr(whole, each.name) == each.default] == []  # type: ignore[arg-type]


def test_the_version_comes_from_its_own_column() -> None:
    assert codec.conversation(codec.state(WHOLE_TALK), 8) == replace(WHOLE_TALK, version=8)


def test_what_a_newer_qiwen_added_is_ignored_and_what_an_older_one_lacked_has_its_default() -> None:
    text = '{"key":{"channel":"wecom","app":"default","user":"lina"},"misses":1,"mood":"cheerful"}'
    assert codec.conversation(text, 3) == Conversation(LINA, 3, misses=1)


def test_a_person_can_read_it() -> None:
    written = codec.effect(ticket(question="转人工 👍"))

    assert written.startswith('{"number":"Q1122-7K3QMA","reason":"asked","question":"转人工 👍","urgency":"normal"')


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("\ud800", "\ufffd"),
        ("前\udfff后", "前\ufffd后"),
        ("\ud83d\ude00", "😀"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
        ("完好 😀 \ufffd", "完好 😀 \ufffd"),
    ],
)
def test_surrogates_end_at_the_door(said: str, kept: str) -> None:
    assert Key("wecom", "default", said).user == kept
