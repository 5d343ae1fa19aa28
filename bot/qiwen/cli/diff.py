"""qiwen diff: what a change of the content changes for people."""

import json
import os
import sys
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from qiwen.cli.common import progress
from qiwen.cli.folder import in_force
from qiwen.cli.revision import Named, named
from qiwen.model.errors import ContentError, QiwenError

if TYPE_CHECKING:
    from qiwen.dialogue.mind import Matches
    from qiwen.insight.changes_comparison import Comparison, Content
    from qiwen.insight.changes_questions import Asked
    from qiwen.insight.changes_transcripts import Transcript
    from qiwen.matching.learned import Learned
    from qiwen.model.content import Catalogue

_PATH = click.Path(path_type=Path, exists=True)
_FILE = click.Path(path_type=Path, dir_okay=False)


class _Refused(click.ClickException):
    """The contents could not be compared: 2, because 1 says that they were and that something is unreviewed."""

    exit_code = 2


class _Tried(NamedTuple):
    """What to try both contents on; None is what lies beside them."""

    questions: Path | None
    talks: Path | None
    asks: int
    day: datetime | None


@click.command(name="diff")
@click.argument("old")
@click.argument("new", required=False)
@click.option("--questions", type=_PATH, help="Questions to ask: a file or folder as `qiwen eval` takes it.")
@click.option("--talks", type=_PATH, help="Talks to hold: a TOML file or a folder of them.")
@click.option("--asks", default=5, show_default=True, type=click.IntRange(0), help="Asks of each intent to try.")
@click.option("--as-of", "day", type=click.DateTime(["%Y-%m-%d"]), help="Answer by what was known that day, and on it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with every change in full.")
@click.option("--review", type=_FILE, help="Write all changes to this file, for a person to look at and commit.")
@click.option("--fail-on-unreviewed", "reviewed", type=_FILE, help="Exit 1 if a change does not stand in this file.")
@click.option(
    "--content",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Content in force, whose repository has the revisions.",
)
def command(
    old: str,
    new: str | None,
    questions: Path | None,
    talks: Path | None,
    asks: int,
    day: datetime | None,
    as_json: bool,
    review: Path | None,
    reviewed: Path | None,
    content: Path | None,
) -> None:
    """Compare two contents by what people get: the OLD and the NEW one, which is the content in force if left out.

    Each is a folder with intents/ and knowledge/, or a revision of the git repository that holds the content in force.
    Both answer the same questions and hold the same talks, those of tests/questions and tests/talks beside the NEW
    content (else the OLD), every title, every ask that moved and some asks of each intent. Listed is whatever comes
    out differently, every class of answers to a check that comes to another verdict, and what is written differently.

    Every change has a fingerprint. --review writes them to a file; once a person has looked at that and committed it,
    --fail-on-unreviewed lets nothing else pass. The result hangs on both contents and on nothing else: the day is the
    newest that either of them names, unless --as-of tells another.

    Exit 0 compared; 1 something is unreviewed; 2 could not be compared.

    \b
    Example: qiwen diff HEAD
    Example: qiwen diff origin/main HEAD --fail-on-unreviewed reviewed.toml
    """
    if review and reviewed:
        raise click.UsageError("--review writes what --fail-on-unreviewed reads: take one at a time")
    # Matching multiplies small matrices; threads would only wait for each other. Must be set before numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        with ExitStack() as open_:
            home = partial(in_force, content)
            sides = (
                open_.enter_context(named(old, home, "OLD")),
                open_.enter_context(named(str(home()) if new is None else new, home, "NEW")),
            )
            passed = _diff(sides, _Tried(questions, talks, asks, day), review, reviewed, as_json=as_json)
    except QiwenError as slip:
        raise _Refused(str(slip)) from slip
    sys.exit(0 if passed else 1)


def _diff(
    sides: tuple[Named, Named], tried: _Tried, review: Path | None, reviewed: Path | None, *, as_json: bool
) -> bool:
    """Compare and print; whether nothing is unreviewed."""
    from qiwen.bootstrap import BEIJING
    from qiwen.insight.changes_comparison import compare
    from qiwen.insight.changes_day import moment, newest
    from qiwen.insight.changes_reviewed import read_reviewed, unreviewed

    rows = read_reviewed(reviewed) if reviewed else {}
    old, new = _contents(sides, tried.day)
    now = moment(tried.day.date() if tried.day else newest(old.catalogue, new.catalogue), BEIJING)
    asked, transcripts = _asked(sides, tried, old, new), _transcripts(sides, tried)
    with progress(len(asked.texts) + len(transcripts), "replaying") as tell:
        comparison = compare(old, new, asked, transcripts, now, tell)
    unseen = {change.fingerprint for change in unreviewed(comparison.changes, rows)} if reviewed else None
    _print(sides, comparison, now, unseen, as_json=as_json)
    if review:
        _write(review, comparison)
    elif reviewed and not as_json:
        _tell_outlived(comparison, reviewed)
    return not unseen


def _contents(sides: tuple[Named, Named], day: datetime | None) -> "tuple[Content, Content]":
    """Both contents, compiled, as they were on `day` if one is named; what they have in common is there once."""
    from qiwen.bootstrap import make_reader
    from qiwen.insight.changes_hearing import Once, hears_alike
    from qiwen.matching.matcher import Matcher

    old, new = _catalogue(sides[0], "OLD"), _catalogue(sides[1], "NEW")
    (old_learned, old_weights), (new_learned, new_weights) = _learned(sides)
    matcher = Once(Matcher(old, make_reader(old), old_learned))
    alike = old_weights == new_weights and hears_alike(old, new)
    other = matcher if alike else Once(Matcher(new, make_reader(new), new_learned))
    return _content(old, matcher, old_weights, day), _content(new, other, new_weights, day)


def _content(catalogue: "Catalogue", matcher: "Matches", weights: str, day: datetime | None) -> "Content":
    from qiwen.content.script import script
    from qiwen.dialogue.mind import Mind
    from qiwen.insight.changes_comparison import Content
    from qiwen.model.asof import as_of

    told = as_of(catalogue, day.date()) if day else catalogue
    return Content(Mind.of(told, matcher, script()), weights)


def _catalogue(side: Named, param: str) -> "Catalogue":
    from qiwen.content.load import load

    try:
        return load(side.root)
    except ContentError as slips:
        told = f"{side.shown} has slips for this version of qiwen (qiwen lint):\n{slips}"
        raise click.BadParameter(told, param_hint=param) from slips


def _learned(sides: tuple[Named, Named]) -> "list[tuple[Learned | None, str]]":
    """What each content has learned, and a name for it; equal weights are read once and shared."""
    from hashlib import sha256

    from qiwen.content import weights
    from qiwen.insight.changes_hearing import LearnedOnce

    paths = [side.root / weights.NAME for side in sides]
    names = [sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else "" for path in paths]
    if names[0] != names[1]:
        return [(weights.read(path), name) for path, name in zip(paths, names, strict=True)]
    learned = weights.read(paths[0])
    return [(LearnedOnce.of(learned) if learned else None, names[0])] * 2


def _asked(sides: tuple[Named, Named], tried: _Tried, old: "Content", new: "Content") -> "Asked":
    from qiwen.insight.changes_questions import to_ask
    from qiwen.insight.questions import read_questions

    path = tried.questions or _beside(sides, "questions")
    intents = {*old.catalogue.intents, *new.catalogue.intents}
    known = [question.text for question in read_questions(path, intents)] if path else []
    return to_ask(old.catalogue, new.catalogue, known, tried.asks)


def _transcripts(sides: tuple[Named, Named], tried: _Tried) -> "tuple[Transcript, ...]":
    from qiwen.insight.changes_transcripts import read_transcripts

    path = tried.talks or _beside(sides, "talks")
    return read_transcripts(path) if path else ()


def _beside(sides: tuple[Named, Named], name: str) -> Path | None:
    """The folder that lies with the NEW content, else with the OLD; an installed one has none."""
    folders = (side.root / "tests" / name for side in reversed(sides))
    return next((folder for folder in folders if any(folder.glob("*.toml"))), None)


def _print(
    sides: tuple[Named, Named], comparison: "Comparison", now: datetime, unseen: set[str] | None, *, as_json: bool
) -> None:
    from qiwen.insight import changes_report

    if as_json:
        head = {"old": sides[0].shown, "new": sides[1].shown, "as_of": now.isoformat()}
        click.echo(json.dumps(head | changes_report.as_object(comparison, unseen), ensure_ascii=False))
        return
    click.echo(
        f"{sides[0].shown} → {sides[1].shown}, as of {now:%Y-%m-%d}: {changes_report.counted(comparison, unseen)}"
    )
    for line in changes_report.summary(comparison):
        click.echo(line)
    for line in changes_report.details(comparison, unseen or ()):
        click.echo(line)


def _write(path: Path, comparison: "Comparison") -> None:
    from qiwen.insight.changes_reviewed import as_toml, read_reviewed

    before = read_reviewed(path) if path.exists() else {}
    try:
        path.write_text(as_toml(comparison.changes, before, path), encoding="utf-8")
    except OSError as slip:
        raise _Refused(f"{path} cannot be written: {slip.strerror}") from slip
    click.echo(f"{path} holds {len(comparison.changes)} changes: look at them, then commit it", err=True)


def _tell_outlived(comparison: "Comparison", path: Path) -> None:
    from qiwen.insight.changes_reviewed import outlived, read_reviewed

    if count := outlived(comparison.changes, read_reviewed(path)):
        click.echo(f"{count} of the changes in {path} are none any more; --review drops them", err=True)
