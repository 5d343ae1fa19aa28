"""qiwen schema: what editors need to complete and check content while it is written."""

from pathlib import Path

import click

from qiwen.cli.common import friendly


@click.command(name="schema")
@click.argument("kind", required=False)
@click.option(
    "--write",
    "folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Content folder to write all schemas and .taplo.toml to.",
)
@friendly
def command(kind: str | None, folder: Path | None) -> None:
    """Print the JSON Schema of a KIND of content file; without KIND, list the kinds.

    Taplo, and with it the extension Even Better TOML, find the schemas by .taplo.toml in the folder that is opened.

    \b
    Example: qiwen schema intent
    Example: qiwen schema --write .
    """
    from qiwen.cli.folder import kinds
    from qiwen.content import schema

    if folder:
        if kind:
            raise click.UsageError("--write writes all kinds: leave KIND out")
        _write(folder, schema.files(kinds()))
        return
    known = {each.name: each for each in kinds()}
    if kind is None:
        for each in known.values():
            click.echo(f"{each.name:<10}{each.at}")
    elif kind in known:
        click.echo(schema.as_json(schema.schema(known[kind])), nl=False)
    else:
        raise click.BadParameter(f"{kind!r} is none of {', '.join(known)}", param_hint="KIND")


def _write(folder: Path, texts: dict[str, str]) -> None:
    from qiwen.cli.folder import writable
    from qiwen.content.schema import OURS, TAPLO

    for name, text in texts.items():
        path = writable(folder) / name
        if name == TAPLO and path.exists() and OURS not in path.read_text(encoding="utf-8", errors="replace"):
            click.echo(f"{path} is your own and stays; to bind the schemas, add to it:\n\n{text}", err=True)
            continue
        try:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as slip:
            raise click.ClickException(f"{path} cannot be written: {slip.strerror}") from slip
        click.echo(path)
