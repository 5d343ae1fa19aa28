"""knowledge/reading.toml is checked as strictly as all content."""

from pathlib import Path

import pytest

from qiwen.content.files import bundled
from qiwen.ingest.rules import NAME, read_rules
from qiwen.model.errors import ContentError

WRITTEN = (bundled() / NAME).read_text(encoding="utf-8")


def refused(folder: Path, text: str) -> str:
    (folder / "knowledge").mkdir()
    (folder / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as slips:
        read_rules(folder)
    return str(slips.value)


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("[domain]\n", "[domain]\nwrods = []\n", "wrods"),
        ("tail_cells = 10", "tail_cells = 'ten'", "tail_cells"),
        ('kind = "counter"', 'kind = "count"', "count"),
        ('lead = "', 'leed = "', "reasons: lead is missing"),
        ("dangling = '(", "dangling = '((", "end.dangling is not a regular expression"),
        ('"瞭解" = "了解"', '"瞭解" = "知道了"', "differ in length"),
        ('left = [\n  "業yè",', 'left = [\n  "yè",', "is not a character with its pinyin"),
        ("[domain]", "[domain", "is not TOML"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, was: str, now: str, told: str) -> None:
    assert was in WRITTEN
    message = refused(tmp_path, WRITTEN.replace(was, now, 1))

    assert NAME in message
    assert told in message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="missing"):
        read_rules(tmp_path)
