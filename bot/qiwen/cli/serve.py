"""qiwen serve: the webhook and the chat page."""

import os
import socket
from pathlib import Path

import click

from qiwen.cli.common import friendly
from qiwen.model.errors import ContentError


@click.command(name="serve")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
@friendly
def command(workers: int) -> None:
    """Serve the chat page and, where WeCom is set up, its webhook. Ctrl-C stops.

    \b
    Example: QIWEN_PORT=9000 qiwen serve
    """
    from granian.constants import Interfaces
    from granian.server import Server

    from qiwen.bootstrap import check_start
    from qiwen.content.files import bundled
    from qiwen.settings import read

    settings = read()
    check_start(settings)
    _check_free(settings.host, settings.port)
    address = f"http://{settings.host}:{settings.port}"
    click.echo(f"chat page   {address}/")
    for name in settings.wecom:
        click.echo(f"webhook     {address}/wecom/{name}/callback")
    if not settings.wecom:
        click.echo("webhook     off: set QIWEN_WECOM_CORP_ID, QIWEN_WECOM_TOKEN and QIWEN_WECOM_AES_KEY (see README)")
    click.echo(f"database    {settings.database}")

    def told(*_: object, **__: object) -> None:
        """On SIGHUP: what is in force, instead of starting the workers anew, which would drop messages."""
        click.echo(_looked_at(settings.content or bundled()))

    server = Server(
        "qiwen.wsgi:app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=os.cpu_count() or 1,
        log_access=False,
    )
    server.signal_handler_reload = told  # type: ignore[method-assign]
    server.serve()


def _looked_at(root: Path) -> str:
    """What a SIGHUP comes to: the workers take good content over by themselves, and never content with slips."""
    from qiwen.content.load import load

    try:
        catalogue = load(root)
    except ContentError as slips:
        return f"content has slips; the old stays in force:\n{slips}"
    return f"content {catalogue.fingerprint[:12]} has no slips and is in force within a second"


def _check_free(host: str, port: int) -> None:
    """Say so where the address cannot be had. The server itself would silently share a port with another one."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as slip:
        raise click.ClickException(
            f"{host}:{port} cannot be used ({slip}). Choose another: QIWEN_PORT, QIWEN_HOST."
        ) from slip
