"""What to write instead of a value that does not fit: said from its shape and from what its field means."""

import re
from datetime import date, datetime, time

from msgspec import inspect

from qiwen.content.fields import Field
from qiwen.content.parts import choices, core, item, table
from qiwen.content.toml import as_toml

_LONGEST = 40
"""Characters of a refused value that are shown."""

_WORDS: tuple[tuple[tuple[type, ...], tuple[type, ...], str], ...] = (
    ((inspect.BoolType,), (bool,), "true or false, without quotes"),
    ((inspect.IntType,), (int,), "a whole number, without quotes"),
    ((inspect.FloatType,), (int, float), "a number, without quotes"),
    ((inspect.StrType, inspect.LiteralType), (str,), "a text in quotes"),
    ((inspect.DateTimeType,), (datetime,), "a day with a time, without quotes"),
    ((inspect.DateType,), (date,), "a day, without quotes"),
    ((inspect.TimeType,), (time,), "a time, without quotes"),
    ((inspect.ListType,), (list,), "a list in [ ]"),
    ((inspect.StructType, inspect.DictType), (dict,), "a table"),
)
"""Types as msgspec names them, as the parser gives them, and in words. The first that fits a value is meant."""

_LIMIT = re.compile(r"(>=|<=|>|<) (\S+)")
_BOUNDS = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than"}
_UNITS = {str: "characters long", list: "in number", dict: "in number"}


def missing(key: str, shape: object, field: Field) -> str:
    """What to say of a key that is not there."""
    return f"is missing; {_instead(shape, field, f'{key} = ')}"


def advice(value: object, shape: object, field: Field, refusal: str) -> str:
    """What to say of `value`, which was refused as `shape` with the words `refusal`."""
    return f"{_wrong(value, shape, refusal)}; {_instead(shape, field)}"


def _wrong(value: object, shape: object, refusal: str) -> str:
    type_ = inspect.type_info(core(shape))
    if isinstance(value, str) and not value.strip():
        return "is empty"
    if isinstance(value, dict) and table(item(shape)):
        return "is one [table] and must be [[tables]], with two brackets"
    if isinstance(value, list) and table(shape):
        return "is a list and must be one [table], with one bracket"
    if not any(isinstance(type_, wants) and type(value) in gives for wants, gives, _ in _WORDS):
        return f"is {_words_of(value)} and must be {_words_for(type_) or refusal}"
    if choices(shape):
        return f"{_shown(value)} is none of its values"
    if limit := _LIMIT.search(refusal):
        size = f"{len(value)} {_UNITS[type(value)]}" if isinstance(value, str | list | dict) else as_toml(value)
        return f"is {size}, and must be {_BOUNDS[limit[1]]} {limit[2]}"
    return f"{_shown(value)} does not fit here"


def _instead(shape: object, field: Field, key: str = "") -> str:
    means = field.short or _words_for(inspect.type_info(core(shape)))
    values = f"{_listed(choices(shape))}: " if choices(shape) else ""
    example = f", such as {key}{as_toml(field.such_as)}" if field.such_as is not None else ""
    return f"write {values}{means}{example}"


def _listed(values: tuple[str, ...]) -> str:
    return " or ".join(filter(None, (", ".join(values[:-1]), values[-1])))


def _words_for(type_: inspect.Type) -> str:
    return next((words for wants, _, words in _WORDS if isinstance(type_, wants)), "")


def _words_of(value: object) -> str:
    words = next((words for _, gives, words in _WORDS if type(value) in gives), type(value).__name__)
    return words.partition(",")[0]


def _shown(value: object) -> str:
    shown = as_toml(value)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
