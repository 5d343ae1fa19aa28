"""Numbers of list items that skip or stumble: (1) (2) (5) (4) counts as (1) (2) (3) (4)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qiwen.ingest.bench import Bench
from qiwen.ingest.lines import lines
from qiwen.ingest.tracked import Change
from qiwen.ingest.why import Why

_HAN_NUMBERS = ("", *"一二三四五六七八九十", *(f"十{unit}" for unit in "一二三四五六七八九"), "二十")
_ITEM = re.compile(r"(?P<open>[(（]?)(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})(?P<close>[)）、.．])(?!\d)")


class _Item(NamedTuple):
    start: int
    end: int
    number: int
    style: str
    is_han: bool


def numbering(text: str, bench: Bench) -> Iterator[Change]:
    """Every number that does not follow from the one before it while the next follows from what it should be.

    The last of a list is put right on a page that is dirty anyway: elsewhere a gap may be meant.
    """
    for series in _series(text):
        expected = series[0].number + 1
        for at, item in enumerate(series[1:], 1):
            is_last = at == len(series) - 1
            fits_after = not is_last and series[at + 1].number == expected + 1
            if item.number > expected and (fits_after or (is_last and at > 1 and bench.dirty)):
                put = _HAN_NUMBERS[expected] if item.is_han else str(expected)
                yield Change(item.start, item.end, put, "numbering", Why.NUMBER)
                expected += 1
            else:
                expected = item.number + 1


def _series(text: str) -> Iterator[Sequence[_Item]]:
    """Items of one style that count up from one beginning; a 1 begins anew."""
    by_style: defaultdict[str, list[_Item]] = defaultdict(list)
    for item in _items(text):
        series = by_style[item.style]
        if item.number <= 1 and series:
            yield tuple(series)
            series.clear()
        series.append(item)
    yield from (tuple(series) for series in by_style.values() if series)


def _items(text: str) -> Iterator[_Item]:
    for line in lines(text):
        found = _ITEM.match(text, line.at, line.end)
        if found is None:
            continue
        raw = found["number"]
        number = int(raw) if raw.isdecimal() else _han_number(raw)
        if number:
            style = f"{bool(found['open'])}{found['close'] in ')）'}{raw.isdecimal()}"
            yield _Item(found.start("number"), found.end("number"), number, style, not raw.isdecimal())


def _han_number(raw: str) -> int:
    return _HAN_NUMBERS.index(raw) if raw in _HAN_NUMBERS else 0
