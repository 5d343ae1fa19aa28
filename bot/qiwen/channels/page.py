"""The browser chat page's API: one JSON question in, one JSON answer out."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from qiwen.channels.http import HttpIn, HttpOut, Route
from qiwen.model.errors import Conflict, StoreError
from qiwen.model.inbound import Inbound, Key, Kind
from qiwen.model.text import Language
from qiwen.service.ports import Answered, Answers, Clock

PATH = "/api/talk"
MAX_TEXT = 2000
LIMIT = 32 * 1024  # 2000 characters take 24 KB where a client escapes all of them as surrogate pairs

# For whoever writes a client; the page tells people in their own language by the status alone.
ERRORS: Mapping[str, str] = MappingProxyType(
    {
        "unreadable": (
            "Cannot read the message: {problem}. Send one JSON object with `talk` (16-64 characters of "
            f"A-Z a-z 0-9 _ -), `id` (1-64 of the same, a new one per message) and exactly one of "
            f"`text` (1-{MAX_TEXT} characters), `choice` (a token from an earlier answer) or `enter` (true)."
        ),
        "busy": "This conversation is being answered elsewhere. Send the same message with the same `id` again.",
    }
)

_PROBLEM_SHOWN = 200

# \Z and not $, which lets a newline follow.
_TalkId = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{16,64}\Z")]
_MessageId = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{1,64}\Z")]
_Words = Annotated[str, Meta(min_length=1, max_length=MAX_TEXT)]
_TokenText = Annotated[str, Meta(min_length=1, max_length=200)]


class _Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the page sends. Exactly one of text, choice and enter is present; `language` is the page's own."""

    talk: _TalkId
    id: _MessageId
    text: _Words | UnsetType = UNSET
    choice: _TokenText | UnsetType = UNSET
    enter: bool | UnsetType = UNSET
    language: Language | None = None

    def said(self) -> tuple[Kind, str]:
        """What the person did, and with which words. Raises ValueError unless it is exactly one thing."""
        texts = {Kind.TEXT: self.text, Kind.CHOICE: self.choice, Kind.ENTER: UNSET if self.enter is UNSET else ""}
        given = [(kind, text) for kind, text in texts.items() if not isinstance(text, UnsetType)]
        if len(given) != 1 or self.enter is False:
            raise ValueError("it must hold exactly one of text, choice and enter")
        return given[0]


_decoder = msgspec.json.Decoder(_Message)
_encoder = msgspec.json.Encoder()


class PageChannel:
    """Answers the chat page. `texts` words the errors `unreadable` (filled with `{problem}`) and `busy`."""

    def __init__(self, answers: Answers, clock: Clock, texts: Mapping[str, str] = ERRORS) -> None:
        self._answers = answers
        self._clock = clock
        self._texts = texts

    def routes(self) -> tuple[Route, ...]:
        """The one route of the page's API."""
        return (Route(PATH, ("POST",), self.talk, LIMIT),)

    def talk(self, request: HttpIn) -> HttpOut:
        """Answer one message: 200 with the reply, 400 where it cannot be read, 503 where it should be sent again."""
        try:
            inbound = self._inbound(request.body)
        except ValueError as slip:
            problem = str(slip)[:_PROBLEM_SHOWN]
            return _json(400, {"error": self._texts["unreadable"].replace("{problem}", problem)})
        try:
            return _json(200, _shape(self._answers.handle(inbound)))
        except (Conflict, StoreError):
            return _json(503, {"error": self._texts["busy"]})

    def _inbound(self, body: bytes) -> Inbound:
        """The message in `body`. Raises ValueError, of which msgspec's and Unicode's errors are kinds."""
        message = _decoder.decode(body)
        kind, text = message.said()
        key = Key("page", "page", message.talk)
        return Inbound(key, message.id, kind, text, self._clock(), language=message.language)


def _shape(answered: Answered) -> dict[str, object]:
    """The answer as the page reads it; no language and no blocks where silence is right."""
    reply = answered.reply
    return {
        "language": reply.language if reply else None,
        "blocks": [{"tone": block.tone, "text": block.text} for block in reply.blocks] if reply else [],
        "choices": [{"label": choice.label, "token": choice.token} for choice in reply.choices] if reply else [],
        "mode": answered.mode,
        "verdict": answered.entry.verdict,
        "findings": answered.entry.findings,
    }


def _json(status: int, value: dict[str, object]) -> HttpOut:
    return HttpOut(status, _encoder.encode(value), "application/json", {"Cache-Control": "no-store"})
