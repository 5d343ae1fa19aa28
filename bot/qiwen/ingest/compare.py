"""A statement of a page beside one way of telling a notice: the same, changed, the opposite, or another matter."""

from dataclasses import dataclass

from qiwen.ingest.differ import Differences, Stretch
from qiwen.ingest.page import Status
from qiwen.ingest.sense import NOTHING, Sense, joined, mentioned
from qiwen.ingest.statements import Clause, Statement
from qiwen.ingest.ways import Recognition, Way, all_met, meets

LONGEST = 5
"""Clauses that together may tell one thing."""

_LONGEST_OPPOSITE = 2  # the same for the opposite, within one sentence
_LONGEST_ACROSS = 3  # the same across the end of a sentence
_SURE = 0.86
_PER_CLAUSE = 0.03
_FROM_AROUND = 0.06


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a statement tells a notice or its opposite: `clauses` are those that tell it, `sure` is 0 to 1.

    `own` says whether the statement tells it in its own clauses (from `start`), not only with its lead or question.
    """

    notice: str
    way: Way
    status: Status
    sure: float
    clauses: tuple[Clause, ...]
    start: int
    own: bool
    differs: tuple[str, ...] = ()


class Comparer:
    """Compares statements with ways."""

    def __init__(self, recognition: Recognition) -> None:
        bits = recognition.words.bits
        self._rumour, self._changed = bits["rumour"], bits["changed"]
        self._differences = Differences(recognition)

    def mentions(self, statement: Statement, way: Way, page: int) -> tuple[Mention, ...]:
        """Where `statement` tells the notice of `way`: in the fewest clauses that do, in its own words first.

        `page` are the words that stand anywhere on the page.
        """
        if not _placed(way, statement, page):
            return ()
        for clauses in (statement.clauses, *statement.others):
            own = clauses is statement.clauses
            whole = statement.whole if own else joined(clause.sense for clause in clauses)
            for around in (NOTHING, statement.around) if any(statement.around) else (NOTHING,):
                if all_met(joined((whole, around)), way.needs):
                    found = self._shortest(clauses, way, around, own=own)
                    if found:
                        return found
        return ()

    def _shortest(self, clauses: tuple[Clause, ...], way: Way, around: Sense, *, own: bool) -> tuple[Mention, ...]:
        """Every stretch that tells it of the smallest size at which one does."""
        sizes = (len(clauses),) if way.whole else range(1, min(len(clauses), LONGEST) + 1)
        for size in sizes:
            stretches = (Stretch(clauses, start, start + size) for start in range(len(clauses) - size + 1))
            told = ((each, self._status(way, each, around)) for each in stretches)
            found = tuple(self._mention(way, status, each, around, own=own) for each, status in told if status)
            if found:
                return found
        return ()

    def _status(self, way: Way, stretch: Stretch, around: Sense) -> Status | None:
        sense, size = stretch.sense, len(stretch.part)
        if not all_met(joined((sense, around)), way.needs) or mentioned(sense) & self._rumour:
            return None
        if any(each.met(sense) for each in way.never):
            return None
        if size > _LONGEST_ACROSS and stretch.across and not way.whole:
            return None
        if any(each.met(sense) for each in way.denies):
            short = way.whole or (size <= _LONGEST_OPPOSITE and not stretch.across)
            return Status.CONTRADICTS if short else None
        if any(each.met(sense) for each in way.says):
            return Status.KNOWN
        return Status.CHANGED if mentioned(sense) & self._changed and not way.turns else None

    def _mention(self, way: Way, status: Status, stretch: Stretch, around: Sense, *, own: bool) -> Mention:
        differs = tuple(dict.fromkeys(self._differences.of(way, stretch)))
        if status is Status.CONTRADICTS:
            differs = (f"says the opposite: {stretch.text}", *differs)
        elif status is Status.CHANGED:
            differs = differs or (f"says that it changed: {stretch.text}",)
        elif differs:
            status = Status.CHANGED
        sure = _SURE - _FROM_AROUND * (any(around) + (not own))
        sure -= 0 if way.whole else _PER_CLAUSE * (len(stretch.part) - 1)
        return Mention(way.notice, way, status, sure, stretch.part, stretch.start, own, differs)


def _placed(way: Way, statement: Statement, page: int) -> bool:
    """Whether it stands where the way wants it: near certain words, on a page about them, apart from others."""
    near = joined((statement.whole, statement.near))
    return (
        all_met(near, way.near)
        and all_met((near[0] | page, *near[1:]), way.page)
        and not meets(joined((statement.whole, statement.over)), way.apart)
    )
