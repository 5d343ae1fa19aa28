"""Every intent answered: what stands where in an answer, in three languages. Pressed, so that no matcher is needed."""

import re

import pytest

from fakes import LINA, NOW, message, whole_mind
from qiwen.dialogue import answering
from qiwen.dialogue.mind import Mind
from qiwen.dialogue.scene import Scene
from qiwen.model.content import AnswerKind, Intent, Weight
from qiwen.model.conversation import Conversation
from qiwen.model.reply import Tone
from qiwen.model.text import Language
from qiwen.service.desk import Desk
from talk import ROOM, Talk

OPENINGS = {"zh-Hans": "谢谢", "zh-Hant": "謝謝您的說明", "en": "thank you"}
"""Something said beforehand, which settles the language."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
INTENTS = sorted(whole_mind().catalogue.intents)
KNOWLEDGE = [id_ for id_ in INTENTS if whole_mind().catalogue.intents[id_].answer.kind is AnswerKind.NOTICE]


@pytest.fixture(params=OPENINGS)
def speaking(request: pytest.FixtureRequest, desk: Desk) -> Talk:
    """A talk that goes on in one of the three languages."""
    return Talk(desk).says(OPENINGS[request.param]).speaks(request.param)


def _intent(mind: Mind, id_: str) -> Intent:
    return mind.catalogue.intents[id_]


def test_there_are_26_of_knowledge_and_6_of_manners(mind: Mind) -> None:
    kinds = [intent.is_knowledge for intent in mind.catalogue.intents.values()]

    assert (kinds.count(True), kinds.count(False)) == (26, 6)


@pytest.mark.parametrize("id_", INTENTS)
def test_an_answer_fits_one_message_and_says_something(id_: str, speaking: Talk) -> None:
    speaking.presses(f"ask:{id_}")

    assert len(speaking.heard.encode()) <= ROOM
    assert speaking.reply.blocks[0].tone is not Tone.BASIS
    assert len(speaking.first_sentence) > 2
    assert not speaking.reply.more


@pytest.mark.parametrize("id_", KNOWLEDGE)
def test_an_answer_from_notices_names_its_basis_with_a_day(id_: str, speaking: Talk) -> None:
    speaking.presses(f"ask:{id_}")

    last = speaking.reply.blocks[-1]
    assert last.tone is Tone.BASIS
    assert DAY.search(last.text)


@pytest.mark.parametrize("id_", KNOWLEDGE)
def test_an_answer_from_notices_offers_two_or_three_ways_on(id_: str, talk: Talk) -> None:
    talk.presses(f"ask:{id_}")

    assert 2 <= len(talk.choices) <= 3
    assert f"ask:{id_}" not in [choice.token for choice in talk.choices]


@pytest.mark.parametrize("id_", KNOWLEDGE)
def test_what_cannot_be_undone_is_marked_and_nothing_else(id_: str, talk: Talk, mind: Mind) -> None:
    answer = _intent(mind, id_).answer
    weights = {mind.catalogue.notices[notice].weight for notice in (answer.target, *answer.also)}

    talk.presses(f"ask:{id_}")

    warned = any(block.tone is Tone.WARN for block in talk.reply.blocks)
    assert warned == (Weight.IRREVERSIBLE in weights)


@pytest.mark.parametrize("id_", KNOWLEDGE)
def test_an_answer_says_all_that_its_notices_say(id_: str, talk: Talk, mind: Mind) -> None:
    answer = _intent(mind, id_).answer
    main, *also = (mind.catalogue.notices[notice] for notice in (answer.target, *answer.also))

    talk.presses(f"ask:{id_}")

    talk.hears(main.says.hans, *(each.says.hans for each in also), *([main.next.hans] if main.next else []))
    assert talk.reply.blocks[0].text == main.says.hans


@pytest.mark.parametrize("id_", INTENTS)
def test_a_traditional_answer_holds_no_simplified_character(id_: str, desk: Desk, mind: Mind) -> None:
    talk = Talk(desk).says(OPENINGS["zh-Hant"]).presses(f"ask:{id_}")

    assert not [char for char in talk.heard if char in mind.script.simplified_only - {"台"}]  # as Taiwan writes 後台


@pytest.mark.parametrize("id_", INTENTS)
def test_an_english_answer_is_english(id_: str, desk: Desk) -> None:
    """But for what buttons and menus are called."""
    talk = Talk(desk).says(OPENINGS["en"]).presses(f"ask:{id_}")

    han = len(re.findall(r"[\u3400-\u9fff]", talk.heard))
    assert han < len(talk.heard) / 8


def test_the_basis_says_how_many_independent_sources_there_are(talk: Talk) -> None:
    talk.presses("ask:irreversible").hears("依据：2022-04-21 合并公告", "（共 2 家独立来源）")


def test_two_things_asked_at_once_are_both_answered(mind: Mind) -> None:
    """Notices first: a check takes the floor."""

    scene = Scene(mind, message(), NOW, Language.HANS)

    said = answering.answer(scene, Conversation(LINA), ("eligibility-check", "irreversible"))

    texts = [block.text for block in said.blocks]
    assert texts[0] == mind.catalogue.notices["no-cancel-no-rollback"].says.hans
    assert "哪一件" in texts[-1]
    assert said.entry.intents == ("eligibility-check", "irreversible")
    assert said.conversation.mode == "checking"
