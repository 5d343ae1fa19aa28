"""Every slip in the shape of one file. msgspec judges, but stops at the first: here it is asked about each part."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import get_origin

import msgspec

from qiwen.content.fields import Field, field_of
from qiwen.content.parts import core, item, table
from qiwen.content.slips import Path, Slip
from qiwen.content.wanted import advice, missing

_NOTHING = Field("")


def slips(value: object, shape: object, path: Path = (), field: Field = _NOTHING, outer: Path = ()) -> Iterator[Slip]:
    """Everything that msgspec refuses in `value` as `shape`: at least one slip, if it refuses at all.

    `field` is what the nearest key means, `outer` are the keys of the tables around.
    """
    try:
        msgspec.convert(value, shape)
    except msgspec.ValidationError as refusal:
        inner = list(_inner(value, shape, path, field, outer))
        yield from inner or [Slip(path, advice(value, shape, field, str(refusal)))]


def _inner(value: object, shape: object, path: Path, field: Field, outer: Path) -> Iterator[Slip]:
    row, kind = table(shape), get_origin(core(shape))
    if isinstance(value, dict) and row:
        yield from _fields(value, row, path, outer)
    elif isinstance(value, dict) and kind is dict:
        for key, each in value.items():
            yield from slips(each, item(shape), (*path, key), field, outer)
    elif isinstance(value, list) and kind is list:
        for number, each in enumerate(value):
            yield from slips(each, item(shape), (*path, number), field, outer)


def _fields(written: dict[str, object], shape: type[msgspec.Struct], path: Path, outer: Path) -> Iterator[Slip]:
    known = {each.encode_name: each for each in msgspec.structs.fields(shape)}
    strange = [key for key in written if key not in known]
    taken = {key: _near(key, set(known) - written.keys()) for key in strange}
    for key in strange:
        yield Slip((*path, key), _stranger(key, taken[key], shape, outer))
    for key, each in known.items():
        if key in written:
            yield from slips(written[key], each.type, (*path, key), field_of(shape, key), (*outer, *known))
        elif each.required and key not in taken.values():
            yield Slip((*path, key), missing(key, each.type, field_of(shape, key)))


def _near(key: str, free: set[str]) -> str | None:
    """The field that a misspelt key was meant for."""
    return next(iter(get_close_matches(key, sorted(free), 1)), None)


def _stranger(key: str, meant: str | None, shape: type[msgspec.Struct], outer: Path) -> str:
    """What to say of a key that the shape does not know."""
    if key in outer:
        return "does not belong into this table but further out: move it up, above the [header]"
    for each in msgspec.structs.fields(shape):
        row = table(item(each.type)) or table(each.type)
        if row and key in row.__struct_encode_fields__:
            return f"does not belong here but into {each.encode_name}: move it below that [header]"
    if meant:
        return f"is no key here; did you mean {meant}?"
    return f"is no key here; there are {', '.join(shape.__struct_encode_fields__)}"
