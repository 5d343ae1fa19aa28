"""qiwen match: questions in, decisions out."""

import json

import click

from qiwen.cli.common import friendly, lines_in

_SHOWN = 3


@click.command(name="match")
@friendly
def command() -> None:
    """Say for each line of standard input what it means.

    A line is a question, or a JSON object with "text" (other fields are handed through). Printed is one JSON object
    a line: text, intent (null where the bot would not answer), intents (two where two things were asked), decision
    (sure, torn, lost), score, candidates (best first).

    \b
    Example: echo 迁移能撤销吗 | qiwen match
    """
    from qiwen.bootstrap import make_matcher
    from qiwen.model.match import Decision
    from qiwen.settings import read

    matcher = make_matcher(read().content)
    for line in lines_in():
        if not line.strip():
            continue
        given = _given(line)
        match = matcher.match(given["text"])
        candidates = match.candidates[:_SHOWN] if match.decision is not Decision.LOST or match.near else ()
        found = {
            "intent": match.intents[0] if match.intents else None,
            "intents": list(match.intents),
            "decision": match.decision.value,
            "score": round(match.score, 4),
            "candidates": [each.intent for each in candidates],
        }
        click.echo(json.dumps(given | found, ensure_ascii=False))


def _given(line: str) -> dict[str, str]:
    """The line as an object with a text; a line that is no such object is a question itself."""
    try:
        read = json.loads(line)
    except ValueError:
        return {"text": line}
    return read if isinstance(read, dict) and isinstance(read.get("text"), str) else {"text": line}
