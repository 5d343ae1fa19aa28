"""Figures and menu paths in a sentence: 30天, 三十日 and 一个月 are one, and so is a path told with fewer steps."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_HOURS = {
    "分钟": 1 / 60,
    "小时": 1,
    "钟头": 1,
    "天": 24,
    "日": 24,
    "周": 168,
    "星期": 168,
    "礼拜": 168,
    "月": 720,
    "年": 8760,
}
_COUNTED = {
    "次": "次",
    "遍": "次",
    "回": "次",
    "人": "人",
    "位": "人",
    "名": "人",
    "企业": "企业",
    "家": "企业",
    "家企业": "企业",
}
_NUMBER = r"(\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千万]+)"
_DATE = re.compile(r"(20\d\d)(?:年|[-/.](?=\d))(?:(\d{1,2})(?:月|[-/.](?=\d)|(?!\d)))?(?:(\d{1,2})(?:日|号)?)?")
_FIGURE = re.compile(
    rf"(第|前|每|星期|周)?{_NUMBER}(?:多|余)?(?:个(?!及?以上))?(?:自然|工作)?"
    r"(分钟|小时|钟头|天|日|周|星期|礼拜|月|年|次|遍|家企业|企业|家|人|位|名|个(?=及?以上)|(?:付费)?(?:成员|用户|账号))"
)
_RANGE = re.compile(rf"{_NUMBER}(?:-|~|至|到){_NUMBER}(个?(?:分钟|小时|天|日|月))")
_CHANGED = re.compile(
    r".*(?:缩短|延长|放宽|收紧|缩减|扩大|调整|更改|修改|变更|改|提高|提升|降低|增加|减少|上调|下调|升|降|变|换)(?:为|至|到|成)了?"
    r"|.*(?:从|由).{1,30}?(?:移|挪|搬|换|变|转)(?:到|至|为|成)了?"
)
_TURNED = re.compile(
    r"(?:由|从).{1,30}?(?:(?:缩短|延长|放宽|收紧|缩减|扩大|调整|提高|提升|降低|增加|减少|升|降)(?:为|到|至|成)|[改变换][为成])"
)
_PATH = re.compile(r"[\u3400-\u9fffa-z]{2,14}(?:-[\u3400-\u9fffa-z]{1,14})+")


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount of a kind (hours, times, people, enterprises, a date as YYYYMM) and how it was written."""

    kind: str
    amount: float
    written: str


def figures(folded: str) -> tuple[Figure, ...]:
    """The dates, times and counts of a folded sentence; of 由30天改为7天 only what it is now."""
    folded = _CHANGED.sub("", folded)
    found = [Figure("date", int(date[1]) * 100 + int(date[2] or 0), date[0]) for date in _DATE.finditer(folded)]
    rest = _DATE.sub("", folded)
    for match in _RANGE.finditer(rest):
        unit = match[3].removeprefix("个")
        found += [Figure("time", round(_value(each) * _HOURS[unit], 3), each + unit) for each in (match[1], match[2])]
    for match in _FIGURE.finditer(_RANGE.sub("", rest)):
        if match[1] not in {"第", "星期", "周"}:
            found.append(_figure(match[2], match[3], match[0]))
    return tuple(found)


def paths(folded: str) -> tuple[str, ...]:
    """The menu paths of a folded sentence, of two steps or more; of 从一-二移到三-四 only where it is now."""
    return tuple(match[0] for match in _PATH.finditer(_CHANGED.sub("", folded)))


def turned(folded: str) -> bool:
    """Whether a clause says that one thing became another: 由短信改为刷脸."""
    return bool(_TURNED.search(folded))


def changed_figures(stated: Iterable[Figure], known: Iterable[Figure]) -> tuple[tuple[Figure, Figure], ...]:
    """Pairs of a known figure that is not stated and a figure of its kind that is stated in its stead."""
    stated, known = tuple(stated), tuple(known)
    missing = [figure for figure in known if not any(_same(figure, other) for other in stated)]
    instead = [figure for figure in stated if not any(_same(figure, other) for other in known)]
    pairs = ((_nearest(figure, missing), figure) for figure in instead)
    return tuple((was, now) for was, now in pairs if was)


def _nearest(figure: Figure, known: Iterable[Figure]) -> Figure | None:
    """The known figure of the same kind, one written in the same unit first."""
    alike = [each for each in known if each.kind == figure.kind]
    return min(alike, key=lambda each: each.written[-1] != figure.written[-1], default=None)


def same_path(one: str, other: str) -> bool:
    """Whether the steps of the shorter path stand, in order, in the longer one; a step may be named in short."""
    short, long = sorted((one.split("-"), other.split("-")), key=len)
    at = 0
    for step in short:
        while at < len(long) and not (step.endswith(long[at]) or long[at].endswith(step) or step.startswith(long[at])):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True


def _same(one: Figure, other: Figure) -> bool:
    if one.kind != other.kind:
        return False
    if one.kind == "date":
        return one.amount == other.amount or (one.amount % 100 == 0 and one.amount // 100 == other.amount // 100)
    return abs(one.amount - other.amount) < 1e-6  # noqa: PLR2004 - equal but for rounding


def _figure(number: str, unit: str, written: str) -> Figure:
    if unit in _HOURS:
        return Figure("time", round(_value(number) * _HOURS[unit], 3), written)
    return Figure(_COUNTED.get(unit, "人"), _value(number), written)


def _value(number: str) -> float:
    """An Arabic or Chinese numeral below a hundred million."""
    if number[0].isdigit():
        return float(number)
    total = section = digit = 0
    for char in number:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char == "万":
            total, section, digit = total + (section + digit) * _TENS[char], 0, 0
        else:
            section, digit = section + (digit or 1) * _TENS[char], 0
    return float(total + section + digit)
