"""Handing over to a person: opening a ticket that carries facts, adding to it, taking it back."""

import base64
import hashlib
from dataclasses import replace
from datetime import timedelta

from qiwen.dialogue.checks import Standing, replay
from qiwen.dialogue.scene import Said, Scene
from qiwen.model.content import Check, FindingWeight
from qiwen.model.conversation import Conversation
from qiwen.model.reply import Block, Tone
from qiwen.model.turn import AddToTicket, Entry, Facts, OpenTicket, Outcome, Reason, Urgency, WithdrawTicket

_STILL_OPEN = timedelta(days=1)
_URGENCY = {Reason.PANIC: Urgency.HIGH, Reason.ANGRY: Urgency.RAISED}
_LONGEST = 1000
"""Characters of one message that go into a ticket; the journal has the rest."""


def hand_over(scene: Scene, talk: Conversation, reason: Reason) -> Said:
    """Open a ticket, tell its number and when somebody is there.

    One opened within a day is kept: what is said now is added to it, asking twice makes no second entry.
    """
    if has_ticket(scene, talk):
        assert talk.ticket is not None
        urgency = _URGENCY.get(reason)
        wording = f"ticket_{reason}" if urgency else "ticket_already"
        already = Said(
            replace(talk, misses=0, missed=()),
            (scene.block(Tone.SAY, wording, ticket=talk.ticket),),
            (),
            _entry(talk.ticket),
        )
        if scene.mind.fold(scene.inbound.text) in scene.mind.controls:
            return already
        noted = scene.block(Tone.NOTE, "ticket_noted")
        return replace(already, blocks=(*already.blocks, noted), effects=(_addition(scene, talk.ticket, urgency),))
    number = ticket_number(scene)
    effect = OpenTicket(
        number, reason, scene.inbound.text[:_LONGEST], _URGENCY.get(reason, Urgency.NORMAL), facts_of(scene, talk)
    )
    blocks = (scene.block(Tone.SAY, f"ticket_{reason}", ticket=number), *_what_next(scene))
    talk = replace(talk, misses=0, missed=(), ticket=number, ticket_at=scene.now, with_person=scene.mind.house.quiet)
    return Said(talk, blocks, (), _entry(number), (effect,))


def has_ticket(scene: Scene, talk: Conversation) -> bool:
    """Whether a ticket of less than a day ago is open."""
    return bool(talk.ticket and talk.ticket_at and scene.now - talk.ticket_at < _STILL_OPEN)


def add(scene: Scene, talk: Conversation, *, lost: bool = False) -> Said:
    """Put what was said into the open ticket, and say so; `lost` where it was a question that could not be answered."""
    assert talk.ticket is not None
    block = scene.block(Tone.SAY, "ticket_lost" if lost else "ticket_added", ticket=talk.ticket)
    return Said(replace(talk, misses=0), (block,), (), _entry(talk.ticket), (_addition(scene, talk.ticket),))


def listen(scene: Scene, talk: Conversation) -> Said:
    """Put what was said into the open ticket in silence: a person has the word."""
    assert talk.ticket is not None
    entry = Entry(Outcome.SILENT, ticket=talk.ticket)
    return Said(talk, (), (), entry, (_addition(scene, talk.ticket),))


def withdraw(scene: Scene, talk: Conversation) -> Said:
    """Take the open ticket back."""
    assert talk.ticket is not None
    block = scene.block(Tone.SAY, "ticket_withdrawn", ticket=talk.ticket)
    after = replace(talk, ticket=None, ticket_at=None, with_person=False)
    return Said(after, (block,), (), _entry(talk.ticket), (WithdrawTicket(talk.ticket),))


def come_back(scene: Scene, talk: Conversation) -> Said:
    """The bot answers again although a person was called."""
    return Said(replace(talk, with_person=False), (scene.block(Tone.SAY, "bot_again"),), (), Entry(Outcome.CONTROL))


def facts_of(scene: Scene, talk: Conversation) -> Facts:
    """What is known now: of the open check, else of the last verdict; of the open guide; of what was missed."""
    id_, answers = (talk.check.check, talk.check.answers) if talk.check else _last_passed(talk)
    check = scene.mind.catalogue.checks.get(id_ or "")
    standing = replay(check, answers) if check else None
    return Facts(
        language=scene.language.value,
        check=id_,
        slots=(*standing.kept, *standing.spare) if standing else (),
        verdict=standing.verdict.value if standing and standing.due is None else None,
        missing=_missing(check, standing) if check and standing else (),
        misses=talk.missed,
        guide=talk.guide.guide if talk.guide else None,
        step=talk.guide.step if talk.guide else None,
        last_intent=talk.last_intent,
    )


def _missing(check: Check, standing: Standing) -> tuple[str, ...]:
    """What stands in the way, of the answers so far and of those given ahead."""
    ahead = dict(standing.spare)
    told = [
        check.findings[option.finding]
        for question in check.questions
        for option in question.options
        if option.finding and ahead.get(question.id) == option.id
    ]
    return tuple(each.id for each in (*standing.findings, *told) if each.weight is not FindingWeight.NOTE)


def _last_passed(talk: Conversation) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    return (talk.passed[-1].check, talk.passed[-1].answers) if talk.passed else (None, ())


def _what_next(scene: Scene) -> tuple[Block, ...]:
    """When somebody is there, and what happens until then."""
    house = scene.mind.house
    there = house.hours.next(scene.now)
    when = (
        scene.block(Tone.NOTE, "ticket_when_open")
        if there == scene.now
        else scene.block(Tone.NOTE, "ticket_when_closed", when=f"{there:%Y-%m-%d %H:%M}")
    )
    return when, scene.block(Tone.NOTE, "ticket_next_quiet" if house.quiet else "ticket_next")


def _addition(scene: Scene, number: str, urgency: Urgency | None = None) -> AddToTicket:
    return AddToTicket(number, scene.inbound.text[:_LONGEST], urgency)


def _entry(number: str) -> Entry:
    return Entry(Outcome.TICKET, ticket=number)


def ticket_number(scene: Scene) -> str:
    """A number that is easy to say and the same each time this message is taken: `Q261122-7K3QMAB`.

    Made from the message itself, so that no counter is needed and a turn taken again tells the same number.
    """
    seed = f"{scene.inbound.key}|{scene.inbound.message_id}".encode()
    letters = base64.b32encode(hashlib.sha256(seed).digest()).decode()[:7]
    return f"Q{scene.now:%y%m%d}-{letters}"
