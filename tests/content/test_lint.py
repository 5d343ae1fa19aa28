"""Every slip of an author is told with its file, line and field, and all of them at once."""

import re
import tomllib
from pathlib import Path

import pytest
from authored import FILES, lay
from slipping import (
    CHECK,
    ERASED,
    GUIDE,
    LEXICON,
    MANNERS,
    NOTICE,
    OUTSIDE,
    PHRASES,
    TUNING,
    WHO,
    WORDS,
    edit,
    told,
)

from qiwen.content import required
from qiwen.content.files import bundled
from qiwen.content.load import load
from qiwen.model.errors import ContentError

LONG = "长" * 400


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return lay(tmp_path)


def test_the_folder_has_no_slips(root: Path) -> None:
    assert told(root) == []


def test_neither_has_the_real_content() -> None:
    assert told(bundled()) == []


SLIPS = [
    pytest.param(row["file"], row["old"], row["new"], row["told"], id=f"{row['file']}:{row['told']}")
    for row in tomllib.loads(Path(__file__).with_name("slips.toml").read_text(encoding="utf-8"))["slip"]
]


@pytest.mark.parametrize(("name", "old", "new", "what"), SLIPS)
def test_a_slip_is_told_with_its_line_its_field_and_what_to_write(
    root: Path, name: str, old: str, new: str, what: str
) -> None:
    edit(root, name, old, new)

    found = told(root)

    assert [line for line in found if line.startswith(f"{name}:{what}")], "\n".join(found)


@pytest.mark.parametrize(("name", "old", "new", "what"), SLIPS)
def test_one_slip_is_told_as_few(root: Path, name: str, old: str, new: str, what: str) -> None:
    """A slip may leave another thing without use, and a misplaced key be missing elsewhere; more would be noise."""
    edit(root, name, old, new)

    assert 1 <= len(told(root)) <= 3, what


@pytest.mark.parametrize("bad", [b"\xff\xfe", "# \u6807".encode("utf-16"), 'title = "\u4e2d"'.encode("gbk")])
def test_a_file_that_is_not_utf_8(root: Path, bad: bytes) -> None:
    (root / NOTICE).write_bytes(b"# fine\n" + bad)

    (problem,) = told(root)
    assert problem.startswith(f"{NOTICE}:2:")
    assert "is not UTF-8 (byte " in problem


def test_a_byte_order_mark(root: Path) -> None:
    (root / NOTICE).write_text(FILES[NOTICE], encoding="utf-8-sig")

    assert told(root) == [f"{NOTICE}:1:1: begins with a byte order mark; save it as UTF-8 without one"]


def test_lines_that_end_as_on_windows(root: Path) -> None:
    text = FILES[NOTICE].replace("heavy", "").replace('"limit"', '"heavy"')
    (root / NOTICE).write_bytes(text.replace("\n", "\r\n").encode())

    (problem,) = told(root)
    assert problem.startswith(f'{NOTICE}:6:1: weight: "heavy" is none of its values')


@pytest.mark.parametrize("nest", ["[" * 5000, "a." * 5000 + "b = 1", "x = " + "[" * 500 + "]" * 500])
def test_a_file_without_end(root: Path, nest: str) -> None:
    (root / NOTICE).write_text(nest, encoding="utf-8")

    assert len(told(root)) == 1


def test_an_empty_file(root: Path) -> None:
    (root / NOTICE).write_text("", encoding="utf-8")

    found = told(root)
    assert len(found) == 8
    assert all(re.match(rf"{NOTICE}:1:1: \w+: is missing; write ", line) for line in found)


def test_what_cannot_be_opened(root: Path) -> None:
    (root / "knowledge/notices/folder.toml").mkdir()

    assert told(root) == ["knowledge/notices/folder.toml: cannot be read: Is a directory"]


@pytest.mark.parametrize("name", [PHRASES, WORDS, OUTSIDE, TUNING, MANNERS, LEXICON])
def test_a_file_that_is_missing(root: Path, name: str) -> None:
    (root / name).unlink()

    assert told(root) == [f"{name}: the file is missing"]


def test_a_question_needs_two_options(root: Path) -> None:
    text = FILES[CHECK]
    start = text.index('[[question.option]]\nid = "no"\nlabel = "没有"')
    (root / CHECK).write_text(text[:start] + text[text.index("[[finding]]") :], encoding="utf-8")

    assert told(root)[0].startswith(
        f"{CHECK}:39:3: question[backup].option: is 1 in number, and must be at least 2; write"
    )


@pytest.mark.parametrize(("name", "rows"), [(GUIDE, "step"), (ERASED, "source"), (CHECK, "question")])
def test_what_needs_at_least_one(root: Path, name: str, rows: str) -> None:
    (root / name).write_text(FILES[name].split(f"[[{rows}]]")[0] + f"{rows} = []\n", encoding="utf-8")

    assert [
        line
        for line in told(root)
        if f" {rows}: is 0 in number, and must be at least 1; write a [[{rows}]] for" in line
    ]


def test_a_notice_that_nothing_leads_to(root: Path) -> None:
    (root / "knowledge/notices/lonely.toml").write_text(FILES[ERASED], encoding="utf-8")

    (problem,) = told(root)
    assert problem.startswith(
        "knowledge/notices/lonely.toml:1:1: nothing leads to it; name it in the answer of an intent"
    )


@pytest.mark.parametrize("id_", ["创建人", "Creator", "creator_only", "creator only", "-x"])
def test_a_file_name_that_is_no_id(root: Path, id_: str) -> None:
    (root / f"intents/{id_}.toml").write_text(
        FILES[WHO].replace("谁", "哪个").replace("老板", "领导"), encoding="utf-8"
    )

    (problem,) = told(root)
    assert problem.startswith(f"intents/{id_}.toml:1:1: the file's name is its id: use a-z, 0-9 and - only")


@pytest.mark.parametrize("stray", ["knowledge/notice/x.toml", "knowledge/notices/old/x.toml", "intents/new/x.toml"])
def test_a_file_where_nobody_looks(root: Path, stray: str) -> None:
    (root / stray).parent.mkdir(parents=True)
    (root / stray).write_text("", encoding="utf-8")

    (problem,) = told(root)
    assert problem.startswith(f"{stray}: nobody reads this file: move it into one of knowledge/sources, ")


def test_a_name_in_braces_in_one_language_only(root: Path) -> None:
    text = (root / PHRASES).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("says_en") and re.search(r"\{\w+\}", line))
    edit(root, PHRASES, line, re.sub(r"\{\w+\}", "", line))

    (problem,) = told(root)
    assert "stands in one language only; write the same names in both" in problem


@pytest.mark.parametrize("name", sorted(required.PHRASES))
def test_a_wording_that_the_talk_needs(root: Path, name: str) -> None:
    edit(root, PHRASES, f"[{name}]\n", f"[{name}-not]\n")

    assert f"{PHRASES}:1:1: {name}: is missing, and the talk needs it; write [{name}] with says and says_en" in told(
        root
    )


@pytest.mark.parametrize("name", sorted(required.WORDS))
def test_words_that_the_talk_needs(root: Path, name: str) -> None:
    edit(root, WORDS, f"\n{name} = ", f"\n{name}-not = ")

    assert f'{WORDS}:1:1: {name}: is missing, and the talk needs it; write {name} = ["…"]' in told(root)


def test_all_slips_at_once_sorted_by_file_and_line(root: Path) -> None:
    edit(root, NOTICE, 'weight = "limit"', 'weight = "heavy"')
    edit(root, NOTICE, 'role = "states"', 'role = "hearsay"')
    edit(root, NOTICE, 'title = "', 'titel = "')
    edit(root, GUIDE, "guarded = true", "guarded = yes")
    edit(root, WHO, "[answer]", "[answers]")
    edit(root, TUNING, '"who"', '"whom"')

    assert [line.split(": ")[0] for line in told(root)] == [
        f"{TUNING}:6:18",
        f"{WHO}:8:2",
        f"{GUIDE}:28:11",
        f"{NOTICE}:2:1",
        f"{NOTICE}:6:1",
        f"{NOTICE}:14:1",
    ]


def test_a_file_with_a_slip_is_there_all_the_same(root: Path) -> None:
    """Otherwise one slip would be told in every file that names this one."""
    edit(root, NOTICE, 'weight = "limit"', 'weight = "heavy"')

    assert len(told(root)) == 1


def test_a_slip_is_a_value_too(root: Path) -> None:
    edit(root, TUNING, '"who"', '"whom"')

    with pytest.raises(ContentError) as caught:
        load(root)

    (problem,) = caught.value.problems
    assert (problem.where, problem.line, problem.column, problem.field) == (TUNING, 6, 18, "menu[2]")
    assert problem.what.startswith("there is no intent 'whom'")
