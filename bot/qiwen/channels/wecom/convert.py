"""WeCom's words to ours and back. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from qiwen.channels.wecom.flat import cdata, clean
from qiwen.model.errors import Unreadable
from qiwen.model.inbound import Inbound, Key, Kind
from qiwen.model.plain import plain
from qiwen.model.reply import Reply

ROOM = 2048  # UTF-8 bytes of a passive text, cut by the platform beyond that (doc 90241)

_MESSAGES = {
    "text": Kind.TEXT,
    "image": Kind.MEDIA,
    "voice": Kind.MEDIA,
    "video": Kind.MEDIA,
    "location": Kind.MEDIA,
    "link": Kind.MEDIA,
}
_EVENTS = {"enter_agent": Kind.ENTER, "subscribe": Kind.ENTER, "click": Kind.CHOICE}
_WORDS = {Kind.TEXT: "Content", Kind.CHOICE: "EventKey"}

_SECONDS = re.compile(r"[0-9]{1,11}")
_MESSAGE_ID = re.compile(r"[0-9]{1,20}")


def to_inbound(app: str, fields: Mapping[str, str], room: int = ROOM) -> Inbound | None:
    """The message or event that `fields` tell of (doc 90239, 90240); None for those that want no answer.

    Raises Unreadable where a field is missing that the protocol promises.
    """
    kind = _kind(fields)
    if kind is None:
        return None
    return Inbound(
        key=Key("wecom", app, _need(fields, "FromUserName")),
        message_id=_message_id(fields),
        kind=kind,
        text=fields.get(_WORDS.get(kind, ""), ""),
        sent_at=datetime.fromtimestamp(int(_number(fields, "CreateTime", _SECONDS)), UTC),
        room=room,
    )


def to_xml(reply: Reply, user: str, corp_id: str, at: datetime) -> str:
    """A passive text (doc 90241) of at most 2048 bytes, well-formed whatever the reply quotes."""
    return (
        f"<xml><ToUserName>{cdata(user)}</ToUserName><FromUserName>{cdata(corp_id)}</FromUserName>"
        f"<CreateTime>{int(at.timestamp())}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content>{cdata(_cut(clean(plain(reply)), ROOM))}</Content></xml>"
    )


def _kind(fields: Mapping[str, str]) -> Kind | None:
    if _need(fields, "MsgType") == "event":
        return _EVENTS.get(_need(fields, "Event"))
    return _MESSAGES.get(fields["MsgType"])


def _message_id(fields: Mapping[str, str]) -> str:
    """MsgId; for events, which have none, what doc 90238 names, and event and key: two clicks can share a second."""
    if fields["MsgType"] != "event":
        return _number(fields, "MsgId", _MESSAGE_ID)
    return ":".join(fields.get(name, "") for name in ("FromUserName", "CreateTime", "Event", "EventKey"))


def _need(fields: Mapping[str, str], name: str) -> str:
    value = fields.get(name)
    if not value:
        raise Unreadable(f"a message without {name}")
    return value


def _number(fields: Mapping[str, str], name: str, shape: re.Pattern[str]) -> str:
    value = _need(fields, name)
    if not shape.fullmatch(value):
        raise Unreadable(f"{name} is not a number")
    return value


def _cut(text: str, room: int) -> str:
    """The last defence: the dialogue has already made pages of what is longer."""
    return text.encode()[:room].decode(errors="ignore")
