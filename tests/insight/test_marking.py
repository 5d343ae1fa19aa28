"""What counts as right, and how marks become figures."""

import json

import pytest

from qiwen.insight import report
from qiwen.insight.marking import Marked, Result, mark
from qiwen.insight.questions import Question
from qiwen.insight.standing import standing
from qiwen.insight.summary import (
    Confusion,
    by_intent,
    by_persona,
    calibration,
    calibration_error,
    confusions,
    grouped,
    summarise,
)
from qiwen.model.match import Candidate, Decision, Match


def matched(decision: Decision, *names: str, score: float = 0.9) -> Match:
    """A decision with candidates of falling score."""
    candidates = tuple(Candidate(name, score / (at + 1)) for at, name in enumerate(names))
    return Match(decision, names[:1] if decision is Decision.SURE else (), candidates)


def marked(accept: str, decision: Decision, *names: str, score: float = 0.9, persona: str = "a") -> Marked:
    question = Question(f"{accept} {decision}", tuple(filter(None, accept.split("/"))), persona)
    return mark(question, matched(decision, *names, score=score))


SURE, TORN, LOST = Decision


@pytest.mark.parametrize(
    ("accept", "decision", "names", "result"),
    [
        ("a", SURE, ("a", "b"), Result.RIGHT),
        ("b/a", SURE, ("a", "b"), Result.RIGHT),
        ("b", SURE, ("a", "b"), Result.WRONG),
        ("c", TORN, ("a", "b", "c"), Result.CLARIFIED),
        ("d", TORN, ("a", "b", "c", "d"), Result.MISSED),
        ("a", LOST, ("a", "b"), Result.LOST),
        ("a", LOST, (), Result.LOST),
        ("", LOST, ("a",), Result.REJECTED),
        ("", TORN, ("a",), Result.TORN),
        ("", SURE, ("a",), Result.ANSWERED),
    ],
)
def test_a_decision_is_marked(accept: str, decision: Decision, names: tuple[str, ...], result: Result) -> None:
    assert marked(accept, decision, *names).result is result


def test_of_two_answers_one_accepted_is_enough() -> None:
    both = Match(SURE, ("a", "b"), (Candidate("a", 0.5), Candidate("b", 0.4)))
    assert mark(Question("两问", ("b",)), both).result is Result.RIGHT


SOME = (
    marked("a", SURE, "a", "b"),
    marked("a", SURE, "b", "a", persona="b"),
    marked("a", SURE, "b", "a"),
    marked("a", TORN, "b", "a", score=0.4),
    marked("c", TORN, "a", "b", score=0.35),
    marked("c", LOST, "c", score=0.05, persona="b"),
    marked("", LOST, "a", score=0.05),
    marked("", SURE, "a", persona="b"),
)


def test_shares_of_everything() -> None:
    figures = summarise(SOME)
    assert {name: share.count for name, share in figures.inside.items()} == {
        "right": 1,
        "clarified": 1,
        "missed": 1,
        "lost": 1,
        "wrong": 2,
        "right_or_offered": 2,
        "top_1": 2,
        "top_3": 5,
    }
    assert {name: share.count for name, share in figures.outside.items()} == {"rejected": 1, "torn": 0, "answered": 1}
    assert {share.of for share in figures.inside.values()} == {6}
    assert {share.of for share in figures.outside.values()} == {2}


def test_groups_add_up_to_the_whole() -> None:
    for key in (by_persona, by_intent):
        groups = grouped(SOME, key)
        assert sum(each.inside["wrong"].count for each in groups.values()) == 2
        assert sum(each.outside["rejected"].of for each in groups.values()) == 2
    assert list(grouped(SOME, by_intent)) == ["a", "c", "outside"]


def test_confusions_come_most_frequent_first() -> None:
    assert confusions(SOME) == (
        Confusion("a", "b", 3, 2),
        Confusion("outside", "a", 1, 1),
        Confusion("c", "a", 1, 0),
        Confusion("c", "outside", 1, 0),
    )


def test_calibration_is_the_distance_between_score_and_truth() -> None:
    bins = calibration(SOME)
    filled = {each.start: (each.right.count, each.right.of) for each in bins if each.right.of}
    assert filled == {0.0: (1, 2), 0.3: (0, 1), 0.4: (0, 1), 0.9: (1, 4)}
    assert calibration_error(bins) == pytest.approx((2 * 0.45 + 0.35 + 0.4 + 4 * 0.65) / 8)
    assert calibration_error(calibration(())) == 0


def test_a_score_of_one_falls_in_the_last_bin() -> None:
    assert calibration([marked("a", SURE, "a", score=1.0)])[-1].right.count == 1


def test_out_of_scope_competes_where_matchers_are_compared() -> None:
    questions = [Question("一", ("a",)), Question("二", ("b",)), Question("三", ())]
    found = standing("x", questions, [("a", "", "b"), ("", "a", "b"), ("", "a", "b")])
    assert (found.top_1.count, found.top_3.count, found.outside_top_1.count) == (1, 2, 1)
    assert found.outside_top_1.of == 1


def test_the_object_always_has_the_same_keys() -> None:
    keys = ["questions", "in_scope", "outside", "calibration", "confusions", "by", "errors", "baselines", "change"]
    assert list(report.as_object(SOME)) == list(report.as_object(())) == keys
    assert json.dumps(report.as_object(SOME), allow_nan=False)
    assert report.as_object(SOME)["in_scope"]["wrong"] == {  # type: ignore[index]
        "count": 2,
        "of": 6,
        "share": 0.3333,
        "low": 0.0968,
        "high": 0.7,
    }


def test_nothing_can_be_shown_too() -> None:
    assert "in scope" in report.overview(())
    assert report.group_table("persona", {}).startswith("persona")


def test_errors_show_what_was_given_the_worst_first() -> None:
    lines = list(report.errors(SOME))
    assert [line.split()[0] for line in lines] == ["wrong", "wrong", "answered", "missed", "lost"]
    assert "a  ←  b 0.900  a 0.450" in lines[0]
