"""Peeling takes off what stands around a question, and never all of it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiwen.matching.peel import peel


@pytest.mark.parametrize(
    ("text", "left", "off"),
    [
        ("你好，迁移入口在哪", "迁移入口在哪", {"hello"}),
        ("请问，您好！迁移入口在哪？谢谢", "迁移入口在哪？", {"hello", "bye"}),
        ("Hi team, where is the entry? Thanks", " where is the entry?", {"hello", "bye"}),
        ("客户问：迁移能撤销吗", "迁移能撤销吗", {"frame"}),
        ("我不是问怎么备份，我问的是能不能撤销", "我问的是能不能撤销", {"denied"}),
        ("迁移能撤销吗", "迁移能撤销吗", set()),
    ],
)
def test_peeled(text: str, left: str, off: set[str]) -> None:
    peeled = peel(text)

    assert peeled.text.strip() == left.strip()
    assert peeled.off == off


@pytest.mark.parametrize("text", ["你好", "谢谢", "您好！谢谢", "hello", "thanks a lot", "不是问这个", "👍", "。", ""])
def test_a_text_that_is_all_wrapping_is_not_peeled_away(text: str) -> None:
    assert bool(peel(text).text) == bool(text)


@given(st.text(max_size=300))
def test_what_is_left_stood_there(text: str) -> None:
    left = peel(text).text

    assert bool(left) == bool(text)
    assert len(left) <= len(text)


@pytest.mark.parametrize("text", ["谢" * 4000, "客户问" * 1300, "我不是" * 1300, "hi " * 1300, "，" * 4000, "(" * 4000])
def test_hostile_repetitions_take_bounded_time(text: str) -> None:
    started = time.process_time()

    peel(text)

    assert time.process_time() - started < 2
