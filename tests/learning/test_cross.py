"""Leaving a hand out."""

from dataclasses import replace

import pytest
from small import catalogue, reader

from qiwen.learning.cross import cross, hands
from qiwen.model.content import Tuning
from qiwen.model.errors import ContentError
from qiwen.model.match import Decision


def test_every_ask_is_scored_once_and_by_others() -> None:
    whole, told = catalogue(), list[str]()
    held = cross(whole, reader(), told.append)
    assert told == ["anna", "bert", "carl"] == list(hands(whole))
    wrote = [*whole.outside, *(ask for intent in whole.intents.values() for ask in intent.asks)]
    assert sorted(one.ask.text for one in held) == sorted(ask.text for ask in wrote)
    inside = [one for one in held if one.intent]
    assert sum(one.match.candidates[0].intent == one.intent for one in inside) > 0.9 * len(inside)
    assert {one.intent for one in held} == {"backup", "creator", "entry", ""}


def test_a_word_that_one_hand_alone_knows_is_not_known() -> None:
    """Were the hand's own asks used, each would find itself and all would be answered."""
    whole, carl = catalogue("anna", "bert"), catalogue("carl").intents
    wrong = {"backup": "creator", "creator": "entry", "entry": "backup"}
    intents = {
        name: replace(intent, asks=intent.asks + carl[wrong[name]].asks) for name, intent in whole.intents.items()
    }
    held = [one for one in cross(replace(whole, intents=intents), reader()) if one.ask.hand == "carl"]
    assert len(held) == 12
    assert not any(one.intent in one.match.intents for one in held)


def test_the_same_asks_give_the_same_figures() -> None:
    assert cross(catalogue(), reader()) == cross(catalogue(), reader())


def test_a_single_hand_has_nobody_to_learn_from() -> None:
    with pytest.raises(ContentError, match="one hand, 'anna'"):
        cross(catalogue("anna"), reader())


def test_decisions_follow_the_thresholds_of_the_content() -> None:
    strict = replace(catalogue(), tuning=Tuning(sure=1.1, margin=0, torn=1.1, near=1))
    held = cross(strict, reader())
    assert {one.match.decision for one in held} == {Decision.LOST}
