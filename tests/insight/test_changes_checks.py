"""Combinations that come to another verdict, against trying every one of them by the dialogue's own replay."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import pytest

from qiwen.dialogue.checks import Standing, replay
from qiwen.dialogue.mind import Mind
from qiwen.insight.changes import Area, Facet
from qiwen.insight.changes_checks import check_changes, verdict_changes
from qiwen.insight.changes_steps import worse
from qiwen.insight.drawing import combinations
from qiwen.model.content import Check, Finding, FindingWeight, Option, Question
from qiwen.model.text import NOTHING

FINDINGS = {each.value: Finding(each.value, each, 0, NOTHING, NOTHING, (), None) for each in FindingWeight}
Answers = Mapping[str, str]
Outcomes = dict[tuple[str, str], int]


def check(*questions: Question) -> Check:
    return Check("small", NOTHING, NOTHING, questions, FINDINGS, ())


def question(id_: str, *options: Option) -> Question:
    return Question(id_, NOTHING, NOTHING, NOTHING, NOTHING, options)


def option(id_: str, finding: str | None = None, **leads: object) -> Option:
    return Option(id_, NOTHING, (), finding, **leads)  # type: ignore[arg-type]


def told(old: Check, new: Check) -> Outcomes:
    return {(each.facets[0].before, each.facets[0].after): each.count for each in check_changes(old, new)}


@pytest.fixture(scope="module")
def migration(mind: Mind) -> Check:
    return mind.catalogue.checks["migration"]


# ── against the dialogue ────────────────────────────────────────────────────


def walked(check: Check, answers: Answers) -> tuple[list[tuple[str, str]], str]:
    """What is asked, with the answers, and what it comes to."""
    asked: list[tuple[str, str]] = []
    while True:
        standing = replay(check, tuple(asked))
        if standing.due is None:
            return asked, f"goes on with the check {standing.hop}" if standing.hop else standing.verdict.value
        due = standing.due
        asked.append((due.id, answers[due.id]))
        if answers[due.id] not in {each.id for each in due.options}:
            return asked, f"no answer {due.id} = {answers[due.id]}"


def tried(old: Check, new: Check) -> Outcomes:
    """All combinations, one by one: answers to what either asks, each known to one that asks it."""
    options: dict[str, dict[str, None]] = {}
    known = set()
    for version in (old, new):
        for each in version.questions:
            options.setdefault(each.id, {}).update(dict.fromkeys(one.id for one in each.options))
            known |= {(version is old, each.id, one.id) for one in each.options}
    seen = {}
    for chosen in product(*options.values()):
        answers = dict(zip(options, chosen, strict=True))
        (before, first), (after, second) = walked(old, answers), walked(new, answers)
        by_old = {each for each in before if (True, *each) in known}
        by_new = {each for each in after if (False, *each) in known}
        if {*before, *after} <= by_old | by_new:
            seen[frozenset({*before, *after})] = (first, second)
    return {pair: count for pair, count in Counter(seen.values()).items() if pair[0] != pair[1]}


def made(dice: random.Random, ids: list[str]) -> Check:
    questions = []
    for place, id_ in enumerate(ids):
        options = []
        for name in dice.sample("wxyz", dice.randint(1, 3)):
            finding = dice.choice([None, None, *FINDINGS])
            chance = dice.random()
            later = ids[place + 1 :]
            go = dice.choice(later) if 0.15 <= chance < 0.3 and later else None
            other = dice.choice(["one", "two"]) if 0.3 <= chance < 0.37 else None
            options.append(option(name, finding, stop=chance < 0.15, go=go, check=other))
        questions.append(question(id_, *options))
    return check(*questions)


@pytest.mark.parametrize("seed", range(250))
def test_any_two_checks_are_compared_as_if_every_combination_were_tried(seed: int) -> None:
    dice = random.Random(seed)
    first = dice.sample("abcde", dice.randint(1, 5))
    second = list(first) if seed % 3 == 0 else dice.sample("abcde", dice.randint(1, 5))
    if seed % 2:
        first.sort()
        second.sort()
    old, new = made(dice, first), made(dice, second)
    assert told(old, new) == tried(old, new)
    for change in check_changes(old, new):
        answers = {**dict.fromkeys("abcde", "?"), **dict(change.example)}
        outcomes = walked(old, answers)[1], walked(new, answers)[1]
        assert outcomes == (change.facets[0].before, change.facets[0].after)


@pytest.mark.parametrize("weights", list(product(FindingWeight, repeat=2)))
def test_two_verdicts_together(weights: tuple[FindingWeight, FindingWeight]) -> None:
    one, other = (FINDINGS[weight] for weight in weights)

    def verdict(*findings: Finding) -> Standing:
        return Standing(None, findings, (), 0)

    assert worse(verdict(one).verdict, verdict(other).verdict) is verdict(one, other).verdict


# ── the real check ──────────────────────────────────────────────────────────


def test_the_same_check_has_no_other_verdict(migration: Check) -> None:
    assert list(check_changes(migration, replace(migration))) == []


def test_a_finding_that_weighs_more(migration: Check) -> None:
    id_ = "creators-differ"
    assert migration.findings[id_].weight is FindingWeight.FIRST
    heavier = replace(migration.findings[id_], weight=FindingWeight.BLOCKS)
    after = replace(migration, findings={**migration.findings, id_: heavier})
    changes = list(check_changes(migration, after))
    assert {each.facets for each in changes} == {
        (Facet("verdict", "after-steps", "cannot"),),
        (Facet("verdict", "ask", "cannot"),),
    }
    for change in changes:
        assert (change.area, change.where) == (Area.VERDICT, "check migration")
        assert 1_000_000 < change.count < combinations(migration)
        assert ("creators", "differ") in change.example
        assert replay(migration, change.example).verdict.value == change.facets[0].before
        assert replay(after, change.example).verdict.value == "cannot"
        assert replay(after, change.example).due is None


def ready(check: Check, place: int = 0) -> int:
    """How many combinations find nothing that stands in the way."""
    if place == len(check.questions):
        return 1
    ids = [each.id for each in check.questions]
    ways = 0
    for each in check.questions[place].options:
        if not each.finding or check.findings[each.finding].weight is FindingWeight.NOTE:
            ways += ready(check, len(ids) if each.stop else ids.index(each.go) if each.go else place + 1)
    return ways


def test_where_nothing_stands_in_the_way_any_more_all_others_become_ready(migration: Check) -> None:
    notes = {id_: replace(each, weight=FindingWeight.NOTE) for id_, each in migration.findings.items()}
    changes = list(check_changes(migration, replace(migration, findings=notes)))
    assert {each.facets[0].after for each in changes} == {"ready"}
    assert sum(each.count for each in changes) == combinations(migration) - ready(migration)


def test_an_option_that_went(migration: Check) -> None:
    at = next(place for place, each in enumerate(migration.questions) if each.id == "creators")
    asked = migration.questions[at]
    without = replace(asked, options=tuple(each for each in asked.options if each.id != "gone"))
    after = replace(migration, questions=(*migration.questions[:at], without, *migration.questions[at + 1 :]))
    changes = list(check_changes(migration, after))
    assert {each.facets[0].after for each in changes} == {"no answer creators = gone"}
    assert sum(each.count for each in changes) == combinations(migration) - combinations(after)
    assert {each.facets[0].before for each in check_changes(after, migration)} == {"no answer creators = gone"}


def test_a_question_more(migration: Check) -> None:
    extra = question("weather", option("fine"), option("rain", "more"), option("unsure"))
    wet = {**migration.findings, "more": replace(FINDINGS["blocks"], id="more")}
    after = replace(migration, findings=wet, questions=(*migration.questions, extra))
    changes = list(check_changes(migration, after))
    assert {each.facets[0].after for each in changes} == {"cannot"}
    assert all(each.example[-1] == ("weather", "rain") for each in changes)


def test_sets_of_the_same_size_are_told_apart() -> None:
    old = check(question("a", option("x"), option("y")), question("b", option("x"), option("y")))
    first = check(question("a", option("x", "blocks"), option("y")), old.questions[1])
    second = check(question("a", option("x"), option("y", "blocks")), old.questions[1])
    (one,), (other,) = check_changes(old, first), check_changes(old, second)
    assert (one.count, one.facets) == (other.count, other.facets)
    assert one.mark != other.mark
    assert one.fingerprint != other.fingerprint


def test_another_order_alone_changes_no_verdict(migration: Check) -> None:
    *others, last, target = migration.questions
    assert list(check_changes(migration, replace(migration, questions=(*others, target, last)))) == []


def test_thoroughly_shuffled_questions_are_said_to_be_so(migration: Check) -> None:
    bare = tuple(
        replace(each, options=tuple(replace(one, go=None) for one in each.options)) for each in migration.questions
    )
    (change,) = check_changes(replace(migration, questions=bare), replace(migration, questions=bare[::-1]), most=500)
    assert "shuffled" in change.facets[0].name
    assert change.facets[0].after.startswith("target, ")


def test_an_empty_check_is_ready() -> None:
    assert told(check(), check(question("a", option("x", "ask"), option("y")))) == {("ready", "ask"): 1}


def test_only_checks_that_both_have_and_weigh_differently_are_walked(mind: Mind, migration: Check) -> None:
    catalogue = mind.catalogue
    old = replace(catalogue, checks={"migration": migration, "old": migration})
    worded = replace(migration, questions=tuple(replace(each, ask=NOTHING) for each in migration.questions))
    assert list(verdict_changes(old, replace(catalogue, checks={"migration": worded, "new": migration}))) == []
