"""Folding: the one form in which texts are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiwen.content.script import script
from qiwen.matching.fold import LONGEST, clean, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＷｅＣｏｍ", "wecom"),
        ("遷移入口在哪裡？", "迁移入口在哪里"),
        ("  能 迁 吗  ", "能 迁 吗"),
        ("A-B / C", "a b c"),
        ("它说“能迁”吗!!!", "它说 能迁 吗"),
        ("２０２２年１月", "2022年1月"),
        ("迁\u200b移\ufeff", "迁移"),
        ("👍", ""),
        ("", ""),
        ("㈠", "一"),
        ("I'm stuck", "i m stuck"),
    ],
)
def test_folded(text: str, folded: str) -> None:
    assert fold(text, script()) == folded


@given(st.text(max_size=200))
def test_folding_again_changes_nothing(text: str) -> None:
    once = fold(text, script())

    assert fold(once, script()) == once
    assert once == once.strip()
    assert "  " not in once


def test_a_long_text_is_cut_and_a_lone_surrogate_is_no_danger() -> None:
    assert len(clean("长" * 20_000)) == LONGEST
    clean("\ud800 \udfff 能迁吗").encode()


def test_which_script() -> None:
    assert (script().traditional_count("遷移入口"), script().simplified_count("遷移入口")) == (1, 0)
    assert (script().traditional_count("迁移入口"), script().simplified_count("迁移入口")) == (0, 1)
    assert script().traditional_count("你好 A 1") == 0
