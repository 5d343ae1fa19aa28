"""Values to JSON and back. A field that a newer version added gets its default; one that it dropped is ignored."""

from dataclasses import replace

import msgspec

from qiwen.model.conversation import Conversation
from qiwen.model.reply import Reply
from qiwen.model.turn import AddToTicket, Effect, Entry, OpenTicket, WithdrawTicket


def encode(value: object) -> str:
    """Any value of the model as JSON text."""
    return msgspec.json.encode(value).decode()


def state(talk: Conversation) -> str:
    """A conversation; its version stands in a column of its own."""
    return encode(talk)


def conversation(text: str, version: int) -> Conversation:
    """The conversation in `text`, at `version`."""
    return replace(msgspec.json.decode(text, type=Conversation), version=version)


def reply(text: str) -> Reply | None:
    """The reply in `text`; None for silence."""
    return msgspec.json.decode(text, type=Reply | None)


def entry(text: str) -> Entry:
    """The journal line in `text`."""
    return msgspec.json.decode(text, type=Entry)


_KINDS = {OpenTicket: "ticket", AddToTicket: "ticket-note", WithdrawTicket: "ticket-withdrawn"}


def kind(value: Effect) -> str:
    """What the outbox calls an effect of that sort."""
    return _KINDS[type(value)]


def effect(value: Effect) -> str:
    """An effect for the outbox."""
    return encode(value)
