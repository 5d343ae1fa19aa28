"""Single questions put to both contents: what is known, every title, what moved, and some asks of every intent."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qiwen.insight.changes import Area, Change, facets
from qiwen.insight.changes_replay import Pair, Sides
from qiwen.model.content import Catalogue
from qiwen.model.inbound import Kind

MOVED_MOST = 200
"""Asks that came, went or moved and are asked; of more, a sample as large as this."""
_OUTSIDE = "_outside"


class Origin(StrEnum):
    """Where a question comes from."""

    KNOWN = "known questions"
    TITLE = "titles"
    UNLIKE = "askings that must not land"
    MOVED = "asks that came, went or moved"
    SAMPLE = "asks in sample"


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions to put, each once, and how many of each origin."""

    texts: tuple[str, ...]
    origins: Mapping[Origin, int]


def to_ask(old: Catalogue, new: Catalogue, known: Iterable[str], sample: int) -> Asked:
    """What to ask. `sample` asks an intent are chosen by their words alone, so that a new one displaces few."""
    found: dict[str, Origin] = {}
    for origin, texts in (
        (Origin.KNOWN, known),
        (Origin.TITLE, _titles(old, new)),
        (Origin.UNLIKE, _unlike(old, new)),
        (Origin.MOVED, _some(moved(old, new), MOVED_MOST)),
        (Origin.SAMPLE, _sampled(old, new, sample)),
    ):
        for text in texts:
            found.setdefault(text, origin)
    return Asked(tuple(found), Counter(found.values()))


def moved(old: Catalogue, new: Catalogue) -> list[str]:
    """Every ask that does not stand under the same intent in both."""
    before, after = _owners(old), _owners(new)
    return [text for text in dict.fromkeys([*before, *after]) if before.get(text) != after.get(text)]


def question_changes(
    sides: Sides, texts: Iterable[str], now: datetime, tell: Callable[[str], None] = lambda _: None
) -> Iterator[Change]:
    """Every question of `texts` that leads to another intent, decision or reply in a fresh talk at `now`."""
    for text in texts:
        tell("")
        before, after = Pair(sides, now).does(Kind.TEXT, text)
        if found := facets(before.described(), after.described()):
            yield Change(Area.QUESTION, text, found)


def _titles(*catalogues: Catalogue) -> Iterator[str]:
    for catalogue in catalogues:
        for intent in catalogue.intents.values():
            yield from (intent.title.hans, intent.title.en)


def _unlike(*catalogues: Catalogue) -> Iterator[str]:
    for catalogue in catalogues:
        for intent in catalogue.intents.values():
            yield from intent.unlike


def _owners(catalogue: Catalogue) -> dict[str, str]:
    owned = {ask.text: _OUTSIDE for ask in catalogue.outside}
    return owned | {ask.text: intent.id for intent in catalogue.intents.values() for ask in intent.asks}


def _sampled(old: Catalogue, new: Catalogue, count: int) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for text, owner in {**_owners(old), **_owners(new)}.items():
        groups.setdefault(owner, []).append(text)
    for owner in sorted(groups):
        yield from _some(groups[owner], count)


def _some(texts: Iterable[str], count: int) -> list[str]:
    return sorted(texts, key=_drawn)[:count]


def _drawn(text: str) -> bytes:
    """A text's place in a draw that comes out alike everywhere."""
    return hashlib.sha256(text.encode()).digest()
