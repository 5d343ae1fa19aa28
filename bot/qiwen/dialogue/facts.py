"""Facts that people tell without being asked: in their first words, or while another question is open."""

from dataclasses import dataclass

from qiwen.dialogue.clauses import Clause, pairs
from qiwen.dialogue.ears import Ear, agreed
from qiwen.dialogue.mind import Mind
from qiwen.model.content import Check

_WORDY = 4
"""Characters from which a whole answer of one question is taken as a fact about it, unasked."""


@dataclass(frozen=True, slots=True)
class Fact:
    """An answer to a question that was not asked."""

    question: str
    option: str


def facts(check: Check, text: str, mind: Mind, but: str | None = None) -> tuple[Fact, ...]:
    """The facts that `text` tells about `check`, in the order of its questions, without those about question `but`.

    One option a question: where a text tells two, neither is taken. What is hedged, or stands in a question, is taken
    only where it speaks against going ahead: being wrong on that side costs a question, on the other side the mail.
    """
    parts = mind.clauses(text)
    joined = tuple(pairs(parts))
    found = []
    said_whole = _said_whole(check, parts, mind, but)
    for question, ears in mind.listening.to(check).items():
        alone = [_told_by(ears, parts, at) for at in range(len(parts))]
        told = agreed(alone, [_told_by(ears, joined[at : at + 1], 0) for at in range(len(joined))])
        told |= said_whole.get(question, set())
        if len(told) == 1 and question != but:
            found.append(Fact(question, next(iter(told))))
    return tuple(found)


def _told_by(ears: tuple[Ear, ...], parts: tuple[Clause, ...], at: int) -> set[str]:
    """The options that the clause at that place tells."""
    part = parts[at]
    if part.supposes:
        return set()
    softly = part.asks or part.hedged
    return {
        ear.option.id
        for ear in ears
        if not (ear.clears and (softly or ear.undone(parts, at))) and any(sign.fits(part.window) for sign in ear.told)
    }


def _said_whole(check: Check, parts: tuple[Clause, ...], mind: Mind, but: str | None) -> dict[str, set[str]]:
    """Clauses that are, word for word, the answer to one question of the check and of no other.

    None that speaks for going ahead: it may well be about something else (核对过了). What may be an answer to the open
    question `but` is one (还没).
    """
    answers = {way for ear in mind.listening.to(check).get(but or "", ()) for way in ear.own | ear.shared}
    found: dict[str, set[str]] = {}
    for part in parts:
        if part.asks or part.supposes or {part.folded, part.bare} & answers:
            continue
        wordy = {words for words in (part.folded, part.bare) if len(words) >= _WORDY}
        hits = {
            (question, ear.option.id)
            for question, ears in mind.listening.to(check).items()
            for ear in ears
            if wordy & ear.own and not ear.clears
        }
        if len(hits) == 1:
            question, option = hits.pop()
            found.setdefault(question, set()).add(option)
    return found
