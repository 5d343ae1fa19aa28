"""Signs: what they need, what they bar, whole Latin words, lists of words."""

import pytest

from qiwen.content.script import script
from qiwen.dialogue.signs import Sign, Window
from qiwen.matching.fold import fold

WORDS = {"deny": ("没", "未")}


def _fold(text: str) -> str:
    return fold(text, script())


def _fits(sign: str, text: str) -> bool:
    return Sign.parse(sign, _fold, WORDS).fits(Window.of(_fold(text)))


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("备份|导出, 没", "还没备份"),
        ("备份, @deny", "未备份"),
        ("备份", "都備份好了"),
        ("b, 邮件", "B里还有邮件"),
        ("b, 邮件", "还有邮件在 B"),
        ("a 的邮箱", "A的邮箱"),
        ("not yet", "Not yet, sorry"),
        ("入口, !解散|域名", "用入口迁"),
    ],
)
def test_a_sign_fits(sign: str, text: str) -> None:
    assert _fits(sign, text)


@pytest.mark.parametrize(
    ("sign", "text"),
    [
        ("备份, 没", "备份好了"),
        ("b", "web 邮箱"),
        ("not", "we take notes"),
        ("入口, !解散|域名", "入口先不管，先解散"),
        ("not yet", "not in years, yet"),
    ],
)
def test_a_sign_does_not_fit(sign: str, text: str) -> None:
    assert not _fits(sign, text)


@pytest.mark.parametrize("sign", ["", " , ", "!没", "@nobody", "，。"])
def test_a_sign_that_needs_nothing_or_names_no_list_is_refused(sign: str) -> None:
    with pytest.raises(ValueError, match=r"needs no word|no list"):
        Sign.parse(sign, _fold, WORDS)
