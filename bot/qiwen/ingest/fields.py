"""Lines of labelled fields around an article: author, day, visits, likes. Read off and taken out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from qiwen.ingest.lines import any_of
from qiwen.ingest.rules import FieldRows

_LONGEST_LINE = 200
_LONGEST_VALUE = 40
_STAMP = (
    r"(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s*(?:星期|周)[一二三四五六日天])?"
    r"(?:[ T]{0,3}\d{1,2}[:：时]\d{1,2}(?:[:：分]\d{1,2}秒?)?分?)?"
)
_FIGURE = re.compile(r"^[(（\[【]?\s*[:：]?\s*(\d[\d,.]*\s*(万|w|k|W|K)?\+?)?\s*(次|人|条|个|篇|℃|°)?\s*[)）\]】]?$")
_EDGES = " \t\u3000|｜/,，·•-—_"
_SENTENCE = re.compile(r"[。！？!?；;]")
_ONE_LETTERED = re.compile(r"^[(（\[【]?[大中小 |｜/]+[)）\]】]?$")


@dataclass(frozen=True, slots=True)
class Field:
    """A label with its value, and where it stands in its line."""

    label: str
    group: str  # counter | like | byline | weak, or date or tally (352次浏览), which are label and value in one
    value: str
    start: int
    end: int

    @property
    def has_colon(self) -> bool:
        """Whether the value is given behind a colon."""
        return self.value.startswith((":", "："))

    @property
    def said(self) -> str:
        """The value alone."""
        return self.value.lstrip(":： ").strip(_EDGES)


def fields(line: str, rows: FieldRows) -> tuple[Field, ...]:
    """The fields of a line that holds nothing else; none where it holds anything else."""
    if not line or len(line) > _LONGEST_LINE or _SENTENCE.search(line):
        return ()
    if not _starts(rows).match(line.lstrip(_EDGES + "([（【")):
        return ()
    labels = list(_labels(line, rows))
    if not labels or line[: labels[0][0]].strip(_EDGES + "([（【"):
        return ()
    ends = [start for start, _, _ in labels[1:]] + [len(line)]
    found = []
    for (start, label, group), end in zip(labels, ends, strict=True):
        value = line[start + len(label) : end].strip(_EDGES)
        field = Field(label, group, value, start, end)
        if not _is_value(field):
            return ()
        found.append(field)
    return tuple(found)


def _labels(line: str, rows: FieldRows) -> Iterator[tuple[int, str, str]]:
    """Where a label or a date begins a field, left to right."""
    pattern, groups = _compiled(_groups(rows))
    at = 0
    for found in pattern.finditer(line):
        if found.start() < at:
            continue
        if found["date"]:
            if not _opens_value(line, found.start()):
                yield found.start(), found["date"], "date"
        elif found["tally"]:
            yield found.start("tally"), found["tally"], "tally"
        else:
            yield found.start("label"), found["label"], groups[found["label"]]
        at = found.end()


def _opens_value(line: str, at: int) -> bool:
    """Whether a date is the value of the label before it."""
    return bool(re.search(r"[:：]\s*$", line[:at]))


def _groups(rows: FieldRows) -> tuple[tuple[str, ...], ...]:
    return tuple(rows.counter), tuple(rows.like), tuple(rows.byline), tuple(rows.weak)


def _starts(rows: FieldRows) -> re.Pattern[str]:
    """What a line of fields begins with: far quicker to try than to look for all fields."""
    return _compiled_start(_groups(rows))


@cache
def _compiled_start(groups: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    return re.compile(rf"\d|{any_of(tuple(label for labels in groups for label in labels)).pattern}")


@cache
def _compiled(groups: tuple[tuple[str, ...], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    names = ("counter", "like", "byline", "weak")
    of = {label: name for name, labels in zip(names, groups, strict=True) for label in labels}
    alternatives, tallied = any_of(tuple(of)).pattern, any_of((*groups[0], *groups[1])).pattern
    apart = r"(?:^|(?<=[\s|｜/,，·•)）\]】(（\[【>\d次人条\-]))"
    pattern = (
        rf"(?P<date>{_STAMP})|{apart}(?P<tally>\d[\d,.]*\s?[万wk]?\+?\s?[人次条个]?\s?(?:{tallied})(?:过|量|数)?(?!\s*[:：(（]|\s*\d))"
        rf"|{apart}(?P<label>{alternatives})(?=\s*[:：(（\[]|\s|\d|$|[|｜)）\]】])"
    )
    return re.compile(pattern), of


def _is_value(field: Field) -> bool:
    if field.group in ("date", "tally"):
        return not field.value
    if field.group in ("counter", "like") and not (field.has_colon and field.group == "like"):
        return bool(_FIGURE.match(field.value))
    return (field.has_colon or _ONE_LETTERED.match(field.value) is not None) and len(field.said) <= _LONGEST_VALUE
