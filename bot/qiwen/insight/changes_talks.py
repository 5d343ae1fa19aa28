"""Whole talks held with both contents, and every turn in which they part."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from qiwen.insight.changes import Area, Change, Facet, facets
from qiwen.insight.changes_replay import Pair, Sides
from qiwen.insight.changes_transcripts import Step, Transcript
from qiwen.model.reply import Choice

ROOM = 2048
"""Bytes of WeCom's text message, the narrowest road: talks turn pages there."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """A talk that can be held to its end with neither content: both lack the choice that `where` picks."""

    where: str


def talk_changes(
    sides: Sides, transcripts: Iterable[Transcript], now: datetime, tell: Callable[[str], None] = lambda _: None
) -> Iterator[Change | Stuck]:
    """Every turn that leads to another reply, verdict, mode or intent, talk by talk. Talks begin at `now`.

    Where one content does not offer what is picked, that turn is the last one compared.
    """
    for transcript in transcripts:
        tell("")
        yield from _parted(sides, transcript, now)


def _parted(sides: Sides, transcript: Transcript, now: datetime) -> Iterator[Change | Stuck]:
    pair = Pair(sides, now, ROOM)
    offered: tuple[tuple[Choice, ...], ...] = ((), ())
    for number, step in enumerate(transcript.steps, 1):
        where = f"{transcript.name}, turn {number}: {step}"
        mine, theirs = (_token(step, choices) for choices in offered)
        if mine is None or theirs is None:
            yield Change(Area.TALK, where, _missing(mine, theirs)) if mine != theirs else Stuck(where)
            return
        pair.waits(step.after_hours)
        heard = pair.does(step.kind, mine, theirs)
        offered = tuple(each.choices for each in heard)
        if found := facets(*(each.described() for each in heard)):
            yield Change(Area.TALK, where, found)
        if step.reads_on:
            pair.reads_on()


def _token(step: Step, offered: tuple[Choice, ...]) -> str | None:
    """What is sent; None where the choice that is picked is not offered."""
    if not step.label:
        return step.text
    return next((choice.token for choice in offered if choice.label == step.text), None)


def _missing(mine: str | None, theirs: str | None) -> tuple[Facet, ...]:
    return (Facet("choice", *("offered" if each is not None else "not offered" for each in (mine, theirs))),)
