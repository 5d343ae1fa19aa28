"""Marking one question: what the bot did with it, and whether that was right."""

from dataclasses import dataclass
from enum import StrEnum

from qiwen.insight.questions import Question
from qiwen.model.match import Decision, Match

OFFERED = 3
"""Choices that are offered to somebody when the bot is torn."""


class Result(StrEnum):
    """What became of a question: the first five in scope, the others out of scope."""

    RIGHT = "right"
    CLARIFIED = "clarified"
    MISSED = "missed"
    LOST = "lost"
    WRONG = "wrong"
    REJECTED = "rejected"
    TORN = "torn"
    ANSWERED = "answered"


INSIDE = (Result.RIGHT, Result.CLARIFIED, Result.MISSED, Result.LOST, Result.WRONG)
OUTSIDE = (Result.REJECTED, Result.TORN, Result.ANSWERED)
FALSE = (Result.WRONG, Result.ANSWERED)
"""A confident wrong answer: the one thing that may cost somebody their mail."""
ERRORS = (*FALSE, Result.MISSED, Result.LOST)

_OUT_OF_SCOPE = {Decision.SURE: Result.ANSWERED, Decision.TORN: Result.TORN, Decision.LOST: Result.REJECTED}


@dataclass(frozen=True, slots=True)
class Marked:
    """A question, what the matcher made of it, and the mark."""

    question: Question
    match: Match
    result: Result

    def among(self, first: int) -> bool:
        """Whether an accepted intent is among the first candidates, whatever was decided."""
        return any(each.intent in self.question.accept for each in self.match.candidates[:first])

    @property
    def given(self) -> str:
        """What the person was given: the intent answered, the first choice offered, or nothing."""
        if self.match.decision is Decision.LOST:
            return ""
        return self.match.intents[0] if self.match.intents else self.match.candidates[0].intent


def mark(question: Question, match: Match) -> Marked:
    """Mark the decision `match` on `question`."""
    return Marked(question, match, _result(question, match))


def _result(question: Question, match: Match) -> Result:
    if question.outside:
        return _OUT_OF_SCOPE[match.decision]
    match match.decision:
        case Decision.SURE:
            return Result.RIGHT if set(match.intents) & set(question.accept) else Result.WRONG
        case Decision.TORN:
            offered = {each.intent for each in match.candidates[:OFFERED]}
            return Result.CLARIFIED if offered & set(question.accept) else Result.MISSED
        case Decision.LOST:
            return Result.LOST
