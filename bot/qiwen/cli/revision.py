"""Content named on the command line: a folder, or a revision of the repository that the content in force lies in."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import click

PARTS = ("intents", "knowledge")
BESIDE = ("tests/questions", "tests/talks")
"""What a revision may hold beside its content, and is taken along."""
_FILES = ("100644", "100755")


@dataclass(frozen=True, slots=True)
class Named:
    """A content folder that can be read now, and how to call it: a revision with the commit that it names."""

    root: Path
    shown: str


@contextmanager
def named(name: str, home: Callable[[], Path], param: str) -> Iterator[Named]:
    """What `name` names; of a revision a copy of what it holds, which is gone afterwards.

    `home` gives the content in force. Raises BadParameter with what to do instead; `param` is what the user calls it.
    """
    folder = Path(name or "?")
    if all((folder / part).is_dir() for part in PARTS):
        yield Named(folder, name)
        return
    with TemporaryDirectory(prefix="qiwen-diff-") as copy:
        try:
            shown = _copied(name, home(), Path(copy))
        except _NoRevision as slip:
            raise click.BadParameter(f"{_no_folder(name, folder)}, and {slip}", param_hint=param) from slip
        yield Named(Path(copy), shown)


class _NoRevision(Exception):
    """Why a name is no revision with content; goes on after a comma."""


def _no_folder(name: str, folder: Path) -> str:
    if not folder.is_dir():
        return f"{name!r} is no folder"
    missing = [part for part in PARTS if not (folder / part).is_dir()]
    return f"the folder {name!r} holds no {' and no '.join(missing)}"


def _copied(name: str, home: Path, copy: Path) -> str:
    """Copy what the revision `name` holds; gives back how to call it."""
    git = _Git.in_(home)
    commit = git.commit(name)
    place = f"{commit}:{git.prefix}"
    blobs = git.blobs(place)
    missing = [part for part in PARTS if not any(path.startswith(f"{part}/") for path in blobs)]
    if missing:
        where = f" in {git.prefix}" if git.prefix else ""
        raise _NoRevision(f"the revision {name!r} holds no {' and no '.join(missing)}{where}; name a folder")
    for path, content in git.contents(blobs):
        target = copy / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return f"{name} ({commit[:12]})"


@dataclass(frozen=True, slots=True)
class _Git:
    """The repository that `home` lies in; `prefix` is the way to it from the repository's top, with a slash."""

    program: str
    home: Path
    prefix: str = ""

    @classmethod
    def in_(cls, home: Path) -> "_Git":
        """Raises _NoRevision where there is none."""
        program = shutil.which("git")
        if program is None:
            raise _NoRevision("revisions need git, which is not installed; name a folder, or install git")
        done = cls(program, home).run("rev-parse", "--show-prefix")
        if done.returncode:
            said = _last_line(done.stderr)
            raise _NoRevision(f"git finds no repository at {home}, the content in force ({said}); name a folder")
        return cls(program, home, done.stdout.decode().removesuffix("\n"))

    def commit(self, name: str) -> str:
        """The commit that `name` names."""
        done = None if name.startswith("-") else self.run("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        if done is None or done.returncode:
            raise _NoRevision(f"git knows no revision {name!r} in the repository of {self.home}{self._shallow()}")
        return done.stdout.decode().strip()

    def blobs(self, place: str) -> dict[str, str]:
        """Path to object of every plain file there that belongs to content or stands beside it."""
        done = self.run("ls-tree", "-r", "-z", "--full-tree", place, "--", *PARTS, *BESIDE)
        rows = (row.split("\t", 1) for row in done.stdout.decode("utf-8", "replace").split("\0") if row)
        found = ((path, head.split(" ")) for head, path in rows)
        return {path: object_ for path, (mode, _, object_) in found if mode in _FILES and _is_inside(path)}

    def contents(self, blobs: dict[str, str]) -> Iterator[tuple[str, bytes]]:
        """Each path with what its file holds, as it was committed: no attribute of the repository changes it."""
        told = self.run("cat-file", "--batch", given="".join(f"{each}\n" for each in blobs.values()).encode()).stdout
        at = 0
        for path in blobs:
            start = told.index(b"\n", at) + 1
            head = told[at:start].split()
            if head[-1] == b"missing":
                raise _NoRevision(f"this clone lacks the file {path}; fetch it, or name a folder")
            at = start + int(head[-1])
            yield path, told[start:at]
            at += 1  # a line's end

    def _shallow(self) -> str:
        """What to do where the clone holds only the newest commits, as CI services make them."""
        shallow = self.run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        return "; this clone is shallow: git fetch --unshallow, or check out with its whole history" if shallow else ""

    def run(self, *words: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        """Call git at home; `given` goes to its standard input."""
        command = [self.program, "-C", str(self.home), *words]
        return subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603 - no shell


def _is_inside(path: str) -> bool:
    """Whether a path stays where it is put. Git makes no other, but a repository may come from anywhere."""
    return ".." not in PurePosixPath(path).parts and not path.startswith("/")


def _last_line(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "git says nothing"
