"""Talks as data: what is done in each turn, and slips that name their place."""

from pathlib import Path

import pytest

from qiwen.insight.changes_transcripts import Step, Transcript, read_transcripts
from qiwen.model.errors import QuestionsError
from qiwen.model.inbound import Kind

TALK = """
[[talk]]
name = "all there is to do"
turns = [
  { enters = true, outcome = "welcome" },
  { says = "能迁吗", whole = ["结论"] },
  { picks = "不确定", after_hours = 2, hears = ["一"] },
  { presses = "do:back" },
  { media = true, anything = "else" },
]
"""


def written(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_what_the_person_does(tmp_path: Path) -> None:
    assert read_transcripts(written(tmp_path / "check.toml", TALK)) == (
        Transcript(
            "check: all there is to do",
            (
                Step(Kind.ENTER),
                Step(Kind.TEXT, "能迁吗", reads_on=True),
                Step(Kind.CHOICE, "不确定", label=True, after_hours=2),
                Step(Kind.CHOICE, "do:back"),
                Step(Kind.MEDIA),
            ),
        ),
    )


def test_steps_tell_what_they_do(tmp_path: Path) -> None:
    (talk,) = read_transcripts(written(tmp_path / "check.toml", TALK))
    assert list(map(str, talk.steps)) == ["enter", "能迁吗", "不确定", "do:back", "media"]


def test_a_folder_in_the_order_of_its_files(tmp_path: Path) -> None:
    for name in ("b", "a"):
        written(tmp_path / f"{name}.toml", f'[[talk]]\nname = "{name}"\nturns = [{{ says = "" }}]\n')
    assert [talk.name for talk in read_transcripts(tmp_path)] == ["a: a", "b: b"]


def test_the_talks_of_the_tests_can_be_held() -> None:
    talks = read_transcripts(Path(__file__).parents[1] / "talks")
    assert len(talks) > 50
    assert all(talk.steps for talk in talks)


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("talk = 1", "Expected `array`"),
        ('[[talk]]\nname = "x"', "missing required field `turns`"),
        ('[[talk]]\nname = "x"\nturns = [{ hears = ["a"] }]', "talk 'x', turn 1: does one thing"),
        ('[[talk]]\nname = "x"\nturns = [{ says = "a", media = true }]', "talk 'x', turn 1: does one thing"),
        (
            '[[talk]]\nname = "x"\nturns = [{ says = "a" }, { says = 1 }]',
            "talk 'x', turn 2: Expected `str | null`, got `int`",
        ),
        ('[[talk]]\nname = "x"\nturns = [{ says = "a", after_hours = "b" }]', "turn 1: Expected `float`"),
        ("[[talk]", "is not TOML"),
        (b'[[talk]]\nname = "\xff"', "is not UTF-8"),
    ],
)
def test_slips_name_their_place(tmp_path: Path, text: str | bytes, slip: str) -> None:
    with pytest.raises(QuestionsError) as raised:
        read_transcripts(written(tmp_path / "check.toml", text))
    assert "check.toml" in str(raised.value)
    assert slip in str(raised.value)


def test_all_slips_at_once(tmp_path: Path) -> None:
    written(tmp_path / "a.toml", "[")
    written(tmp_path / "b.toml", "talk = 1")
    with pytest.raises(QuestionsError) as raised:
        read_transcripts(tmp_path)
    assert len(raised.value.problems) == 2


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(QuestionsError, match=r"folder\.toml: cannot be read"):
        read_transcripts(tmp_path)
