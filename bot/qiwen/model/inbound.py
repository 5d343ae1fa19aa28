"""What arrives: one message or event, whatever road it came by."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qiwen.model.text import Language, storable


class Kind(StrEnum):
    """What a person did."""

    TEXT = "text"
    CHOICE = "choice"  # pressed a button or a menu entry; the text is its token
    ENTER = "enter"  # opened the talk
    MEDIA = "media"  # sent something that is not text


@dataclass(frozen=True, slots=True)
class Key:
    """Which talk: one person on one app of one channel."""

    channel: str
    app: str
    user: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "user", storable(self.user))

    def __str__(self) -> str:
        return f"{self.channel}:{self.app}:{self.user}"


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message as the dialogue sees it. It cannot tell which channel it came by.

    `message_id` is the same for every delivery of the same message. `sent_at` is aware.
    `room` is how many UTF-8 bytes one plain-text answer may take on this road; None where there is no bound.
    `language` is what the channel knows of the person's, for the time before they write; None where it knows nothing.
    Lone surrogates end here, so that everything behind may rely on texts that can be stored and sent.
    """

    key: Key
    message_id: str
    kind: Kind
    text: str
    sent_at: datetime
    room: int | None = None
    language: Language | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "message_id", storable(self.message_id))
        object.__setattr__(self, "text", storable(self.text))
