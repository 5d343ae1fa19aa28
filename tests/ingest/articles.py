"""The corpus: articles of our own, and what each of them says."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from noise.make import Source

_FOLDER = Path(__file__).parent / "corpus"


@dataclass(frozen=True, slots=True)
class Gold:
    """What a page says: ids of notices, and words that stand where something else is said."""

    known: frozenset[str] = frozenset()
    accept: frozenset[str] = frozenset()
    changed: Mapping[str, str] = field(default_factory=dict)
    contradicts: Mapping[str, str] = field(default_factory=dict)
    new: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()
    twins: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def means(self, told: str | None, rule: str) -> bool:
        """Whether naming `told` names `rule`: itself, or a notice that says partly the same."""
        return told == rule or told in self.twins.get(rule, frozenset())


@dataclass(frozen=True, slots=True)
class Article:
    """One of our articles. `kept` ones are for the final score only."""

    id: str
    subject: str
    text: str
    publisher: str
    published: date
    number: str
    noise: tuple[str, ...]
    kept: bool
    gold: Gold

    @property
    def source(self) -> Source:
        """What the noise is added to."""
        shelf = "kept" if self.kept else "open"
        return Source(self.id, self.text, self.publisher, self.published.isoformat(), self.number, shelf)


@cache
def _written() -> dict[str, Any]:
    return tomllib.loads((_FOLDER / "gold.toml").read_text(encoding="utf-8"))


@cache
def articles() -> tuple[Article, ...]:
    """All articles, by id."""
    return tuple(_article(row) for row in _written()["article"])


def _article(row: dict[str, Any]) -> Article:
    return Article(
        id=row["id"],
        subject=row["subject"],
        text=(_FOLDER / "clean" / f"{row['id']}.txt").read_text(encoding="utf-8").strip(),
        publisher=row["publisher"],
        published=row["published"],
        number=row["number"],
        noise=tuple(row["noise"]),
        kept=row.get("kept", False),
        gold=_gold(row),
    )


def _gold(row: dict[str, Any]) -> Gold:
    known = frozenset(row.get("known", ()))
    changed, contradicts = row.get("changed", {}), row.get("contradicts", {})
    said = known | frozenset(changed) | frozenset(contradicts)
    accept = frozenset(row.get("accept", ())) | _twins_of(said)
    twins = {rule: _twins_of(frozenset((rule,))) for rule in (*changed, *contradicts)}
    new, maybe = tuple(row.get("new", ())), tuple(row.get("maybe", ()))
    return Gold(known, accept - known, changed, contradicts, new, maybe, twins)


def _twins_of(ids: frozenset[str]) -> frozenset[str]:
    groups = _written()["twins"]["groups"]
    return frozenset(other for group in groups if ids & set(group) for other in group)


def seed_gold() -> Gold:
    """What the page of 2022-04-21 says."""
    known = frozenset(_written()["seed"]["known"])
    return Gold(known, _twins_of(known) - known)
