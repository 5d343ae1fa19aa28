"""Handing over to a person."""

import base64
import hashlib
from dataclasses import replace
from datetime import timedelta

from qiwen.dialogue.scene import Said, Scene
from qiwen.model.conversation import Conversation
from qiwen.model.reply import Tone
from qiwen.model.turn import Entry, OpenTicket, Outcome, Reason

_STILL_OPEN = timedelta(days=1)


def hand_over(scene: Scene, talk: Conversation, reason: Reason) -> Said:
    """Open a ticket and tell its number. One opened within a day is kept: asking twice makes no second entry."""
    if talk.ticket and talk.ticket_at and scene.now - talk.ticket_at < _STILL_OPEN:
        block = scene.block(Tone.SAY, "ticket_already", ticket=talk.ticket)
        return Said(replace(talk, misses=0), (block,), (), Entry(Outcome.TICKET))
    number = ticket_number(scene)
    return Said(
        replace(talk, misses=0, ticket=number, ticket_at=scene.now),
        (scene.block(Tone.SAY, f"ticket_{reason}", ticket=number), scene.block(Tone.NOTE, "ticket_next")),
        (),
        Entry(Outcome.TICKET),
        (OpenTicket(number, reason, scene.inbound.text),),
    )


def ticket_number(scene: Scene) -> str:
    """A number that is easy to say and the same each time this message is taken: `Q261122-7K3QMAB`.

    Made from the message itself, so that no counter is needed and a turn taken again tells the same number.
    """
    seed = f"{scene.inbound.key}|{scene.inbound.message_id}".encode()
    letters = base64.b32encode(hashlib.sha256(seed).digest()).decode()[:7]
    return f"Q{scene.now:%y%m%d}-{letters}"
