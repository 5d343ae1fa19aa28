"""Every slip of an author is named with its file and field, and all of them at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from authored import FILES, lay

from qiwen.content.files import bundled
from qiwen.content.lint import REQUIRED_PHRASES, REQUIRED_WORDS
from qiwen.content.load import load
from qiwen.model.errors import ContentError, Problem

ARTICLE = "knowledge/sources/2022-04-21-notice.toml"
NOTICE = "knowledge/notices/creator-only.toml"
ERASED = "knowledge/notices/erased.toml"
CHECK = "knowledge/checks/migration.toml"
GUIDE = "knowledge/guides/migration.toml"
WHO = "intents/who.toml"
OUTSIDE = "intents/_outside.toml"
TUNING = "intents/_tuning.toml"
LEXICON = "knowledge/lexicon.toml"

Problems = Callable[[], tuple[Problem, ...]]
LONG = "长" * 400


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay(tmp_path)


def problems(root: Path) -> tuple[Problem, ...]:
    try:
        load(root)
    except ContentError as slips:
        return slips.problems
    return ()


def edit(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{old!r} is not in {name}"
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_folder_has_no_slips(root: Path) -> None:
    assert problems(root) == ()


def test_neither_has_the_real_content() -> None:
    assert problems(bundled()) == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "where", "what"),
    [
        # the shape of a file
        (NOTICE, "says = ", "sayz = ", NOTICE, "`sayz`"),
        (NOTICE, 'title_en = "Only the creator"\n', "", NOTICE, "`title_en`"),
        (NOTICE, 'weight = "limit"', 'weight = "heavy"', NOTICE, "`$.weight`"),
        (NOTICE, 'phase = "before"', 'phase = "soon"', NOTICE, "`$.phase`"),
        (NOTICE, "valid_from = 2022-04-21", 'valid_from = "2022"', NOTICE, "`$.valid_from`"),
        (NOTICE, 'role = "states"', 'role = "hearsay"', NOTICE, "`$.source[0].role`"),
        (NOTICE, 'says = "', "says = “", NOTICE, "is not TOML"),
        (NOTICE, 'weight = "limit"', 'weight = "limit"\nweight = "info"', NOTICE, "is not TOML"),
        (NOTICE, "says = ", "says：", NOTICE, "is not TOML"),
        (ARTICLE, "seen = 2026-11-22\n", "", ARTICLE, "`seen`"),
        (CHECK, "order = 10", 'order = "first"', CHECK, "`$.finding[0].order`"),
        (CHECK, 'weight = "blocks"', 'weight = "block"', CHECK, "`$.finding[0].weight`"),
        (GUIDE, "guarded = true", "guarded = yes", GUIDE, "is not TOML"),
        (GUIDE, 'do = "点入口。"\n', "", GUIDE, "`do`"),
        (WHO, 'group = "before"', 'group = "sometime"', WHO, "`$.group`"),
        (WHO, "[answer]", "[answers]", WHO, "`answer"),
        (OUTSIDE, "[asks]", "[ask]", OUTSIDE, "`ask"),
        (TUNING, "sure = 0.6", 'sure = "high"', TUNING, "`$.sure`"),
        (LEXICON, "[terms]", "[term]", LEXICON, "`term`"),
        # ids that lead nowhere
        (
            NOTICE,
            'article = "2022-04-21-notice"',
            'article = "2022-04-22-notice"',
            NOTICE,
            "source.article: there is no",
        ),
        (NOTICE, 'see_also = ["erased"]', 'see_also = ["erazed"]', NOTICE, "see_also: there is no 'erazed'"),
        (
            CHECK,
            'notices = ["creator-only"]\n\n[[question]]',
            'notices = ["nobody"]\n\n[[question]]',
            CHECK,
            "notices: there is",
        ),
        (CHECK, 'finding = "not-creator"', 'finding = "not-boss"', CHECK, "option.finding: there is no 'not-boss'"),
        (CHECK, '"@yes"', '"@yeah"', CHECK, "option.says: there is no 'yeah'"),
        (CHECK, 'notices = ["erased"]', 'notices = ["erasure"]', CHECK, "finding no-backup: notices: there is no"),
        (CHECK, 'guide = "migration"', 'guide = "migrate"', CHECK, "finding no-backup: guide: there is no 'migrate'"),
        (GUIDE, 'check = "migration"', 'check = "eligible"', GUIDE, "check: there is no 'eligible'"),
        (GUIDE, 'notices = ["erased"]', 'notices = ["erasure"]', GUIDE, "step backup: notices: there is no"),
        (GUIDE, 'notice = "creator-only"', 'notice = "creator"', GUIDE, "branch.notice: there is no 'creator'"),
        (GUIDE, 'notice = "creator-only"', 'guide = "backup"', GUIDE, "branch.guide: there is no 'backup'"),
        (GUIDE, 'notice = "creator-only"', 'intent = "whom"', GUIDE, "branch.intent: there is no 'whom'"),
        (WHO, 'notice = "creator-only"', 'notice = "creator"', WHO, "answer.notice: there is no 'creator'"),
        (WHO, 'notice = "creator-only"', 'check = "eligible"', WHO, "answer.check: there is no 'eligible'"),
        (WHO, 'notice = "creator-only"', 'guide = "walk"', WHO, "answer.guide: there is no 'walk'"),
        (WHO, 'notice = "creator-only"', 'phrase = "hey"', WHO, "answer.phrase: there is no 'hey'"),
        (WHO, 'also = ["erased"]', 'also = ["erasure"]', WHO, "answer.also: there is no 'erasure'"),
        (WHO, 'follow = ["check"]', 'follow = ["checks"]', WHO, "follow: there is no 'checks'"),
        (TUNING, '"check", "who"', '"check", "whom"', TUNING, "menu: there is no 'whom'"),
        # what is missing, doubled, empty, too long
        (WHO, 'notice = "creator-only"\n', "", WHO, "answer: name exactly one of"),
        (
            WHO,
            'notice = "creator-only"',
            'notice = "creator-only"\nguide = "migration"',
            WHO,
            "answer: name exactly one of",
        ),
        (WHO, '"谁来点"', '"  "', WHO, "asks.bert: an ask is empty"),
        (WHO, '"谁来点"', '"我们能迁吗？"', WHO, "stands in intents/check.toml too"),
        (WHO, '"谁来点"', '"谁能迁移！"', WHO, "stands in intents/who.toml too"),
        (OUTSIDE, '"明天下雨吗"', '"谁来点？"', OUTSIDE, "stands in intents/who.toml too"),
        (ERASED, 'next_en = "Back up first."\n', "", ERASED, "next: write it in both languages or in neither"),
        (NOTICE, 'says = "只有创建人能发起迁移。"', 'says = " "', NOTICE, "says: is empty"),
        (NOTICE, "只有创建人能发起迁移。", LONG, NOTICE, "says: 1200 bytes are too many"),
        (CHECK, "你是创建人吗？", LONG, CHECK, "question creator: 1200 bytes are too many"),
        (CHECK, 'id = "backup"', 'id = "creator"', CHECK, "question.id: 'creator' stands 2 times"),
        (CHECK, 'id = "no-backup"', 'id = "not-creator"', CHECK, "finding.id: 'not-creator' stands 2 times"),
        (CHECK, 'id = "no"\n', 'id = "yes"\n', CHECK, "question creator: option.id: 'yes' stands 2 times"),
        (CHECK, 'finding = "no-backup"\n', "", CHECK, "finding 'no-backup' is reached by no option"),
        (
            CHECK,
            'finding = "no-backup"',
            'finding = "no-backup"\ngo = "creator"',
            CHECK,
            "go = 'creator' must name a later",
        ),
        (
            CHECK,
            'finding = "not-creator"',
            'finding = "not-creator"\ngo = "creator"',
            CHECK,
            "go = 'creator' must name a later",
        ),
        (GUIDE, 'id = "start"', 'id = "backup"', GUIDE, "step.id: 'backup' stands 2 times"),
        (GUIDE, 'cautions_en = ["Outside B."]\n', "", GUIDE, "step backup: cautions and cautions_en differ"),
        (GUIDE, 'do = "先备份。"', 'do = "先备份。"\nexpect = "好了"', GUIDE, "step backup: expect: write it in both"),
        (GUIDE, 'notice = "creator-only"\n', "", GUIDE, "step backup, branch 谁来操作: name one of"),
        (
            GUIDE,
            'notice = "creator-only"',
            'notice = "creator-only"\nintent = "who"',
            GUIDE,
            "branch 谁来操作: name one of",
        ),
    ],
)
def test_a_slip_is_named_with_its_file_and_field(
    root: Path, name: str, old: str, new: str, where: str, what: str
) -> None:
    edit(root, name, old, new)

    found = problems(root)

    assert [problem for problem in found if problem.where == where and what in problem.what], found


def test_a_question_needs_two_options(root: Path) -> None:
    text = FILES[CHECK]
    start = text.index('[[question.option]]\nid = "no"\nlabel = "没有"')
    (root / CHECK).write_text(text[:start] + text[text.index("[[finding]]") :], encoding="utf-8")

    assert "question backup: needs at least two options" in {problem.what for problem in problems(root)}


def test_a_guide_needs_a_step(root: Path) -> None:
    (root / GUIDE).write_text(FILES[GUIDE].split("[[step]]")[0] + "step = []\n", encoding="utf-8")

    assert Problem(GUIDE, "step: a guide needs at least one") in problems(root)


def test_a_notice_without_a_source_must_not_be_told(root: Path) -> None:
    (root / ERASED).write_text(FILES[ERASED].split("[[source]]")[0] + "source = []\n", encoding="utf-8")

    assert [problem for problem in problems(root) if problem.where == ERASED and problem.what.startswith("source:")]


def test_a_notice_that_nothing_leads_to(root: Path) -> None:
    (root / "knowledge/notices/lonely.toml").write_text(FILES[ERASED], encoding="utf-8")

    assert problems(root) == (
        Problem("knowledge/notices/lonely.toml", "is reached by no intent, check, guide or see_also"),
    )


@pytest.mark.parametrize("name", sorted(REQUIRED_PHRASES))
def test_a_wording_that_the_talk_needs(root: Path, name: str) -> None:
    edit(root, "knowledge/phrases.toml", f"[{name}]\n", f"[{name}-not]\n")

    assert Problem("knowledge/phrases.toml", f"[{name}] is missing; the talk needs it") in problems(root)


@pytest.mark.parametrize("name", sorted(REQUIRED_WORDS))
def test_words_that_the_talk_needs(root: Path, name: str) -> None:
    edit(root, "knowledge/words.toml", f"\n{name} = ", f"\n{name}-not = ")

    assert Problem("knowledge/words.toml", f"{name} is missing; the talk needs it") in problems(root)


@pytest.mark.parametrize("name", ["knowledge/phrases.toml", "knowledge/words.toml", OUTSIDE, TUNING, LEXICON])
def test_a_file_that_is_missing(root: Path, name: str) -> None:
    (root / name).unlink()

    assert Problem(name, "the file is missing") in problems(root)


def test_a_file_that_is_not_utf_8(root: Path) -> None:
    (root / NOTICE).write_bytes(FILES[NOTICE].encode("gbk"))

    (problem,) = problems(root)
    assert (problem.where, problem.what.split(" (")[0]) == (NOTICE, "is not UTF-8")


def test_all_slips_at_once(root: Path) -> None:
    edit(root, NOTICE, 'weight = "limit"', 'weight = "heavy"')
    edit(root, GUIDE, "guarded = true", "guarded = yes")
    edit(root, WHO, "[answer]", "[answers]")

    assert {problem.where for problem in problems(root)} == {NOTICE, GUIDE, WHO}


def test_slips_between_files_are_named_once_the_files_themselves_are_sound(root: Path) -> None:
    edit(root, WHO, 'follow = ["check"]', 'follow = ["checks", "whom"]')
    edit(root, TUNING, '"who"', '"whom"')

    assert [problem.where for problem in problems(root)] == [WHO, WHO, TUNING]


def test_a_slip_reads_as_one_line_with_a_hint(root: Path) -> None:
    edit(root, TUNING, '"who"', '"whom"')

    with pytest.raises(ContentError) as caught:
        load(root)

    assert str(caught.value).startswith("intents/_tuning.toml: menu: there is no 'whom'; did you mean one of who")
