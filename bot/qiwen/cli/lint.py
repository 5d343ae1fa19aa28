"""qiwen lint: what is wrong with the content."""

from pathlib import Path

import click

from qiwen.cli.common import friendly, progress


@click.command(name="lint")
@click.option("--content", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Folder to read.")
@click.option("--strays", "show", is_flag=True, help="List every ask that lies nearer to another intent.")
@friendly
def command(content: Path | None, show: bool) -> None:
    """Read all content and name every slip with its file and field; exit 1 if there is one.

    Asks that lie nearer to another intent than to their own are no slips but worth a look: they are counted, and
    listed with --strays.

    \b
    Example: qiwen lint
    """
    from qiwen.bootstrap import make_matcher
    from qiwen.insight.neighbours import strays

    matcher = make_matcher(content)
    catalogue = matcher.catalogue
    asks = sum(len(intent.asks) for intent in catalogue.intents.values())
    click.echo(
        f"{len(catalogue.intents)} intents, {asks} asks and {len(catalogue.outside)} outside, "
        f"{len(catalogue.notices)} notices, {len(catalogue.checks)} checks, {len(catalogue.guides)} guides: no slips"
    )
    with progress(len(matcher.index.asks), "comparing asks") as tell:
        found = list(strays(matcher.index, tell))
    click.echo(
        f"{len(found)} asks lie nearer to another intent than to their own{'' if show else ' (--strays lists them)'}"
    )
    for each in found if show else ():
        click.echo(f"  {each.intent}: {each.ask!r} is {each.closeness:.0%} {each.other!r} of {each.other_intent}")
