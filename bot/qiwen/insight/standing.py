"""Comparing matchers that only rank: who has the right label first, or among three."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qiwen.insight.marking import OFFERED
from qiwen.insight.questions import Question
from qiwen.insight.share import Share
from qiwen.matching.matcher import Matcher


@dataclass(frozen=True, slots=True)
class Standing:
    """How one matcher ranks the labels. Out of scope is a label like the others here, and competes with them."""

    name: str
    top_1: Share
    top_3: Share
    outside_top_1: Share


def standing(name: str, questions: Sequence[Question], ranked: Sequence[Sequence[str]]) -> Standing:
    """The standing of a matcher which put the labels of each question in the order `ranked`; "" is out of scope."""
    pairs = list(zip(questions, ranked, strict=True))
    inside = [(set(question.accept), labels) for question, labels in pairs if not question.outside]
    return Standing(
        name=name,
        top_1=Share.of_all(labels[0] in accept for accept, labels in inside),
        top_3=Share.of_all(bool(accept & set(labels[:OFFERED])) for accept, labels in inside),
        outside_top_1=Share.of_all(not labels[0] for question, labels in pairs if question.outside),
    )


def own(matcher: Matcher, text: str) -> tuple[str, ...]:
    """All labels in the order in which the bot's own matcher puts them."""
    order = np.argsort(-matcher.judge(text).probabilities, kind="stable")
    return tuple(matcher.index.labels[at] for at in order)
