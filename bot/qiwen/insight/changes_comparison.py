"""The whole comparison: what is written, what checks come to, what questions and talks lead to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from qiwen.dialogue.mind import Mind
from qiwen.insight.changes import Area, Change, Facet
from qiwen.insight.changes_checks import verdict_changes
from qiwen.insight.changes_content import content_changes
from qiwen.insight.changes_questions import Asked, Origin, question_changes
from qiwen.insight.changes_replay import Side
from qiwen.insight.changes_talks import Stuck, talk_changes
from qiwen.insight.changes_transcripts import Transcript
from qiwen.insight.drawing import combinations
from qiwen.model.content import Catalogue

WEIGHTS = "learned weights"


@dataclass(frozen=True, slots=True)
class Content:
    """One content, and a name for its learned weights (empty where it has none)."""

    mind: Mind
    weights: str = ""

    @property
    def catalogue(self) -> Catalogue:
        """What authors wrote."""
        return self.mind.catalogue


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, the cause before what comes of it, and what was tried to find them.

    `combinations` are those of each check, of the old and the new content (0 where it has none). `stuck` are turns
    whose choice neither content offers.
    """

    changes: tuple[Change, ...]
    questions: Mapping[Origin, int]
    talks: int
    turns: int
    combinations: Mapping[str, tuple[int, int]]
    stuck: tuple[str, ...] = ()

    def of(self, area: Area) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.area is area)


def compare(
    old: Content,
    new: Content,
    asked: Asked,
    transcripts: tuple[Transcript, ...],
    now: datetime,
    tell: Callable[[str], None] = lambda _: None,
) -> Comparison:
    """Compare on `asked` and `transcripts`, as they would be answered at `now`. Pure: equal arguments, equal result.

    `tell` is called before every question and every talk. Of the very same content nothing is replayed.
    """
    if _name(old) == _name(new):
        return Comparison((), {}, 0, 0, _combinations(old.catalogue, new.catalogue))
    changes = [*content_changes(old.catalogue, new.catalogue), *_relearned(old, new)]
    changes += verdict_changes(old.catalogue, new.catalogue)
    sides = (Side(old.mind), Side(new.mind))
    changes += question_changes(sides, asked.texts, now, tell)
    held = list(talk_changes(sides, transcripts, now, tell))
    changes += (each for each in held if isinstance(each, Change))
    return Comparison(
        changes=tuple(changes),
        questions=asked.origins,
        talks=len(transcripts),
        turns=sum(len(transcript.steps) for transcript in transcripts),
        combinations=_combinations(old.catalogue, new.catalogue),
        stuck=tuple(each.where for each in held if isinstance(each, Stuck)),
    )


def _name(content: Content) -> tuple[str, str]:
    return content.catalogue.fingerprint, content.weights


def _relearned(old: Content, new: Content) -> list[Change]:
    facet = Facet("contents", old.weights, new.weights)
    return [Change(Area.CONTENT, WEIGHTS, (facet,))] if old.weights != new.weights else []


def _combinations(old: Catalogue, new: Catalogue) -> dict[str, tuple[int, int]]:
    def count(catalogue: Catalogue, id_: str) -> int:
        return combinations(catalogue.checks[id_]) if id_ in catalogue.checks else 0

    return {id_: (count(old, id_), count(new, id_)) for id_ in sorted({*old.checks, *new.checks})}
