"""The real content keeps what the field was promised."""

from collections import Counter
from itertools import chain

import pytest

from fakes import whole_mind
from qiwen.model.content import AnswerKind, Intent, Notice, Weight

CATALOGUE = whole_mind().catalogue
INTENTS = [pytest.param(intent, id=intent.id) for intent in CATALOGUE.intents.values()]
NOTICES = [pytest.param(notice, id=notice.id) for notice in CATALOGUE.notices.values()]
LONGEST = 180
"""Characters of what a notice says."""


def test_the_ids_are_those_that_menus_and_statistics_hold() -> None:
    assert sorted(CATALOGUE.intents) == sorted(
        "fusion-overview auto-created-wecom admin-console-moved dissolve-wecom member-leaves migration-steps "
        "eligibility-check who-can-migrate creator-mismatch address-book target-mail-deleted backup-before "
        "source-mail-moves source-after not-migrated-data settings-carried-over department-settings irreversible "
        "one-time-entry entry-missing admin-access-during member-use-during freeze-address-book restart-client "
        "domain-already-bound worked-example human-handoff greeting thanks goodbye capabilities unresolved".split()
    )


@pytest.mark.parametrize("intent", INTENTS)
def test_an_intent_has_thirty_asks_by_several_hands(intent: Intent) -> None:
    assert len(intent.asks) >= 30
    assert len({ask.hand for ask in intent.asks}) >= 5
    assert intent.title.hans
    assert intent.title.en


@pytest.mark.parametrize("intent", INTENTS)
def test_an_intent_of_knowledge_leads_on_to_two_or_three_others(intent: Intent) -> None:
    if intent.is_knowledge:
        assert 2 <= len(intent.follow) <= 3
    assert intent.id not in intent.follow


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_is_short_sourced_and_dated(notice: Notice) -> None:
    assert len(notice.says.hans) <= LONGEST
    assert notice.sources
    assert notice.sources[0].role == "states"
    assert all(source.reviewed >= source.article.seen for source in notice.sources)
    dated = [source.article.published for source in notice.sources if source.article.published]
    assert not dated or notice.valid_from >= min(dated)


def test_what_destroys_mail_is_marked_irreversible() -> None:
    for id_ in (
        "target-mail-erased",
        "no-cancel-no-rollback",
        "dissolve-wecom-dissolves-mail",
        "domain-release-erases",
    ):
        assert CATALOGUE.notices[id_].weight is Weight.IRREVERSIBLE, id_


def test_every_guarded_step_tells_what_cannot_be_undone() -> None:
    steps = [step for guide in CATALOGUE.guides.values() for step in guide.steps if step.guarded]

    assert steps
    for step in steps:
        weights = {CATALOGUE.notices[id_].weight for id_ in step.notices}
        assert step.cautions, step.id
        assert Weight.IRREVERSIBLE in weights, step.id


def test_the_guide_of_migration_needs_its_check_and_branches_to_four_others() -> None:
    guide = CATALOGUE.guides["migration"]
    led = {branch.guide for step in guide.steps for branch in step.branches}

    assert guide.check == "migration"
    assert {"backup-target", "creator-transfer", "domain-release", "restart-client"} <= led


def test_no_label_of_choices_shown_together_stands_twice() -> None:
    """A typed label would pick the first."""
    options = [question.options for check in CATALOGUE.checks.values() for question in check.questions]
    branches = [step.branches for guide in CATALOGUE.guides.values() for step in guide.steps]
    for shown in (*options, *branches):
        for labels in ([each.label.hans for each in shown], [each.label.en for each in shown]):
            assert max(Counter(labels).values(), default=1) == 1, labels


def test_menu_and_follow_ups_have_titles_of_their_own() -> None:
    titles = Counter(chain.from_iterable((each.title.hans, each.title.en) for each in CATALOGUE.intents.values()))

    assert [title for title, times in titles.items() if times > 1] == []


def test_the_check_and_the_guide_of_migration_are_what_their_intents_lead_to() -> None:
    check, guide = CATALOGUE.intents["eligibility-check"].answer, CATALOGUE.intents["migration-steps"].answer

    assert (check.kind, check.target) == (AnswerKind.CHECK, "procedure")
    assert (guide.kind, guide.target) == (AnswerKind.GUIDE, "migration")
