"""The schemas that editors use say what the shapes say, and are up to date."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from authored import lay
from slipping import CHECK, NOTICE, TUNING, WHO, edit

from qiwen.cli.folder import kinds
from qiwen.content.files import bundled
from qiwen.content.kinds import KINDS as CONTENT
from qiwen.content.kinds import NOTICE as NOTICES
from qiwen.content.kinds import Kind
from qiwen.content.schema import FOLDER, TAPLO, files, schema

ROOT = bundled()
KINDS = kinds()
TAPLO_CLI = shutil.which("taplo", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))


def test_the_files_are_up_to_date() -> None:
    for name, text in files(KINDS).items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, "run: qiwen schema --write ."
    assert {path.name for path in (ROOT / FOLDER).iterdir()} == {Path(name).name for name in files(KINDS)} - {TAPLO}


def test_every_content_file_has_one_schema() -> None:
    for path in [*ROOT.glob("intents/*.toml"), *ROOT.glob("knowledge/*/*.toml")]:
        name = path.relative_to(ROOT).as_posix()
        assert len([kind for kind in KINDS if kind.holds(name)]) == 1, name


def test_taplo_is_told_of_each_kind() -> None:
    rules = tomllib.loads(files(KINDS)[TAPLO])["rule"]

    assert [(rule["name"], rule["include"]) for rule in rules] == [(kind.name, [kind.at]) for kind in KINDS]
    assert all((ROOT / rule["schema"]["path"]).exists() for rule in rules)


def nodes(value: object) -> Iterator[dict[str, Any]]:
    """Every table of a schema."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(each)


@pytest.mark.parametrize("kind", CONTENT, ids=lambda kind: kind.name)
def test_every_field_is_explained(kind: Kind[object]) -> None:
    for node in nodes(schema(kind)):
        for name, field in node.get("properties", {}).items():
            assert field["description"], name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_references_lead_somewhere_and_nothing_is_null(kind: Kind[object]) -> None:
    made = schema(kind)

    assert made["description"]
    for node in nodes(made):
        assert node.get("type") != "null"
        assert node.get("default", "") is not None
        if "$ref" in node:
            assert node["$ref"].removeprefix("#/definitions/") in made["definitions"]
            assert set(node) == {"$ref"}


def test_choices_stand_in_the_order_of_the_shape() -> None:
    assert schema(NOTICES)["properties"]["phase"]["enum"] == ["any", "before", "during", "after"]


@pytest.mark.skipif(TAPLO_CLI is None, reason="needs taplo")
class TestTaplo:
    """The engine of the editor's extension, on the files as they stand."""

    def lint(self, root: Path) -> str:
        """What it finds; nothing where all is well."""
        assert TAPLO_CLI
        done = subprocess.run(
            [TAPLO_CLI, "lint", "--colors", "never"], cwd=root, capture_output=True, text=True, check=False
        )
        assert (done.returncode == 0) == ("error:" not in done.stderr), done.stderr
        return done.stderr if done.returncode else ""

    def test_it_accepts_the_real_content(self) -> None:
        assert self.lint(ROOT) == ""

    @pytest.mark.parametrize(
        ("name", "old", "new", "what"),
        [
            (NOTICE, 'weight = "limit"', 'weight = "heavy"', '"heavy" is not one of ["info","limit","irreversible"]'),
            (NOTICE, "2022-04-21\n", '"2022"\n', '"2022" is not a "date"'),
            (NOTICE, 'title = "', 'titel = "', "'titel' was unexpected"),
            (CHECK, 'ask = "你是创建人吗？"\n', "", '"ask" is a required property'),
            (CHECK, 'says = ["@yes"]', 'says = ["@yes", 3]', '3 is not of type "string"'),
            (WHO, 'title = "谁能操作迁移"', 'title = " "', "does not match"),
            (TUNING, "sure = 0.6", "sure = 60", "60 is greater than the maximum of 1"),
        ],
    )
    def test_it_shows_a_slip(self, tmp_path: Path, name: str, old: str, new: str, what: str) -> None:
        lay(tmp_path)
        for path, text in files(KINDS).items():
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_text(text, encoding="utf-8")
        assert self.lint(tmp_path) == ""

        edit(tmp_path, name, old, new)

        found = self.lint(tmp_path)
        assert what in found, found
        assert name in found
