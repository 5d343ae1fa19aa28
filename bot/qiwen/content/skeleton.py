"""A file to begin from: every field of its kind with what it means. What must be written is "", which lint refuses."""

from collections.abc import Iterator
from textwrap import wrap

import msgspec
from msgspec.structs import FieldInfo

from qiwen.content.fields import field_of, table_of
from qiwen.content.kinds import Kind
from qiwen.content.parts import choices, core, is_list, item, least, table
from qiwen.content.toml import as_key, as_toml

_WIDTH = 100
_INSTRUCTION = 'The file\'s name is its id. Write what is "", delete the remarks as you like, then run `qiwen lint`.'


def skeleton(kind: Kind[object]) -> str:
    """The text of a new file: TOML, with a slip for every field that must be written, and the others as remarks."""
    shape = table(kind.shape)
    assert shape, kind
    head = [*_remark(table_of(shape).sentence), *_remark(_INSTRUCTION)]
    return "\n".join([*head, *_table(shape, ())]) + "\n"


def _table(shape: type[msgspec.Struct], path: tuple[str, ...], *, told: bool = False) -> Iterator[str]:
    """The fields of a table. Tables within it come last: a key after their header would belong to them.

    `told` is what was explained once already. Where nothing must be written, the first field is what is mostly wanted.
    """
    fields = msgspec.structs.fields(shape)
    some = any(each.required for each in fields)
    for each in fields:
        if not _is_table(each):
            yield from () if told else ("", *_meaning(shape, each))
            yield _line(shape, each, written=each.required or (not some and each is fields[0]))
    for each in fields:
        if _is_table(each):
            yield from _inner(shape, each, (*path, each.encode_name), told=told)


def _inner(shape: type[msgspec.Struct], field: FieldInfo, path: tuple[str, ...], *, told: bool) -> Iterator[str]:
    """A table within a table, or as many as there must be of a list of them; one that may be left out is a remark."""
    row = table(field.type) or table(item(field.type))
    yield ""
    yield from () if told else _meaning(shape, field)
    header = f"[[{'.'.join(path)}]]" if is_list(field.type) else f"[{'.'.join(path)}]"
    if row is None:
        yield from (
            header,
            *(f'{as_key(name)} = [""]' for name in field_of(shape, field.encode_name).such_as or ["name"]),
        )
        return
    for number in range(max(1, least(field.type))):
        yield from ("",) if number else ()
        lines = (header, *_table(row, path, told=told or number > 0))
        yield from lines if field.required else (f"# {line}".rstrip() for line in lines)


def _is_table(field: FieldInfo) -> bool:
    kind = core(field.type)
    return bool(table(kind) or table(item(kind)) or (item(kind) is not None and not is_list(kind)))


def _meaning(shape: type[msgspec.Struct], field: FieldInfo) -> Iterator[str]:
    means, values = field_of(shape, field.encode_name), choices(field.type)
    text = means.sentence if field.required else f"Optional: {means.means}.".replace(": .", ".")
    if values:
        text += f" One of: {', '.join(values)}"
    elif field.required and means.such_as is not None:
        text += f" Such as: {as_toml(means.such_as)}"
    return _remark(text)


def _line(shape: type[msgspec.Struct], field: FieldInfo, *, written: bool) -> str:
    key, example = field.encode_name, field_of(shape, field.encode_name).such_as
    if written:
        return f'{key} = [""]' if is_list(field.type) else f'{key} = ""'
    return f"# {key} = {as_toml(True if core(field.type) is bool else example or '')}"


def _remark(text: str) -> Iterator[str]:
    return (f"# {line}" for line in wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False))
