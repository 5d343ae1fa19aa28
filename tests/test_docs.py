"""The documents keep up with the code."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from qiwen.cli import main
from qiwen.settings import read
from qiwen.settings.table import GENERAL, WECOM, Setting

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = sorted(
    str(path.relative_to(ROOT))
    for pattern in ("*.md", "intents/*.md", "knowledge/*.md", "deploy/*.md", "tests/**/*.md")
    for path in ROOT.glob(pattern)
)
COMMANDS = main.list_commands(None)  # type: ignore[arg-type]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
FENCED = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def links(document: str) -> Iterator[str]:
    for link in LINK.finditer(FENCED.sub("", text(document))):
        target = link[1] or link[2]
        if "://" not in target:
            yield target


def anchors(document: Path) -> set[str]:
    """What GitHub makes of headings."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", document.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def targets() -> set[str]:
    """Targets of the Makefile that its help shows."""
    return set(re.findall(r"^([a-z-]+):.*## ", text("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("readme", READMES)
def test_both_readmes_name_the_two_commands(readme: str) -> None:
    assert "make run" in text(readme)
    assert "make test" in text(readme)


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_both_readmes(command: str, readme: str) -> None:
    assert f"| `qiwen {command}" in text(readme)


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("setting", [*GENERAL, *WECOM], ids=lambda setting: setting.name)
def test_every_setting_stands_in_both_readmes_with_its_default(setting: Setting, readme: str) -> None:
    (row,) = [line for line in text(readme).splitlines() if line.startswith(f"| `{setting.variable}` |")]
    assert f"`{setting.name.removeprefix('wecom_')}`" in row
    assert not setting.default or f"`{setting.default}`" in row


@pytest.mark.parametrize("readme", READMES)
def test_readmes_name_no_setting_or_command_that_is_not(readme: str) -> None:
    known = {setting.variable for setting in (*GENERAL, *WECOM)} | {"QIWEN_CONFIG"}
    assert {name.removesuffix("_FILE") for name in re.findall(r"QIWEN_[A-Z_]*[A-Z]", text(readme))} <= known
    assert set(re.findall(r"`qiwen ([a-z]+)", text(readme))) <= set(COMMANDS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    for target in links(document):
        path, _, anchor = unquote(target).partition("#")
        found = (ROOT / document).parent / path if path else ROOT / document
        assert found.exists(), f"{document} → {target}"
        assert not anchor or anchor in anchors(found), f"{document} → {target}"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_make_is_asked_for_what_it_can_do(document: str) -> None:
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", text(document), re.MULTILINE))
    assert named <= targets()


def test_both_readmes_have_the_same_shape() -> None:
    def shape(readme: str) -> list[str]:
        """Headings, steps and rows, without their words."""
        return re.findall(r"^(#+ |\d\. |\| )", FENCED.sub("", text(readme)), re.MULTILINE)

    assert shape(READMES[0]) == shape(READMES[1])


def test_pictures_are_small() -> None:
    pictures = list((ROOT / "deploy" / "pictures").glob("*.png"))
    assert pictures
    assert [picture.name for picture in pictures if picture.stat().st_size > 200_000] == []


def test_the_example_of_settings_is_read_and_names_all(tmp_path: Path) -> None:
    example = text("deploy/qiwen.toml")
    (tmp_path / "qiwen.toml").write_text(example, encoding="utf-8")
    assert set(read({}, tmp_path).wecom) == {"default"}
    for setting in (*GENERAL, *WECOM):
        assert re.search(rf"^(?:# )?{setting.name.removeprefix('wecom_')} = ", example, re.MULTILINE), setting.name


def test_the_lock_holds_everything_that_is_installed() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *extras["test"], *extras["dev"]]
    names = {re.split(r"[\[<>=~!; ]", each)[0].lower() for each in asked} - {"qiwen"}
    locked = set(re.findall(r"^([a-z0-9.-]+)==", text("deploy/constraints.txt"), re.MULTILINE))
    assert names <= locked


def test_help_lists_the_targets() -> None:
    shown = subprocess.run(["make", "--silent"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  make (\S+)", shown, re.MULTILINE)) == targets()


def test_no_document_knows_a_machine() -> None:
    for document in DOCUMENTS:
        assert not re.search(r"/(?:home|Users|root|work)/", text(document)), document
