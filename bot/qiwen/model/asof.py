"""The content as it was on an earlier day: nothing that an article said later is told as if it had been known."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from qiwen.model.content import Answer, AnswerKind, Branch, Catalogue, Check, Guide, Intent, Notice, Step

Kept = Callable[[tuple[str, ...]], tuple[str, ...]]
"""The notices that hold, each in its own place or in that of the one it stands in for."""


def as_of(catalogue: Catalogue, day: date) -> Catalogue:
    """`catalogue` with the notices, sources and additions that could be relied on that day.

    An undated article counts from the day it was seen. Where a notice did not hold yet, or no more, the one that
    supersedes it or that it superseded stands in its place if that held. An intent that is left without a notice is
    answered by the phrase `not_known_then`; findings and steps are left without that basis.
    """
    held = {id_: _then(notice, day) for id_, notice in catalogue.notices.items() if _is_told(notice, day)}
    place = {id_: there for id_ in catalogue.notices if (there := _stand_in(id_, catalogue.notices, held))}

    def kept(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(place[id_] for id_ in ids if id_ in place))

    return replace(
        catalogue,
        notices=held,
        intents={
            id_: replace(intent, answer=_answer(intent, place, kept)) for id_, intent in catalogue.intents.items()
        },
        checks={id_: _check(check, kept) for id_, check in catalogue.checks.items()},
        guides={id_: _guide(guide, kept) for id_, guide in catalogue.guides.items()},
        manners=replace(catalogue.manners, panic_notices=kept(catalogue.manners.panic_notices)),
    )


def _is_told(notice: Notice, day: date) -> bool:
    known = any(source.article.known_since <= day for source in notice.sources if source.role != "disagrees")
    return known and notice.holds_on(day)


def _then(notice: Notice, day: date) -> Notice:
    """The notice with what was known of it that day."""
    sources = tuple(source for source in notice.sources if source.article.known_since <= day)
    later = tuple(each for each in notice.later if each.article.known_since <= day)
    return replace(notice, sources=sources, later=later)


def _stand_in(id_: str, notices: Mapping[str, Notice], held: Mapping[str, Notice]) -> str | None:
    """The notice told in the place of `id_`: itself, what supersedes it, or what it superseded, the nearest first."""
    before = {notice.superseded_by: other for other, notice in notices.items() if notice.superseded_by}
    for step in (lambda each: notices[each].superseded_by, before.get):
        place: str | None = id_
        for _ in range(len(notices)):
            if place is None or place not in notices:
                break
            if place in held:
                return place
            place = step(place)
    return None


def _answer(intent: Intent, place: Mapping[str, str], kept: Kept) -> Answer:
    answer = intent.answer
    if answer.kind is not AnswerKind.NOTICE:
        return answer
    if answer.target in place:
        return replace(answer, target=place[answer.target], also=kept(answer.also))
    others = kept(answer.also)
    if others:
        return replace(answer, target=others[0], also=others[1:])
    return Answer(AnswerKind.PHRASE, "not_known_then")


def _check(check: Check, kept: Kept) -> Check:
    findings = {id_: replace(each, notices=kept(each.notices)) for id_, each in check.findings.items()}
    return replace(check, findings=findings, notices=kept(check.notices))


def _guide(guide: Guide, kept: Kept) -> Guide:
    steps = tuple(replace(step, notices=kept(step.notices), branches=_branches(step, kept)) for step in guide.steps)
    return replace(guide, steps=steps)


def _branches(step: Step, kept: Kept) -> tuple[Branch, ...]:
    """Side roads, without those to a notice that did not hold."""
    found = []
    for branch in step.branches:
        there = kept((branch.notice,)) if branch.notice else ()
        if there or not branch.notice:
            found.append(replace(branch, notice=there[0] if there else None))
    return tuple(found)
