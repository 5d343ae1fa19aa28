"""qiwen schema: print one, list all, write them with what editors need to find them."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qiwen.cli import main
from qiwen.cli.folder import kinds
from qiwen.content.files import bundled
from qiwen.content.kinds import Kind
from qiwen.content.schema import files

KINDS = kinds()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for folder in ("intents", "knowledge"):
        (tmp_path / folder).mkdir()
    return tmp_path


def qiwen(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_all_kinds() -> None:
    assert [line.split() for line in qiwen("schema").output.splitlines()] == [[kind.name, kind.at] for kind in KINDS]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_one_kind(kind: Kind[object]) -> None:
    printed = qiwen("schema", kind.name).output

    assert json.loads(printed)["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert printed == (bundled() / f"knowledge/schema/{kind.name}.json").read_text(encoding="utf-8")


def test_a_kind_that_is_none() -> None:
    result = qiwen("schema", "notices")

    assert result.exit_code == 2
    assert "'notices' is none of intent, notice, " in result.output


def test_all_into_a_folder(content: Path) -> None:
    result = qiwen("schema", "--write", content)

    assert result.exit_code == 0
    assert result.output.splitlines() == [str(content / name) for name in files(KINDS)]
    for name, text in files(KINDS).items():
        assert (content / name).read_text(encoding="utf-8") == text
    assert qiwen("schema", "--write", content).exit_code == 0


def test_a_taplo_file_of_ones_own_stays(content: Path) -> None:
    (content / ".taplo.toml").write_text("[formatting]\nindent_tables = true\n", encoding="utf-8")

    result = qiwen("schema", "--write", content)

    assert result.exit_code == 0
    assert "is your own and stays" in result.output
    assert '[[rule]]\nname = "intent"' in result.output
    assert (content / ".taplo.toml").read_text(encoding="utf-8") == "[formatting]\nindent_tables = true\n"
    assert (content / "knowledge/schema/intent.json").exists()


def test_a_folder_that_holds_no_content(tmp_path: Path) -> None:
    result = qiwen("schema", "--write", tmp_path)

    assert result.exit_code == 1
    assert "is no content folder" in result.output


def test_one_or_all(content: Path) -> None:
    assert qiwen("schema", "intent", "--write", content).exit_code == 2


def test_a_folder_that_cannot_be_written_to(content: Path) -> None:
    shutil.rmtree(content / "knowledge")
    (content / "knowledge").mkdir()
    (content / "knowledge/schema").write_text("", encoding="utf-8")

    result = qiwen("schema", "--write", content)

    assert result.exit_code == 1
    assert "cannot be written" in result.output
