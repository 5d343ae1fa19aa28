"""Matching is what takes time: what two contents have in common is matched once for both."""

from dataclasses import dataclass, field, fields
from typing import Self

from qiwen.dialogue.mind import Matches
from qiwen.matching.learned import Learned, asked
from qiwen.matching.reading import Reading
from qiwen.matching.score import Scores
from qiwen.model.content import Catalogue
from qiwen.model.match import Match


class Once:
    """A matcher that matches a text once and remembers. Matching is pure, so nobody can tell."""

    def __init__(self, matcher: Matches) -> None:
        self._matcher = matcher
        self._known: dict[str, Match] = {}

    def match(self, text: str) -> Match:
        """What `text` means."""
        if text not in self._known:
            self._known[text] = self._matcher.match(text)
        return self._known[text]


@dataclass(frozen=True, slots=True)
class LearnedOnce(Learned):
    """What was learned, for two matchers that share it: a reading is scored once."""

    known: dict[Reading, Scores] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, learned: Learned) -> Self:
        """The same with a memory."""
        return cls(**{each.name: getattr(learned, each.name) for each in fields(Learned)})

    def scores(self, reading: Reading) -> Scores:
        """One figure a label, as `Learned` has it."""
        if reading not in self.known:
            self.known[reading] = Learned.scores(self, reading)
        return self.known[reading]


def hears_alike(old: Catalogue, new: Catalogue) -> bool:
    """Whether one matcher does for both, where both have the same weights: all that a matcher looks at is equal."""
    return _heeded(old) == _heeded(new)


def _heeded(catalogue: Catalogue) -> tuple[object, ...]:
    groups = [(intent.id, intent.is_knowledge) for intent in catalogue.intents.values()]
    return asked(catalogue), catalogue.tuning, groups
