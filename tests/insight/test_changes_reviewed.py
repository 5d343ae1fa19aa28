"""The file of reviewed changes."""

from pathlib import Path

import pytest

from qiwen.insight.changes import Area, Change, Facet
from qiwen.insight.changes_reviewed import Row, as_toml, outlived, read_reviewed, unreviewed
from qiwen.model.errors import QuestionsError

ONE = Change(Area.QUESTION, "能撤吗", (Facet("intent", "a", "b"),))
TWO = Change(Area.CONTENT, "notice x", (Facet("says", "一", "二"),))
HOSTILE = Change(Area.QUESTION, "a \"b\" \\ \x7f\x01\u2028 ''' ]]\n[[change]]", (Facet("reply", "\t", "\x00"),))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "reviewed.toml"
    path.write_text(as_toml([ONE, TWO, HOSTILE], {}, path), encoding="utf-8")
    rows = read_reviewed(path)
    assert [(row.fingerprint, row.what) for row in rows.values()] == [
        (each.fingerprint, each.what) for each in (ONE, TWO, HOSTILE)
    ]
    assert unreviewed([ONE, TWO, HOSTILE], rows) == ()


def test_a_file_without_a_change(tmp_path: Path) -> None:
    path = tmp_path / "reviewed.toml"
    path.write_text(as_toml([], {}, path), encoding="utf-8")
    assert read_reviewed(path) == {}
    assert unreviewed([ONE], {}) == (ONE,)


def test_notes_stay_with_their_change_and_go_with_it(tmp_path: Path) -> None:
    path = tmp_path / "reviewed.toml"
    before = {
        ONE.fingerprint: Row(ONE.fingerprint, "old words", 'meant: "yes"'),
        "0": Row("0", "gone", "of no use any more"),
    }
    path.write_text(as_toml([ONE, TWO], before, path), encoding="utf-8")
    assert read_reviewed(path) == {
        ONE.fingerprint: Row(ONE.fingerprint, ONE.what, 'meant: "yes"'),
        TWO.fingerprint: Row(TWO.fingerprint, TWO.what),
    }


def test_the_same_changes_give_the_same_text(tmp_path: Path) -> None:
    path = tmp_path / "reviewed.toml"
    text = as_toml([ONE, TWO], {}, path)
    path.write_text(text, encoding="utf-8")
    assert as_toml([ONE, TWO], read_reviewed(path), path) == text


def test_rows_that_outlived_their_change() -> None:
    rows = {ONE.fingerprint: Row(ONE.fingerprint), "0": Row("0")}
    assert outlived([ONE, TWO], rows) == 1


@pytest.mark.parametrize(
    "text", ["change = 1", "[[change]]\nwhat = 'x'", "[[change]]\nfingerprint = 'x'\nwhy = 'y'", "[", b"\xff"]
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, text: str | bytes) -> None:
    path = tmp_path / "reviewed.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(QuestionsError, match=r"reviewed\.toml"):
        read_reviewed(path)


def test_a_file_that_is_not_there_says_how_to_write_it(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match="--review writes it"):
        read_reviewed(tmp_path / "reviewed.toml")
