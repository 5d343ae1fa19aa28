"""qiwen new: a file to begin from."""

from pathlib import Path

import click

from qiwen.cli.common import friendly


@click.command(name="new")
@click.argument("kind", type=click.Choice(["intent", "notice", "check", "guide", "source"]))
@click.argument("id_", metavar="ID")
@click.option("--content", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Folder to write to.")
@friendly
def command(kind: str, id_: str, content: Path | None) -> None:
    """Write a new intent, notice, check, guide or source that says of every field what it means.

    ID becomes the file's name: a-z, 0-9 and -. `qiwen lint` refuses the file and names what to write until all is
    written; until then this content does not start, and a running server keeps the old.

    \b
    Example: qiwen new notice backup-before-merge
    """
    from qiwen.cli.folder import in_force, writable
    from qiwen.content.kinds import KINDS
    from qiwen.content.lint import is_id
    from qiwen.content.skeleton import skeleton

    if not is_id(id_):
        raise click.BadParameter(f"{id_!r} is no id: use a-z, 0-9 and -, such as backup-before-merge", param_hint="ID")
    (found,) = (each for each in KINDS if each.name == kind)
    root = writable(in_force(content))
    _write(root / found.path(id_), skeleton(found))
    click.echo(f"{root / found.path(id_)}: fill in what is empty, then run qiwen lint")


def _write(path: Path, text: str) -> None:
    """Write a file that was not there."""
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as slip:
        if path.exists():
            raise click.ClickException(f"{path} is there already: choose another ID, or change that file") from slip
        raise click.ClickException(f"{path} cannot be written: {slip.strerror}") from slip
