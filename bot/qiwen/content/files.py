"""Where content lies, and reading its files. Slips are gathered, so that an author sees all of them at once."""

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec
import tomli  # the same as tomllib, compiled: content loads in half the time

from qiwen.content.kinds import Kind
from qiwen.content.slips import Slip
from qiwen.model.errors import ContentError, Problem

S = TypeVar("S")


def bundled() -> Path:
    """The content this installation came with: inside the wheel, or beside the source tree."""
    inside = _installed()
    return inside if inside.is_dir() else Path(str(files("qiwen"))).parent.parent


def is_installed(root: Path) -> bool:
    """Whether `root` is content that a wheel brought: the next installation writes over it."""
    return root.resolve().is_relative_to(_installed().resolve())


def _installed() -> Path:
    return Path(str(files("qiwen"))) / "_content"


@dataclass(slots=True)
class Reader:
    """Reads TOML files below `root` and remembers what was wrong with them."""

    root: Path
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    _slips: list[tuple[str, Slip]] = field(default_factory=list)
    _bytes: dict[str, bytes] = field(default_factory=dict)

    def file(self, kind: Kind[S]) -> S | None:
        """The one file of that kind; None after noting a slip."""
        return self._read(kind.at, kind.shape)

    def folder(self, kind: Kind[S]) -> Mapping[str, S | None]:
        """Every file of that kind by its id, None for one with a slip. Names with `_` are no things of their own."""
        ids = sorted(file.stem for file in self.root.glob(kind.at))
        return {id_: self._read(kind.path(id_), kind.shape) for id_ in ids}

    def strays(self, folders: Collection[str]) -> list[str]:
        """TOML files below the folders' roots that lie in none of `folders`."""
        roots = sorted({folder.partition("/")[0] for folder in folders})
        walks = (walk for root in roots for walk in os.walk(self.root / root))
        found = ((Path(where).relative_to(self.root).as_posix(), names) for where, _, names in walks)
        strays = (f"{folder}/{name}" for folder, names in found if folder not in folders for name in names)
        return sorted(path for path in strays if path.endswith(".toml"))

    def note(self, slips: Iterable[tuple[str, Slip]]) -> None:
        """Remember slips, each with its file."""
        self._slips += slips

    def done(self) -> None:
        """Raise ContentError with every slip, if there was one."""
        if self._slips:
            raise ContentError(tuple(sorted(self._problems(), key=lambda each: (each.where, each.line, each.column))))

    def _read(self, path: str, shape: type[S]) -> S | None:
        try:
            raw = (self.root / path).read_bytes()
        except FileNotFoundError:
            self.note([(path, Slip((), "the file is missing"))])
            return None
        except OSError as slip:
            self.note([(path, Slip((), f"cannot be read: {slip.strerror}"))])
            return None
        self._bytes[path] = raw
        self.digest.update(path.encode() + b"\0" + raw + b"\0")
        try:
            return msgspec.convert(tomli.loads(raw.decode("utf-8")), shape)
        except (ValueError, RecursionError):  # not UTF-8, not TOML, another shape; nested without end
            from qiwen.content.trouble import slips  # noqa: PLC0415 - only needed here

            self.note((path, slip) for slip in slips(raw, shape))
            return None

    def _problems(self) -> Iterator[Problem]:
        from qiwen.content.trouble import problems  # noqa: PLC0415 - as above

        by_file: dict[str, list[Slip]] = {}
        for where, slip in self._slips:
            by_file.setdefault(where, []).append(slip)
        for where, slips in by_file.items():
            yield from problems(where, self._bytes.get(where), slips)
