"""The matcher: read, score, mix, decide."""

from dataclasses import dataclass, replace

import numpy as np

from qiwen.matching.channels import channels
from qiwen.matching.decide import decide
from qiwen.matching.index import Index, index
from qiwen.matching.learned import Learned
from qiwen.matching.mixing import BY_HAND, figures, probabilities
from qiwen.matching.reading import Reader, Reading
from qiwen.matching.score import Scores
from qiwen.matching.split import parts
from qiwen.model.content import Catalogue, Tuning
from qiwen.model.match import Candidate, Decision, Match

_TWO = 2
_SHOWN = 3
_FAR = 0.15
"""Closeness below which a text is like no ask at all, whatever was learned; no real question comes under 0.25."""
_OWNED = 0.5
"""The share of the asks holding a term from which on it belongs to one intent."""

_UNHEARD_OF = -2.0
"""What an intent scores that was written after the learning: clearly not it, so that the channels must carry it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One text with everything that led to its decision: a row of `figures` and a probability for each label."""

    reading: Reading
    figures: Scores
    probabilities: Scores
    match: Match


class Matcher:
    """Finds what a text means. Built once from content; matching is pure and takes a few milliseconds.

    `learned` may be None or older than the content: intents it does not know are found by the channels alone.
    """

    def __init__(self, catalogue: Catalogue, reader: Reader, learned: Learned | None) -> None:
        self.reader = reader
        self.catalogue = catalogue
        self.tuning: Tuning = catalogue.tuning
        self.learned = learned
        self.index: Index = index(catalogue, reader, learned.readings if learned else None)
        self._places = _places(self.index.labels, learned.labels if learned else ())
        self._topical = {intent.id for intent in catalogue.intents.values() if intent.is_knowledge}
        self._mix = learned.mix if learned else BY_HAND

    def match(self, text: str) -> Match:
        """What `text` means. Takes any string whatever, in bounded time."""
        return self.judge(text).match

    def judge(self, text: str) -> Judged:
        """What `text` means, and why."""
        whole = self._judge(text)
        return replace(whole, match=self._both(whole, text))

    def _judge(self, text: str) -> Judged:
        reading = self.reader.read(text)
        if not reading.text:
            nothing = np.zeros(len(self.index.labels), dtype=np.float32)
            return Judged(reading, nothing[:, None], nothing, Match(Decision.LOST, (), ()))
        stacked = figures(self._learned_scores(reading)[None], channels(reading, self.index)[None])
        shares = probabilities(stacked, self._mix)[0]
        match = decide(self.index.labels, shares, self.tuning)
        if stacked[0, :-1, 1:5].max() < _FAR:
            match = Match(Decision.LOST, (), match.candidates)
        return Judged(reading, stacked[0], shares, self._not_shared(match, reading))

    def _not_shared(self, match: Match, reading: Reading) -> Match:
        """A bare term that several intents are about (通讯录) gets choices and not a guess."""
        if match.decision is not Decision.SURE or reading.text not in self.reader.terms:
            return match
        about = np.array([reading.text in text for text in self.index.texts])
        counts = np.bincount(self.index.owner[about], minlength=len(self.index.labels))
        shares = {label: n / counts.sum() for label, n in zip(self.index.labels, counts, strict=True) if label}
        shared = sorted((label for label in shares if label in self._topical), key=lambda label: -shares[label])
        if shares[shared[0]] >= _OWNED:
            return match
        first = match.candidates[0]
        others = [Candidate(label, first.score) for label in shared if label != first.intent]
        return Match(Decision.TORN, (), (first, *others)[:_SHOWN], near=True)

    def _both(self, whole: Judged, text: str) -> Match:
        """Two intents where the text asks two things: each part is sure alone, and the whole has thought of it too."""
        match = whole.match
        thought = {each.intent for each in match.candidates if each.score >= self.tuning.near / 10}
        asked = [self._judge(part).match for part in parts(text)] if match.decision is not Decision.LOST else []
        sure = dict.fromkeys(each.intents[0] for each in asked if each.decision is Decision.SURE)
        wanted = tuple(id_ for id_ in sure if id_ in thought and id_ in self._topical)
        if len(wanted) != _TWO:
            return match
        ordered = sorted(wanted, key=lambda id_: id_ != match.candidates[0].intent)
        return Match(Decision.SURE, tuple(ordered), match.candidates, near=True)

    def _learned_scores(self, reading: Reading) -> Scores:
        scores = np.zeros(len(self.index.labels), dtype=np.float32)
        if self.learned:
            scores[:] = _UNHEARD_OF
            scores[self._places[0]] = self.learned.scores(reading)[self._places[1]]
        return scores


def _places(mine: tuple[str, ...], learned: tuple[str, ...]) -> tuple[list[int], list[int]]:
    """Where labels that both know stand, in mine and in what was learned."""
    both = [(mine.index(label), at) for at, label in enumerate(learned) if label in mine]
    return [here for here, _ in both], [there for _, there in both]
