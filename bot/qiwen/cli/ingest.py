"""qiwen ingest: from a reseller's page to a clean text, and to what it tells."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qiwen.cli.common import friendly, progress
from qiwen.cli.folder import in_force

if TYPE_CHECKING:
    from qiwen.ingest.bench import Tools
    from qiwen.ingest.decode import Refused
    from qiwen.ingest.knowledge import Knowledge
    from qiwen.ingest.page import Reading

_NO_NOTICE = "tells no notice that is known or new; is it about merging or upgrading mail?"
_NAMED = 5
_STDIN = Path("-")
_COLOURS = {"removed": "red", "put": "green", "why": "bright_black"}
_MARKS = {"removed": ("[-", "-]"), "put": ("{+", "+}"), "why": ("‹", "›")}


@dataclass(frozen=True, slots=True)
class Told:
    """What one file came to: the lines to print, and what the end of a run needs to know."""

    name: str
    lines: str
    error: str | None
    reading: "Reading | None"  # without what the end of a run does not need


@click.command(name="ingest")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a file, a line each.")
@click.option("--explain", is_flag=True, help="Show the page as read, what was removed and what was put.")
@click.option("--draft", type=click.Path(path_type=Path, file_okay=False), help="Folder for drafts of what is new.")
@click.option("--content", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Folder to read.")
@friendly
def command(files: tuple[Path, ...], as_json: bool, explain: bool, draft: Path | None, content: Path | None) -> None:
    """Clean the pages in FILES, say what was taken out and why, and compare what they tell with what is known.

    A page is text, HTML or a page saved whole, in UTF-8, UTF-16, GBK or Big5; a folder is gone through with all below
    it; - is standard input. The text comes out in Simplified Chinese. A file that cannot be read, or that tells no
    notice, is named and the others are still done; then the exit code is 1.

    \b
    known        a notice that stands there as we know it
    changed      one with another detail       contradicts   one that says the opposite
    new          a rule that no notice tells   missing       known, and dropped by this copy of its article

    \b
    Example: qiwen ingest page.html --explain
    Example: qiwen ingest pages/ --json > pages.jsonl
    """
    from qiwen.ingest.files import pages_in
    from qiwen.ingest.many import each

    root = in_force(content)
    _ready(root)  # slips in the content are told before anything is read
    todo = list(pages_in(files))
    if not todo:
        raise click.ClickException(f"there is no page in {', '.join(map(str, files))}")
    work = partial(_told, root=root, as_json=as_json, explain=explain, drafted=draft is not None)
    told = []
    with progress(len(todo), "reading") as tell:
        for one in each(work, todo, partial(_ready, root)):
            tell(Path(one.name).name)
            if one.lines:
                click.echo(one.lines)
            if one.error and not as_json:
                click.echo(f"{one.name} {one.error}", err=True)
            told.append(replace(one, lines=""))
    _mirrors(told)
    if draft:
        _drafts(told, draft, root)
    if any(one.error for one in told):
        sys.exit(1)


def read(path: Path, root: Path) -> "Reading | Refused":
    """The file at `path`, compared with the content below `root`; or why it cannot be read."""
    from qiwen.ingest.decode import Refused
    from qiwen.ingest.files import read_bytes

    data = sys.stdin.buffer.read() if path == _STDIN else read_bytes(path)
    return data if isinstance(data, Refused) else read_page(str(path), data, root)


def read_page(name: str, data: bytes, root: Path) -> "Reading | Refused":
    """The page in `data`, likewise."""
    from qiwen.ingest.clean import clean
    from qiwen.ingest.decode import Refused
    from qiwen.ingest.find import find
    from qiwen.ingest.page import Reading
    from qiwen.ingest.pages import page_of

    page = page_of(data)
    if isinstance(page, Refused):
        return page
    cleaned = clean(page, _tools(root))
    return Reading(name, cleaned, *find(cleaned, _knowledge(root)))


@cache
def _tools(root: Path) -> "Tools":
    from qiwen.content.script import script
    from qiwen.content.sound import syllable
    from qiwen.ingest.bench import Tools
    from qiwen.ingest.rules import read_rules

    return Tools(read_rules(root), script(), syllable)


@cache
def _knowledge(root: Path) -> "Knowledge":
    from qiwen.content.load import load
    from qiwen.ingest.knowledge import Knowledge
    from qiwen.ingest.recognise import WHERE
    from qiwen.ingest.recognise import read as read_recognition

    catalogue = load(root)
    return Knowledge.of(catalogue, read_recognition(root / WHERE, catalogue.notices))


def _ready(root: Path) -> None:
    """Everything loaded that reading a page needs. Raises ContentError."""
    _tools(root)
    _knowledge(root)


def _told(path: Path, *, root: Path, as_json: bool, explain: bool, drafted: bool) -> Told:
    """One file, read and put into words."""
    from qiwen.ingest.decode import Refused
    from qiwen.ingest.report import as_object, as_report

    reading = read(path, root)
    if isinstance(reading, Refused):
        lines = json.dumps(as_object(str(path), None, reading.why), ensure_ascii=False) if as_json else ""
        return Told(str(path), lines, reading.why, None)
    error = None if reading.found else _NO_NOTICE
    if as_json:
        lines = json.dumps(as_object(reading.name, reading, error), ensure_ascii=False)
    else:
        lines = "\n".join(_explained(reading) if explain else as_report(reading))
    return Told(reading.name, lines, error, _slim(reading, drafted=drafted))


def _slim(reading: "Reading", *, drafted: bool) -> "Reading":
    """What the end of a run needs: a thousand pages must not fill the memory."""
    if drafted:
        return replace(reading, page=replace(reading.page, read="", edits=()))
    from qiwen.ingest.mirrors import veiled

    slim = replace(reading.page, read="", text=veiled(reading.page.text), edits=())
    return replace(reading, page=slim, found=(), missing=())


def _explained(reading: "Reading") -> Iterator[str]:
    """The page as read with what went and what came, in colours and in marks that stay without them."""
    from qiwen.ingest.report import findings, pieces

    yield f"{reading.name}:"
    yield "".join(_marked(what, text) for what, text in pieces(reading.page))
    yield from findings(reading)


def _marked(what: str, text: str) -> str:
    if not text or what not in _MARKS:
        return text
    opens, closes = _MARKS[what]
    return click.style(f"{opens}{text}{closes}", fg=_COLOURS[what])


def _mirrors(told: Sequence[Told]) -> None:
    """Name the pages that are copies of one article, on standard error."""
    from qiwen.ingest.mirrors import grouped

    for group in grouped(one.reading for one in told if one.reading):
        if len(group) > 1:
            more = f" and {len(group) - _NAMED} more" if len(group) > _NAMED else ""
            click.echo(f"one article: {', '.join(group[:_NAMED])}{more}", err=True)


def _drafts(told: Sequence[Told], folder: Path, root: Path) -> None:
    from qiwen.ingest.draft import write

    try:
        for path in write([one.reading for one in told if one.reading], folder, _knowledge(root)):
            click.echo(f"draft: {path}", err=True)
    except OSError as slip:
        raise click.ClickException(f"{folder}: drafts cannot be written: {slip.strerror or slip}") from slip
