"""Answers and opening words by somebody who had not read what the checks listen for.

`answers/*.toml` hold what people answer to each question and what a careful reader takes it for, `answers/facts.toml`
first messages with the facts they state. No entry may be copied into a check.
"""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from fakes import whole_mind
from qiwen.dialogue.answers import understand
from qiwen.dialogue.facts import facts
from qiwen.dialogue.mind import Mind
from qiwen.insight.share import Share

FOLDER = Path(__file__).parent / "answers"


def _rows(name: str, key: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))[key]
    return rows


@pytest.mark.parametrize("check", ["migration", "upgrade-old"])
def test_three_of_four_are_understood_and_none_is_wrongly_taken_as_fine(check: str, mind: Mind) -> None:
    ears = mind.listening.to(mind.catalogue.checks[check])
    marks: Counter[str] = Counter()
    for row in _rows(check, "answer"):
        heard = understand(ears[row["question"]], row["says"], mind)
        got = heard.option.id if heard else ""
        mark = "right" if got == row["means"] else "wrong" if got else "not understood"
        if mark == "wrong" and heard and heard.hedged:
            mark = "asked back"  # the person is asked whether that was meant
        marks[mark] += 1
        if mark == "wrong" and heard:
            assert heard.option.finding, f"{row['says']!r} is taken for {got!r}, which clears {row['question']!r}"
    total = sum(marks.values())
    print(f"\n{check}: {dict(marks)} of {total}, right {Share(marks['right'], total)}")  # noqa: T201 - figures to read
    assert marks["right"] / total >= 0.74
    assert marks["wrong"] / total <= 0.025


def test_facts_told_ahead_are_seldom_wrong(mind: Mind) -> None:
    marks: Counter[str] = Counter()
    for row in _rows("facts", "opening"):
        check = mind.catalogue.checks[row["check"]]
        told = {fact.question: fact.option for fact in facts(check, row["says"], mind)}
        for question, option in told.items():
            right = row["facts"].get(question) == option
            marks["right" if right else "wrong"] += 1
            ears = mind.listening.to(check)[question]
            clears = next(ear.clears for ear in ears if ear.option.id == option)
            assert right or not clears, f"{row['says']!r} is taken to say {question} = {option}"
        marks["not heard"] += len(set(row["facts"]) - set(told))
    print(f"\nfacts: {dict(marks)}")  # noqa: T201 - figures to read
    assert marks["right"] / (marks["right"] + marks["wrong"]) >= 0.95
    assert marks["right"] / (marks["right"] + marks["not heard"]) >= 0.5


def _undone() -> list[tuple[str, str, str]]:
    table = tomllib.loads((FOLDER / "undone.toml").read_text("utf-8"))
    return [
        (check, question, text) for check, rows in table.items() for question, ways in rows.items() for text in ways
    ]


@pytest.mark.parametrize(("check", "question", "says"), _undone())
def test_what_undoes_itself_clears_nothing(check: str, question: str, says: str, mind: Mind) -> None:
    ears = mind.listening.to(mind.catalogue.checks[check])[question]
    heard = understand(ears, says, mind)
    told = {fact.question: fact.option for fact in facts(mind.catalogue.checks[check], says, mind)}

    clearing = {ear.option.id for ear in ears if ear.clears and (question, ear.option.id) not in NOT_FINE}
    assert heard is None or heard.hedged or heard.option.id not in clearing, heard
    assert told.get(question) not in clearing


NOT_FINE = {("creators", "gone"), ("handover", "no"), ("way", "existing")}
"""Options without a finding that nevertheless do not speak for going ahead at once."""


def test_no_entry_stands_in_a_check() -> None:
    listened = {
        way
        for check in whole_mind().catalogue.checks.values()
        for question in check.questions
        for option in question.options
        for way in option.says
    }
    rows = [row for name in ("migration", "upgrade-old") for row in _rows(name, "answer")]
    long = {row["says"] for row in rows if len(row["says"]) > 6}

    assert not long & listened
