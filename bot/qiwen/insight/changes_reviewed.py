"""The file of changes that a person has looked at: which are meant, and which nobody has seen."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from qiwen.insight.changes import Change
from qiwen.model.errors import Problem, QuestionsError

_HEAD = """\
# Changes of what the bot says that a person has looked at and means. Written, in place of what stood here, by
#   qiwen diff OLD NEW --review {path}
# Look at each row before this is committed. A `note` of your own stays as long as its change does.
"""


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[[change]]; `what` is for the reader, `note` says why it is meant."""

    fingerprint: str
    what: str = ""
    note: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    change: list[Row] = []


def read_reviewed(path: Path) -> dict[str, Row]:
    """The reviewed changes by their fingerprints. Raises QuestionsError where the file cannot be used."""
    try:
        file = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    except OSError as slip:
        raise QuestionsError((Problem(str(path), f"cannot be read: {slip.strerror}; --review writes it"),)) from slip
    except ValueError as slip:
        raise QuestionsError((Problem(str(path), str(slip)),)) from slip
    return {row.fingerprint: row for row in file.change}


def as_toml(changes: Iterable[Change], before: Mapping[str, Row], path: Path) -> str:
    """The text of a file that has reviewed `changes` and nothing else; notes of `before` stay with their changes."""
    rows = {change.fingerprint: change.what for change in changes}
    tables = [_table(Row(name, what, before[name].note if name in before else "")) for name, what in rows.items()]
    return "\n".join([_HEAD.format(path=path.as_posix()), *tables])


def unreviewed(changes: Iterable[Change], reviewed: Mapping[str, Row]) -> tuple[Change, ...]:
    """The changes that do not stand in the file."""
    return tuple(change for change in changes if change.fingerprint not in reviewed)


def outlived(changes: Iterable[Change], reviewed: Mapping[str, Row]) -> int:
    """How many rows of the file are about changes that there are not any more."""
    return len(reviewed.keys() - {change.fingerprint for change in changes})


def _table(row: Row) -> str:
    note = f"note = {_quoted(row.note)}\n" if row.note else ""
    return f"[[change]]\nfingerprint = {_quoted(row.fingerprint)}\nwhat = {_quoted(row.what)}\n{note}"


def _quoted(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's too, but for the one control character that JSON leaves bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
