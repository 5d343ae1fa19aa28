"""The content as it was on an earlier day."""

from dataclasses import replace
from datetime import date

import pytest

from fakes import whole_mind
from qiwen.model.asof import as_of
from qiwen.model.content import AnswerKind, Catalogue

CATALOGUE = whole_mind().catalogue
EARLY = date(2022, 5, 1)


@pytest.fixture(scope="module")
def then() -> Catalogue:
    return as_of(CATALOGUE, EARLY)


def test_no_source_and_no_addition_is_younger_than_the_day(then: Catalogue) -> None:
    for notice in then.notices.values():
        assert all(source.article.known_since <= EARLY for source in notice.sources), notice.id
        assert all(each.article.known_since <= EARLY for each in notice.later), notice.id
        assert notice.sources
        assert notice.valid_from <= EARLY


def test_nothing_leads_to_a_notice_that_did_not_hold(then: Catalogue) -> None:
    named = [id_ for intent in then.intents.values() for id_ in intent.answer.also]
    named += [i.answer.target for i in then.intents.values() if i.answer.kind is AnswerKind.NOTICE]
    named += [id_ for check in then.checks.values() for each in check.findings.values() for id_ in each.notices]
    named += [id_ for check in then.checks.values() for id_ in check.notices]
    named += [id_ for guide in then.guides.values() for step in guide.steps for id_ in step.notices]
    named += [b.notice for g in then.guides.values() for step in g.steps for b in step.branches if b.notice]

    assert set(named) <= set(then.notices)


def test_what_came_later_is_not_known_yet(then: Catalogue) -> None:
    assert "creator-transfer-sms" in CATALOGUE.notices
    assert "creator-transfer-sms" not in then.notices
    assert "paid-target-blocks" not in then.notices
    assert "target-mail-erased" in then.notices


def test_today_nothing_is_left_out() -> None:
    today = as_of(CATALOGUE, date(2026, 11, 23))

    assert today.notices == CATALOGUE.notices
    assert today.intents == CATALOGUE.intents


def test_before_everything_the_person_is_told_that_nothing_was_known() -> None:
    answers = {
        intent.answer.target for intent in as_of(CATALOGUE, date(2000, 1, 1)).intents.values() if intent.is_knowledge
    }

    assert "not_known_then" in answers


def test_a_notice_that_has_ended_is_replaced_by_the_one_that_supersedes_it() -> None:
    old = replace(CATALOGUE.notices["recycle-bin-60d"], valid_until=date(2024, 12, 1), superseded_by="recycle-bin-30d")
    intent = CATALOGUE.intents["member-leaves"]
    asks_old = replace(intent, answer=replace(intent.answer, target=old.id, also=()))
    changed = replace(CATALOGUE, notices={**CATALOGUE.notices, old.id: old}, intents={intent.id: asks_old})

    assert as_of(changed, date(2026, 1, 1)).intents[intent.id].answer.target == "recycle-bin-30d"
    day = max(old.valid_from, min(source.article.known_since for source in old.sources))
    assert as_of(changed, day).intents[intent.id].answer.target == "recycle-bin-60d"
