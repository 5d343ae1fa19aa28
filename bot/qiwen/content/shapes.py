"""The shape of each TOML file. msgspec checks it: an unknown or missing key, or a wrong type, names its place."""

from datetime import date
from typing import Literal

import msgspec


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base: a misspelt key is an error, not silence."""


class ArticleFile(Shape, frozen=True):
    """knowledge/sources/<id>.toml"""

    publisher: str
    operator: str
    title: str
    name: str
    name_en: str
    seen: date
    published: date | None = None
    url: str = ""


class SourceRow(Shape, frozen=True):
    """[[source]] of a notice"""

    article: str
    paragraph: str
    role: Literal["states", "confirms", "refines"]
    reviewed: date
    fingerprint: str = ""


class NoticeFile(Shape, frozen=True):
    """knowledge/notices/<id>.toml"""

    title: str
    title_en: str
    says: str
    says_en: str
    weight: Literal["info", "limit", "irreversible"]
    phase: Literal["any", "before", "during", "after"]
    valid_from: date
    source: list[SourceRow]
    next: str = ""
    next_en: str = ""
    valid_until: date | None = None
    see_also: list[str] = []


class OptionRow(Shape, frozen=True):
    """[[question.option]] of a check"""

    id: str
    label: str
    label_en: str
    says: list[str]
    finding: str | None = None
    stop: bool = False
    go: str | None = None


class QuestionRow(Shape, frozen=True):
    """[[question]] of a check"""

    id: str
    ask: str
    ask_en: str
    why: str
    why_en: str
    option: list[OptionRow]
    how: str = ""
    how_en: str = ""


class FindingRow(Shape, frozen=True):
    """[[finding]] of a check"""

    id: str
    weight: Literal["blocks", "ask", "first", "note"]
    order: int
    says: str
    says_en: str
    fix: str = ""
    fix_en: str = ""
    notices: list[str] = []
    guide: str | None = None


class CheckFile(Shape, frozen=True):
    """knowledge/checks/<id>.toml"""

    title: str
    title_en: str
    opening: str
    opening_en: str
    question: list[QuestionRow]
    finding: list[FindingRow]
    notices: list[str] = []


class BranchRow(Shape, frozen=True):
    """[[step.branch]] of a guide"""

    label: str
    label_en: str
    says: list[str]
    guide: str | None = None
    notice: str | None = None
    intent: str | None = None


class StepRow(Shape, frozen=True):
    """[[step]] of a guide"""

    id: str
    do: str
    do_en: str
    expect: str = ""
    expect_en: str = ""
    cautions: list[str] = []
    cautions_en: list[str] = []
    notices: list[str] = []
    guarded: bool = False
    one_source: bool = False
    branch: list[BranchRow] = []


class GuideFile(Shape, frozen=True):
    """knowledge/guides/<id>.toml"""

    title: str
    title_en: str
    opening: str
    opening_en: str
    closing: str
    closing_en: str
    step: list[StepRow]
    check: str | None = None


class AnswerRow(Shape, frozen=True):
    """[answer] of an intent: exactly one target"""

    notice: str | None = None
    check: str | None = None
    guide: str | None = None
    phrase: str | None = None
    handoff: bool = False
    also: list[str] = []


class IntentFile(Shape, frozen=True):
    """intents/<id>.toml"""

    title: str
    title_en: str
    group: Literal["fusion", "before", "during", "after", "dialogue"]
    answer: AnswerRow
    asks: dict[str, list[str]]
    unlike: list[str] = []
    follow: list[str] = []
    miss: bool = False


class OutsideFile(Shape, frozen=True):
    """intents/_outside.toml"""

    asks: dict[str, list[str]]


class TuningFile(Shape, frozen=True):
    """intents/_tuning.toml"""

    sure: float
    margin: float
    torn: float
    near: float
    menu: list[str]


class PhraseRow(Shape, frozen=True):
    """One table of knowledge/phrases.toml"""

    says: str
    says_en: str


class LexiconFile(Shape, frozen=True):
    """knowledge/lexicon.toml"""

    keep: list[str] = []
    terms: dict[str, list[str]] = {}
    concepts: dict[str, list[str]] = {}
