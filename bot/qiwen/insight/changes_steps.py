"""A check as a machine: how little of an answer matters for what a check comes to."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

from qiwen.dialogue.checks import Standing, Verdict
from qiwen.model.content import Check, Finding, FindingWeight, Option, Question
from qiwen.model.text import NOTHING


@dataclass(frozen=True, slots=True)
class Effect:
    """What an answer does: what it finds, the place of the question after it, and where else it may lead.

    `led` is empty, or a name for an end that is no verdict: another check, or an answer that there is not.
    """

    found: Verdict
    place: int
    led: str = ""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a check stands: the place of the question due, and the verdict so far. All that later answers hang on."""

    place: int = 0
    verdict: Verdict = Verdict.READY
    led: str = ""


class Steps:
    """The questions of one check by their places, and what each answer does there."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self.questions = check.questions
        self.places = {question.id: place for place, question in enumerate(check.questions)}
        self.end = len(check.questions)
        self._options = tuple(tuple(option.id for option in question.options) for question in check.questions)

    def due(self, at: Stand) -> Question:
        """The question to answer; there must be one."""
        return self.questions[at.place]

    def options(self, question: str) -> tuple[str, ...]:
        """The ids of its answers."""
        return self._options[self.places[question]]

    def effect(self, place: int, option: str) -> Effect:
        """What the answer `option` does to the question at `place`; one that it does not know leads nowhere."""
        question = self.questions[place]
        known = next((each for each in question.options if each.id == option), None)
        if known is None:
            return Effect(Verdict.READY, self.end, f"no answer {question.id} = {option}")
        return Effect(self._finds(known), *self._leads(known, place))

    def after(self, at: Stand, effect: Effect) -> Stand:
        """Where the check stands once an answer had its effect."""
        if effect.led:
            return Stand(self.end, Verdict.READY, effect.led)
        return replace(at, place=effect.place, verdict=worse(at.verdict, effect.found))

    def outcome(self, at: Stand) -> str | None:
        """What the check comes to: a verdict's name or where it leads; None while a question is due."""
        if at.place < self.end:
            return None
        return at.led or at.verdict.value

    def _finds(self, option: Option) -> Verdict:
        return _alone(self._check.findings[option.finding]) if option.finding else Verdict.READY

    def _leads(self, option: Option, place: int) -> tuple[int, str]:
        if option.check:
            return self.end, f"goes on with the check {option.check}"
        if option.stop:
            return self.end, ""
        return self.places[option.go] if option.go else place + 1, ""


def worse(one: Verdict, other: Verdict) -> Verdict:
    """What two verdicts come to together. What outweighs what is the dialogue's to say: it is asked, not repeated."""
    return _together()[one, other]


@cache
def _together() -> dict[tuple[Verdict, Verdict], Verdict]:
    kinds = {_alone(each): each for each in _one_of_each()}
    return {(first, second): _come_to(kinds[first], kinds[second]) for first, second in product(kinds, repeat=2)}


def _one_of_each() -> Iterator[Finding]:
    for weight in FindingWeight:
        yield Finding(weight.value, weight, 0, NOTHING, NOTHING, (), None)


def _alone(finding: Finding) -> Verdict:
    return _come_to(finding)


def _come_to(*findings: Finding) -> Verdict:
    return Standing(due=None, findings=findings, kept=(), left=0).verdict
