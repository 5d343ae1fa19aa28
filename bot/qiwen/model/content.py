"""The content: what authors write, checked and joined. See intents/README.md and knowledge/README.md for the files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
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

    @property
    def known_since(self) -> date:
        """The day from which it can be relied on: when it was published, else when we saw it."""
        return self.published or self.seen


@dataclass(frozen=True, slots=True)
class Source:
    """Where in an article a notice stands, and what the article does for it."""

    article: Article
    paragraph: str
    role: str  # states | confirms | refines | disagrees
    fingerprint: str
    reviewed: date


@dataclass(frozen=True, slots=True)
class Later:
    """What an article added to a notice afterwards; it is told as that article's word and not before its day."""

    article: Article
    says: Text


@dataclass(frozen=True, slots=True)
class Notice:
    """One fact, in our own words, with its basis.

    It holds from `valid_from` until the day before `valid_until`; from then on `superseded_by` is told in its place.
    """

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
    superseded_by: str | None = None
    later: tuple[Later, ...] = ()

    @property
    def witnesses(self) -> int:
        """How many independent operators say it; mirrors of one publisher count once, refinements not at all."""
        return len({source.article.operator for source in self.sources if source.role in ("states", "confirms")})

    @property
    def reviewed(self) -> date:
        """When its sources were last compared with it, the oldest of them: a chain is as old as its oldest link."""
        return min((source.reviewed for source in self.sources), default=self.valid_from)

    def holds_on(self, day: date) -> bool:
        """Whether it is in force that day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


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
    lead: tuple[str, ...] = ()  # guides that are offered with the answer
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
    """One answer to a question, with the ways people say it.

    `keys` tell it by its words where this question is open, `told` anywhere; both are written as `Sign` reads them.
    `check` goes on with another check. `clears`: it speaks for going ahead, so it is never taken from doubtful words.
    """

    id: str
    label: Text
    says: tuple[str, ...]
    finding: str | None = None
    stop: bool = False
    go: str | None = None
    keys: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    check: str | None = None
    clears: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a check. `name` is what it is about in a few words, for telling answers back."""

    id: str
    name: Text
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
    """One thing to do. `guarded` steps cannot be undone and are shown only behind the guard.

    `confirm` is whose full name has to be typed there, `first` what must be confirmed as done before.
    """

    id: str
    do: Text
    expect: Text
    cautions: tuple[Text, ...]
    branches: tuple[Branch, ...]
    notices: tuple[str, ...]
    guarded: bool
    confirmed_by_one: bool
    confirm: Text = NOTHING
    first: tuple[Text, ...] = ()


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
class Manners:
    """How patient the talk is. `unclear`, `misses`: how many in a row until a person is called.

    `panic_notices` tell what must not be done while a migration runs. A notice unreviewed for longer than `review` is
    told as such.
    """

    pause: timedelta = timedelta(days=1)
    stale: timedelta = timedelta(days=7)
    unclear: int = 3
    misses: int = 2
    solved_every: int = 3
    panic_notices: tuple[str, ...] = ()
    review: timedelta = timedelta(days=365)


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
    manners: Manners = Manners()

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
    "Later",
    "Lexicon",
    "Manners",
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
