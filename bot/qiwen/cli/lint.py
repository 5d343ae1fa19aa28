"""qiwen lint: what is wrong with the content."""

from pathlib import Path

import click

from qiwen.cli.common import friendly


@click.command(name="lint")
@click.option("--content", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Folder to read.")
@friendly
def command(content: Path | None) -> None:
    """Read all content and name every slip with its file and field; exit 1 if there is one.

    \b
    Example: qiwen lint
    """
    from qiwen.content.files import bundled
    from qiwen.content.load import load

    catalogue = load(content or bundled())
    asks = sum(len(intent.asks) for intent in catalogue.intents.values())
    click.echo(
        f"{len(catalogue.intents)} intents, {asks} asks and {len(catalogue.outside)} outside, "
        f"{len(catalogue.notices)} notices, {len(catalogue.checks)} checks, {len(catalogue.guides)} guides: no slips"
    )
