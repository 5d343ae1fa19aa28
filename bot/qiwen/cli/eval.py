"""qiwen eval: how well the bot does on questions whose answers are known."""

import json
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from qiwen.cli.common import friendly, progress

if TYPE_CHECKING:
    from qiwen.insight.marking import Marked
    from qiwen.insight.questions import Question
    from qiwen.insight.reference import Change
    from qiwen.insight.standing import Standing
    from qiwen.matching.matcher import Matcher


class _Shown(NamedTuple):
    """What is to be printed."""

    as_json: bool
    errors: bool
    by: tuple[str, ...]


@click.command(name="eval")
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object with every figure.")
@click.option("--errors", is_flag=True, help="List every question answered wrongly, missed or lost.")
@click.option(
    "--by", multiple=True, type=click.Choice(["persona", "intent"]), help="A table of these; may be repeated."
)
@click.option("--baselines", is_flag=True, help="What others make of the same questions (needs qiwen[learn]).")
@click.option("--cross", is_flag=True, help="Score the asks themselves, leaving out a hand at a time; takes minutes.")
@click.option(
    "--against", type=click.Path(path_type=Path, exists=True), help="With --cross: exit 1 if worse than this."
)
@click.option("--save", type=click.Path(path_type=Path, dir_okay=False), help="With --cross: keep the figures here.")
@click.option("--content", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Folder to read.")
@friendly
def command(
    file: Path | None,
    as_json: bool,
    errors: bool,
    by: tuple[str, ...],
    baselines: bool,
    cross: bool,
    against: Path | None,
    save: Path | None,
    content: Path | None,
) -> None:
    """Measure the bot on the questions in FILE.

    FILE is JSON lines with text, accept (a list of intents, or null where it must not be answered) and, if you like,
    persona and id; or a TOML file such as tests/questions/irreversible.toml, or a folder of them. Every share comes
    with its 95 % interval.

    \b
    right      answered, with an accepted intent       rejected   out of scope, and said so
    clarified  asked back, an accepted one on offer    torn       out of scope, choices offered
    missed     asked back, none on offer               answered   out of scope, yet answered
    lost       said "I don't know"
    wrong      answered, with another intent

    \b
    Example: qiwen eval tests/questions --by persona --errors
    Example: qiwen eval --cross --against tests/questions/cross.toml
    """
    shown = _Shown(as_json, errors, by)
    if cross:
        if file or baselines:
            raise click.UsageError("--cross scores the asks: it goes without FILE and without --baselines")
        _cross(content, shown, against, save)
        return
    if file is None:
        raise click.UsageError("name a FILE of questions, or say --cross")
    if against or save:
        raise click.UsageError("--against and --save go with --cross")
    _file(file, content, shown, baselines=baselines)


def _file(file: Path, content: Path | None, shown: _Shown, *, baselines: bool) -> None:
    from qiwen.bootstrap import make_matcher
    from qiwen.insight.marking import mark
    from qiwen.insight.questions import read_questions

    matcher = make_matcher(content)
    questions = read_questions(file, matcher.catalogue.intents)
    with progress(len(questions), "asking") as tell:
        marked = []
        for question in questions:
            tell("")
            marked.append(mark(question, matcher.match(question.text)))
    standings = _standings(matcher, questions) if baselines else ()
    _print(str(file), marked, standings, shown)


def _standings(matcher: "Matcher", questions: "Sequence[Question]") -> "list[Standing]":
    _needs_learning()
    from qiwen.insight.standing import own, standing
    from qiwen.learning.baselines import BASELINES, ranked

    texts = [question.text for question in questions]
    with progress(len(BASELINES) + 1, "comparing") as tell:
        tell("qiwen")
        found = [standing("qiwen", questions, [own(matcher, text) for text in texts])]
        for name in BASELINES:
            tell(name)
            found.append(standing(name, questions, ranked(name, texts, matcher.index)))
    return found


def _cross(content: Path | None, shown: _Shown, against: Path | None, save: Path | None) -> None:
    _needs_learning()
    from qiwen.bootstrap import make_reader
    from qiwen.content.files import bundled
    from qiwen.content.load import load
    from qiwen.insight.marking import mark
    from qiwen.insight.questions import Question
    from qiwen.insight.reference import as_toml, compare, read_reference
    from qiwen.insight.summary import by_persona, grouped
    from qiwen.learning.cross import cross, hands

    catalogue = load(content or bundled())
    reference = read_reference(against) if against else None
    with progress(len(hands(catalogue)), "leaving out") as tell:
        held = cross(catalogue, make_reader(catalogue), tell)
    asked = [(Question(one.ask.text, (one.intent,) if one.intent else (), one.ask.hand), one.match) for one in held]
    marked = [mark(question, match) for question, match in asked]
    top_1 = {hand: summary.inside["top_1"] for hand, summary in grouped(marked, by_persona).items()}
    if save:
        save.write_text(as_toml(top_1, save), encoding="utf-8")
    change = compare(reference, top_1) if reference else None
    by = ("hand", *(name for name in shown.by if name != "persona"))
    _print("the asks, one hand left out at a time", marked, (), shown._replace(by=by), change)
    if change and change.worse:
        sys.exit(1)


def _print(
    what: str,
    marked: "Sequence[Marked]",
    standings: "Sequence[Standing]",
    shown: _Shown,
    change: "Change | None" = None,
) -> None:
    from qiwen.insight import report
    from qiwen.insight.summary import by_intent, by_persona, grouped

    if shown.as_json:
        click.echo(json.dumps({"file": what, **report.as_object(marked, standings, change)}, ensure_ascii=False))
        return
    click.echo(f"{what}: {len(marked)} questions\n\n{report.overview(marked)}")
    for name in dict.fromkeys(shown.by):
        groups = grouped(marked, by_intent if name == "intent" else by_persona)
        click.echo(f"\n{report.group_table(name, groups)}")
    if standings:
        click.echo(f"\n{report.standings_table(standings)}")
    if shown.errors:
        click.echo()
        for line in report.errors(marked):
            click.echo(line)
    if change:
        click.echo(f"\n{change}")


def _needs_learning() -> None:
    if find_spec("sklearn") is None:
        raise click.ClickException("this needs scikit-learn: pip install 'qiwen[learn]'")
