"""The matcher: read, score, mix, decide."""

from dataclasses import dataclass

import numpy as np

from qiwen.matching.channels import channels
from qiwen.matching.decide import decide
from qiwen.matching.index import Index, index
from qiwen.matching.learned import Learned
from qiwen.matching.mixing import BY_HAND, figures, probabilities
from qiwen.matching.reading import Reader, Reading
from qiwen.matching.score import Scores
from qiwen.model.content import Catalogue, Tuning
from qiwen.model.match import Decision, Match

_UNHEARD_OF = (-1.0, -8.0)
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
        self._reader = reader
        self._tuning: Tuning = catalogue.tuning
        self._learned = learned
        self.index: Index = index(catalogue, reader, learned.readings if learned else None)
        self._places = _places(self.index.labels, learned.labels if learned else ())
        self._mix = learned.mix if learned else BY_HAND

    def match(self, text: str) -> Match:
        """What `text` means. Takes any string whatever, in bounded time."""
        return self.judge(text).match

    def judge(self, text: str) -> Judged:
        """What `text` means, and why."""
        reading = self._reader.read(text)
        if not reading.text:
            nothing = np.zeros(len(self.index.labels), dtype=np.float32)
            return Judged(reading, nothing[:, None], nothing, Match(Decision.LOST, (), ()))
        stacked = figures(self._learned_scores(reading)[None], channels([reading], self.index))
        shares = probabilities(stacked, self._mix)[0]
        return Judged(reading, stacked[0], shares, decide(self.index.labels, shares, self._tuning))

    def _learned_scores(self, reading: Reading) -> Scores:
        scores = np.zeros((len(self.index.labels), 2), dtype=np.float32)
        if self._learned:
            scores[:] = _UNHEARD_OF
            scores[self._places[0]] = self._learned.scores(reading)[self._places[1]]
        return scores


def _places(mine: tuple[str, ...], learned: tuple[str, ...]) -> tuple[list[int], list[int]]:
    """Where labels that both know stand, in mine and in what was learned."""
    both = [(mine.index(label), at) for at, label in enumerate(learned) if label in mine]
    return [here for here, _ in both], [there for _, there in both]
