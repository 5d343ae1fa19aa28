"""Sounds: homophones are equal, near sounds too, other sounds are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiwen.content.sound import syllable
from qiwen.matching.sound import sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("迁移", "千亿"),  # the same sound
        ("邮箱", "油箱"),
        ("备份", "备分"),
        ("创建人", "创建仁"),
        ("知道", "资道"),  # zh and z
        ("是", "四"),  # sh and s
        ("能", "楞"),  # n and l
        ("清", "亲"),  # -ng and -n
    ],
)
def test_alike(one: str, other: str) -> None:
    assert sound(one, syllable) == sound(other, syllable)


@pytest.mark.parametrize(("one", "other"), [("迁移", "备份"), ("能", "不"), ("A", "B"), ("邮箱", "邮相机")])
def test_not_alike(one: str, other: str) -> None:
    assert sound(one, syllable) != sound(other, syllable)


def test_what_has_no_sound_stays() -> None:
    assert sound("wecom 2022 a", syllable) == "wecom 2022 a"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=50))
def test_one_character_a_syllable(text: str) -> None:
    assert len(sound(text, syllable)) == len(text)
