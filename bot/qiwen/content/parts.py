"""What the annotations of a shape are made of."""

from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

import msgspec


def core(shape: object) -> object:
    """A shape without its limits, and without None: TOML has none."""
    if get_origin(shape) is Annotated:
        return core(get_args(shape)[0])
    if get_origin(shape) in (Union, UnionType):
        real = [each for each in get_args(shape) if each is not NoneType]
        return core(real[0]) if len(real) == 1 else shape
    return shape


def choices(shape: object) -> tuple[str, ...]:
    """The texts that a field takes, in the order of the shape; none where any text will do."""
    return get_args(core(shape)) if get_origin(core(shape)) is Literal else ()


def item(shape: object) -> object:
    """What a list or a table of any keys holds; None where the shape is neither."""
    kind, inner = get_origin(core(shape)), get_args(core(shape))
    return inner[-1] if kind in (list, dict) else None


def table(shape: object) -> type[msgspec.Struct] | None:
    """The table with fixed keys that a shape is; None where it is another thing."""
    bare = core(shape)
    return bare if isinstance(bare, type) and issubclass(bare, msgspec.Struct) else None


def tables(shape: object) -> list[type[msgspec.Struct]]:
    """All tables with fixed keys below a shape, itself among them, each once."""
    found: list[type[msgspec.Struct]] = []
    queue = [shape]
    while queue:
        each = queue.pop(0)
        row = table(each)
        if row and row not in found:
            found.append(row)
            queue += [field.type for field in msgspec.structs.fields(row)]
        elif item(each) is not None:
            queue.append(item(each))
    return found


def is_list(shape: object) -> bool:
    """Whether it is a list."""
    return get_origin(core(shape)) is list


def least(shape: object) -> int:
    """How many a list must hold."""
    limits = [each for each in get_args(shape) if isinstance(each, msgspec.Meta)]
    return max((each.min_length or 0 for each in limits), default=0)
