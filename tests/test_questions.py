"""The examiners' questions: none answered wrongly but those that are known to be, and those still are."""

import json
import tomllib
from pathlib import Path

import pytest

from qiwen.dialogue.mind import Mind
from qiwen.insight.marking import FALSE, mark
from qiwen.insight.questions import BESIDE, Question, read_questions

FOLDER = Path(__file__).parent / "questions"
OUTSIDE = "_outside"


@pytest.fixture(scope="module")
def questions(mind: Mind) -> tuple[Question, ...]:
    return read_questions(FOLDER, mind.catalogue.intents)


def known_misses() -> list[str]:
    listed: list[str] = tomllib.loads((FOLDER / "known_misses.toml").read_text(encoding="utf-8"))["wrong"]
    return listed


def listed(texts: set[str]) -> str:
    """As lines that fit into known_misses.toml."""
    return "\n".join(f"  {json.dumps(text, ensure_ascii=False)}," for text in sorted(texts))


def test_wrong_answers_are_those_that_are_known(mind: Mind, questions: tuple[Question, ...]) -> None:
    wrong = {each.text for each in questions if mark(each, mind.matcher.match(each.text)).result in FALSE}
    known = set(known_misses())
    assert not (wrong - known), f"answered wrongly; cure them, or add to known_misses.toml:\n{listed(wrong - known)}"
    assert not (known - wrong), f"cured; take out of known_misses.toml:\n{listed(known - wrong)}"


def test_known_misses_are_questions_and_stand_once(questions: tuple[Question, ...]) -> None:
    misses = known_misses()
    assert len(misses) == len(set(misses))
    assert set(misses) <= {each.text for each in questions}


def test_files_mirror_the_intents(mind: Mind, questions: tuple[Question, ...]) -> None:
    files = {file.stem for file in FOLDER.glob("*.toml") if file.name not in BESIDE}
    assert files == {*mind.catalogue.intents, OUTSIDE}
    assert {each.id.split("/")[0] for each in questions if each.outside} == {OUTSIDE}
    assert [each.id for each in questions if each.id.split("/")[0] != (each.intent or OUTSIDE)] == []


def test_no_question_is_an_ask_or_stands_twice(mind: Mind, questions: tuple[Question, ...]) -> None:
    def same(text: str) -> str:
        return mind.fold(text).replace(" ", "") or text

    asked = {same(ask.text) for intent in mind.catalogue.intents.values() for ask in intent.asks}
    asked |= {same(ask.text) for ask in mind.catalogue.outside}
    texts = [same(each.text) for each in questions]
    assert [text for text in texts if text in asked] == []
    assert [text for text in texts if texts.count(text) > 1] == []
