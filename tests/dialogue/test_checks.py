"""A check is its answers, replayed: the verdict, findings, order, and what becomes of answers that no longer fit."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import whole_mind
from qiwen.dialogue.checks import Standing, Verdict, replay
from qiwen.model.content import NOTHING, Check, Finding, FindingWeight, Option, Question

Answers = tuple[tuple[str, str], ...]
CHECKS = sorted(whole_mind().catalogue.checks)


def _finding(id_: str, weight: FindingWeight, order: int) -> Finding:
    return Finding(id_, weight, order, NOTHING, NOTHING, (), None)


def _option(id_: str, finding: str | None = None, *, stop: bool = False, go: str | None = None) -> Option:
    return Option(id_, NOTHING, (), finding, stop=stop, go=go)


def _question(id_: str, *options: Option) -> Question:
    return Question(id_, NOTHING, NOTHING, NOTHING, NOTHING, options)


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


def test_what_was_told_ahead_is_not_asked_and_not_lost() -> None:
    standing = replay(SMALL, _read("three=no four=yes one=yes"))

    assert standing.due
    assert standing.due.id == "two"
    assert (standing.left, standing.spare) == (1, (("three", "no"), ("four", "yes")))
    assert replay(SMALL, _read("three=no four=yes one=yes two=yes")).verdict is Verdict.AFTER_STEPS


def test_an_option_may_lead_to_another_check() -> None:
    check = replace(SMALL, questions=(_question("one", replace(_option("on"), check="other"), _option("no", "later")),))

    assert replay(check, _read("one=on")).hop == "other"
    assert replay(check, _read("one=no")).hop is None


def test_a_changed_answer_counts_once() -> None:
    assert replay(SMALL, (*_read("one=no"), ("one", "yes"))).findings == ()


def _read(answers: str) -> Answers:
    pairs = [each.split("=") for each in answers.split()]
    return tuple((question, option.replace("+", " ")) for question, option in pairs)


# ── the real checks ─────────────────────────────────────────────────────────


Place = tuple[str, Verdict]
"""An open question and the gravest weight so far: what is still to come depends on nothing else."""


def _all_ways(check: Check) -> tuple[dict[Place, int], dict[Verdict | str, int], set[str]]:
    """Every combination of answers, counted without walking each one.

    Ways that meet at a place go on alike, because `go` only points forward; that is checked here for each pair of
    ways that meet. Gives how many ways come to each place, how many end in each verdict (or in another check), and
    every finding there is on any of them.
    """
    ways: dict[Place, int] = {}
    ends: dict[Verdict | str, int] = {}
    findings: set[str] = set()
    first = replay(check, ())
    assert first.due
    here: dict[Place, tuple[int, Answers]] = {(first.due.id, first.verdict): (1, ())}
    order = [question.id for question in check.questions]
    while here:
        place = min(here, key=lambda each: (order.index(each[0]), each[1]))
        count, way = here.pop(place)
        ways[place] = count
        asked = check.questions[order.index(place[0])]
        for option in asked.options:
            longer = (*way, (asked.id, option.id))
            standing = replay(check, longer)
            findings |= {finding.id for finding in standing.findings}
            _check_weights(standing)
            if standing.due is None:
                end = standing.hop or standing.verdict
                ends[end] = ends.get(end, 0) + count
                continue
            there = (standing.due.id, standing.verdict)
            met, other = here.get(there, (0, longer))
            assert replay(check, other).left == standing.left
            here[there] = (met + count, other)
    return ways, ends, findings


def _check_weights(standing: Standing) -> None:
    weights = {finding.weight for finding in standing.findings}
    if FindingWeight.BLOCKS in weights:
        assert standing.verdict is Verdict.CANNOT
    if weights & {FindingWeight.BLOCKS, FindingWeight.ASK, FindingWeight.FIRST}:
        assert standing.verdict is not Verdict.READY


@pytest.mark.parametrize("id_", CHECKS)
def test_every_combination_ends_and_none_with_a_blocking_fact_is_ready(id_: str) -> None:
    check = whole_mind().catalogue.checks[id_]
    ways, ends, findings = _all_ways(check)

    print(f"\n{id_}: {sum(ends.values()):,} combinations: {ends}")  # noqa: T201 - asked for: how many there are
    hops = {option.check for question in check.questions for option in question.options if option.check}
    assert set(ends) == hops | ({Verdict.ASK} if hops else set(Verdict))
    assert findings == set(check.findings)
    assert {question for question, _ in ways} == {question.id for question in check.questions}


@pytest.mark.parametrize("id_", CHECKS)
@given(data=st.data())
def test_any_combination_in_any_order_gives_the_verdict_of_its_gravest_finding(id_: str, data: st.DataObject) -> None:
    """Drawn from all of them, given in any order, with answers to questions that are not on the way among them."""
    check = whole_mind().catalogue.checks[id_]
    given_ = {question.id: data.draw(st.sampled_from(question.options)) for question in check.questions}
    answers = [(question, option.id) for question, option in given_.items()]
    standing = replay(check, tuple(data.draw(st.permutations(answers))))

    on_the_way = [given_[question] for question, _ in standing.kept]
    found = [check.findings[option.finding].weight for option in on_the_way if option.finding]
    gravest = [FindingWeight.BLOCKS, FindingWeight.ASK, FindingWeight.FIRST]
    verdicts = [Verdict.CANNOT, Verdict.ASK, Verdict.AFTER_STEPS]
    expected = next((v for w, v in zip(gravest, verdicts, strict=True) if w in found), Verdict.READY)
    assert standing.due is None
    assert standing.verdict is expected


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
