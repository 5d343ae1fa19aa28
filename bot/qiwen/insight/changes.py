"""What differs between two contents, as values: where, in which respects, and under a name that stays."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

_LONGEST = 60
_DIGITS = 16


class Area(StrEnum):
    """Where something differs: in what is written, or in what comes of it."""

    CONTENT = "content"
    VERDICT = "verdict"
    QUESTION = "question"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class Facet:
    """One respect in which something differs. An empty text is nothing at all."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, to be looked at by a person.

    `where` is what an author knows it by: a file's kind and id, a question's words, a turn of a talk. Of verdicts,
    `count` says how many combinations of answers change alike, `example` is one of them as question and option ids,
    and `mark` names their exact set.
    """

    area: Area
    where: str
    facets: tuple[Facet, ...]
    count: int = 1
    example: tuple[tuple[str, str], ...] = ()
    mark: str = ""

    @property
    def fingerprint(self) -> str:
        """A name of 16 hex digits for this very change; the same wherever and whenever the contents are compared."""
        facets = [(each.name, each.before, each.after) for each in self.facets]
        told = json.dumps([self.area, self.where, facets, self.count, self.mark])
        return hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]

    @property
    def what(self) -> str:
        """The change in one line; of long texts only the names of what differs."""
        return f"{self.area} {' '.join(self.where.split())}: {', '.join(map(_told, self.facets))}"


def facets(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Facet, ...]:
    """The respects in which two descriptions differ, in their order; one that a description lacks is empty there."""
    names = dict.fromkeys([*before, *after])
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return tuple(Facet(*pair) for pair in pairs if pair[1] != pair[2])


def _told(facet: Facet) -> str:
    both = (facet.before, facet.after)
    if any("\n" in each or len(each) > _LONGEST for each in both):
        return facet.name
    return f"{facet.name} {facet.before or '–'} → {facet.after or '–'}"
