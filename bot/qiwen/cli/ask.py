"""qiwen ask: one question, one answer."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

import click

from qiwen.cli.common import friendly


@click.command(name="ask")
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--explain", is_flag=True, help="Show how the question was understood.")
@click.option("--as-of", "day", type=click.DateTime(["%Y-%m-%d"]), help="Answer by what was known that day.")
@friendly
def command(question: str, as_json: bool, explain: bool, day: datetime | None) -> None:
    """Answer QUESTION as the bot would in a fresh talk. Nothing is stored.

    \b
    Example: qiwen ask "迁移入口在哪"
    Example: qiwen ask "创建人怎么转让" --as-of 2022-05-01
    """
    from qiwen.bootstrap import make_mind, now
    from qiwen.dialogue.turns import take_turn
    from qiwen.matching.explain import explain as explained
    from qiwen.matching.matcher import Matcher
    from qiwen.model.asof import as_of
    from qiwen.model.conversation import Conversation
    from qiwen.model.inbound import Inbound, Key, Kind
    from qiwen.model.plain import plain
    from qiwen.settings import read

    key = Key("terminal", "ask", "once")
    mind = make_mind(read().content)
    if day:
        mind = replace(mind, catalogue=as_of(mind.catalogue, day.date()))
    turn = take_turn(Conversation(key), Inbound(key, "1", Kind.TEXT, question, now()), mind, now())
    answer = plain(turn.reply) if turn.reply else ""
    explanation = explained(mind.matcher, question) if explain and isinstance(mind.matcher, Matcher) else None
    if as_json:
        shown = {"question": question, "answer": answer, **asdict(turn.entry)}
        click.echo(json.dumps(shown | ({"explanation": explanation} if explanation else {}), ensure_ascii=False))
        return
    click.echo(answer)
    if explanation:
        click.echo("\n" + "\n".join(_lines(explanation)))


def _lines(explanation: dict[str, Any]) -> Iterator[str]:
    """The explanation for a reader: a line a thing, numbers in columns."""
    yield f"read as     {explanation['read_as']}"
    yield f"repairs     {', '.join(f'{was} → {now}' for was, now in explanation['repairs']) or '-'}"
    yield f"peeled off  {', '.join(explanation['peeled_off']) or '-'}"
    yield f"concepts    {', '.join(explanation['concepts']) or '-'}"
    yield f"decision    {explanation['decision']}: {explanation['why']} (margin {explanation['margin']})"
    for each in explanation["labels"]:
        figures = "  ".join(f"{name} {figure}" for name, figure in each["figures"].items())
        yield f"{each['probability']:>10.4f}  {each['intent']:<22}{figures}"
    for each in explanation["asks"]:
        places = f"written {each['written']:.2f}  spoken {each['spoken']:.2f}"
        yield f"{'ask':>10}  {each['intent']:<22}{places}  {each['hand']}: {each['ask']!r}"
