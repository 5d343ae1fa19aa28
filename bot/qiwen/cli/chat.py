"""qiwen chat: the whole bot in the terminal."""

import json
import uuid
from contextlib import closing
from typing import TYPE_CHECKING

import click

from qiwen.cli.common import friendly, lines_in

if TYPE_CHECKING:
    from qiwen.model.inbound import Kind
    from qiwen.service.desk import Desk
    from qiwen.service.ports import Answered


@click.command(name="chat")
@click.option("--user", default="terminal", show_default=True, help="Whose talk to go on with.")
@click.option("--json", "as_json", is_flag=True, help="One message a line in, one JSON object a turn out.")
@friendly
def command(user: str, as_json: bool) -> None:
    """Talk with the bot. The talk is kept in the database and goes on next time.

    \b
    Example: qiwen chat --user lina
    Example: printf '合并要满足什么条件\\n是\\n' | qiwen chat --json
    """
    from qiwen.bootstrap import make_desk
    from qiwen.model.inbound import Kind
    from qiwen.settings import read

    with closing(make_desk(read())) as desk:
        if as_json:
            for line in lines_in():
                if line.strip():
                    click.echo(json.dumps(_object(_say(desk, user, Kind.TEXT, line)), ensure_ascii=False))
            return
        _show(_say(desk, user, Kind.ENTER, ""))
        while True:
            try:
                said = click.prompt("", prompt_suffix="> ")
            except click.Abort:
                return
            _show(_say(desk, user, Kind.TEXT, said))


def _say(desk: "Desk", user: str, kind: "Kind", text: str) -> "Answered":
    from qiwen.bootstrap import now
    from qiwen.model.inbound import Inbound, Key

    return desk.handle(Inbound(Key("terminal", "chat", user), uuid.uuid4().hex, kind, text, now()))


def _show(answered: "Answered") -> None:
    from qiwen.model.plain import plain

    if answered.reply:
        click.echo(f"\n{plain(answered.reply)}\n")


def _object(answered: "Answered") -> dict[str, object]:
    from qiwen.model.plain import block_line

    reply, entry = answered.reply, answered.entry
    return {
        "text": "\n\n".join(map(block_line, reply.blocks)) if reply else "",
        "intent": entry.intents[0] if entry.intents else None,
        "intents": list(entry.intents),
        "decision": entry.decision,
        "outcome": entry.outcome.value,
        "choices": [choice.label for choice in reply.choices] if reply else [],
        "mode": answered.mode,
        "verdict": entry.verdict,
        "findings": list(entry.findings),
        "slots": dict(entry.slots),
        "question": entry.due,
        "ticket": entry.ticket,
        "feedback": entry.feedback.value if entry.feedback else None,
        "more": bool(reply and reply.more),
    }
