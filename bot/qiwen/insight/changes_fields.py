"""Two values of the content side by side, field by field, under the names that authors write."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from itertools import zip_longest
from typing import Any

from qiwen.insight.changes import Facet
from qiwen.model.content import Article, Ask
from qiwen.model.text import Text

Tree = dict[str, Any] | list[Any] | str
"""Texts, lists and tables, as in a content file."""


class _Rows(dict[str, Any]):
    """Rows of a list by what tells them apart; their order counts, unlike that of fields."""


def tree(value: object) -> Tree:
    """`value` as its file would show it. Traditional wording is left out: it follows from the Simplified.

    Rows are known by their first field where that is a text and stands once (an id, as a rule), else by their places.
    """
    match value:
        case None:
            return ""
        case Ask():
            return value.text
        case Article():
            return value.id
        case Text():
            return {"says": value.hans, "says_en": value.en}
        case Enum():
            return str(value.value)
        case Mapping():
            return {str(key): tree(each) for key, each in value.items()}
        case tuple():
            return _rows(value)
        case _ if is_dataclass(value):
            return table(value)
    return str(value)


def table(value: object) -> dict[str, Any]:
    """The fields of a dataclass. A text in two wordings gives two fields, `name` and `name_en`."""
    found: dict[str, Any] = {}
    for field in fields(value):  # type: ignore[arg-type]  # a dataclass: `tree` has looked
        each = getattr(value, field.name)
        if isinstance(each, Text):
            found |= {field.name: each.hans, f"{field.name}_en": each.en}
        elif isinstance(each, tuple) and each and all(isinstance(one, Text) for one in each):
            found |= {field.name: [one.hans for one in each], f"{field.name}_en": [one.en for one in each]}
        else:
            found[field.name] = tree(each)
    return found


def differences(before: Tree, after: Tree, at: str = "") -> Iterator[Facet]:
    """Every respect in which two trees differ, each with the way to it: `questions.plan.options.entry.finding`."""
    if isinstance(before, _Rows) or isinstance(after, _Rows):
        before, after = _Rows() if before == [] else before, _Rows() if after == [] else after
    match before, after:
        case dict(), dict():
            yield from _fields(before, after, at)
        case list(), list() if all(isinstance(each, str) for each in (*before, *after)):
            yield from _texts(before, after, at)
        case list(), list():
            for place, (one, other) in enumerate(zip_longest(before, after, fillvalue=""), 1):
                yield from differences(one, other, _below(at, str(place)))
        case _ if before != after:
            yield Facet(at, written(before), written(after))


def written(value: Tree) -> str:
    """A tree as one text; a text as it is."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _rows(items: tuple[object, ...]) -> Tree:
    trees = [tree(each) for each in items]
    keys = [key for key in map(_key, trees) if key is not None]
    if not items or len(set(keys)) < len(items):
        return trees
    return _Rows(zip(keys, trees, strict=True))


def _key(row: Tree) -> str | None:
    first = next(iter(row.values()), None) if isinstance(row, dict) else None
    return first if isinstance(first, str) else None


def _fields(before: dict[str, Any], after: dict[str, Any], at: str) -> Iterator[Facet]:
    for key in dict.fromkeys([*before, *after]):
        yield from differences(before.get(key, ""), after.get(key, ""), _below(at, key))
    stayed = [key for key in before if key in after]
    moved = [key for key in after if key in before]
    if stayed != moved and isinstance(before, _Rows):
        yield Facet(_below(at, "order"), ", ".join(stayed), ", ".join(moved))


def _texts(before: list[str], after: list[str], at: str) -> Iterator[Facet]:
    """What left a list and what came into it; all of it where only the order is another."""
    stood, stands = set(before), set(after)
    if stood != stands:
        gone, come = [each for each in before if each not in stands], [each for each in after if each not in stood]
        yield Facet(at, "\n".join(gone), "\n".join(come))
    elif before != after:
        yield Facet(at, "\n".join(before), "\n".join(after))


def _below(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name
