"""What the matcher makes of a text."""

from dataclasses import dataclass
from enum import StrEnum


class Decision(StrEnum):
    """How sure the matcher is."""

    SURE = "sure"
    TORN = "torn"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An intent the text may mean, with a probability of 0 to 1."""

    intent: str
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """The decision. `intents` are what to answer (one, or two for two questions in one); empty unless sure.

    `candidates` are best first, at most five; `near` says whether they are worth showing to somebody who is lost.
    """

    decision: Decision
    intents: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    near: bool = False

    @property
    def score(self) -> float:
        """Probability of the best candidate."""
        return self.candidates[0].score if self.candidates else 0.0
