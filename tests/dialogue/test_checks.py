"""A check is its answers, replayed: the verdict, findings, order, and what becomes of answers that no longer fit."""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

import pytest

from fakes import whole_mind
from qiwen.dialogue.checks import Standing, Verdict, replay
from qiwen.model.content import NOTHING, Check, Finding, FindingWeight, Option, Question

Answers = tuple[tuple[str, str], ...]
CHECKS = sorted(whole_mind().catalogue.checks)


def _finding(id_: str, weight: FindingWeight, order: int) -> Finding:
    return Finding(id_, weight, order, NOTHING, NOTHING, (), None)


def _option(id_: str, finding: str | None = None, *, stop: bool = False, go: str | None = None) -> Option:
    return Option(id_, NOTHING, (), finding, stop, go)


def _question(id_: str, *options: Option) -> Question:
    return Question(id_, NOTHING, NOTHING, NOTHING, options)


SMALL = Check(
    id="small",
    title=NOTHING,
    opening=NOTHING,
    questions=(
        _question("one", _option("yes"), _option("no", "later"), _option("stop", "never", stop=True)),
        _question("two", _option("yes"), _option("skip", go="four"), _option("ask", "person")),
        _question("three", _option("yes"), _option("no", "sooner")),
        _question("four", _option("yes"), _option("no", "later"), _option("by the way", "note")),
    ),
    findings={
        each.id: each
        for each in (
            _finding("later", FindingWeight.FIRST, 20),
            _finding("sooner", FindingWeight.FIRST, 10),
            _finding("never", FindingWeight.BLOCKS, 90),
            _finding("person", FindingWeight.ASK, 50),
            _finding("note", FindingWeight.NOTE, 1),
        )
    },
    notices=(),
)


@pytest.mark.parametrize(
    ("answers", "due", "left"),
    [
        ("", "one", 4),
        ("one=yes", "two", 3),
        ("one=yes two=skip", "four", 1),
        ("one=stop", None, 0),
        ("one=yes two=yes three=yes four=yes", None, 0),
    ],
)
def test_what_is_due_is_found_by_replaying(answers: str, due: str | None, left: int) -> None:
    standing = replay(SMALL, _read(answers))

    assert (standing.due.id if standing.due else None, standing.left) == (due, left)


@pytest.mark.parametrize(
    ("answers", "verdict", "findings"),
    [
        ("one=yes two=yes three=yes four=yes", Verdict.READY, []),
        ("one=yes two=yes three=yes four=by+the+way", Verdict.READY, ["note"]),
        ("one=no two=yes three=no four=yes", Verdict.AFTER_STEPS, ["sooner", "later"]),
        ("one=no two=ask three=no four=yes", Verdict.ASK, ["person", "sooner", "later"]),
        ("one=no two=yes three=yes four=no", Verdict.AFTER_STEPS, ["later"]),
        ("one=stop", Verdict.CANNOT, ["never"]),
    ],
)
def test_the_verdict_and_the_findings_in_order(answers: str, verdict: Verdict, findings: list[str]) -> None:
    standing = replay(SMALL, _read(answers))

    assert standing.verdict is verdict
    assert [finding.id for finding in standing.findings] == findings


def test_an_answer_that_content_no_longer_has_is_asked_again() -> None:
    standing = replay(SMALL, _read("one=gone two=yes"))

    assert standing.due
    assert standing.due.id == "one"
    assert standing.kept == ()


def test_answers_that_are_no_longer_on_the_way_are_dropped() -> None:
    standing = replay(SMALL, _read("three=no one=yes two=skip four=yes"))

    assert standing.kept == (("one", "yes"), ("two", "skip"), ("four", "yes"))
    assert standing.findings == ()


def test_a_changed_answer_counts_once() -> None:
    assert replay(SMALL, (*_read("one=no"), ("one", "yes"))).findings == ()


def _read(answers: str) -> Answers:
    pairs = [each.split("=") for each in answers.split()]
    return tuple((question, option.replace("+", " ")) for question, option in pairs)


# ── the real checks ─────────────────────────────────────────────────────────


def _ways(check: Check) -> Iterator[tuple[Answers, Standing]]:
    """For each place (open question and gravest weight so far) one way of getting there, and each of its answers."""
    ahead: deque[Answers] = deque([()])
    seen: set[object] = set()
    while ahead:
        way = ahead.popleft()
        standing = replay(check, way)
        yield way, standing
        place = (standing.due.id if standing.due else None, standing.verdict)
        if standing.due and place not in seen:
            seen.add(place)
            ahead += [(*way, (standing.due.id, option.id)) for option in standing.due.options]


@pytest.mark.parametrize("id_", CHECKS)
def test_every_way_ends_in_a_verdict_and_no_blocked_one_is_ready(id_: str) -> None:
    check = whole_mind().catalogue.checks[id_]
    verdicts = set()
    for _, standing in _ways(check):
        weights = {finding.weight for finding in standing.findings}
        if FindingWeight.BLOCKS in weights:
            assert standing.verdict is Verdict.CANNOT
        if weights & {FindingWeight.BLOCKS, FindingWeight.ASK, FindingWeight.FIRST}:
            assert standing.verdict is not Verdict.READY
        if standing.due is None:
            verdicts.add(standing.verdict)
    assert verdicts == set(Verdict)


@pytest.mark.parametrize("id_", CHECKS)
def test_every_question_and_every_finding_is_reached(id_: str) -> None:
    check = whole_mind().catalogue.checks[id_]
    ways = list(_ways(check))

    assert {finding.id for _, standing in ways for finding in standing.findings} == set(check.findings)
    assert {standing.due.id for _, standing in ways if standing.due} == {each.id for each in check.questions}


@pytest.mark.parametrize("id_", CHECKS)
def test_every_finding_has_a_reason_a_fix_and_a_basis(id_: str) -> None:
    for finding in whole_mind().catalogue.checks[id_].findings.values():
        assert finding.says, finding.id
        assert finding.fix, finding.id
        assert finding.notices, finding.id


def test_weights_count_from_grave_to_light() -> None:
    weights = [FindingWeight.NOTE, FindingWeight.FIRST, FindingWeight.ASK, FindingWeight.BLOCKS]
    verdicts = []
    for most in range(len(weights) + 1):
        check = replace(
            SMALL,
            questions=tuple(_question(w, _option("x", w)) for w in weights[:most]),
            findings={w: _finding(w, w, 1) for w in weights},
        )
        verdicts.append(replay(check, tuple((w, "x") for w in weights[:most])).verdict)

    assert verdicts == [Verdict.READY, Verdict.READY, Verdict.AFTER_STEPS, Verdict.ASK, Verdict.CANNOT]
