"""What reading a page gives: the values that cleaning, segmenting and comparing hand to one another."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from qiwen.model.content import Phase, Weight


@dataclass(frozen=True, slots=True)
class Edit:
    """One deletion or repair. `start` and `end` count characters of the page as read; `put` replaces `text`.

    An empty `put` is a deletion. Edits of one page do not overlap.
    """

    kind: str  # a code of knowledge/reading.toml
    start: int
    end: int
    text: str
    put: str
    reason: str

    @property
    def removes(self) -> bool:
        """Whether nothing stands in its place."""
        return not self.put


@dataclass(frozen=True, slots=True)
class About:
    """What the page says of itself; None or empty where it does not."""

    publisher: str = ""
    title: str = ""
    published: datetime | None = None
    number: str = ""  # the publisher's number of the article, from an address such as /news_in/1460
    script: str = "hans"  # hans | hant | mixed, before conversion
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page made clean. `text` is `read` with `edits` applied; every character of `read` is kept or in an edit."""

    read: str
    text: str
    edits: tuple[Edit, ...]
    about: About


class Status(StrEnum):
    """How a finding on a page stands to what is known."""

    KNOWN = "known"
    CHANGED = "changed"
    CONTRADICTS = "contradicts"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Passage:
    """A rule, example, warning or prompt found in a clean page, doubled statements joined.

    `paragraph` names where it stands (as a person would say it), `fingerprint` is the first 16 hex digits of the
    SHA-256 of the clean paragraph.
    """

    text: str
    paragraph: str
    fingerprint: str
    kind: str  # rule | example | warning | prompt
    phase: Phase
    weight: Weight
    subject: str = ""
    condition: str = ""
    more: tuple[str, ...] = ()  # the same rule in other words elsewhere on the page


@dataclass(frozen=True, slots=True)
class Found:
    """A passage compared with the knowledge. `known` is the nearest notice's id, `score` 0 to 1 how near."""

    passage: Passage
    status: Status
    known: str | None
    score: float
    differs: tuple[str, ...] = ()  # what changed or contradicts, in words


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that reading one page gave. `missing` are known notices that this page dropped."""

    name: str
    page: Cleaned
    found: tuple[Found, ...]
    missing: tuple[str, ...] = field(default=())
