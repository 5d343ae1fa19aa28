"""Two versions of a check on the same answers: which combinations come to another verdict, and how many they are.

Hundreds of millions of combinations are not tried one by one. Both versions walk side by side, and of the answers so
far only that is kept which later answers hang on: where each stands, and the verdict so far.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import TypeVar

from qiwen.dialogue.checks import Verdict
from qiwen.insight.changes import Area, Change, Facet
from qiwen.insight.changes_steps import Effect, Stand, Steps
from qiwen.model.content import Catalogue, Check, Option

MOST = 20_000
"""Places to stand that are looked at; only checks whose questions are thoroughly shuffled need more."""
_PRIME = (1 << 61) - 1


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer already given, where the other version asked first: what it will do here, at its place.

    One that only this version knows is `owed`: should the question never come, nobody could have answered so.
    """

    place: int
    effect: Effect
    owed: bool


@dataclass(frozen=True, slots=True)
class _Side:
    """One version: where it stands, and what it need not ask any more."""

    at: Stand
    given: tuple[_Given, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ways:
    """Ways of answering that come to the same place: how many, the mark of their set, and the plainest of them.

    The mark is a sum of products of numbers drawn for every answer, which no two sets are likely to share.
    `plain` counts the findings of the example.
    """

    count: int = 1
    mark: int = 1
    plain: int = 0
    example: tuple[tuple[str, str], ...] = ()

    def and_(self, other: "_Ways") -> "_Ways":
        """Both."""
        best = other if other.plain < self.plain else self
        return _Ways(self.count + other.count, (self.mark + other.mark) % _PRIME, best.plain, best.example)

    def with_(self, question: str, option: str, finds: int) -> "_Ways":
        """The same ways with one answer more."""
        mark = self.mark * _number(question, option) % _PRIME
        return _Ways(self.count, mark, self.plain + finds, (*self.example, (question, option)))


_Pair = tuple[_Side, _Side]
_Key = TypeVar("_Key")
Outcomes = dict[tuple[str, str], _Ways]


def verdict_changes(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    """Every class of combinations, of each check that both contents have, whose outcome is another.

    A combination answers every question that either version asks on its way. An answer that only one version knows
    ends the other without a verdict.
    """
    for id_ in sorted(old.checks.keys() & new.checks.keys()):
        if _weighed(old.checks[id_]) != _weighed(new.checks[id_]):
            yield from check_changes(old.checks[id_], new.checks[id_])


def check_changes(old: Check, new: Check, most: int = MOST) -> Iterator[Change]:
    """The same for one check. Where it would take more than `most` places to stand, that alone is told."""
    found = _outcomes(Steps(old), Steps(new), most)
    if found is None:
        yield _too_many(old, new)
        return
    for (before, after), ways in sorted(found.items()):
        if before != after:
            facet = Facet("verdict", before, after)
            yield Change(Area.VERDICT, f"check {old.id}", (facet,), ways.count, ways.example, f"{ways.mark:x}")


def _outcomes(old: Steps, new: Steps, most: int) -> Outcomes | None:
    """What all combinations come to. Each answer takes a version on, so places are visited by how far both are."""
    pairs: list[dict[_Pair, _Ways]] = [{} for _ in range(old.end + new.end + 1)]
    pairs[0][_Side(Stand()), _Side(Stand())] = _Ways()
    ended: Outcomes = {}
    for here in pairs:
        most -= len(here)
        if most < 0:
            return None
        for pair, ways in here.items():
            outcomes = old.outcome(pair[0].at), new.outcome(pair[1].at)
            if outcomes[0] is not None and outcomes[1] is not None:
                _add(ended, (outcomes[0], outcomes[1]), ways)
                continue
            for after, longer in _answered(old, new, pair, ways):
                _add(pairs[after[0].at.place + after[1].at.place], after, longer)
    return ended


def _answered(old: Steps, new: Steps, pair: _Pair, ways: _Ways) -> Iterator[tuple[_Pair, _Ways]]:
    """`pair` after every answer to the next question."""
    question = _next(old, new, pair)
    asked = [(steps, side) for steps, side in zip((old, new), pair, strict=True) if _asks(steps, side, question)]
    due = [steps for steps, side in asked if side.at.place == steps.places[question]]
    for option in dict.fromkeys(each for steps, _ in asked for each in steps.options(question)):
        owed = not any(option in steps.options(question) for steps in due)
        before, after = (
            _taken(steps, side, question, option, owed=owed) for steps, side in zip((old, new), pair, strict=True)
        )
        if before and after:
            finds = any(steps.effect(steps.places[question], option).found is not Verdict.READY for steps, _ in asked)
            yield (before, after), ways.with_(question, option, int(finds))


def _next(old: Steps, new: Steps, pair: _Pair) -> str:
    """The question to answer next: one that the other version asks now too, or never will, before any other."""
    before, after = pair
    if old.outcome(before.at) is not None:
        return new.due(after.at).id
    mine = old.due(before.at).id
    if new.outcome(after.at) is not None:
        return mine
    theirs = new.due(after.at).id
    return theirs if _asks(new, after, mine) and not _asks(old, before, theirs) else mine


def _asks(steps: Steps, side: _Side, question: str) -> bool:
    """Whether the question is due or still ahead."""
    return steps.outcome(side.at) is None and steps.places.get(question, -1) >= side.at.place


def _taken(steps: Steps, side: _Side, question: str, option: str, *, owed: bool) -> _Side | None:
    """`side` with the answer, which has its effect when its question is due; None where it is owed in vain."""
    if not _asks(steps, side, question):
        return side
    place = steps.places[question]
    at, given = side.at, {each.place: each for each in side.given}
    given[place] = _Given(place, steps.effect(place, option), owed)
    while steps.outcome(at) is None and at.place in given:
        at = steps.after(at, given.pop(at.place).effect)
    ahead = [each for each in given.values() if steps.outcome(at) is None and each.place > at.place]
    if any(each.owed and each not in ahead for each in given.values()):
        return None
    return _Side(at, tuple(sorted(ahead, key=attrgetter("place"))))


def _add(ways: dict[_Key, _Ways], key: _Key, more: _Ways) -> None:
    ways[key] = ways[key].and_(more) if key in ways else more


@cache
def _number(question: str, option: str) -> int:
    digest = hashlib.sha256(f"{question}\0{option}".encode()).digest()
    return int.from_bytes(digest[:8]) % _PRIME


def _weighed(check: Check) -> object:
    """All of a check that its outcome hangs on."""
    return [
        (question.id, option.id, check.findings[option.finding].weight if option.finding else None, *_leads(option))
        for question in check.questions
        for option in question.options
    ]


def _leads(option: Option) -> tuple[object, ...]:
    return option.stop, option.go, option.check


def _too_many(old: Check, new: Check) -> Change:
    orders = [", ".join(question.id for question in check.questions) for check in (old, new)]
    mark = hashlib.sha256(repr((_weighed(old), _weighed(new))).encode()).hexdigest()[:16]
    facet = Facet("questions, too shuffled to compare all combinations", *orders)
    return Change(Area.VERDICT, f"check {old.id}", (facet,), mark=mark)
