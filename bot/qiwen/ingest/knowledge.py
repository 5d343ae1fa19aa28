"""What a page is compared with: the notices, the words by which they are recognised and how we word them ourselves."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from qiwen.ingest.figures import changed_figures, figures
from qiwen.ingest.fresh import Beside
from qiwen.ingest.page import Status
from qiwen.ingest.sense import Sense, Sign, joined, mentioned
from qiwen.ingest.statements import Clause
from qiwen.ingest.ways import Recognition
from qiwen.matching.score import against
from qiwen.model.content import Catalogue, Notice

_SENTENCES = re.compile(r"[^。；]+")
_CLAUSES = re.compile(r"[^,;:]+")
_OURS = 0.74
"""Likeness from which a sentence is one of our own wordings; rewordings of others stay under 0.6."""


@dataclass(frozen=True, slots=True)
class Resemblance:
    """The notice whose own wording a sentence is nearest to, how near (0 to 1), and how the two stand."""

    notice: str
    likeness: float
    status: Status
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Made once, used for every page. Build it with `Knowledge.of`."""

    catalogue: Catalogue
    recognition: Recognition
    wordings: Mapping[str, tuple[str, ...]]
    prints: Mapping[str, frozenset[str]]
    words: Mapping[str, int]
    sentences: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, catalogue: Catalogue, recognition: Recognition) -> "Knowledge":
        """`catalogue` with the words by which its notices are recognised."""
        notices = catalogue.notices.values()
        wordings = {
            notice.id: tuple(map(recognition.clause, (notice.title.hans, *_sentences(notice)))) for notice in notices
        }
        ways = {id_: reduce(or_, (way.words for way in recognition.ways if way.notice == id_), 0) for id_ in wordings}
        return cls(
            catalogue=catalogue,
            recognition=recognition,
            wordings=wordings,
            prints={n.id: frozenset(each.fingerprint for each in n.sources if each.fingerprint) for n in notices},
            words={id_: ways[id_] | _said(texts, recognition) for id_, texts in wordings.items()},
            sentences=tuple(
                (id_, text) for id_, texts in wordings.items() if id_ not in recognition.unsought for text in texts
            ),
        )

    @property
    def findable(self) -> frozenset[str]:
        """Every notice that a page can tell; the others are our own conclusions and gaps."""
        return frozenset(self.catalogue.notices) - self.recognition.unsought

    def beside(self, notices: Collection[str]) -> Beside:
        """`notices`, as a clause beside them may elaborate them."""
        wordings = tuple(wording for id_ in sorted(notices) for wording in self.wordings[id_])
        return Beside(wordings, reduce(or_, (self.words[id_] for id_ in notices), 0))

    def likeness(self, clauses: Iterable[Clause], notice: str) -> float:
        """How like our wording of `notice`, 0 to 1."""
        text = ",".join(clause.folded for clause in clauses)
        return float(against(text, self.wordings[notice]).max(initial=0))

    def resemblance(self, clauses: tuple[Clause, ...]) -> Resemblance | None:
        """The notice that `clauses` word nearest to ours; NEW where that is not near. None where there is no notice."""
        if not self.sentences:
            return None
        text = ",".join(clause.folded for clause in clauses)
        scores = against(text, [sentence for _, sentence in self.sentences])
        notice, sentence = self.sentences[int(scores.argmax())]
        likeness = float(scores.max())
        if likeness < _OURS:
            return Resemblance(notice, likeness, Status.NEW)
        ours, theirs = _sense(sentence, self.recognition), joined(clause.sense for clause in clauses)
        if _opposed(ours, theirs, self.recognition.generic):
            return Resemblance(notice, likeness, Status.CONTRADICTS, ("says the opposite",))
        changed = changed_figures(figures(text), figures(sentence))
        differs = tuple(f"{was.written} → {now.written}" for was, now in changed)
        return Resemblance(notice, likeness, Status.CHANGED if differs else Status.KNOWN, differs)


def _sense(text: str, recognition: Recognition) -> Sense:
    """What a folded text says, clause by clause."""
    return joined(map(recognition.words.sense, _CLAUSES.findall(text)))


def _said(texts: Iterable[str], recognition: Recognition) -> int:
    return mentioned(joined(_sense(text, recognition) for text in texts))


def _opposed(one: Sense, other: Sense, generic: int) -> bool:
    """Whether one says what the other denies, but for words that are found everywhere."""
    said = (Sign.SAID, Sign.ALLOWED)

    def only(sense: Sense, signs: tuple[Sign, ...]) -> int:
        rest = reduce(or_, (sense[sign] for sign in Sign if sign not in signs), 0)
        return reduce(or_, (sense[sign] for sign in signs), 0) & ~rest & ~generic

    return bool(only(one, said) & only(other, (Sign.DENIED,)) or only(one, (Sign.DENIED,)) & only(other, said))


def _sentences(notice: Notice) -> Iterator[str]:
    """What it says, and what articles added to it later."""
    for text in (notice.says, *(each.says for each in notice.later)):
        yield from _SENTENCES.findall(text.hans)
