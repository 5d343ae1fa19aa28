"""qiwen draw: a check or a guide as a tree."""

import click

from qiwen.cli.common import friendly


@click.command(name="draw")
@click.argument("kind", type=click.Choice(["check", "guide"]))
@click.argument("name", metavar="ID", required=False)
@friendly
def command(kind: str, name: str | None) -> None:
    """Print the tree of a check or a guide; without ID, what there is to draw.

    \b
    Example: qiwen draw check migration
    Example: qiwen draw guide backup-target
    """
    from qiwen.content.files import bundled
    from qiwen.content.load import load
    from qiwen.insight.drawing import check_lines, guide_lines
    from qiwen.settings import read

    catalogue = load(read().content or bundled())
    things = catalogue.checks if kind == "check" else catalogue.guides
    if name is None:
        for id_, thing in things.items():
            click.echo(f"{id_}  {thing.title.hans}")
        return
    if name not in things:
        raise click.BadParameter(f"there is no {kind} {name!r}; there are {', '.join(things)}", param_hint="ID")
    drawn = check_lines(catalogue.checks[name]) if kind == "check" else guide_lines(catalogue.guides[name], catalogue)
    click.echo("\n".join(drawn))
