"""What commands share: errors as messages, not tracebacks, and lines from standard input."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from qiwen.model.errors import QiwenError

P = ParamSpec("P")
R = TypeVar("R")


def friendly(command: Callable[P, R]) -> Callable[P, R]:
    """Turn what qiwen raises on purpose into a message and exit code 1; bugs keep their traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except QiwenError as slip:
            raise click.ClickException(str(slip)) from slip

    return run


def lines_in() -> Iterator[str]:
    """Lines of standard input without their ends; bytes that are not UTF-8 become U+FFFD."""
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", "replace").rstrip("\r\n")


@contextmanager
def progress(length: int, label: str) -> Iterator[Callable[[str], None]]:
    """A bar on standard error, where that is a terminal; what it gives is told each step, before the step is done."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:

        def tell(what: str) -> None:
            bar.label = f"{label} {what}".ljust(40)
            bar.update(1)

        yield tell
