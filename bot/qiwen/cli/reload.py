"""qiwen reload: see that the running server has taken the content over."""

import time

import click
import requests

from qiwen.cli.common import friendly

_IN_A_ROW = 8
"""Answers that must name the new content: there may be several workers."""
_NAP_S = 0.2


@click.command(name="reload")
@click.option("--timeout", default=20.0, show_default=True, help="Seconds to wait for it.")
@friendly
def command(timeout: float) -> None:
    """Check the content, then wait until the server that runs here answers by it.

    A running server looks for changed content twice a second; this tells when it is in force, or why it is not.
    SIGHUP to `qiwen serve` makes it say the same in its log.

    \b
    Example: qiwen reload
    """
    from qiwen.content.files import bundled
    from qiwen.content.load import load
    from qiwen.settings import read

    settings = read()
    wanted = load(settings.content or bundled()).fingerprint
    address = f"http://{settings.host}:{settings.port}/healthz"
    deadline = time.monotonic() + timeout
    seen = 0
    while seen < _IN_A_ROW:
        if time.monotonic() > deadline:
            raise click.ClickException(
                f"{address} answers by other content after {timeout:g} s; does it serve this folder (QIWEN_CONTENT)?"
            )
        seen = seen + 1 if _content(address) == wanted else 0
        time.sleep(0 if seen else _NAP_S)
    click.echo(f"content {wanted[:12]} is in force")


def _content(address: str) -> str:
    """The fingerprint of the content in force there."""
    try:
        return requests.get(address, timeout=5).headers.get("X-Qiwen-Content", "")
    except requests.RequestException as slip:
        raise click.ClickException(f"no qiwen answers at {address} ({slip}); start it with `qiwen serve`") from slip
