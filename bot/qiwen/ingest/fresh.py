"""What a page tells that is not known: sentences with a topic of ours and a claim, told by no way of any notice.

In a sentence that tells a known notice, a further clause is new only where it brings a topic or wording which that
notice does not have: most such clauses elaborate.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from qiwen.ingest.sense import Sense, joined, mentioned
from qiwen.ingest.statements import Clause, Statement
from qiwen.ingest.ways import Recognition, meets

_SHORTEST = 7
_SAME_WORDS = 0.4
_SAME_TOPIC = 0.5


@dataclass(frozen=True, slots=True)
class Fresh:
    """A run of clauses that tells something new; `text` as written, with its lead where it says nothing without."""

    text: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """The known notices told in the same item: their wordings and all words by which they are recognised."""

    wordings: tuple[str, ...]
    words: int


class Newcomers:
    """Finds what is new in statements."""

    def __init__(self, recognition: Recognition) -> None:
        self._recognition = recognition
        bits = recognition.words.bits
        self._never = bits["fresh-never"] | bits["rumour"]

    def of(self, statement: Statement, told: Collection[int], beside: Beside) -> Iterator[Fresh]:
        """The new things in `statement`, of whose clauses those numbered in `told` tell known notices."""
        if statement.item.is_heading:
            return
        sentences = {statement.clauses[at].sentence for at in told}
        for run in _runs(statement.clauses, told):
            if run[-1].conditional and _next_to(run, statement.clauses) in told:
                continue  # the condition of what is told next
            if told and self._elaborates(run, beside, same_sentence=run[0].sentence in sentences):
                continue
            if self._tells(run):
                yield Fresh(_text(run), run)
            elif statement.others and run == statement.clauses and self._tells(other := statement.others[0]):
                yield Fresh(_text(other), other)

    def _tells(self, clauses: tuple[Clause, ...]) -> bool:
        sense = _sense(clauses)
        return (
            sum(len(clause.folded) for clause in clauses) >= _SHORTEST
            and meets(sense, self._recognition.topics)
            and meets(sense, self._recognition.claims)
            and not mentioned(sense) & self._never
            and not any(idle.met(sense) for idle in self._recognition.idle)
        )

    def _elaborates(self, clauses: tuple[Clause, ...], beside: Beside, *, same_sentence: bool) -> bool:
        """Whether it brings no topic that the notices beside it do not have; in another sentence, no wording either."""
        own = mentioned(_sense(clauses)) & mentioned(self._recognition.topics) & ~self._recognition.generic
        if own & ~beside.words:
            return False
        if same_sentence:
            return True
        text = "".join(clause.folded for clause in clauses)
        pairs = set(_pairs(text))
        known = {pair for wording in beside.wordings for pair in _pairs(wording)}
        share = self._recognition.words.share(text, beside.words)
        return share >= _SAME_TOPIC or len(pairs & known) >= _SAME_WORDS * len(pairs)


def _runs(clauses: tuple[Clause, ...], told: Collection[int]) -> Iterator[tuple[Clause, ...]]:
    """Neighbouring clauses of one sentence that tell nothing known."""
    run: list[Clause] = []
    for at, clause in enumerate(clauses):
        if run and (at in told or clause.sentence != run[-1].sentence):
            yield tuple(run)
            run = []
        if at not in told:
            run.append(clause)
    if run:
        yield tuple(run)


def _next_to(run: tuple[Clause, ...], clauses: tuple[Clause, ...]) -> int:
    """The number of the clause after `run`."""
    return next(at for at, clause in enumerate(clauses) if clause is run[-1]) + 1


def _sense(clauses: tuple[Clause, ...]) -> Sense:
    return joined(clause.sense for clause in clauses)


def _pairs(text: str) -> Iterator[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))


def _text(clauses: tuple[Clause, ...]) -> str:
    return "，".join(clause.text for clause in clauses)
