"""qiwen lint: counts where all is well, names every slip where it is not."""

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
    assert "intents/thanks.toml: " in result.output
    assert "knowledge/notices/creator-only.toml: " in result.output
    assert "heavy" in result.output
    assert "Traceback" not in result.output


def test_a_folder_that_is_not_there() -> None:
    assert CliRunner().invoke(main, ["lint", "--content", "no/such/folder"]).exit_code == 2
