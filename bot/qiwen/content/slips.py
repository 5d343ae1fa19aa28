"""What is wrong in one file, before it is known where that stands; and how a field is called."""

from dataclasses import dataclass

Path = tuple[str | int, ...]
"""Keys, and numbers of items from 0, from the root of a file to one of its fields."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line and a column, both from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Slip:
    """`what` is wrong with the field at `path`, and what to write instead; () is the file as a whole.

    `place` is set where the text is no TOML and has no fields.
    """

    path: Path
    what: str
    place: Place | None = None


def called(path: Path, data: object) -> str:
    """How a field is called: `question[creator].option[2].finding`.

    A row goes by its id where it has one that no other has, else by its number from 1.
    """
    name = ""
    for step in path:
        name += f"[{_row(step, data)}]" if isinstance(step, int) else f".{step}" if name else step
        data = _inside(data, step)
    return name


def _row(number: int, rows: object) -> str:
    ids = [row.get("id") if isinstance(row, dict) else None for row in rows] if isinstance(rows, list) else []
    id_ = ids[number] if number < len(ids) else None
    return id_ if isinstance(id_, str) and id_ and ids.count(id_) == 1 else str(number + 1)


def _inside(data: object, step: str | int) -> object:
    if isinstance(data, dict):
        return data.get(step)
    return data[step] if isinstance(data, list) and isinstance(step, int) and step < len(data) else None
