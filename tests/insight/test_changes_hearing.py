"""Matching once for two contents changes nothing but the time it takes."""

from dataclasses import replace

import numpy as np
import pytest

from qiwen.bootstrap import make_matcher
from qiwen.insight.changes_hearing import LearnedOnce, Once, hears_alike
from qiwen.matching.matcher import Matcher
from qiwen.model.content import Ask, Catalogue
from qiwen.model.match import Decision, Match
from qiwen.model.text import Text


class Counting:
    """A matcher that is lost, and counts how often."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def match(self, text: str) -> Match:
        self.asked.append(text)
        return Match(Decision.LOST, (), ())


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return make_matcher()


@pytest.fixture(scope="module")
def catalogue(matcher: Matcher) -> Catalogue:
    return matcher.catalogue


def test_a_text_is_matched_once() -> None:
    counting = Counting()
    once = Once(counting)
    assert [once.match(text) for text in ("a", "b", "a")] == [Match(Decision.LOST, (), ())] * 3
    assert counting.asked == ["a", "b"]


def test_what_was_learned_says_the_same_the_second_time(matcher: Matcher) -> None:
    assert matcher.learned
    once = LearnedOnce.of(matcher.learned)
    for text in ("迁移能撤销吗", "B 的信没了", "迁移能撤销吗", "can we undo it"):
        reading = matcher.reader.read(text)
        assert np.array_equal(once.scores(reading), matcher.learned.scores(reading))
    assert len(once.known) == 3


def test_two_matchers_that_share_it_match_as_they_would(matcher: Matcher) -> None:
    assert matcher.learned
    shared = LearnedOnce.of(matcher.learned)
    both = [Matcher(matcher.catalogue, matcher.reader, shared) for _ in range(2)]
    for text in ("谁能迁", "迁移入口在哪", "天气"):
        assert {each.match(text) for each in both} == {matcher.match(text)}


def test_wording_is_not_heard(catalogue: Catalogue) -> None:
    intent = catalogue.intents["thanks"]
    title = {**catalogue.intents, "thanks": replace(intent, title=Text("谢", "謝", "Thanks"))}
    assert hears_alike(catalogue, replace(catalogue, notices={}, intents=title))


@pytest.mark.parametrize(
    "change",
    [
        lambda catalogue: {"tuning": replace(catalogue.tuning, sure=0.99)},
        lambda catalogue: {"lexicon": replace(catalogue.lexicon, terms=())},
        lambda catalogue: {"outside": catalogue.outside[1:]},
        lambda catalogue: {"intents": {k: v for k, v in catalogue.intents.items() if k != "thanks"}},
        lambda catalogue: {
            "intents": {k: replace(v, asks=(*v.asks, Ask("x", "y"))) for k, v in catalogue.intents.items()}
        },
        lambda catalogue: {"intents": {k: replace(v, group="dialogue") for k, v in catalogue.intents.items()}},
    ],
)
def test_whatever_a_matcher_looks_at_is(catalogue: Catalogue, change: object) -> None:
    assert not hears_alike(catalogue, replace(catalogue, **change(catalogue)))  # type: ignore[operator]
