"""qiwen eval, on the real knowledge with a dozen asks an intent: seconds, not minutes."""

import json
import os
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from qiwen.cli import main
from qiwen.content.files import bundled

HANDS = ("boss", "it", "panic", "story")
EACH = 3
Eval = Callable[..., Result]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled content with few asks and nothing learned."""
    root = tmp_path_factory.mktemp("content")
    shutil.copytree(bundled() / "knowledge", root / "knowledge")
    (root / "intents").mkdir()
    for file in (bundled() / "intents").glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        (root / "intents" / file.name).write_text(_cut(text), encoding="utf-8")
    return root


def _cut(text: str) -> str:
    head, found, _ = text.partition("\n[asks]\n")
    asks = tomllib.loads(text).get("asks", {})
    kept = [f"{hand} = {json.dumps(asks[hand][:EACH], ensure_ascii=False)}" for hand in HANDS if hand in asks]
    return "\n".join([head, "[asks]", *kept]) if found else text


@pytest.fixture
def run(content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Eval:
    """qiwen eval on that content, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("QIWEN_")]:
        monkeypatch.delenv(name)
    return lambda *words: CliRunner().invoke(main, ["eval", *map(str, words), "--content", str(content)])


@pytest.fixture
def asked(content: Path, tmp_path: Path) -> Path:
    """An ask of each of three intents, one told to be another's, and one out of scope."""
    asks = {
        name: tomllib.loads((content / "intents" / f"{name}.toml").read_text(encoding="utf-8"))["asks"]["it"][0]
        for name in ("backup-before", "irreversible", "restart-client", "_outside")
    }
    rows = [
        {"text": asks["backup-before"], "accept": ["backup-before"], "persona": "c"},
        {"text": asks["irreversible"], "accept": ["irreversible"], "persona": "c"},
        {"text": asks["restart-client"], "accept": ["entry-missing"], "persona": "b"},
        {"text": asks["_outside"], "accept": None, "persona": "b"},
    ]
    file = tmp_path / "q.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return file


def test_figures_of_a_file(run: Eval, asked: Path) -> None:
    result = run(asked)
    assert result.exit_code == 0
    assert f"{asked}: 4 questions" in result.output
    assert "right or offered" in result.output
    assert "restart-client" in result.output
    assert "calibration: off by" in result.output


def test_one_object_with_everything(run: Eval, asked: Path) -> None:
    told = json.loads(run(asked, "--json").output)
    assert told["file"] == str(asked)
    assert told["in_scope"]["right"]["count"] == 2
    assert told["in_scope"]["wrong"]["count"] == 1
    assert told["outside"]["rejected"]["of"] == 1
    assert [each["accept"] for each in told["errors"] if each["result"] == "wrong"] == [["entry-missing"]]
    assert set(told["by"]) == {"persona", "intent"}
    assert told["baselines"] == []
    assert told["change"] is None


def test_tables_and_errors_on_request(run: Eval, asked: Path) -> None:
    result = run(asked, "--by", "persona", "--by", "intent", "--errors")
    assert "\npersona" in result.output
    assert "\nintent" in result.output
    assert "\nwrong     " in result.output
    assert "entry-missing  ←  restart-client" in result.output


def test_others_on_the_same_questions(run: Eval, asked: Path) -> None:
    pytest.importorskip("sklearn")
    told = json.loads(run(asked, "--baselines", "--json").output)
    names = [each["name"] for each in told["baselines"]]
    assert names[:2] == ["qiwen", "rapidfuzz ratio"]
    assert {"BM25", "TF-IDF + LinearSVC", "rapidfuzz WRatio", "rapidfuzz token_set_ratio"} <= set(names)
    assert all(each["top_1"]["of"] == 3 for each in told["baselines"])
    assert "TF-IDF + LinearSVC" in run(asked, "--baselines").output


def test_the_same_file_gives_the_same_figures(run: Eval, asked: Path) -> None:
    assert run(asked, "--json").output == run(asked, "--json").output


def test_a_bad_line_is_a_message_with_its_number(run: Eval, tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"text": "x", "accept": ["irreversible"]}\n{"text": "x", "accept": ["nothing"]}\nnot json')
    result = run(file)
    assert result.exit_code == 1
    assert "line 2: accepts 'nothing', which is no intent" in result.output
    assert "line 3: is not JSON" in result.output


@pytest.mark.parametrize("words", [(), ("--against", "x.toml"), ("--save", "x.toml"), ("--cross", "--baselines")])
def test_words_that_do_not_go_together(run: Eval, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "x.toml").touch()
    result = run(*words)
    assert result.exit_code == 2
    assert "Usage:" in result.output


def test_hands_left_out_and_kept_as_a_reference(run: Eval, tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    kept = tmp_path / "cross.toml"
    first = run("--cross", "--save", kept)
    assert first.exit_code == 0
    assert all(f"\n{hand} " in first.output for hand in HANDS)
    again = run("--cross", "--against", kept, "--json")
    assert again.exit_code == 0
    change = json.loads(again.output)["change"]
    assert change["before"] == change["now"]
    assert not change["worse"]
    text = kept.read_text(encoding="utf-8")
    better = "\n".join(_all_right(text.splitlines()))
    kept.write_text(better, encoding="utf-8")
    worse = run("--cross", "--against", kept)
    assert worse.exit_code == 1
    assert "worse than the reference: top-1 100.00 % then" in worse.output


def _all_right(lines: list[str]) -> list[str]:
    following = [*lines[1:], ""]
    return [
        after.replace("of", "top_1") if line.startswith("top_1") else line
        for line, after in zip(lines, following, strict=True)
    ]


def test_a_reference_that_cannot_be_read_is_told_before_the_work(run: Eval, tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    (tmp_path / "cross.toml").write_text("oops")
    result = run("--cross", "--against", "cross.toml")
    assert result.exit_code == 1
    assert "cross.toml" in result.output


def test_help_has_an_example() -> None:
    assert "Example: qiwen eval" in CliRunner().invoke(main, ["eval", "--help"]).output
