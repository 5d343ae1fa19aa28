"""What a page says of itself: publisher, title, day, number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from qiwen.ingest.fields import fields
from qiwen.ingest.lines import Line, filled, lines
from qiwen.ingest.page import About
from qiwen.ingest.rules import Rules

_HEAD = 15
_TAIL = 12
_COMPANY = re.compile(
    r"[\u3400-\u9fffA-Za-z()（）·]{2,30}?(?:有限责任公司|股份有限公司|有限公司|集团公司|分公司|事务所|工作室)"
)
_OWNER = re.compile(
    rf"(?:版权所有|Copyright|©|\(c\))[^\u3400-\u9fff]{{0,40}}(?P<name>{_COMPANY.pattern})", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s\"'<>\u3400-\u9fff，。）]+", re.IGNORECASE)
_STAMP = re.compile(
    r"(?P<year>(?:19|20)\d{2})\D{1,3}(?P<month>\d{1,2})\D{1,3}(?P<day>\d{1,2})(?:\D{1,4}(?P<hour>\d{1,2})[:：时](?P<minute>\d{1,2})(?:[:：分](?P<second>\d{1,2}))?)?"
)
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 60
_NO_TITLE = re.compile(r"[。;；:：>》»]")
_JOINTS = re.compile(r"\s*[-_|—–]+\s*")


@dataclass(frozen=True, slots=True)
class Hints:
    """What the head of an HTML page says; empty where it is silent."""

    title: str = ""
    publisher: str = ""
    published: str = ""
    address: str = ""


def about(text: str, hints: Hints, script: str, encoding: str, rules: Rules) -> About:
    """Read off a page in Simplified, before its frame is taken out. Its own lines count before its head."""
    page = [line for _, line in filled(lines(text))]
    ends = [*page[:_HEAD], *page[max(_HEAD, len(page) - _TAIL) :]]
    return About(
        publisher=_publisher(page, ends, rules) or hints.publisher,
        title=_title(page, hints, rules),
        published=_published(ends, rules) or moment(hints.published),
        number=_number(hints.address) or next((n for line in ends if (n := _number(_address(line.text)))), ""),
        script=script,
        encoding=encoding,
    )


def moment(text: str) -> datetime | None:
    """The first day in `text`, with its time where it has one; the time of the page's own clock, without a zone."""
    for found in _STAMP.finditer(text):
        parts = [int(part or 0) for part in found.groups()]
        try:
            return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - pages name no zone
        except ValueError:
            continue
    return None


def _publisher(page: Sequence[Line], ends: Sequence[Line], rules: Rules) -> str:
    """A company in a line by itself above the article, or that owns the page, or that is named as its source."""
    for line in page[:_HEAD]:
        if _COMPANY.fullmatch(line.text):
            return line.text
    for line in reversed(ends):
        if owner := _OWNER.search(line.text):
            return owner["name"]
    named = {field.label: field.said for line in ends for field in fields(line.text, rules.fields) if field.said}
    return next((named[label] for label in rules.about.sources if label in named and _COMPANY.search(named[label])), "")


def _published(ends: Sequence[Line], rules: Rules) -> datetime | None:
    """The day in a byline; that of publishing before that of an update, and a bare one last."""
    found: dict[str, datetime] = {}
    for line in ends:
        for field in fields(line.text, rules.fields):
            day = moment(field.label if field.group == "date" else field.said)
            if day:
                found.setdefault("" if field.group == "date" else field.label, day)
    for line in ends:
        day = moment(line.text) if re.search(rules.forum.opens, line.text) else None
        if day:
            found.setdefault("", day)
    ordered = [found[label] for label in (*rules.about.days, *found) if label in found]
    return next(iter(ordered), None)


def _title(page: Sequence[Line], hints: Hints, rules: Rules) -> str:
    """The title of the head without the names of the site; else a short line above a byline."""
    if hints.title:
        parts = [part for part in _JOINTS.split(hints.title) if part.strip()]
        return max(parts, key=len, default="").strip() if len(parts) > 1 else hints.title.strip()
    above = pairwise(page[: _HEAD + 1])
    return next((line.text for line, below in above if fields(below.text, rules.fields) and _may_be_title(line)), "")


def _may_be_title(line: Line) -> bool:
    if line.is_item or not _SHORTEST_TITLE <= len(line.text) <= _LONGEST_TITLE:
        return False
    return not _NO_TITLE.search(line.text) and not _COMPANY.fullmatch(line.text)


def _address(line: str) -> str:
    found = _ADDRESS.search(line)
    return found[0] if found else ""


def _number(address: str) -> str:
    """The number of an article in its address: /news_in/1460, /qq10368.html and the like."""
    path = re.sub(r"^(?:https?://)?[^/]*", "", address)
    found = re.search(r"(\d{2,9})(?:\.\w{2,5})?/?(?:[?#].*)?$", path)
    return found[1] if found else ""
