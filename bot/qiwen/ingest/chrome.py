"""Lines that belong to the site and not to the article: breadcrumbs, menus, bylines, counters, buttons."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from qiwen.ingest.bench import Bench
from qiwen.ingest.fields import Field, fields
from qiwen.ingest.lines import Line, article_span, filled, lines
from qiwen.ingest.rules import LineRow, Rules
from qiwen.ingest.tracked import Change
from qiwen.ingest.why import Why

_LONGEST = 160
_LONGEST_SENTENCE = 40
_CELLS = re.compile(r"\s*[|｜/·•>»›]\s*|\s{1,}|\u3000+")
_MANY_CELLS = 3
_SEVERAL = 2


def chrome(text: str, bench: Bench) -> Iterator[Change]:
    """Every line of the site, taken out whole."""
    page = lines(text)
    rules = bench.rules
    sure = {number: changes for number, line in filled(page) if (changes := _anywhere(line, rules))}
    first, last = article_span(page, sure)
    if bench.dirty or sure:
        sure |= _around(page, first, last, sure, rules)
    for changes in sure.values():
        yield from changes


def _around(
    page: Sequence[Line], first: int, last: int, sure: Mapping[int, list[Change]], rules: Rules
) -> dict[int, list[Change]]:
    """What belongs to the site above line `first` and from line `last` on, where it would mean something elsewhere."""
    found: dict[int, list[Change]] = {}
    for number, line in filled(page):
        if number in sure or first <= number < last:
            continue
        changes = _at_an_end(line, "head" if number < first else "tail", rules)
        if changes:
            found[number] = changes
    return found


def _anywhere(line: Line, rules: Rules) -> list[Change]:
    if _is_paragraph(line.text):
        return []
    if known := _by_row(line, ("any",), rules):
        return known
    found = fields(line.text, rules.fields)
    if _are_telling(found):
        return _field_changes(line, found)
    if _is_menu(line.text, _MANY_CELLS, rules.menu.cells) or _is_menu(line.text, _SEVERAL, rules.menu.buttons):
        return [line.change("navigation", Why.MENU)]
    return []


def _is_paragraph(text: str) -> bool:
    """Whether a line is too long for one of the site's, or a sentence of some length: no rule is worth trying there."""
    return len(text) > _LONGEST or (len(text) > _LONGEST_SENTENCE and text.endswith(("。", "；")))


def _at_an_end(line: Line, where: str, rules: Rules) -> list[Change]:
    if _is_paragraph(line.text):
        return []
    found = fields(line.text, rules.fields)
    if found and (any(field.has_colon for field in found) or {field.group for field in found} == {"date"}):
        return _field_changes(line, found)
    if _is_menu(line.text.strip(" <>«»[]【】"), 1, (*rules.menu.cells, *rules.menu.buttons)):
        return [line.change("navigation", Why.MENU)]
    return _by_row(line, (where, "ends"), rules)


def _are_telling(found: Sequence[Field]) -> bool:
    """Whether fields belong to no article: a counter with its figure, a day beside another field, several likes."""
    groups = [field.group for field in found]
    counted = any(
        field.group == "tally" or (field.group in ("counter", "like") and any(map(str.isdigit, field.said)))
        for field in found
    )
    likes = groups.count("like") + groups.count("counter")
    dated = any(re.search(r"\d{4}\D", field.label + field.said) for field in found)
    return counted or likes >= _SEVERAL or (dated and "byline" in groups) or groups.count("byline") >= _SEVERAL


_KINDS = {"counter": ("counter", Why.COUNTER), "tally": ("counter", Why.COUNTER), "like": ("like", Why.LIKE)}


def _field_changes(line: Line, found: Sequence[Field]) -> list[Change]:
    """The line field by field, each with its kind; likes take their neighbours along."""
    if any(field.group == "like" for field in found) and all(
        field.group in ("like", "weak", "counter") for field in found
    ):
        return [line.change(*_KINDS["like"])]
    starts = [line.start, *(line.at + field.start for field in found[1:]), line.end + 1]
    return [
        Change(start, end, "", *_KINDS.get(field.group, ("navigation", Why.BYLINE)))
        for field, start, end in zip(found, starts, starts[1:], strict=False)
    ]


def _is_menu(line: str, least: int, known: Collection[str]) -> bool:
    cells = [cell for cell in _CELLS.split(line) if cell]
    return len(cells) >= least and all(cell in known for cell in cells)


def _by_row(line: Line, where: tuple[str, ...], rules: Rules) -> list[Change]:
    rows = _rows(tuple(rules.line), where)
    row = next((row for row, pattern in rows if pattern.match(line.text)), None)
    return [line.change(row.kind, row.reason)] if row else []


@cache
def _rows(rows: tuple[LineRow, ...], where: tuple[str, ...]) -> tuple[tuple[LineRow, re.Pattern[str]], ...]:
    return tuple((row, re.compile(row.match, re.IGNORECASE)) for row in rows if row.where in where)
