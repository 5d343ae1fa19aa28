"""Which questions are put to both contents, and what comes of them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from fakes import NOW
from qiwen.dialogue.mind import Mind
from qiwen.insight.changes import Area
from qiwen.insight.changes_day import moment
from qiwen.insight.changes_questions import MOVED_MOST, Origin, moved, question_changes, to_ask
from qiwen.insight.changes_replay import Side
from qiwen.model.content import Ask, Catalogue
from qiwen.model.text import Text


@pytest.fixture(scope="module")
def catalogue(mind: Mind) -> Catalogue:
    return mind.catalogue


def with_asks(catalogue: Catalogue, id_: str, *texts: str) -> Catalogue:
    intent = catalogue.intents[id_]
    asks = (*intent.asks, *(Ask(text, "new") for text in texts))
    return replace(catalogue, intents={**catalogue.intents, id_: replace(intent, asks=asks)})


def test_known_questions_titles_and_a_sample(catalogue: Catalogue) -> None:
    asked = to_ask(catalogue, catalogue, ["能撤吗", "能撤吗", "天气"], 2)
    assert asked.texts[:2] == ("能撤吗", "天气")
    assert {catalogue.intents["thanks"].title.hans, catalogue.intents["thanks"].title.en} <= set(asked.texts)
    assert set(catalogue.intents["backup-before"].unlike) <= set(asked.texts)
    assert asked.origins[Origin.KNOWN] == 2
    assert asked.origins[Origin.SAMPLE] == pytest.approx(2 * (len(catalogue.intents) + 1), abs=5)
    assert Origin.MOVED not in asked.origins
    assert sum(asked.origins.values()) == len(asked.texts) == len(set(asked.texts))


def test_every_intent_is_in_the_sample_and_what_is_outside(catalogue: Catalogue) -> None:
    texts = set(to_ask(catalogue, catalogue, [], 3).texts)
    for intent in catalogue.intents.values():
        assert len({ask.text for ask in intent.asks} & texts) >= 3
    assert len({ask.text for ask in catalogue.outside} & texts) >= 3


def test_one_ask_more_displaces_at_most_one(catalogue: Catalogue) -> None:
    before = set(to_ask(catalogue, catalogue, [], 5).texts)
    after = set(to_ask(catalogue, with_asks(catalogue, "thanks", "多谢多谢多谢您"), [], 5).texts)
    assert len(before - after) <= 1
    assert "多谢多谢多谢您" in after


def test_the_order_of_contents_does_not_choose(catalogue: Catalogue) -> None:
    other = with_asks(catalogue, "thanks", "多谢多谢多谢您")
    assert set(to_ask(catalogue, other, [], 5).texts) == set(to_ask(other, catalogue, [], 5).texts)


def test_what_moved(catalogue: Catalogue) -> None:
    one = catalogue.intents["thanks"]
    gone = replace(catalogue, intents={**catalogue.intents, "thanks": replace(one, asks=one.asks[1:])})
    new = with_asks(gone, "goodbye", one.asks[0].text, "下回再会了您")
    assert set(moved(catalogue, new)) == {one.asks[0].text, "下回再会了您"}
    assert moved(catalogue, catalogue) == []


def test_of_very_many_that_moved_a_sample_is_asked(catalogue: Catalogue) -> None:
    new = with_asks(catalogue, "thanks", *(f"谢谢第{number}位同事" for number in range(MOVED_MOST + 50)))
    assert to_ask(catalogue, new, [], 0).origins[Origin.MOVED] == MOVED_MOST


# ── what comes of them ──────────────────────────────────────────────────────


def changed(mind: Mind, *texts: str, now: datetime = NOW, **fields: object) -> dict[str, dict[str, tuple[str, str]]]:
    new = Mind.of(replace(mind.catalogue, **fields), mind.matcher, mind.script)
    found = list(question_changes((Side(mind), Side(new)), texts, now))
    assert all(each.area is Area.QUESTION for each in found)
    return {each.where: {facet.name: (facet.before, facet.after) for facet in each.facets} for each in found}


def test_nothing_changes_where_nothing_changed(mind: Mind) -> None:
    assert changed(mind, "能撤吗", "合并要满足什么条件", "转人工", "", "天气") == {}


def test_another_wording_is_another_reply_and_nothing_else(mind: Mind) -> None:
    notice = mind.catalogue.notices["creator-only"]
    notices = {**mind.catalogue.notices, notice.id: replace(notice, says=Text("就他能点。", "就他能點。", "Only he."))}
    found = changed(mind, "谁能操作迁移", "谢谢", notices=notices)
    assert list(found) == ["谁能操作迁移"]
    (reply,) = found["谁能操作迁移"].values()
    assert notice.says.hans in reply[0]
    assert "就他能点。" in reply[1]


def test_an_answer_that_leads_elsewhere(mind: Mind) -> None:
    intent = mind.catalogue.intents["thanks"]
    answer = mind.catalogue.intents["eligibility-check"].answer
    intents = {**mind.catalogue.intents, "thanks": replace(intent, answer=answer)}
    assert changed(mind, "谢谢", intents=intents)["谢谢"]["mode"] == ("idle", "checking")


def test_a_ticket_is_told_without_its_number(mind: Mind) -> None:
    phrase = mind.catalogue.phrases["ticket_asked"]
    phrases = {**mind.catalogue.phrases, "ticket_asked": Text(f"！{phrase.hans}", phrase.hant, phrase.en)}
    found = changed(mind, "转人工", phrases=phrases, now=moment(date(2026, 11, 23), UTC))
    assert found == changed(mind, "转人工", phrases=phrases, now=moment(date(2031, 5, 3), UTC))
    assert "Q……" in found["转人工"]["reply"][0]
