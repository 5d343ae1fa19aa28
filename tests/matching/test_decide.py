"""From probabilities to sure, torn or lost."""

import numpy as np
import pytest

from qiwen.matching.decide import decide
from qiwen.matching.index import OUTSIDE
from qiwen.model.content import Tuning
from qiwen.model.match import Decision

LABELS = ("a", "b", "c", OUTSIDE)
TUNING = Tuning(sure=0.6, margin=0.2, torn=0.3, near=0.05)


@pytest.mark.parametrize(
    ("shares", "decision", "intents"),
    [
        ((0.9, 0.05, 0.03, 0.02), Decision.SURE, ("a",)),
        ((0.55, 0.4, 0.03, 0.02), Decision.TORN, ()),
        ((0.5, 0.2, 0.1, 0.2), Decision.TORN, ()),
        ((0.1, 0.1, 0.1, 0.7), Decision.LOST, ()),
        ((0.31, 0.0, 0.0, 0.69), Decision.TORN, ()),
        ((0.02, 0.02, 0.01, 0.95), Decision.LOST, ()),
    ],
)
def test_a_decision(shares: tuple[float, ...], decision: Decision, intents: tuple[str, ...]) -> None:
    match = decide(LABELS, np.array(shares, dtype=np.float32), TUNING)

    assert (match.decision, match.intents) == (decision, intents)


def test_outside_is_never_a_candidate_and_the_best_come_first() -> None:
    match = decide(LABELS, np.array([0.1, 0.3, 0.2, 0.4], dtype=np.float32), TUNING)

    assert [each.intent for each in match.candidates] == ["b", "c", "a"]


def test_what_is_not_near_is_not_worth_showing() -> None:
    match = decide(LABELS, np.array([0.02, 0.01, 0.01, 0.96], dtype=np.float32), TUNING)

    assert (match.decision, match.near) == (Decision.LOST, False)


def test_ties_go_to_the_label_that_comes_first() -> None:
    match = decide(LABELS, np.array([0.25, 0.25, 0.25, 0.25], dtype=np.float32), TUNING)

    assert [each.intent for each in match.candidates] == ["a", "b", "c"]
