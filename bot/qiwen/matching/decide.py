"""From probabilities to a decision."""

import numpy as np

from qiwen.matching.index import OUTSIDE
from qiwen.matching.score import Scores
from qiwen.model.content import Tuning
from qiwen.model.match import Candidate, Decision, Match

_KEPT = 5


def decide(labels: tuple[str, ...], probabilities: Scores, tuning: Tuning) -> Match:
    """Sure, torn or lost, from one probability a label; ties go to the label that comes first."""
    order = np.argsort(-probabilities, kind="stable")
    ranked = [Candidate(labels[at], float(probabilities[at])) for at in order]
    known = tuple(each for each in ranked if each.intent != OUTSIDE)[:_KEPT]
    best, second = ranked[0], ranked[1]
    near = tuple(each for each in known if each.score >= tuning.near)
    if best.intent != OUTSIDE and best.score >= tuning.sure and best.score - second.score >= tuning.margin:
        return Match(Decision.SURE, (best.intent,), known, near=bool(near))
    if known and known[0].score >= tuning.torn:
        return Match(Decision.TORN, (), near or known[:1], near=True)
    return Match(Decision.LOST, (), known, near=bool(near))
