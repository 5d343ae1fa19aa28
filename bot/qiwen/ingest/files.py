"""Files and folders named on the command line: which pages there are, and their bytes."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from qiwen.ingest.decode import LARGEST, Refused

_SAVED_PARTS = ("_files", ".files", "_file")
"""How browsers call the folder of pictures and scripts beside a saved page."""


def pages_in(named: Iterable[Path]) -> Iterator[Path]:
    """Every file named, and every file below a folder named, by name; hidden ones and parts of saved pages left out."""
    for path in named:
        if path.is_dir():
            yield from _below(path)
        else:
            yield path


def _below(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not name.endswith(_SAVED_PARTS))
        yield from (Path(where) / name for name in sorted(files) if not name.startswith("."))


def read_bytes(path: Path) -> bytes | Refused:
    """The bytes of a file, or why it cannot be read. A file that is too large is not read at all."""
    try:
        if not path.exists():
            return Refused("does not exist; look at the name")
        if not path.is_file():
            return Refused("is no file; name a page or a folder of pages")
        size = path.stat().st_size
        if size > LARGEST:
            return Refused(f"is {size / 1e6:.0f} MB; pages up to {LARGEST // 10**6} MB are read: split it")
        return path.read_bytes()
    except OSError as slip:
        return Refused(f"cannot be read: {slip.strerror or slip}")
