"""qiwen new: a file to begin from, in the folder in force, never over another."""

import shutil
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qiwen.cli import main
from qiwen.content.files import bundled, is_installed

WHERE = {
    "intent": "intents/brand-new.toml",
    "notice": "knowledge/notices/brand-new.toml",
    "check": "knowledge/checks/brand-new.toml",
    "guide": "knowledge/guides/brand-new.toml",
    "source": "knowledge/sources/brand-new.toml",
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for folder in ("intents", "knowledge"):
        shutil.copytree(bundled() / folder, tmp_path / folder, ignore=shutil.ignore_patterns("*.npz"))
    return tmp_path


def qiwen(*words: str | Path, **environ: str) -> Result:
    return CliRunner(env=environ).invoke(main, [str(word) for word in words])


@pytest.mark.parametrize("kind", WHERE)
def test_a_skeleton_where_it_belongs(content: Path, kind: str) -> None:
    result = qiwen("new", kind, "brand-new", "--content", content)

    assert result.exit_code == 0
    assert result.output == f"{content / WHERE[kind]}: fill in what is empty, then run qiwen lint\n"
    tomllib.loads((content / WHERE[kind]).read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", WHERE)
def test_lint_refuses_it_and_names_what_to_write(content: Path, kind: str) -> None:
    qiwen("new", kind, "brand-new", "--content", content)

    result = qiwen("lint", "--content", content)

    assert result.exit_code == 1
    *slips, count = result.output.splitlines()
    assert all(line.startswith(f"{WHERE[kind]}:") and ": is empty; write " in line for line in slips)
    assert count == f"{len(slips)} slips in 1 file"


def test_the_folder_of_the_settings(content: Path) -> None:
    assert qiwen("new", "guide", "brand-new", QIWEN_CONTENT=str(content)).exit_code == 0

    assert (content / WHERE["guide"]).exists()
    assert qiwen("lint", QIWEN_CONTENT=str(content)).exit_code == 1


def test_what_is_there_stays(content: Path) -> None:
    there = content / "intents/thanks.toml"
    before = there.read_bytes()

    result = qiwen("new", "intent", "thanks", "--content", content)

    assert result.exit_code == 1
    assert f"{there} is there already: choose another ID, or change that file" in result.output
    assert there.read_bytes() == before


@pytest.mark.parametrize("id_", ["Creator", "creator_only", "创建人", "../escape", "a b", "a--b", "-a", "a.toml", ""])
def test_an_id_that_is_none(content: Path, id_: str) -> None:
    result = qiwen("new", "intent", "--content", content, "--", id_)

    assert result.exit_code == 2
    assert f"{id_!r} is no id: use a-z, 0-9 and -" in result.output


def test_a_kind_that_is_none(content: Path) -> None:
    assert qiwen("new", "phrase", "x", "--content", content).exit_code == 2


def test_a_folder_that_holds_no_content(tmp_path: Path) -> None:
    result = qiwen("new", "intent", "x", "--content", tmp_path)

    assert result.exit_code == 1
    assert f"{tmp_path} is no content folder: it holds no intents and no knowledge" in result.output


def test_a_folder_that_cannot_be_written_to(content: Path) -> None:
    shutil.rmtree(content / "knowledge/checks")
    (content / "knowledge/checks").write_text("a file where a folder was", encoding="utf-8")

    result = qiwen("new", "check", "brand-new", "--content", content)

    assert result.exit_code == 1
    assert "brand-new.toml cannot be written: " in result.output
    assert "Traceback" not in result.output


def test_what_a_wheel_brought_is_not_written_to(tmp_path: Path) -> None:
    inside = Path(str(files("qiwen"))) / "_content"

    assert is_installed(inside)
    assert not is_installed(bundled())
    assert not is_installed(tmp_path)
