"""Which content a command works on, and which kinds of files there are."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from qiwen.content.kinds import Kind


def in_force(content: Path | None) -> Path:
    """The folder named on the command line, else the one of the settings, else what came along.

    Raises SettingsError where the settings cannot be read.
    """
    from qiwen.content.files import bundled
    from qiwen.settings import read

    return content or read().content or bundled()


def writable(root: Path) -> Path:
    """`root`, if a person may change the content there. Raises ClickException with what to do instead."""
    from qiwen.content.files import is_installed

    if is_installed(root):
        raise click.ClickException(
            f"{root} came with the installed package and is written over by its next version: copy its intents and"
            " knowledge into a folder of your own, and name that with --content or QIWEN_CONTENT"
        )
    missing = [name for name in ("intents", "knowledge") if not (root / name).is_dir()]
    if missing:
        raise click.ClickException(f"{root} is no content folder: it holds no {' and no '.join(missing)}")
    return root


def kinds() -> "tuple[Kind[Any], ...]":
    """Every kind of file that authors write: what the bot speaks from, and by what pages are read."""
    from qiwen.content.kinds import KINDS, Kind
    from qiwen.ingest import recognise, rows, rules

    return (*KINDS, Kind("reading", rules.NAME, rules.Rules), Kind("recognise", recognise.WHERE, rows.File))
