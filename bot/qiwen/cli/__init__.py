"""The terminal door. Commands are imported when they are called: `qiwen --version` loads nothing heavy."""

from importlib import import_module

import click

_COMMANDS = (
    "ask",
    "chat",
    "diff",
    "doctor",
    "draw",
    "eval",
    "ingest",
    "lint",
    "match",
    "new",
    "reload",
    "schema",
    "serve",
    "stale",
    "train",
)


class _Lazy(click.Group):
    """Finds `qiwen.cli.<name>` and its `command` when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"qiwen.cli.{cmd_name}").command
        return command


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(message="%(prog)s, version %(version)s", package_name="qiwen", prog_name="qiwen")
def main() -> None:
    """Answer questions about merging Tencent Exmail with WeCom, from dated notices only.

    \b
    Try it:      qiwen ask "合并要满足什么条件"
    On a page:   qiwen serve
    """
