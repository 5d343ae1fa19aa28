"""From the places where a page tells a notice to one finding: the mention that speaks for all, the others as `more`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qiwen.ingest.compare import Mention
from qiwen.ingest.fresh import Fresh
from qiwen.ingest.knowledge import Knowledge
from qiwen.ingest.page import Found, Passage, Status
from qiwen.ingest.phases import Marks
from qiwen.ingest.statements import Clause, Statement
from qiwen.matching.score import closeness

_WHOLE_SENTENCE = 90  # characters up to which a mention is shown with its sentence
_SHORTEST = 12  # characters under which a clause is shown with the one before it
_MOST_SURE = 0.99
_SAME_WORDS = 80.0
_MOST_MENTIONS = 40  # looked at for one finding: a page that repeats itself a thousand times says no more
_MOST_MORE = 12
_ALARM = (Status.CONTRADICTS, Status.CHANGED, Status.KNOWN)


@dataclass(frozen=True, slots=True)
class Told:
    """A mention, the statement it stands in, and the number of that statement on the page."""

    mention: Mention
    statement: Statement
    at: int

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands: number of the statement, number of its first clause."""
        return self.at, self.mention.start


def found(notice: str, group: list[Told], marks: Marks, knowledge: Knowledge) -> Found:
    """What all mentions of `notice` come to. A doubt outweighs agreement: it is what a person must look at."""
    status = next(status for status in _ALARM if any(each.mention.status is status for each in group))
    group = sorted(group, key=lambda each: (each.mention.status is not status, each.place))
    ranked = sorted(group[:_MOST_MENTIONS], key=lambda each: _rank(each, notice, status, knowledge), reverse=True)
    best = ranked[0]
    passage = _passage(best.statement, best.mention.clauses, _text(best), marks)
    known = knowledge.catalogue.notices[notice]
    differs = dict.fromkeys(each for one in group if one.mention.status is status for each in one.mention.differs)
    return Found(
        replace(
            passage,
            phase=known.phase,
            weight=known.weight,
            more=distinct(map(_text, ranked[1:]), passage.text),
        ),
        status,
        notice,
        round(_score(best, notice, knowledge), 3),
        tuple(differs)[:_MOST_MORE],
    )


def newcomer(fresh: Fresh, statement: Statement, marks: Marks, knowledge: Knowledge) -> Found:
    """A finding that no way tells: new, unless it is one of our own wordings."""
    passage = _passage(statement, fresh.clauses, fresh.text, marks)
    near = knowledge.resemblance(fresh.clauses)
    if near is None or near.status is Status.NEW:
        return Found(passage, Status.NEW, None, round(near.likeness if near else 0.0, 3))
    return Found(passage, near.status, near.notice, round(near.likeness, 3), near.differs)


def same(one: Found, other: Found) -> bool:
    """Whether two findings that no way tells are one said twice."""
    if one.known and one.known == other.known:
        return True
    return closeness(one.passage.text, other.passage.text) >= _SAME_WORDS


def with_more(one: Found, other: Found) -> Found:
    """`one` with the words of `other`."""
    more = distinct((*one.passage.more, other.passage.text), one.passage.text)
    return replace(one, passage=replace(one.passage, more=more))


def distinct(texts: Iterable[str], shown: str) -> tuple[str, ...]:
    """The first of `texts` that say it in other words than `shown` and one another."""
    kept: list[str] = []
    for text in texts:
        others = (shown, *kept)
        if len(kept) < _MOST_MORE and all(
            text not in other and closeness(text, other) < _MOST_SURE * 100 for other in others
        ):
            kept.append(text)
    return tuple(kept)


def _passage(statement: Statement, clauses: tuple[Clause, ...], text: str, marks: Marks) -> Passage:
    return Passage(
        text=text,
        paragraph=statement.item.place,
        fingerprint=statement.item.fingerprint,
        kind=marks.kind(clauses, statement),
        phase=marks.phase(clauses, statement),
        weight=marks.weight(clauses),
        subject=marks.subject(clauses),
        condition=marks.condition(clauses),
    )


def _rank(told: Told, notice: str, status: Status, knowledge: Knowledge) -> tuple[bool, bool, float, float, int, int]:
    """Of the alarming status, told by itself, surest, most like our wording, first."""
    mention = told.mention
    likeness = knowledge.likeness(mention.clauses, notice)
    score = _score(told, notice, knowledge)
    return mention.status is status, mention.notice == notice, score, likeness, -told.at, -mention.start


def _score(told: Told, notice: str, knowledge: Knowledge) -> float:
    """How sure: 1 where the reviewed paragraph stands unchanged, else by its words and their likeness to ours."""
    mention = told.mention
    if told.statement.item.fingerprint in knowledge.prints[notice] and mention.status is Status.KNOWN:
        return 1.0
    return mention.sure + (_MOST_SURE - mention.sure) * knowledge.likeness(mention.clauses, notice)


def _text(told: Told) -> str:
    """The sentence of a mention where it is short, else the clauses that tell it, with their condition."""
    mention, item = told.mention, told.statement.item
    if mention.way.whole:
        return item.text
    numbers = sorted({clause.sentence for clause in mention.clauses})
    whole = "".join(item.sentences[at] for at in numbers if at < len(item.sentences))
    if mention.own and len(whole) <= _WHOLE_SENTENCE:
        return whole
    text = "，".join(clause.text for clause in mention.clauses)
    before = told.statement.clauses[mention.start - 1] if mention.own and mention.start else None
    if before and before.sentence == numbers[0] and (before.conditional or len(text) < _SHORTEST):
        return f"{before.text}，{text}"
    return text
