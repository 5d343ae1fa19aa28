"""knowledge/reading.toml: what counts as noise. Every slip in it is told at once, with its place."""

import re
from pathlib import Path
from typing import Literal

import msgspec
import tomli

from qiwen.ingest.why import Why
from qiwen.model.errors import ContentError, Problem

NAME = "knowledge/reading.toml"

Kind = Literal[
    "pinyin",
    "lost-character",
    "traditional",
    "head-spam",
    "tail-spam",
    "link-farm",
    "navigation",
    "counter",
    "like",
    "doubled",
    "entity",
    "quote",
    "numbering",
    "typo",
    "repeated-line",
    "advert",
    "disclaimer",
    "forum",
    "table",
    "truncated",
    "markup",
    "whitespace",
]
"""Every kind of noise that an edit may name."""


class Shape(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base: a misspelt key is an error, not silence."""


class DomainRows(Shape, frozen=True):
    """[domain]"""

    words: list[str]
    names: list[str]


class SpamRows(Shape, frozen=True):
    """[spam]"""

    tail: list[str]
    head_cells: int
    tail_cells: int
    labelled_cells: int
    stuffed_cells: int
    longest_cell: int


class ScriptRows(Shape, frozen=True):
    """[script]"""

    words: dict[str, str]
    taiwan: dict[str, str]


class PinyinRows(Shape, frozen=True):
    """[pinyin]"""

    left: list[str]


class FieldRows(Shape, frozen=True):
    """[fields]"""

    counter: list[str]
    like: list[str]
    byline: list[str]
    weak: list[str]


class AboutRows(Shape, frozen=True):
    """[about]"""

    days: list[str]
    sources: list[str]


class LineRow(Shape, frozen=True):
    """[[line]]: `match` is tried at the beginning of a line"""

    kind: Kind
    reason: str
    match: str
    where: Literal["any", "head", "tail", "ends"] = "any"


class MenuRows(Shape, frozen=True):
    """[menu]"""

    buttons: list[str]
    cells: list[str]


class HeadingRows(Shape, frozen=True):
    """[disclaimer]"""

    headings: list[str]


class LinkRows(HeadingRows, frozen=True):
    """[links]"""

    like: str


class LeadRows(Shape, frozen=True):
    """[lead]"""

    marks: list[str]


class DoubledRows(Shape, frozen=True):
    """[doubled]"""

    lead: float
    body: float
    shortest: int
    telling: str


class RepeatedRows(Shape, frozen=True):
    """[repeated]"""

    longest: int
    times: int
    name_times: int
    headings: list[str]
    picture: str


class ClausesRows(Shape, frozen=True):
    """[clauses]"""

    lead_in: str
    facts: str


class ClauseRow(Shape, frozen=True):
    """[[clause]]"""

    kind: Kind
    reason: str
    match: str
    whole: bool = False


class ForumRows(Shape, frozen=True):
    """[forum]"""

    opens: str
    closes: str
    signs: list[str]


class EndRows(Shape, frozen=True):
    """[end]"""

    dangling: str
    opening: str
    terminated: float


class TypoRows(Shape, frozen=True):
    """[typos]"""

    heard: list[str]
    behind: str
    before: str
    keep: list[str]
    forms: dict[str, list[str]]


class SlipRow(Shape, frozen=True):
    """[[slip]]"""

    reason: str
    match: str
    put: str


class Rules(Shape, frozen=True):
    """knowledge/reading.toml"""

    reasons: dict[str, str]
    domain: DomainRows
    spam: SpamRows
    script: ScriptRows
    pinyin: PinyinRows
    fields: FieldRows
    about: AboutRows
    line: list[LineRow]
    menu: MenuRows
    links: LinkRows
    lead: LeadRows
    doubled: DoubledRows
    repeated: RepeatedRows
    clauses: ClausesRows
    clause: list[ClauseRow]
    disclaimer: HeadingRows
    forum: ForumRows
    end: EndRows
    typos: TypoRows
    slip: list[SlipRow]


def read_rules(root: Path) -> Rules:
    """The rules below the content folder `root`. Raises ContentError with every slip."""
    try:
        rules = msgspec.convert(tomli.loads((root / NAME).read_text(encoding="utf-8")), Rules)
    except FileNotFoundError:
        raise _refused("the file is missing") from None
    except UnicodeDecodeError as slip:
        raise _refused(f"is not UTF-8 (byte {slip.start}); save it as UTF-8") from None
    except tomli.TOMLDecodeError as slip:
        raise _refused(f"is not TOML: {slip}") from None
    except msgspec.ValidationError as slip:
        raise _refused(str(slip)) from None
    slips = tuple(slips_in(rules))
    if slips:
        raise ContentError(slips)
    return rules


def slips_in(rules: Rules) -> list[Problem]:
    """What the shapes cannot see: expressions that are none, words that would shift the text."""
    return [
        *(problem for where, expression in _expressions(rules) for problem in _expression(where, expression)),
        *(Problem(NAME, f"reasons: {why.value} is missing") for why in Why if why not in rules.reasons),
        *(Problem(NAME, f"reasons: nothing is called {name!r}") for name in rules.reasons if name not in list(Why)),
        *(
            Problem(NAME, f"script.words: {was!r} and {now!r} differ in length; they are swapped in place")
            for was, now in rules.script.words.items()
            if len(was) != len(now)
        ),
        *(
            Problem(NAME, f"pinyin.left: {each!r} is not a character with its pinyin, such as 業yè")
            for each in rules.pinyin.left
            if not re.fullmatch(r"[\u3400-\u9fff][^\W\d_]{1,6}", each)
        ),
        *(
            Problem(NAME, f"typos.forms: {wrong!r} is listed as a wrong form of itself")
            for right, forms in rules.typos.forms.items()
            for wrong in forms
            if wrong == right
        ),
    ]


def _expressions(rules: Rules) -> list[tuple[str, str]]:
    return [
        *((f"line {row.reason!r}: match", row.match) for row in rules.line),
        *((f"clause {row.reason!r}: match", row.match) for row in rules.clause),
        *((f"slip {row.reason!r}: match", row.match) for row in rules.slip),
        ("clauses.lead_in", rules.clauses.lead_in),
        ("links.like", rules.links.like),
        ("clauses.facts", rules.clauses.facts),
        ("repeated.picture", rules.repeated.picture),
        ("forum.opens", rules.forum.opens),
        ("forum.closes", rules.forum.closes),
        ("end.dangling", rules.end.dangling),
        ("end.opening", rules.end.opening),
    ]


def _expression(where: str, expression: str) -> list[Problem]:
    try:
        re.compile(expression)
    except re.error as slip:
        return [Problem(NAME, f"{where} is not a regular expression: {slip}")]
    return []


def _refused(what: str) -> ContentError:
    return ContentError((Problem(NAME, what),))
