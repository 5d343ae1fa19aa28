"""What is wrong with a file that cannot be used, and where. Slow and thorough: nothing of it runs while all is well."""

from collections.abc import Iterable, Iterator

import tomli

from qiwen.content import structure, syntax
from qiwen.content.places import Places
from qiwen.content.slips import Slip, called
from qiwen.model.errors import Problem


def slips(raw: bytes, shape: object) -> Iterator[Slip]:
    """Every slip of a file by itself: its bytes, its TOML, its shape. One at least, if it is refused."""
    try:
        text = raw.decode("utf-8")
        yield from structure.slips(tomli.loads(text), shape)
    except UnicodeDecodeError as refusal:
        yield syntax.not_utf_8(raw, refusal)
    except tomli.TOMLDecodeError as refusal:
        yield syntax.not_toml(text, refusal)
    except RecursionError:
        yield Slip((), "is nested too deeply")


def problems(where: str, raw: bytes | None, found: Iterable[Slip]) -> Iterator[Problem]:
    """The slips of the file `where` as they are told: each with its line, and with rows called by their ids.

    `raw` is None for a file that could not be read, or was not: then there are no lines.
    """
    if raw is None:
        yield from (Problem(where, slip.what) for slip in found)
        return
    text = raw.decode("utf-8", "replace")
    places, data = Places(text), _data(text)
    for slip in found:
        place = slip.place or places.of(slip.path)
        yield Problem(where, slip.what, called(slip.path, data), place.line, place.column)


def _data(text: str) -> object:
    try:
        return tomli.loads(text)
    except (tomli.TOMLDecodeError, RecursionError):
        return None
