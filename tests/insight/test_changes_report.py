"""A comparison as lines and as an object."""

import json
from dataclasses import replace
from itertools import pairwise

from fakes import NOW
from qiwen.dialogue.mind import Mind
from qiwen.insight.changes import Area, Change, Facet
from qiwen.insight.changes_comparison import WEIGHTS, Comparison, Content, compare
from qiwen.insight.changes_questions import Asked, Origin
from qiwen.insight.changes_report import as_object, counted, details, summary
from qiwen.insight.changes_transcripts import Step, Transcript
from qiwen.model.content import FindingWeight
from qiwen.model.inbound import Kind
from qiwen.model.text import Text

REPLY = Facet("reply", "旧\n同", "新\n同")
COMPARISON = Comparison(
    changes=(
        Change(Area.CONTENT, "notice x", (Facet("says", "旧", "新"),)),
        Change(Area.CONTENT, "guide y", (Facet("new", "", "{…}"),)),
        Change(Area.VERDICT, "check c", (Facet("verdict", "ready", "cannot"),), 1234, (("plan", "entry"),), "1f"),
        Change(Area.QUESTION, "一", (REPLY,)),
        Change(Area.QUESTION, "二", (Facet("intent", "a", "b"), Facet("reply", "x\ny", "z"))),
        Change(Area.QUESTION, "三\n行", (replace(REPLY, before="旧\n另", after="新\n另"),)),
        Change(Area.TALK, "t: u, turn 1: 一", (Facet("mode", "idle", "checking"),)),
    ),
    questions={Origin.KNOWN: 1200, Origin.TITLE: 3},
    talks=2,
    turns=9,
    combinations={"c": (5000, 6000), "d": (7, 7)},
    stuck=("t: v, turn 2: 月亮",),
)


def test_the_summary() -> None:
    assert list(summary(COMPARISON)) == [
        "content    2 things written differently",
        "check      c: 1,234 of 5,000 → 6,000 combinations come to another verdict",
        "check      d: 0 of 7 combinations come to another verdict",
        "questions  1,203 asked (1200 known questions, 3 titles):",
        "           1 to another intent or decision, 2 to another reply alone",
        "talks      2 held, 9 turns: 1 differ",
        "           neither offers the choice of t: v, turn 2: 月亮",
    ]
    assert counted(COMPARISON) == "7 changes"
    assert counted(COMPARISON, {"a", "b"}) == "7 changes, 2 unreviewed"


def test_every_change_stands_there_with_its_fingerprint() -> None:
    lines = list(details(COMPARISON))
    for change in COMPARISON.changes:
        assert [line for line in lines if f"  {change.fingerprint}  " in line]


def test_what_differs_alike_stands_together() -> None:
    lines = list(details(COMPARISON))
    (at,) = [
        at for at, (one, other) in enumerate(pairwise(lines)) if one.endswith("  一") and other.endswith("  三 行")
    ]
    assert lines[at + 2 : at + 5] == ["    reply", "    - 旧", "    + 新"]


def test_a_whole_other_reply_is_not_set_against_the_old() -> None:
    lines = list(details(COMPARISON))
    at = next(number for number, line in enumerate(lines) if line.endswith("  二"))
    assert lines[at + 1] == "    intent: a → b"
    assert "reply" not in lines[at + 2]


def test_combinations_come_with_one_of_them() -> None:
    assert "    1,234 combinations, such as  plan=entry" in list(details(COMPARISON))


def test_what_nobody_has_seen_is_marked() -> None:
    unseen = {COMPARISON.changes[3].fingerprint}
    assert [line[-1] for line in details(COMPARISON, unseen) if line.startswith("!")] == ["一"]


def test_a_long_list_is_cut_and_says_so() -> None:
    asks = "\n".join(f"问{number}" for number in range(100))
    long = replace(COMPARISON, changes=(Change(Area.CONTENT, "intent z", (Facet("asks", "", asks),)),))
    assert list(details(long))[-1] == "    … and 88 lines more; --json shows all"


def test_the_object_holds_everything() -> None:
    shown = json.loads(json.dumps(as_object(COMPARISON)))
    assert shown["summary"]["changes"] == len(shown["changes"]) == 7
    assert shown["summary"]["by_area"] == {"content": 2, "verdict": 1, "question": 3, "talk": 1}
    assert shown["summary"]["unreviewed"] is None
    assert shown["changes"][2] == {
        "fingerprint": COMPARISON.changes[2].fingerprint,
        "reviewed": None,
        "area": "verdict",
        "where": "check c",
        "facets": [{"name": "verdict", "before": "ready", "after": "cannot"}],
        "combinations": 1234,
        "example": {"plan": "entry"},
    }
    assert shown["changes"][4]["facets"][1] == {"name": "reply", "before": "x\ny", "after": "z"}
    assert shown["stuck"] == ["t: v, turn 2: 月亮"]


def test_the_object_says_what_is_reviewed() -> None:
    shown = as_object(COMPARISON, {COMPARISON.changes[0].fingerprint})
    assert [each["reviewed"] for each in shown["changes"]] == [False, *[True] * 6]  # type: ignore[attr-defined]


# ── the whole comparison ────────────────────────────────────────────────────

ASKED = Asked(("谁能操作迁移", "谢谢"), {Origin.KNOWN: 2})
TALKS = (Transcript("small: talk", (Step(Kind.TEXT, "谁能操作迁移"), Step(Kind.TEXT, "谢谢"))),)


def changed(mind: Mind, **fields: object) -> Mind:
    catalogue = replace(mind.catalogue, fingerprint="another", **fields)
    return Mind.of(catalogue, mind.matcher, mind.script)


def test_the_cause_comes_before_what_comes_of_it(mind: Mind) -> None:
    notice = mind.catalogue.notices["creator-only"]
    check = mind.catalogue.checks["migration"]
    heavier = replace(check.findings["creators-differ"], weight=FindingWeight.BLOCKS)
    new = changed(
        mind,
        notices={**mind.catalogue.notices, notice.id: replace(notice, says=Text("就他。", "就他。", "He."))},
        checks={**mind.catalogue.checks, "migration": replace(check, findings={**check.findings, heavier.id: heavier})},
    )
    found = compare(Content(mind, "1"), Content(new, "2"), ASKED, TALKS, NOW)
    assert [(each.area, each.where) for each in found.changes] == [
        (Area.CONTENT, "notice creator-only"),
        (Area.CONTENT, "check migration"),
        (Area.CONTENT, WEIGHTS),
        (Area.VERDICT, "check migration"),
        (Area.VERDICT, "check migration"),
        (Area.QUESTION, "谁能操作迁移"),
        (Area.TALK, "small: talk, turn 1: 谁能操作迁移"),
    ]
    assert (found.talks, found.turns) == (1, 2)
    assert found == compare(Content(mind, "1"), Content(new, "2"), ASKED, TALKS, NOW)


def test_the_same_content_is_not_replayed(mind: Mind) -> None:
    told: list[str] = []
    found = compare(Content(mind), Content(mind), ASKED, TALKS, NOW, told.append)
    assert (found.changes, told) == ((), [])
    assert list(summary(found)) == ["the same content: nothing to replay"]
    assert counted(found) == "no change"


def test_each_question_and_talk_is_told_before_it_is_held(mind: Mind) -> None:
    told: list[str] = []
    compare(Content(mind), Content(changed(mind)), ASKED, TALKS, NOW, told.append)
    assert len(told) == 3


def test_checks_that_only_one_has(mind: Mind) -> None:
    checks = {id_: each for id_, each in mind.catalogue.checks.items() if id_ != "procedure"}
    new = changed(mind, checks={**checks, "other": replace(checks["migration"], id="other")})
    found = compare(Content(mind), Content(new), Asked((), {}), (), NOW)
    assert found.combinations["procedure"][1] == 0
    assert found.combinations["other"][0] == 0
    assert {each.where: each.facets[0].name for each in found.changes} == {
        "check procedure": "gone",
        "check other": "new",
    }
