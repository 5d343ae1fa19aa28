"""A check or a guide as a tree of lines, for the one who writes it and the one who has to trust it."""

from collections.abc import Iterator
from functools import cache

from qiwen.dialogue.checks import replay
from qiwen.model.content import Catalogue, Check, Guide, Option, Question, Step

_PIPE, _LAST, _MORE, _GAP = "├─ ", "└─ ", "│  ", "   "


def check_lines(check: Check) -> Iterator[str]:
    """Every question with its options: what each finds, and where it leads where that is not the next question."""
    yield f"{check.id}  {check.title.hans}  ({combinations(check):,} combinations of answers)"
    for place, question in enumerate(check.questions):
        last = place == len(check.questions) - 1
        yield f"{_LAST if last else _PIPE}{question.id}  {question.ask.hans}"
        yield from _options(check, question, _GAP if last else _MORE)


def guide_lines(guide: Guide, catalogue: Catalogue) -> Iterator[str]:
    """Every step with its guard and its side roads."""
    check = f"  (needs the check {guide.check})" if guide.check else ""
    yield f"{guide.id}  {guide.title.hans}{check}"
    for place, step in enumerate(guide.steps):
        last = place == len(guide.steps) - 1
        mark = "  ⚠ guarded: check, consequences, name typed twice" if step.guarded else ""
        yield f"{_LAST if last else _PIPE}{place + 1}. {step.id}{mark}"
        yield from _branches(step, catalogue, _GAP if last else _MORE)


def combinations(check: Check) -> int:
    """How many ways of answering the check there are, counted along its questions and not one by one."""
    order = {question.id: place for place, question in enumerate(check.questions)}

    @cache
    def from_(place: int) -> int:
        if place == len(check.questions):
            return 1
        return sum(from_(_next(check, option, place, order)) for option in check.questions[place].options)

    return from_(order[first.id]) if (first := replay(check, ()).due) else 0


def _next(check: Check, option: Option, place: int, order: dict[str, int]) -> int:
    if option.stop or option.check:
        return len(check.questions)
    return order[option.go] if option.go else place + 1


def _options(check: Check, question: Question, indent: str) -> Iterator[str]:
    for place, option in enumerate(question.options):
        last = place == len(question.options) - 1
        yield f"{indent}{_LAST if last else _PIPE}{option.label.hans}{_leads(check, option)}"


def _leads(check: Check, option: Option) -> str:
    found = check.findings.get(option.finding or "")
    parts = [f"{found.weight}: {found.id}"] if found else []
    if found and found.guide:
        parts.append(f"guide {found.guide}")
    if option.stop:
        parts.append("ends here")
    if option.go:
        parts.append(f"goes on with {option.go}")
    if option.check:
        parts.append(f"goes on with the check {option.check}")
    return f"  → {', '.join(parts)}" if parts else ""


def _branches(step: Step, catalogue: Catalogue, indent: str) -> Iterator[str]:
    for place, branch in enumerate(step.branches):
        last = place == len(step.branches) - 1
        leads = f"guide {branch.guide}" if branch.guide else f"notice {branch.notice}" if branch.notice else ""
        if branch.intent:
            leads = f"{branch.intent} ({catalogue.intents[branch.intent].title.hans})"
        yield f"{indent}{_LAST if last else _PIPE}{branch.label.hans}  → {leads}"
