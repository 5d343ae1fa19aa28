"""Worse, or only unlucky?"""

from pathlib import Path

import pytest

from qiwen.insight.reference import as_toml, compare, read_reference
from qiwen.insight.share import Share
from qiwen.model.errors import QuestionsError

HANDS = {"boss": Share(800, 1000), "it desk": Share(850, 1000)}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cross.toml"
    path.write_text(as_toml(HANDS, path), encoding="utf-8")
    assert read_reference(path) == HANDS


@pytest.mark.parametrize("text", ["", "overall = 1", "[overall", '[overall]\ntop_1 = 1\nof = 1\n[hands.x]\nof = "a"'])
def test_a_reference_that_cannot_be_used_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "cross.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QuestionsError, match=r"cross\.toml"):
        read_reference(path)


def test_nothing_changed() -> None:
    change = compare(HANDS, HANDS)
    assert (change.before, change.now, change.worse) == (0.825, 0.825, False)
    assert change.noise == pytest.approx(2 * (0.16 / 4000 * 2 + 0.1275 / 4000 * 2) ** 0.5, rel=1e-2)


def test_a_small_drop_is_chance_and_a_large_one_is_not() -> None:
    assert not compare(HANDS, {"boss": Share(790, 1000), "it desk": Share(840, 1000)}).worse
    assert compare(HANDS, {"boss": Share(770, 1000), "it desk": Share(820, 1000)}).worse


def test_better_is_never_worse() -> None:
    assert not compare(HANDS, {"boss": Share(1000, 1000)}).worse


def test_a_new_hand_that_is_hard_does_not_count() -> None:
    change = compare(HANDS, {**HANDS, "poet": Share(0, 5000)})
    assert change.hands == ("boss", "it desk")
    assert not change.worse


def test_a_hand_weighs_what_it_weighed_then() -> None:
    change = compare(HANDS, {"boss": Share(1600, 2000), "it desk": Share(85, 100)})
    assert change.now == pytest.approx(0.825)


def test_without_a_common_hand_there_is_nothing_to_compare() -> None:
    with pytest.raises(QuestionsError, match="nothing to compare"):
        compare(HANDS, {"poet": Share(1, 2)})
