"""The shape of each TOML file. msgspec checks it: an unknown or missing key, or a wrong type, names its place."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Word = Annotated[str, Meta(pattern=r"\S")]
"""Not blank."""

Typed = Annotated[str, Meta(min_length=1)]
"""As people type it. There are many thousands: that none is blank is found by lint, which is faster than a pattern."""

Id = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""Of a row, by which others find it."""

Hans = Annotated[str, Meta(pattern=r"\S", max_length=340)]
"""Said in Simplified Chinese: within half of the smallest message a channel carries (WeCom's text, 2,048 bytes)."""

En = Annotated[str, Meta(pattern=r"\S", max_length=1000)]
"""The same in English."""

HansOrNot = Annotated[str, Meta(max_length=340)]
EnOrNot = Annotated[str, Meta(max_length=1000)]
"""May be left out, both or none."""


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base: a misspelt key is an error, not silence."""


class ArticleFile(Shape, frozen=True):
    """knowledge/sources/<id>.toml"""

    publisher: Word
    operator: Word
    title: Word
    name: Word
    name_en: Word
    seen: date
    published: date | None = None
    url: str = ""


class SourceRow(Shape, frozen=True):
    """[[source]] of a notice"""

    article: Word
    paragraph: Word
    role: Literal["states", "confirms", "refines", "disagrees"]
    reviewed: date
    fingerprint: str = ""


class LaterRow(Shape, frozen=True):
    """[[later]] of a notice"""

    article: Word
    says: Hans
    says_en: En


class NoticeFile(Shape, frozen=True):
    """knowledge/notices/<id>.toml"""

    title: Hans
    title_en: En
    says: Annotated[str, Meta(pattern=r"\S", max_length=180)]
    says_en: En
    weight: Literal["info", "limit", "irreversible"]
    phase: Literal["any", "before", "during", "after"]
    valid_from: date
    source: Annotated[list[SourceRow], Meta(min_length=1)]
    next: HansOrNot = ""
    next_en: EnOrNot = ""
    valid_until: date | None = None
    superseded_by: Word | None = None
    later: list[LaterRow] = []
    see_also: list[Word] = []


class OptionRow(Shape, frozen=True):
    """[[question.option]] of a check"""

    id: Id
    label: Hans
    label_en: En
    says: list[Word]
    keys: list[Word] = []
    told: list[Word] = []
    finding: Word | None = None
    stop: bool = False
    clears: bool = True
    go: Word | None = None
    check: Word | None = None


class QuestionRow(Shape, frozen=True):
    """[[question]] of a check"""

    id: Id
    name: Hans
    name_en: En
    ask: Hans
    ask_en: En
    why: Hans
    why_en: En
    option: Annotated[list[OptionRow], Meta(min_length=2)]
    how: HansOrNot = ""
    how_en: EnOrNot = ""


class FindingRow(Shape, frozen=True):
    """[[finding]] of a check"""

    id: Id
    weight: Literal["blocks", "ask", "first", "note"]
    order: int
    says: Hans
    says_en: En
    fix: HansOrNot = ""
    fix_en: EnOrNot = ""
    notices: list[Word] = []
    guide: Word | None = None


class CheckFile(Shape, frozen=True):
    """knowledge/checks/<id>.toml"""

    title: Hans
    title_en: En
    opening: Hans
    opening_en: En
    question: Annotated[list[QuestionRow], Meta(min_length=1)]
    finding: list[FindingRow]
    notices: list[Word] = []


class BranchRow(Shape, frozen=True):
    """[[step.branch]] of a guide"""

    label: Hans
    label_en: En
    says: list[Word]
    guide: Word | None = None
    notice: Word | None = None
    intent: Word | None = None


class StepRow(Shape, frozen=True):
    """[[step]] of a guide"""

    id: Id
    do: Hans
    do_en: En
    expect: HansOrNot = ""
    expect_en: EnOrNot = ""
    cautions: list[Word] = []
    cautions_en: list[Word] = []
    notices: list[Word] = []
    guarded: bool = False
    first: list[Hans] = []
    first_en: list[En] = []
    confirm: HansOrNot = ""
    confirm_en: EnOrNot = ""
    one_source: bool = False
    branch: list[BranchRow] = []


class GuideFile(Shape, frozen=True):
    """knowledge/guides/<id>.toml"""

    title: Hans
    title_en: En
    opening: Hans
    opening_en: En
    closing: Hans
    closing_en: En
    step: Annotated[list[StepRow], Meta(min_length=1)]
    check: Word | None = None


class AnswerRow(Shape, frozen=True):
    """[answer] of an intent: exactly one target"""

    notice: Word | None = None
    check: Word | None = None
    guide: Word | None = None
    phrase: Word | None = None
    handoff: bool = False
    also: list[Word] = []


class IntentFile(Shape, frozen=True):
    """intents/<id>.toml"""

    title: Hans
    title_en: En
    group: Literal["fusion", "before", "during", "after", "dialogue"]
    answer: AnswerRow
    asks: dict[str, list[Typed]]
    lead: list[Word] = []
    unlike: list[Word] = []
    follow: list[Word] = []
    miss: bool = False


class OutsideFile(Shape, frozen=True):
    """intents/_outside.toml"""

    asks: dict[str, list[Typed]]


class TuningFile(Shape, frozen=True):
    """intents/_tuning.toml"""

    sure: Annotated[float, Meta(ge=0, le=1)]
    margin: Annotated[float, Meta(ge=0, le=1)]
    torn: Annotated[float, Meta(ge=0, le=1)]
    near: Annotated[float, Meta(ge=0, le=1)]
    menu: list[Word]


class MannersFile(Shape, frozen=True):
    """knowledge/manners.toml"""

    pause_hours: int
    stale_days: int
    unclear: int
    misses: int
    solved_every: int
    review_days: int
    panic_notices: list[Word] = []


class PhraseRow(Shape, frozen=True):
    """One table of knowledge/phrases.toml"""

    says: Hans
    says_en: En


class LexiconFile(Shape, frozen=True):
    """knowledge/lexicon.toml"""

    keep: list[Typed] = []
    terms: dict[str, list[Typed]] = {}
    concepts: dict[str, list[Typed]] = {}
