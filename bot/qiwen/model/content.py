"""The content: what authors write, checked and joined. See intents/README.md and knowledge/README.md for the files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from qiwen.model.text import NOTHING, Text


class Weight(StrEnum):
    """How much hangs on a notice."""

    INFO = "info"
    LIMIT = "limit"
    IRREVERSIBLE = "irreversible"


class Phase(StrEnum):
    """When a notice matters."""

    ANY = "any"
    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Article:
    """A page that somebody published; its text is not kept. `operator` tells a publisher's mirrors from witnesses."""

    id: str
    publisher: str
    operator: str
    title: str
    name: Text
    published: date | None
    seen: date


@dataclass(frozen=True, slots=True)
class Source:
    """Where in an article a notice stands, and what the article does for it."""

    article: Article
    paragraph: str
    role: str  # states | confirms | refines
    fingerprint: str
    reviewed: date


@dataclass(frozen=True, slots=True)
class Notice:
    """One fact, in our own words, with its basis."""

    id: str
    title: Text
    says: Text
    next: Text
    weight: Weight
    phase: Phase
    valid_from: date
    valid_until: date | None
    see_also: tuple[str, ...]
    sources: tuple[Source, ...]

    @property
    def witnesses(self) -> int:
        """How many independent operators say it; mirrors of one publisher count once, refinements not at all."""
        return len({source.article.operator for source in self.sources if source.role != "refines"})


class AnswerKind(StrEnum):
    """How an intent is answered: exactly one of these."""

    NOTICE = "notice"
    CHECK = "check"
    GUIDE = "guide"
    PHRASE = "phrase"
    HANDOFF = "handoff"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an intent leads to; `also` are notices that refine the answer and carry their own dates."""

    kind: AnswerKind
    target: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """One way a person asks, and the hand that wrote it."""

    text: str
    hand: str


@dataclass(frozen=True, slots=True)
class Intent:
    """Something people want to know."""

    id: str
    title: Text
    group: str
    answer: Answer
    asks: tuple[Ask, ...]
    unlike: tuple[str, ...]
    follow: tuple[str, ...]
    miss: bool = False  # the person says that we missed: counts as one

    @property
    def is_knowledge(self) -> bool:
        """Whether it is answered from notices rather than by manners."""
        return self.group != "dialogue"


class FindingWeight(StrEnum):
    """What a finding does to the verdict."""

    BLOCKS = "blocks"
    ASK = "ask"  # sources are silent: a person must tell
    FIRST = "first"  # possible after this is done
    NOTE = "note"  # worth knowing, changes nothing


@dataclass(frozen=True, slots=True)
class Finding:
    """What an answer means for the verdict, why, and how to mend it."""

    id: str
    weight: FindingWeight
    order: int
    says: Text
    fix: Text
    notices: tuple[str, ...]
    guide: str | None


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question, with the ways people say it."""

    id: str
    label: Text
    says: tuple[str, ...]
    finding: str | None
    stop: bool
    go: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a check."""

    id: str
    ask: Text
    why: Text
    how: Text
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """An eligibility check: questions and findings. There is no table of outcomes; the verdict is computed."""

    id: str
    title: Text
    opening: Text
    questions: tuple[Question, ...]
    findings: Mapping[str, Finding]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A side road of a step: what the person may say or see there, and where it leads."""

    label: Text
    says: tuple[str, ...]
    guide: str | None
    notice: str | None
    intent: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `guarded` steps cannot be undone and are shown only behind the guard."""

    id: str
    do: Text
    expect: Text
    cautions: tuple[Text, ...]
    branches: tuple[Branch, ...]
    notices: tuple[str, ...]
    guarded: bool
    confirmed_by_one: bool


@dataclass(frozen=True, slots=True)
class Guide:
    """A procedure, step by step. `check` is the check it needs before a guarded step."""

    id: str
    title: Text
    opening: Text
    closing: Text
    check: str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the domain: its canonical form and the ways it is written."""

    canon: str
    variants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The domain's words: terms, concepts (sets of words that mean one thing) and what stands around a question."""

    terms: tuple[Term, ...] = ()
    keep: tuple[str, ...] = ()  # ordinary words that only sound like a term
    concepts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tuning:
    """Thresholds, reviewed together with the questions. Scores are probabilities, 0 to 1."""

    sure: float
    margin: float
    torn: float
    near: float


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything authors wrote, joined and checked. `fingerprint` names this exact content."""

    intents: Mapping[str, Intent]
    notices: Mapping[str, Notice]
    checks: Mapping[str, Check]
    guides: Mapping[str, Guide]
    phrases: Mapping[str, Text]
    words: Mapping[str, tuple[str, ...]]
    lexicon: Lexicon
    outside: tuple[Ask, ...]
    tuning: Tuning
    menu: tuple[str, ...]
    fingerprint: str

    def phrase(self, name: str) -> Text:
        """The wording `name`; a missing one is an author's slip that lint refuses, hence a KeyError here."""
        return self.phrases[name]


__all__ = [
    "NOTHING",
    "Answer",
    "AnswerKind",
    "Article",
    "Ask",
    "Branch",
    "Catalogue",
    "Check",
    "Finding",
    "FindingWeight",
    "Guide",
    "Intent",
    "Lexicon",
    "Notice",
    "Option",
    "Phase",
    "Question",
    "Source",
    "Step",
    "Term",
    "Tuning",
    "Weight",
]
