"""qiwen ingest: pages in, clean texts and findings out; what cannot be read is named and the rest still done."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qiwen.cli import main
from qiwen.content.files import bundled

NOTICE = "只有创建人能发起迁移，超级管理员也不行。\n迁移开始后不能取消，也不能回退，请谨慎操作。"
KEYS = {"file", "read", "text", "removed", "repaired", "counts", "metadata", "notices", "missing", "error"}


def qiwen(*words: str | Path, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["ingest", *map(str, words)], input=given)


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(f"當(dāng)前位置:首頁(yè) > 新聞\n{NOTICE}\n點(diǎn)贊 1\n", encoding="utf-8")
    return path


def test_json_is_one_object_a_line(page: Path) -> None:
    result = qiwen(page, "--json")
    (told,) = objects(result)

    assert result.exit_code == 0
    assert told.keys() == KEYS
    assert told["text"] == NOTICE
    assert {notice["known"] for notice in told["notices"]} >= {"creator-only", "no-cancel-no-rollback"}
    assert told["counts"]["pinyin"] == 3


def test_a_person_reads_what_went_and_what_was_found(page: Path) -> None:
    output = qiwen(page).output

    assert "characters =" in output
    assert "(dāng)" in output
    assert "creator-only" in output
    assert NOTICE.splitlines()[0] in output


def test_explain_shows_the_page_as_read(page: Path) -> None:
    output = qiwen(page, "--explain").output

    assert "[-當(dāng)前位置:首頁(yè) > 新聞\n-]‹navigation›" in output
    assert "只有创建人能发起迁移" in output


def bad_files(folder: Path) -> Mapping[str, str]:
    (folder / "binary.bin").write_bytes(bytes(range(256)) * 9)
    (folder / "empty.txt").touch()
    (folder / "large.txt").write_bytes(b"a" * 50_000_000)
    (folder / "broken.txt").write_bytes(NOTICE.encode()[:60] + b"\xff\xfe" + NOTICE.encode()[60:])
    (folder / "bird.txt").write_text("麻雀在树上筑巢，春天里叫得很欢。", encoding="utf-8")
    return {
        "binary.bin": "binary",
        "empty.txt": "empty",
        "large.txt": "50 MB",
        "broken.txt": "broken UTF-8",
        "bird.txt": "no notice",
        "nothing.txt": "does not exist",
    }


def test_what_cannot_be_read_is_named_and_the_others_are_done(page: Path) -> None:
    why = bad_files(page.parent)
    result = qiwen(page.parent, page.parent / "nothing.txt", "--json")
    told = {Path(one["file"]).name: one for one in objects(result)}

    assert result.exit_code == 1
    assert {name for name, one in told.items() if one["error"]} == set(why)
    for name, said in why.items():
        assert said in told[name]["error"]
        assert told[name].keys() == KEYS
    assert told["page.txt"]["text"] == NOTICE


def test_so_they_are_for_a_person(page: Path) -> None:
    why = bad_files(page.parent)
    result = qiwen(page.parent)

    assert result.exit_code == 1
    assert "creator-only" in result.stdout
    for name in why.keys() - {"nothing.txt"}:
        assert f"{page.parent / name} " in result.stderr
    assert "Traceback" not in result.output


def test_many_pages_come_in_order_and_mirrors_are_one_article(tmp_path: Path) -> None:
    for number in range(40):
        head = f"某某网络服务有限公司\n发布时间：2023-05-26 10:00:00 访问量：{number}\n"
        (tmp_path / f"{number:02}.txt").write_text(head + NOTICE, encoding="utf-8")
    result = qiwen(tmp_path, "--json")

    assert result.exit_code == 0
    assert [Path(one["file"]).stem for one in objects(result)] == [f"{number:02}" for number in range(40)]
    assert {one["text"] for one in objects(result)} == {NOTICE}
    assert "one article: " in result.stderr
    assert "and 35 more" in result.stderr


def test_parts_of_a_saved_page_and_hidden_files_are_left_out(page: Path) -> None:
    (page.parent / "page_files").mkdir()
    (page.parent / "page_files" / "script.js").write_text("var a = 1", encoding="utf-8")
    (page.parent / ".hidden").write_text("x", encoding="utf-8")

    assert [one["file"] for one in objects(qiwen(page.parent, "--json"))] == [str(page)]


def test_standard_input_is_a_page() -> None:
    (told,) = objects(qiwen("-", "--json", given=NOTICE.encode("gbk")))

    assert told["text"] == NOTICE
    assert told["metadata"]["encoding"] == "gbk"


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    result = qiwen(tmp_path)

    assert result.exit_code == 1
    assert "no page" in result.stderr


def test_drafts_are_written_for_what_is_new(tmp_path: Path) -> None:
    page = tmp_path / "new.txt"
    page.write_text(f"{NOTICE}\n迁移完成后系统会在第二天上午把一份迁移报告发到创建人的邮箱。\n", encoding="utf-8")
    result = qiwen(page, "--draft", tmp_path / "drafts")

    drafts = sorted((tmp_path / "drafts").rglob("*.toml"))
    assert drafts
    assert all(f"draft: {draft}" in result.stderr for draft in drafts)


def test_slips_in_the_rules_are_told_before_anything_is_read(page: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    for folder in ("intents", "knowledge"):
        shutil.copytree(bundled() / folder, content / folder, ignore=shutil.ignore_patterns("*.npz"))
    rules = content / "knowledge" / "reading.toml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("tail_cells = 10", "tail_cells = 'x'"), encoding="utf-8")

    result = qiwen(page, "--content", content)

    assert result.exit_code == 1
    assert "knowledge/reading.toml" in result.stderr
    assert result.stdout == ""
