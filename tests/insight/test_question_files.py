"""Reading questions: three forms, and slips that name their place."""

from pathlib import Path

import pytest

from qiwen.insight.questions import Question, read_questions
from qiwen.model.errors import QuestionsError

INTENTS = {"a", "b"}


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_lines_of_json(tmp_path: Path) -> None:
    lines = """\ufeff{"text": "能撤吗", "accept": ["a", "b"], "persona": "f", "id": "w1", "more": 1}

{"text": "天气", "accept": [null]}
{"text": "股票", "accept": null, "id": 7}
{"text": "\\ud800坏", "accept": []}"""
    assert read_questions(written(tmp_path / "q.jsonl", lines), INTENTS) == (
        Question("能撤吗", ("a", "b"), "f", "w1"),
        Question("天气", ()),
        Question("股票", (), id="7"),
        Question("?坏", ()),
    )


def test_a_folder_mirrors_the_intents(tmp_path: Path) -> None:
    written(tmp_path / "b.toml", '[[question]]\ntext = "二"\naccept = ["b"]\npersona = "c"\nexaminer = "one"\n')
    written(tmp_path / "_outside.toml", '[[question]]\ntext = "三"\naccept = []\n')
    written(tmp_path / "known_misses.toml", "wrong = []\n")
    written(tmp_path / "cross.toml", "")
    whole = (Question("三", (), id="_outside/1"), Question("二", ("b",), "c", "b/1"))
    assert read_questions(tmp_path, INTENTS) == whole
    assert read_questions(tmp_path / "b.toml", INTENTS) == whole[1:]


@pytest.mark.parametrize(
    ("name", "text", "slip"),
    [
        ("q.jsonl", '{"text": "x", "accept": ["a"]}\n{"text": "y"', "line 2: is not JSON: "),
        ("q.jsonl", '{"text": "x"}', "line 1: Object missing required field `accept`"),
        ("q.jsonl", '{"text": 1, "accept": []}', "line 1: Expected `str`, got `int` - at `$.text`"),
        ("q.jsonl", '\n["x"]', "line 2: Expected `object`"),
        ("q.jsonl", '{"text": "x", "accept": ["c"], "id": "w"}', "line 1: accepts 'c', which is no intent"),
        ("q.jsonl", b'{"text": "\xff"}', "line 1: is not UTF-8 (byte 10)"),
        ("q.jsonl", "[" * 100_000, "line 1: is nested too deeply"),
        ("q.jsonl", "\n \n", "holds no question"),
        ("q.toml", "[[question]]\ntext = x", "is not TOML"),
        ("q.toml", b"\xff", "is not UTF-8"),
        ("q.toml", '[[question]]\ntext = "x"', "missing required field `accept`"),
        ("q.toml", '[[question]]\ntext = "x"\naccept = []\nacept = 1', "unknown field `acept`"),
        ("q.toml", '[[question]]\ntext = "x"\naccept = ["c"]', "question 1: accepts 'c', which is no intent"),
    ],
)
def test_a_slip_names_its_place(tmp_path: Path, name: str, text: str | bytes, slip: str) -> None:
    with pytest.raises(QuestionsError) as caught:
        read_questions(written(tmp_path / name, text), INTENTS)
    assert slip in str(caught.value)


def test_all_slips_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError) as caught:
        read_questions(written(tmp_path / "q.jsonl", "a\nb\nc"), INTENTS)
    assert len(caught.value.problems) == 3
