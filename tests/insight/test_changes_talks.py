"""Whole talks held with both contents."""

from dataclasses import replace
from pathlib import Path

import pytest

from fakes import NOW
from qiwen.dialogue.mind import Mind
from qiwen.insight.changes import Area, Change, Facet
from qiwen.insight.changes_replay import Pair, Side
from qiwen.insight.changes_talks import ROOM, Stuck, talk_changes
from qiwen.insight.changes_transcripts import Step, Transcript, read_transcripts
from qiwen.model.content import FindingWeight
from qiwen.model.inbound import Kind
from qiwen.model.text import Text
from talk import Talk

CHECK = "合并要满足什么条件"


def says(text: str, **more: object) -> Step:
    return Step(Kind.TEXT, text, **more)  # type: ignore[arg-type]


def picks(label: str) -> Step:
    return Step(Kind.CHOICE, label, label=True)


def held(mind: Mind, *steps: Step, **fields: object) -> list[Change | Stuck]:
    new = Mind.of(replace(mind.catalogue, **fields), mind.matcher, mind.script)
    return list(talk_changes((Side(mind), Side(new)), [Transcript("small: talk", steps)], NOW))


def relabelled(mind: Mind, question: str, option: str, label: Text) -> dict[str, object]:
    check = mind.catalogue.checks["migration"]
    questions = tuple(
        replace(each, options=tuple(replace(one, label=label) if one.id == option else one for one in each.options))
        if each.id == question
        else each
        for each in check.questions
    )
    return {"checks": {**mind.catalogue.checks, "migration": replace(check, questions=questions)}}


def test_the_talks_of_the_tests_with_the_same_content(mind: Mind) -> None:
    talks = read_transcripts(Path(__file__).parents[1] / "talks" / "check.toml")
    assert [each for each in talk_changes((Side(mind), Side(mind)), talks, NOW) if isinstance(each, Change)] == []


def test_a_pair_hears_what_the_desk_answers(mind: Mind, talk: Talk) -> None:
    pair = Pair((Side(mind), Side(mind)), talk.desk._clock(), ROOM)
    for text in (CHECK, "没迁移过", "1", "为什么", "不确定", "上一步", "退出", "谢谢"):
        old, new = pair.does(Kind.TEXT, text)
        talk.says(text)
        assert old == new
        assert old.reply == talk.heard
        assert (old.mode, old.intents) == (talk.last.mode if talk.last else "", talk.entry.intents)


def test_every_turn_that_differs_is_named(mind: Mind) -> None:
    check = mind.catalogue.checks["migration"]
    questions = (
        replace(check.questions[0], ask=Text("迁过没有？", "遷過沒有？", "Done before?")),
        *check.questions[1:],
    )
    checks = {**mind.catalogue.checks, "migration": replace(check, questions=questions)}
    found = held(mind, says(CHECK), says("没迁移过"), says("上一步"), checks=checks)
    assert [each.where for each in found] == [f"small: talk, turn 1: {CHECK}", "small: talk, turn 3: 上一步"]
    assert all(isinstance(each, Change) and each.area is Area.TALK for each in found)


def test_another_verdict(mind: Mind) -> None:
    check = mind.catalogue.checks["migration"]
    blocking = {
        **check.findings,
        "already-migrated": replace(check.findings["already-migrated"], weight=FindingWeight.ASK),
    }
    checks = {**mind.catalogue.checks, "migration": replace(check, findings=blocking)}
    (change,) = held(mind, says(CHECK), says("已经迁移成功了"), checks=checks)
    assert isinstance(change, Change)
    assert Facet("verdict", "cannot", "ask") in change.facets


def test_a_choice_that_is_offered_no_more_ends_the_talk(mind: Mind) -> None:
    label = mind.catalogue.checks["migration"].questions[0].options[0].label.hans
    fields = relabelled(mind, "history", "never", Text("从来没有", "從來沒有", "Never"))
    first, second = held(mind, says(CHECK), picks(label), says("退出"), **fields)
    assert isinstance(first, Change)
    assert isinstance(second, Change)
    assert (second.where, second.facets) == (
        f"small: talk, turn 2: {label}",
        (Facet("choice", "offered", "not offered"),),
    )


def test_a_choice_that_neither_offers(mind: Mind) -> None:
    assert held(mind, says(CHECK), picks("月亮"), says("退出")) == [Stuck("small: talk, turn 2: 月亮")]


def test_a_choice_is_pressed_by_what_it_shows_whatever_stands_behind_it(mind: Mind) -> None:
    check = mind.catalogue.checks["migration"]
    first = check.questions[0]
    renamed = replace(first, options=(replace(first.options[0], id="nein"), *first.options[1:]))
    checks = {**mind.catalogue.checks, "migration": replace(check, questions=(renamed, *check.questions[1:]))}
    assert held(mind, says(CHECK), picks(first.options[0].label.hans), says("退出"), checks=checks) == []


def test_time_passes(mind: Mind) -> None:
    phrases = {**mind.catalogue.phrases, "welcome": Text("你好呀", "你好呀", "Hello")}
    again = (Step(Kind.ENTER), Step(Kind.ENTER, after_hours=2), Step(Kind.ENTER, after_hours=25))
    assert [each.where for each in held(mind, *again, phrases=phrases)] == [
        "small: talk, turn 1: enter",
        "small: talk, turn 3: enter",
    ]


@pytest.mark.parametrize("reads_on", [True, False])
def test_a_reply_is_compared_with_the_pages_that_wait(mind: Mind, *, reads_on: bool) -> None:
    guide = mind.catalogue.guides["migration"]
    last = guide.steps[-1]
    steps = (*guide.steps[:-1], replace(last, do=Text(f"{last.do.hans}！", last.do.hant, last.do.en)))
    guides = {**mind.catalogue.guides, "migration": replace(guide, steps=steps)}
    talk = (says("合并的操作步骤给我讲一下"), says("全部步骤", reads_on=reads_on), says("谢谢"))
    assert [each.where for each in held(mind, *talk, guides=guides)] == ["small: talk, turn 2: 全部步骤"]
