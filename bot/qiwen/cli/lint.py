"""qiwen lint: what is wrong with the content."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from qiwen.cli.common import friendly, progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from qiwen.matching.matcher import Matcher
    from qiwen.model.errors import Problem


@click.command(name="lint")
@click.option("--content", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Folder to read.")
@click.option("--strays", "show", is_flag=True, help="List every ask that lies nearer to another intent.")
@friendly
def command(content: Path | None, show: bool) -> None:
    """Read all content and name every slip with its file, line and field, and what to write instead; then exit 1.

    Asks that lie nearer to another intent than to their own are no slips but worth a look: they are counted, and
    listed with --strays.

    \b
    Example: qiwen lint
    """
    from qiwen.bootstrap import make_matcher
    from qiwen.cli.folder import in_force
    from qiwen.model.errors import ContentError

    root = in_force(content)
    found = _reading_slips(root)
    try:
        matcher = make_matcher(root)
    except ContentError as slips:
        _refuse([*slips.problems, *found])
    if found:
        _refuse(found)
    catalogue = matcher.catalogue
    asks = sum(len(intent.asks) for intent in catalogue.intents.values())
    click.echo(
        f"{len(catalogue.intents)} intents, {asks} asks and {len(catalogue.outside)} outside, "
        f"{len(catalogue.notices)} notices, {len(catalogue.checks)} checks, {len(catalogue.guides)} guides: no slips"
    )
    _strays(matcher, show=show)


def _reading_slips(root: Path) -> "list[Problem]":
    """What is wrong with the files by which pages are read. Who reads no pages may leave them out."""
    from qiwen.cli.folder import kinds
    from qiwen.content.files import Reader
    from qiwen.content.kinds import NOTICE
    from qiwen.ingest import recognise, rules

    notices = {file.stem for file in root.glob(NOTICE.at)}
    meaning: dict[str, Callable[[], object]] = {
        rules.NAME: lambda: rules.read_rules(root),
        recognise.WHERE: lambda: recognise.read(root / recognise.WHERE, notices),
    }
    shapes = Reader(root)
    there = [kind for kind in kinds() if kind.at in meaning and (root / kind.at).exists()]
    for kind in there:
        shapes.file(kind)
    problems = _told(shapes.done)
    broken = {problem.where for problem in problems}
    return [*problems, *(each for kind in there if kind.at not in broken for each in _told(meaning[kind.at]))]


def _told(check: "Callable[[], object]") -> "list[Problem]":
    """What a check finds."""
    from qiwen.model.errors import ContentError

    try:
        check()
    except ContentError as slips:
        return list(slips.problems)
    return []


def _refuse(problems: "list[Problem]") -> NoReturn:
    for problem in problems:
        click.echo(problem)
    files = len({problem.where for problem in problems})
    click.echo(f"{_many(len(problems), 'slip')} in {_many(files, 'file')}")
    sys.exit(1)


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _strays(matcher: "Matcher", *, show: bool) -> None:
    from qiwen.insight.neighbours import strays

    with progress(len(matcher.index.asks), "comparing asks") as tell:
        found = list(strays(matcher.index, tell))
    click.echo(
        f"{len(found)} asks lie nearer to another intent than to their own{'' if show else ' (--strays lists them)'}"
    )
    for each in found if show else ():
        click.echo(f"  {each.intent}: {each.ask!r} is {each.closeness:.0%} {each.other!r} of {each.other_intent}")
