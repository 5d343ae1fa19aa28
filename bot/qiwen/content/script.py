"""OpenCC, and the only file that knows it: Traditional wording for what we say, script tables for what we hear."""

from functools import cache

import opencc

from qiwen.matching.fold import Script
from qiwen.model.text import Text

_HAN = "".join(map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00))))
_TAIWAN = {
    "賬號": "帳號",
    "賬戶": "帳戶",
    "後臺": "後台",
    "臺灣": "台灣",
    "建立人": "創建人",
    "建立者": "創建者",
    "隻關": "只關",
    "並完": "併完",
    "並進": "併進",
    "許可權": "權限",
    "繫結": "綁定",
    "高階功能": "高級功能",
    "引數": "參數",
}
"""Where OpenCC's Taiwan standard differs from what WeCom's own Traditional pages and Taiwan's mail consoles write."""


_IN_BOTH = frozenset("台吃后里面只几干云余系制准卜斗谷曲冲回周党范姜丑仆松表术")
"""Simplified characters that stand in good Traditional texts as well, and so tell nothing about the writer."""


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def traditional(text: str) -> str:
    """`text` in Traditional characters with Taiwan's words."""
    converted: str = _converter("s2twp").convert(text)
    for theirs, ours in _TAIWAN.items():
        converted = converted.replace(theirs, ours)
    return converted


def both(hans: str, en: str) -> Text:
    """A Text from its two written wordings."""
    return Text(hans, traditional(hans), en)


@cache
def script() -> Script:
    """The tables that fold Traditional into Simplified, character by character."""
    lines = "\n".join(_HAN)
    simplified = str(_converter("t2s").convert(lines)).split("\n")
    back = str(_converter("s2t").convert(lines)).split("\n")
    return Script(
        {ord(one): other for one, other in zip(_HAN, simplified, strict=True) if one != other},
        frozenset(one for one, other in zip(_HAN, back, strict=True) if one != other and one not in _IN_BOTH),
    )
