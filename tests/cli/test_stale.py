"""qiwen stale, and answers as of an earlier day."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qiwen.cli import main
from qiwen.content.files import bundled


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The content, with one notice that was last looked at in 2020."""
    for name in ("intents", "knowledge"):
        shutil.copytree(bundled() / name, tmp_path / name)
    file = tmp_path / "knowledge" / "notices" / "creator-only.toml"
    file.write_text(file.read_text("utf-8").replace("reviewed = 2026-11-22", "reviewed = 2020-01-01"), "utf-8")
    return tmp_path


def _qiwen(content: Path, *words: str) -> Result:
    return CliRunner().invoke(main, list(words), env={"QIWEN_CONTENT": str(content)})


def test_a_notice_nobody_looked_at_is_listed_with_its_sources(content: Path) -> None:
    result = _qiwen(content, "stale")

    assert result.exit_code == 1
    assert "knowledge/notices/creator-only.toml: reviewed 2020-01-01" in result.output
    assert "2022-04-21-merge-notice" in result.output


def test_as_json(content: Path) -> None:
    first, *_ = _qiwen(content, "stale", "--json").output.splitlines()

    assert json.loads(first)["notice"] == "creator-only"
    assert json.loads(first)["days"] > 2000


def test_such_a_notice_says_so_when_it_is_told(content: Path) -> None:
    told = _qiwen(content, "ask", "谁能操作迁移").output

    assert "2020-01-01 以后没有再核对过来源" in told
    assert "没有再核对过来源" not in _qiwen(bundled(), "ask", "谁能操作迁移").output


def test_nothing_is_stale_in_a_century(content: Path) -> None:
    result = _qiwen(content, "stale", "--days", "40000")

    assert result.exit_code == 0
    assert "within 40000 days" in result.output


def test_an_answer_as_of_a_day_names_no_later_source() -> None:
    told = _qiwen(bundled(), "ask", "谁能操作迁移", "--as-of", "2022-05-01").output

    assert "2022-04-21" in told
    assert not any(year in told for year in ("2023", "2024", "2025", "2026"))


def test_a_day_that_is_none() -> None:
    result = _qiwen(bundled(), "ask", "谁能操作迁移", "--as-of", "last May")

    assert result.exit_code == 2
    assert "does not match the format" in result.output
