"""An eligibility check is the list of its answers, replayed. Nothing else is kept, so going back is dropping one."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from qiwen.model.content import Check, Finding, FindingWeight, Option, Question


class Verdict(StrEnum):
    """What the answers come to."""

    READY = "ready"
    AFTER_STEPS = "after-steps"
    CANNOT = "cannot"
    ASK = "ask"


_SEVERITY = {
    FindingWeight.BLOCKS: (0, Verdict.CANNOT),
    FindingWeight.ASK: (1, Verdict.ASK),
    FindingWeight.FIRST: (2, Verdict.AFTER_STEPS),
    FindingWeight.NOTE: (3, Verdict.READY),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a check stands. `due` is None when it has come to its end, or when it goes on with the check `hop`.

    `kept` are the answers on the way so far, `spare` those to questions still ahead, given before they were asked.
    An answer to a question or option that content no longer has is dropped. `left` counts what
    is still to be asked where nothing turns up that needs more questions.
    """

    due: Question | None
    findings: tuple[Finding, ...]
    kept: tuple[tuple[str, str], ...]
    left: int
    spare: tuple[tuple[str, str], ...] = ()
    hop: str | None = None

    @property
    def verdict(self) -> Verdict:
        """The verdict so far; only final when nothing is due."""
        worst = min((_SEVERITY[finding.weight] for finding in self.findings), default=(3, Verdict.READY))
        return worst[1]


def replay(check: Check, answers: tuple[tuple[str, str], ...]) -> Standing:
    """Walk `check` with `answers`. Findings come in the order in which to deal with them."""
    given = dict(answers)
    kept: list[tuple[str, str]] = []
    findings: list[Finding] = []
    ahead = list(check.questions)
    while ahead:
        question = ahead[0]
        option = _option(question, given.get(question.id))
        if option is None:
            left = _left(ahead, given)
            return Standing(question, _in_order(findings), tuple(kept), left, tuple(_known(ahead, given)))
        kept.append((question.id, option.id))
        if option.finding:
            findings.append(check.findings[option.finding])
        if option.check:
            return Standing(None, _in_order(findings), tuple(kept), 0, hop=option.check)
        ahead = _after(option, ahead)
    return Standing(None, _in_order(findings), tuple(kept), 0)


def _left(ahead: list[Question], given: dict[str, str]) -> int:
    """How many more will be asked, if what is not known yet gets its question's first, plainest answer."""
    left = 0
    while ahead:
        option = _option(ahead[0], given.get(ahead[0].id))
        left += option is None
        ahead = _after(option or ahead[0].options[0], ahead)
    return left


def _known(ahead: list[Question], given: dict[str, str]) -> Iterator[tuple[str, str]]:
    for question in ahead:
        option = _option(question, given.get(question.id))
        if option:
            yield question.id, option.id


def _option(question: Question, id_: str | None) -> Option | None:
    return next((option for option in question.options if option.id == id_), None)


def _after(option: Option, ahead: list[Question]) -> list[Question]:
    if option.stop:
        return []
    if option.go is None:
        return ahead[1:]
    return [*_from(option.go, ahead[1:])]


def _from(id_: str, questions: list[Question]) -> list[Question]:
    ids = [question.id for question in questions]
    return questions[ids.index(id_) :]


def _in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    unique = {finding.id: finding for finding in findings}
    return tuple(sorted(unique.values(), key=lambda finding: (_SEVERITY[finding.weight][0], finding.order, finding.id)))
