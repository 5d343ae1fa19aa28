"""Counts what was found on a page against what the page says."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from articles import Gold
from veiled import bare

from qiwen.ingest.page import Found, Status

OTHERWISE = "otherwise"
"""Changed or contradicted, whichever it was called."""


@dataclass(slots=True)
class Tally:
    """Of one status: how many were said and found, said, found rightly, found wrongly."""

    said: int = 0
    hit: int = 0
    right: int = 0
    wrong: int = 0

    @property
    def recall(self) -> float:
        return self.hit / self.said if self.said else 1.0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    def add(self, other: "Tally") -> None:
        self.said += other.said
        self.hit += other.hit
        self.right += other.right
        self.wrong += other.wrong


@dataclass(slots=True)
class Findings:
    """Tallies by status, and what was missed or found where nothing is."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in (*Status, OTHERWISE)})
    misses: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Findings") -> None:
        for name, tally in other.tallies.items():
            self.tallies[name].add(tally)
        self.misses += other.misses
        self.faults += other.faults


def compare(gold: Gold, found: Iterable[Found]) -> Findings:
    """What is right is judged by ids, and for changed, denied and new rules by the words that stand there too."""
    found = tuple(found)
    findings = Findings()
    _known(gold, found, findings)
    _differing(gold, found, findings)
    _new(gold, found, findings)
    return findings


def _known(gold: Gold, found: tuple[Found, ...], findings: Findings) -> None:
    tally = findings.tallies[Status.KNOWN]
    told = {one.known for one in found if one.status is Status.KNOWN}
    tally.said, tally.hit = len(gold.known), len(gold.known & told)
    for one in found:
        if one.status is not Status.KNOWN:
            continue
        if one.known in gold.known:
            tally.right += 1
        elif one.known not in gold.accept:
            tally.wrong += 1
            findings.faults.append(f"known {one.known}: {one.passage.text}")
    findings.misses.update(f"known {missed}" for missed in gold.known - told)


def _differing(gold: Gold, found: tuple[Found, ...], findings: Findings) -> None:
    """A change called a contradiction is wrong for both statuses and right for both together."""
    wanted = {
        Status.CHANGED: gold.changed,
        Status.CONTRADICTS: gold.contradicts,
        OTHERWISE: {**gold.changed, **gold.contradicts},
    }
    either = wanted[OTHERWISE]
    for name, rules in wanted.items():
        tally = findings.tallies[name]
        mine = [one for one in found if one.status == name or (name == OTHERWISE and one.status in wanted)]
        tally.said = len(rules)
        tally.hit = sum(any(_is(gold, one, rule, words) for one in mine) for rule, words in rules.items())
        for one in mine:
            fits = any(_is(gold, one, rule, words) for rule, words in rules.items())
            # Told of a twin of the rule, or elsewhere in the article that changes it: neither right nor wrong.
            loose = not fits and (one.known in either or _holds(one, (*either.values(), *gold.new, *gold.maybe)))
            tally.right += fits
            tally.wrong += not fits and not loose
            if not fits and not loose and name == OTHERWISE:
                findings.faults.append(f"{one.status} {one.known} {one.differs}: {one.passage.text}")
        if name == OTHERWISE:
            missed = (rule for rule, words in rules.items() if not any(_is(gold, one, rule, words) for one in mine))
            findings.misses.update(f"otherwise {rule}" for rule in missed)


def _new(gold: Gold, found: tuple[Found, ...], findings: Findings) -> None:
    tally = findings.tallies[Status.NEW]
    mine = [one for one in found if one.status is Status.NEW]
    tally.said = len(gold.new)
    tally.hit = sum(any(_holds(one, (words,)) for one in mine) for words in gold.new)
    for one in mine:
        if _holds(one, gold.new):
            tally.right += 1
        elif not _holds(one, (*gold.maybe, *gold.changed.values(), *gold.contradicts.values())):
            tally.wrong += 1
            findings.faults.append(f"new: {one.passage.text}")
    findings.misses.update(f"new {words}" for words in gold.new if not any(_holds(one, (words,)) for one in mine))


def _is(gold: Gold, one: Found, rule: str, words: str) -> bool:
    return gold.means(one.known, rule) and _holds(one, (words,))


def _holds(one: Found, words: Iterable[str]) -> bool:
    return any(bare(each) in text for each in words for text in _texts(one))


def _texts(one: Found) -> Iterator[str]:
    yield bare(one.passage.text)
    yield from map(bare, one.passage.more)
