"""Where content lies, and reading its files. Slips are gathered, so that an author sees all of them at once."""

import hashlib
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec
import tomli  # the same as tomllib, compiled: content loads in half the time

from qiwen.model.errors import ContentError, Problem

S = TypeVar("S")


def bundled() -> Path:
    """The content this installation came with: inside the wheel, or beside the source tree."""
    package = Path(str(files("qiwen")))
    inside = package / "_content"
    return inside if inside.is_dir() else package.parent.parent


@dataclass(slots=True)
class Reader:
    """Reads TOML files below `root` and remembers what was wrong with them."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def read(self, path: str, shape: type[S]) -> S | None:
        """The file as `shape`; None after noting a problem."""
        try:
            data = (self.root / path).read_bytes()
            self.digest.update(path.encode() + b"\0" + data + b"\0")
            return msgspec.convert(tomli.loads(data.decode("utf-8")), shape)
        except FileNotFoundError:
            self.note(path, "the file is missing")
        except UnicodeDecodeError as slip:
            self.note(path, f"is not UTF-8 (byte {slip.start}); save it as UTF-8")
        except tomli.TOMLDecodeError as slip:
            self.note(path, f"is not TOML: {slip}")
        except msgspec.ValidationError as slip:
            self.note(path, str(slip))
        return None

    def folder(self, path: str, shape: type[S]) -> dict[str, S]:
        """Every `<id>.toml` of a folder by id; files whose name starts with `_` are not things of their own."""
        ids = sorted(file.stem for file in (self.root / path).glob("*.toml") if not file.name.startswith("_"))
        read = ((id_, self.read(f"{path}/{id_}.toml", shape)) for id_ in ids)
        return {id_: one for id_, one in read if one is not None}

    def note(self, where: str, what: str) -> None:
        """Remember a slip."""
        self.problems.append(Problem(where, what))

    def done(self) -> None:
        """Raise ContentError with every slip, if there was one."""
        if self.problems:
            raise ContentError(tuple(self.problems))
