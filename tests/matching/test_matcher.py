"""The matcher on the real content: pure, steady, and bounded whatever comes."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fakes import whole_mind
from qiwen.dialogue.mind import Mind
from qiwen.model.match import Decision


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_matched_and_always_alike(text: str) -> None:
    matcher = whole_mind().matcher

    match = matcher.match(text)

    assert match == matcher.match(text)
    assert len(match.candidates) <= 5
    assert bool(match.intents) == (match.decision is Decision.SURE)
    assert all(0 <= each.score <= 1 for each in match.candidates)


@pytest.mark.parametrize("text", ["", " ", "。。。", "👍👍", "\x00", "\ufeff", "\ud800"])
def test_what_says_nothing_is_lost(text: str, mind: Mind) -> None:
    assert mind.matcher.match(text).decision is Decision.LOST


@pytest.mark.parametrize("text", ["长" * 20_000, "能迁吗" * 6_000, "a" * 20_000, "a b " * 5_000, "，" * 20_000])
def test_a_very_long_text_takes_bounded_time(text: str, mind: Mind) -> None:
    started = time.process_time()

    mind.matcher.match(text)

    assert time.process_time() - started < 2


@pytest.mark.parametrize("intent", sorted(whole_mind().catalogue.intents))
def test_an_ask_is_nearly_always_understood_as_its_own_intent(intent: str, mind: Mind) -> None:
    asks = [ask.text for ask in mind.catalogue.intents[intent].asks][::60]

    right = sum(mind.matcher.match(ask).intents == (intent,) for ask in asks)

    assert right >= 0.8 * len(asks)


def test_script_and_width_and_punctuation_do_not_matter(mind: Mind) -> None:
    ways = ["迁移入口在哪", "遷移入口在哪", "迁移入口在哪？？", " 迁移入口在哪。", "迁移\u200b入口在哪"]

    assert {mind.matcher.match(way) for way in ways} == {mind.matcher.match(ways[0])}
