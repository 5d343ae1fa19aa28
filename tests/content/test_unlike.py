"""What an author marked as looking alike must not land there."""

import pytest

from fakes import whole_mind
from qiwen.dialogue.mind import Mind

UNLIKE = [(intent.id, text) for intent in whole_mind().catalogue.intents.values() for text in intent.unlike]


@pytest.mark.parametrize(("intent", "text"), UNLIKE)
def test_a_lookalike_is_not_answered_so(intent: str, text: str, mind: Mind) -> None:
    assert intent not in mind.matcher.match(text).intents


@pytest.mark.parametrize(("intent", "text"), UNLIKE)
def test_a_lookalike_is_none_of_the_asks(intent: str, text: str, mind: Mind) -> None:
    assert text not in {ask.text for ask in mind.catalogue.intents[intent].asks}


def test_every_intent_of_knowledge_has_one(mind: Mind) -> None:
    assert {intent for intent, _ in UNLIKE} >= {
        each.id for each in mind.catalogue.intents.values() if each.is_knowledge
    }
