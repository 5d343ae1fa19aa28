"""recognise.toml is read strictly; every slip is named."""

from pathlib import Path

import pytest
from told import knowledge

from qiwen.content.files import bundled
from qiwen.ingest.recognise import WHERE, read
from qiwen.model.errors import ContentError

TEXT = (bundled() / WHERE).read_text(encoding="utf-8")


def problems(tmp_path: Path, text: str) -> str:
    file = tmp_path / "recognise.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as slips:
        read(file, knowledge().catalogue.notices)
    assert all(each.where == WHERE for each in slips.value.problems)
    return str(slips.value)


def test_every_notice_has_a_way_or_is_none_that_a_page_tells() -> None:
    recognition = knowledge().recognition
    assert set(knowledge().catalogue.notices) == recognition.sought() | recognition.unsought


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('notice = "creator-only"', 'notice = "creator-onyl"', "there is no notice 'creator-onyl'"),
        ('needs = ["creator"]', 'needs = ["creater"]', "way of creator-only: there is no set 'creater'"),
        ('says = ["+carry", "+kept", ', 'says = ["+carry & no kpet", ', "there is no set 'kpet'"),
        ('needs = ["creator"]', "needs = []", "way of creator-only: needs and says may not be empty"),
        ("whole = true", "hole = true", "unknown field `hole`"),
        ("whole = true", 'whole = "yes"', "Expected `bool`"),
        ('dept = ["部门"', 'dept = ["@settigns"', "dept: there is no set 'settigns' to take in"),
        ('dept = ["部门"', 'dept = ["@dept"', "dept: takes in itself"),
        ('dept = ["部门"', 'dept = ["“”"', "dept: '“”' is empty"),
        ('dept = ["部门"', 'dept = ["…部门"', "must not begin with …"),
        ('dept = ["部门"', 'idle-set = ["词"]\ndept = ["部门"', "words.idle-set: nothing looks for it"),
        ("[fresh]", "[fresh", "at line"),
        ("unsought = [\n", 'unsought = [\n  "creator-only",\n', "'creator-only' is unsought and has a way"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in TEXT
    assert told in problems(tmp_path, TEXT.replace(old, new, 1))


def test_a_file_that_is_missing_or_no_utf_8(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="the file is missing"):
        read(tmp_path / "none.toml", ())
    (tmp_path / "gbk.toml").write_bytes("词".encode("gbk"))
    with pytest.raises(ContentError, match="save it as UTF-8"):
        read(tmp_path / "gbk.toml", ())
