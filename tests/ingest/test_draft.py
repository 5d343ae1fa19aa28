"""A draft shows an author what to write; until it is written, lint refuses it."""

import shutil
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from told import knowledge, reading

from qiwen.content.files import bundled
from qiwen.content.load import load
from qiwen.ingest.draft import drafts, write
from qiwen.ingest.page import Reading
from qiwen.model.errors import ContentError

ABOUT = {
    "publisher": "苏州拾光科技有限公司",
    "number": "2433",
    "published": datetime(2025, 8, 13, 9, 1, tzinfo=UTC),
    "title": "合并迁移新规",
}
NEW = "迁移完成后，管理员需要重新配置单点登录。"
OPPOSITE = "超级管理员也可以发起迁移。"
CHANGED = "被删除的成员邮箱在回收站保留7天。"
KNOWN = "迁移期间请勿修改通讯录。"


@pytest.fixture(scope="module")
def page() -> Reading:
    return reading("\n".join(f"● {each}" for each in (NEW, OPPOSITE, CHANGED, KNOWN)), **ABOUT)


def test_there_is_a_draft_for_all_that_is_not_known(page: Reading) -> None:
    (new,) = (path.removeprefix("intents/") for path in drafts(page, knowledge()) if path.startswith("intents/"))
    assert set(drafts(page, knowledge())) == {
        "knowledge/sources/2025-08-13-2433.toml",
        f"knowledge/notices/{new}",
        f"intents/{new}",
        "knowledge/notices/creator-only.toml",
        "knowledge/notices/recycle-bin-30d.toml",
    }


def test_a_page_that_tells_only_what_is_known_leads_to_none() -> None:
    assert drafts(reading(f"● {KNOWN}", **ABOUT), knowledge()) == {}


def test_drafts_are_toml_and_the_page_s_sentences_stand_in_remarks_only(page: Reading) -> None:
    for text in drafts(page, knowledge()).values():
        assert not any(each.rstrip("。") in str(tomllib.loads(text)) for each in (NEW, OPPOSITE, CHANGED))
    assert sum(NEW.rstrip("。") in text for text in drafts(page, knowledge()).values()) == 2


def test_a_changed_notice_stands_as_it_is_with_a_further_source_and_what_it_adds_to_be_written(page: Reading) -> None:
    files = drafts(page, knowledge())
    draft = tomllib.loads(files["knowledge/notices/recycle-bin-30d.toml"])
    real = tomllib.loads((bundled() / "knowledge/notices/recycle-bin-30d.toml").read_text(encoding="utf-8"))
    assert {**draft, "source": draft["source"][:-1], "later": draft["later"][:-1]} == {
        **real,
        "later": real.get("later", []),
    }
    assert (draft["source"][-1]["role"], draft["source"][-1]["reviewed"]) == ("refines", "")
    assert draft["later"][-1] == {"article": "2025-08-13-2433", "says": "", "says_en": ""}
    opposite = tomllib.loads(files["knowledge/notices/creator-only.toml"])
    assert opposite["source"][-1]["role"] == "disagrees"
    assert "# differs: 30天 → 7天" in files["knowledge/notices/recycle-bin-30d.toml"]


def test_a_new_intent_has_suggestions_and_an_empty_answer(page: Reading) -> None:
    (intent,) = (tomllib.loads(text) for path, text in drafts(page, knowledge()).items() if path.startswith("intents/"))
    assert intent["answer"] == {"notice": ""}
    assert intent["group"] == "after"
    assert all("单点登录" in ask for ask in intent["asks"]["draft"])


def test_lint_refuses_drafts_until_they_are_written(page: Reading, tmp_path: Path) -> None:
    for folder in ("knowledge", "intents"):
        shutil.copytree(bundled() / folder, tmp_path / folder, ignore=shutil.ignore_patterns("*.npz"))
    load(tmp_path)
    for path, text in drafts(page, knowledge()).items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as slips:
        load(tmp_path)
    told = {problem.where.split(":")[0] for problem in slips.value.problems}
    assert told == set(drafts(page, knowledge()))


def test_writing_keeps_what_is_there_and_drafts_mirrors_once(page: Reading, tmp_path: Path) -> None:
    mirror = reading(f"● {OPPOSITE}", "mirror.txt", **ABOUT)
    written = list(write([page, mirror], tmp_path, knowledge()))
    assert {path.relative_to(tmp_path).as_posix() for path in written} == set(drafts(page, knowledge()))
    (tmp_path / "knowledge/notices/creator-only.toml").write_text("an author's work", encoding="utf-8")
    assert list(write([page], tmp_path, knowledge())) == []
    assert (tmp_path / "knowledge/notices/creator-only.toml").read_text(encoding="utf-8") == "an author's work"


def test_two_pages_on_one_notice_meet_in_one_draft(page: Reading, tmp_path: Path) -> None:
    other = reading(f"● 不是创建人也能操作迁移。\n● {CHANGED}", "other.txt", **{**ABOUT, "number": "9"})
    list(write([page, other], tmp_path, knowledge()))
    text = (tmp_path / "knowledge/notices/creator-only.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["source"][-1]["article"] == "2025-08-13-2433"
    assert "不是创建人也能操作迁移" in text
    assert (tmp_path / "knowledge/sources/2025-08-13-9.toml").exists()


def test_a_copy_of_a_known_article_is_no_new_source() -> None:
    about = {"publisher": "上海腾曦网络服务有限公司", "published": datetime(2022, 4, 21, 18, 1, tzinfo=UTC)}
    files = drafts(reading(f"● {OPPOSITE}", **about), knowledge())
    assert set(files) == {"knowledge/notices/creator-only.toml"}
    assert tomllib.loads(*files.values())["source"][-1]["article"] == "2022-04-21-merge-notice"


@pytest.mark.parametrize("about", [{}, {"title": '"\n\x00'}, {"publisher": "甲\\乙", "number": "../../x"}])
def test_whatever_a_page_says_of_itself_the_files_are_toml_in_their_folders(
    about: dict[str, str], tmp_path: Path
) -> None:
    page = reading(f"● {NEW}\n● 迁移前需关闭企业邮箱的\u0007二次验证。", **about)
    for path in write([page], tmp_path, knowledge()):
        assert path.relative_to(tmp_path).parts[0] in {"knowledge", "intents"}
        tomllib.loads(path.read_text(encoding="utf-8"))
