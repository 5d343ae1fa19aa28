"""qiwen lint: counts where all is well, names every slip where it is not."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from qiwen.cli import main
from qiwen.content.files import bundled


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for folder in ("intents", "knowledge"):
        shutil.copytree(bundled() / folder, tmp_path / folder, ignore=shutil.ignore_patterns("*.npz"))
    return tmp_path


def test_the_content_that_came_along_has_no_slips() -> None:
    result = CliRunner().invoke(main, ["lint"])

    assert result.exit_code == 0
    assert "32 intents" in result.output
    assert "no slips" in result.output


def test_slips_of_another_folder_are_named_line_by_line(content: Path) -> None:
    for name, old, new in (
        ("intents/thanks.toml", "[answer]", "[answers]"),
        ("knowledge/notices/creator-only.toml", 'weight = "limit"', 'weight = "heavy"'),
    ):
        text = (content / name).read_text(encoding="utf-8")
        assert old in text
        (content / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    result = CliRunner().invoke(main, ["lint", "--content", str(content)])

    assert result.exit_code == 1
    first, second, count = result.output.splitlines()
    assert re.match(r"intents/thanks\.toml:\d+:2: answers: is no key here; did you mean answer\?", first)
    assert re.match(r'knowledge/notices/creator-only\.toml:7:1: weight: "heavy" is none of its values; write', second)
    assert count == "2 slips in 2 files"


def test_the_files_by_which_pages_are_read_are_looked_at_too(content: Path) -> None:
    for name, bad in (("reading", "[domain]\nwords = 3\n"), ("recognise", "unsought = [“x”]\n")):
        (content / f"knowledge/{name}.toml").write_text(bad, encoding="utf-8")

    output = CliRunner().invoke(main, ["lint", "--content", str(content)]).output

    assert "knowledge/reading.toml:2:1: domain.words: is a whole number and must be a list in [ ]" in output
    assert 'knowledge/recognise.toml:1:13: unsought[1]: is not TOML: write a straight " instead of “' in output


def test_a_folder_that_is_not_there() -> None:
    assert CliRunner().invoke(main, ["lint", "--content", "no/such/folder"]).exit_code == 2
