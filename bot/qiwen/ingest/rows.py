"""The shape of knowledge/recognise.toml; see knowledge/README.md for what its tables mean."""

import msgspec


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A misspelt key is an error, not silence."""


class ModalRow(Shape, frozen=True):
    """[modals]: see qiwen.ingest.sense.Modals"""

    allows: list[str]
    denies: list[str]
    denies_next: list[str]
    forbids: list[str]
    spares: list[str]
    asserts: list[str]
    asks: list[str]
    stops: list[str]
    skips: list[str]
    denies_after: list[str]
    allows_after: list[str]


class MarkRow(Shape, frozen=True):
    """[marks]: words that tell of what kind, phase and weight a sentence is"""

    example: list[str]
    warning: list[str]
    prompt: list[str]
    before: list[str]
    during: list[str]
    after: list[str]
    irreversible: list[str]
    limit: list[str]
    condition: list[str]
    exception: list[str]
    past: list[str]
    now: list[str]
    formerly: list[str]
    changed: list[str]
    rumour: list[str]
    unlisted: list[str]


class FreshRow(Shape, frozen=True):
    """[fresh]: what a sentence needs to be a notice that is not known yet, and what it may not hold"""

    generic: list[str]
    topics: list[str]
    claims: list[str]
    never: list[str]


class WayRow(Shape, frozen=True):
    """[[way]]"""

    notice: str
    needs: list[str]
    says: list[str]
    denies: list[str] = []
    never: list[str] = []
    near: list[str] = []
    page: list[str] = []
    apart: list[str] = []
    items: list[str] = []
    figures: list[str] = []
    paths: list[str] = []
    within: str = ""
    whole: bool = False
    turns: bool = False


class DraftRow(Shape, frozen=True):
    """[drafts]: suggested asks of a new intent, from the words of its phase and its subject"""

    hand: str
    any: str
    before: str
    during: str
    after: str
    asks: list[str]


class IdleRow(Shape, frozen=True):
    """[[idle]]: a sentence that tells nothing, although it looks like a rule"""

    needs: list[str]
    never: list[str] = []


class File(Shape, frozen=True):
    """knowledge/recognise.toml"""

    unsought: list[str]
    implied: list[str]
    domain: list[str]
    foreign: list[str]
    same: dict[str, list[str]]
    modals: ModalRow
    marks: MarkRow
    fresh: FreshRow
    words: dict[str, list[str]]
    common: list[str]
    drafts: DraftRow
    hides: list[str]
    way: list[WayRow]
    idle: list[IdleRow] = []
