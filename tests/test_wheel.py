"""The wheel carries its content: installed on its own, it answers from any folder."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from qiwen import __version__
from qiwen.cli import main

ROOT = Path(__file__).parents[1]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("wheel"),
    pytest.mark.skipif(not (ROOT / "pyproject.toml").exists(), reason="needs the source tree"),
]


def run(*command: str | Path, cwd: Path, text: str | None = None) -> str:
    """What `command` prints, with no setting of ours and no path to the source tree."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("QIWEN_", "PYTHON"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environ, input=text, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a clean environment that holds the wheel, and our libraries but not our editable self."""
    home = tmp_path_factory.mktemp("clean")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip())
    (site / "libraries.pth").write_text("\n".join({sysconfig.get_path(name) for name in ("purelib", "platlib")}))
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python)
    run(*pip, "install", "--no-index", "--no-deps", "--quiet", wheel, cwd=home)
    return home / "bin"


def test_the_wheel_holds_the_content_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert "qiwen/_content/intents/irreversible.toml" in names
    assert "qiwen/_content/intents/_learned.npz" in names
    assert "qiwen/_content/knowledge/phrases.toml" in names
    assert "qiwen/web/static/chat.html" in names
    assert "qiwen/py.typed" in names
    assert not [name for name in names if name.startswith("tests/") or "/tests/" in name]


def test_it_is_the_wheel_that_answers(installed: Path, tmp_path: Path) -> None:
    where = run(installed / "python", "-c", "import qiwen; print(qiwen.__file__)", cwd=tmp_path)

    assert Path(where.strip()).is_relative_to(installed.parent)


def test_from_another_folder_it_answers(installed: Path, tmp_path: Path) -> None:
    assert "没有资料写明" in run(installed / "qiwen", "ask", "迁移入口在哪", cwd=tmp_path)
    assert run(installed / "qiwen", "--version", cwd=tmp_path).split()[-1] == __version__
    assert "no slips" in run(installed / "qiwen", "lint", cwd=tmp_path)


def test_it_matches_as_the_source_tree_does(installed: Path, tmp_path: Path) -> None:
    given = "合并要满足什么条件\ncan we undo the migration?\n深圳明天的天气怎么样\n"

    ours = CliRunner().invoke(main, ["match"], input=given).output
    theirs = run(installed / "qiwen", "match", cwd=tmp_path, text=given)

    assert [json.loads(line)["decision"] for line in theirs.splitlines()] == ["sure", "sure", "lost"]
    assert ours == theirs
