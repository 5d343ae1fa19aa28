"""In what clauses that tell a notice differ from it: figures, menu paths, conditions, lists, what has changed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from qiwen.ingest.figures import Figure, changed_figures, figures, paths, same_path, turned
from qiwen.ingest.sense import Sense, joined, mentioned
from qiwen.ingest.statements import Clause
from qiwen.ingest.ways import Recognition, Way, meets

_LISTED = re.compile(r"[、和及与或]|以及|包括|例如|如")


@dataclass(frozen=True)
class Stretch:
    """Clauses `start` to `end` of a statement."""

    clauses: tuple[Clause, ...]
    start: int
    end: int

    @cached_property
    def part(self) -> tuple[Clause, ...]:
        """The clauses themselves."""
        return self.clauses[self.start : self.end]

    @cached_property
    def sense(self) -> Sense:
        """What they say together."""
        return joined(clause.sense for clause in self.part)

    @property
    def across(self) -> bool:
        """Whether a sentence ends within."""
        return self.part[0].sentence != self.part[-1].sentence

    @property
    def text(self) -> str:
        """As written."""
        return "，".join(clause.text for clause in self.part)

    def later(self) -> Iterator[Clause]:
        """What follows in the same sentence."""
        return (clause for clause in self.clauses[self.end :] if clause.sentence == self.part[-1].sentence)

    def sentences(self) -> list[Clause]:
        """All clauses of the sentences it stands in."""
        numbers = {clause.sentence for clause in self.part}
        return [clause for clause in self.clauses if clause.sentence in numbers]


class Differences:
    """Finds in what a stretch that tells a notice differs from it."""

    def __init__(self, recognition: Recognition) -> None:
        self._words = recognition.words
        bits = recognition.words.bits
        self._exception, self._unlisted = bits["exception"], bits["unlisted"]
        self._past, self._now, self._formerly = bits["past"], bits["now"], bits["formerly"]

    def of(self, way: Way, stretch: Stretch) -> Iterator[str]:
        """Each difference in words."""
        for was, now in changed_figures(self._figures(way, stretch), way.figures):
            yield f"{was.written} → {now.written}"
        if not way.turns:
            yield from (f"says that it changed: {clause.text}" for clause in stretch.part if turned(clause.folded))
        yield from _other_path(way, stretch)
        for clause in (*stretch.part, *list(stretch.later())[:1]):
            if mentioned(clause.sense) & self._exception:
                yield f"adds a condition: {clause.text}"
        yield from (f"no longer: {clause.text}" for clause in self._overtaking(stretch))
        if any(way.items):
            yield from (f"lists also: {thing}" for clause in stretch.part for thing in self._also(clause, way.items))

    def _overtaking(self, stretch: Stretch) -> Iterator[Clause]:
        """Of 过去…，现在…: the clause that says what holds now, where only the past tells the notice."""
        if any(mentioned(clause.sense) & self._past for clause in stretch.part):
            yield from [clause for clause in stretch.later() if mentioned(clause.sense) & self._now][:1]

    def _figures(self, way: Way, stretch: Stretch) -> tuple[Figure, ...]:
        """The figures of the clauses that tell it; where they have none of a kind that matters, of their sentence.

        Of 原来…，现在… only those of now.
        """
        kinds = {figure.kind for figure in way.figures}
        if not kinds:
            return ()
        whole = stretch.sentences()
        now = self._telling_now(whole)
        for part in (now,) if now else (stretch.part, whole):
            told = tuple(each for clause in part for each in figures(clause.folded) if each.kind in kinds)
            if told:
                return told
        return ()

    def _telling_now(self, sentence: list[Clause]) -> list[Clause]:
        """The clauses that say what holds now, where others say what held before; else none."""
        if not any(mentioned(clause.sense) & self._formerly for clause in sentence):
            return []
        return [clause for clause in sentence if mentioned(clause.sense) & self._now]

    def _also(self, clause: Clause, items: Sense) -> Iterator[str]:
        """Things in a list that the notice's list does not hold."""
        things = [thing for thing in _LISTED.split(clause.folded) if thing]
        for thing in things if len(things) > 1 else ():
            sense = self._words.sense(thing)
            if mentioned(sense) & self._unlisted and not meets(sense, items):
                yield thing


def _other_path(way: Way, stretch: Stretch) -> Iterator[str]:
    told = [path for clause in stretch.part for path in paths(clause.folded) if path.count("-") >= _least(way.paths)]
    if told and not any(same_path(one, other) for one in told for other in way.paths):
        yield f"{way.paths[0]} → {told[0]}"


def _least(known: Iterable[str]) -> int:
    """The fewest arrows that a path must have to be another way to the same place; three steps are enough for any."""
    return min((min(path.count("-"), 2) for path in known), default=99)
