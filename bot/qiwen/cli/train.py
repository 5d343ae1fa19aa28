"""qiwen train: learn from the asks."""

import time
from pathlib import Path

import click

from qiwen.cli.common import friendly


@click.command(name="train")
@click.option("--content", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Folder to learn from.")
@click.option("--net/--no-net", default=True, show_default=True, help="Train the net too (needs torch).")
@friendly
def command(content: Path | None, net: bool) -> None:
    """Learn from the asks in intents/ and write intents/_learned.npz. Needs `pip install qiwen[learn]`.

    \b
    Example: qiwen train
    """
    from qiwen.bootstrap import make_reader
    from qiwen.content import weights
    from qiwen.content.files import bundled
    from qiwen.content.load import load
    from qiwen.learning.train import steps, train

    root = content or bundled()
    started = time.monotonic()
    catalogue = load(root)
    with click.progressbar(length=steps(net=net), label="learning", show_eta=False) as bar:

        def tell(what: str) -> None:
            bar.label = what.ljust(40)
            bar.update(1)

        learned = train(catalogue, make_reader(catalogue), tell, net=net)
    weights.save(learned, root / weights.NAME)
    size = (root / weights.NAME).stat().st_size
    took = time.monotonic() - started
    click.echo(f"{len(learned.readings)} asks, {len(learned.keys)} features, {size:,} bytes, {took:.0f} s")
