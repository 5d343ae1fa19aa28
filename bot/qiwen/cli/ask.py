"""qiwen ask: one question, one answer."""

import json
from dataclasses import asdict

import click

from qiwen.cli.common import friendly


@click.command(name="ask")
@click.argument("question")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--explain", is_flag=True, help="Show how the question was understood.")
@friendly
def command(question: str, as_json: bool, explain: bool) -> None:
    """Answer QUESTION as the bot would in a fresh talk. Nothing is stored.

    \b
    Example: qiwen ask "迁移入口在哪"
    """
    from qiwen.bootstrap import make_mind, now
    from qiwen.dialogue.turns import take_turn
    from qiwen.model.conversation import Conversation
    from qiwen.model.inbound import Inbound, Key, Kind
    from qiwen.model.plain import plain

    key = Key("terminal", "ask", "once")
    mind = make_mind()
    turn = take_turn(Conversation(key), Inbound(key, "1", Kind.TEXT, question, now()), mind, now())
    answer = plain(turn.reply) if turn.reply else ""
    explanation = None
    if as_json:
        shown = {"question": question, "answer": answer, **asdict(turn.entry)}
        click.echo(json.dumps(shown | ({"explanation": explanation} if explain else {}), ensure_ascii=False))
        return
    click.echo(answer)
    if explanation:
        click.echo(f"\n{json.dumps(explanation, ensure_ascii=False, indent=2)}")
