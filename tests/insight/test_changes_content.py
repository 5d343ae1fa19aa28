"""What is written differently, thing by thing."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date

import pytest

from qiwen.dialogue.mind import Mind
from qiwen.insight.changes import Area, Facet
from qiwen.insight.changes_content import content_changes, things
from qiwen.model.content import Catalogue, Tuning
from qiwen.model.text import Text


@pytest.fixture(scope="module")
def catalogue(mind: Mind) -> Catalogue:
    return mind.catalogue


def test_the_same_content_is_written_alike(catalogue: Catalogue) -> None:
    assert list(content_changes(catalogue, replace(catalogue, fingerprint="another"))) == []


def test_everything_that_authors_write_is_looked_at(catalogue: Catalogue) -> None:
    for field in fields(Catalogue):
        value = getattr(catalogue, field.name)
        if field.name != "fingerprint":
            empty = {} if isinstance(value, Mapping) else () if isinstance(value, tuple) else None
            assert list(content_changes(catalogue, replace(catalogue, **{field.name: empty}))), field.name


def test_a_thing_is_called_by_its_kind_and_id(catalogue: Catalogue) -> None:
    names = set(things(catalogue))
    assert {"notice creator-only", "intent thanks", "check migration", "guide migration", "phrase welcome"} <= names
    assert {"source 2022-04-21-merge-notice", "words yes", "lexicon", "tuning", "menu", "manners", "outside"} <= names


def test_a_notice_that_is_worded_anew(catalogue: Catalogue) -> None:
    notice = catalogue.notices["creator-only"]
    says = Text("只能由创建人点。", "", notice.says.en)
    after = replace(catalogue, notices={**catalogue.notices, notice.id: replace(notice, says=says)})
    (change,) = content_changes(catalogue, after)
    assert (change.area, change.where) == (Area.CONTENT, "notice creator-only")
    assert change.facets == (Facet("says", notice.says.hans, "只能由创建人点。"),)


def test_what_came_and_what_went(catalogue: Catalogue) -> None:
    guide = catalogue.guides["restart-client"]
    others = {id_: each for id_, each in catalogue.guides.items() if each is not guide}
    after = replace(catalogue, guides={**others, "wait": replace(guide, id="wait")})
    changes = {change.where: change.facets[0].name for change in content_changes(catalogue, after)}
    assert changes == {"guide restart-client": "gone", "guide wait": "new"}


def test_an_ask_that_moved_leaves_one_intent_and_comes_to_another(catalogue: Catalogue) -> None:
    one, other = catalogue.intents["thanks"], catalogue.intents["goodbye"]
    moved = one.asks[0]
    intents = {
        **catalogue.intents,
        "thanks": replace(one, asks=one.asks[1:]),
        "goodbye": replace(other, asks=(*other.asks, moved)),
    }
    changes = {
        change.where: change.facets for change in content_changes(catalogue, replace(catalogue, intents=intents))
    }
    assert changes == {
        "intent goodbye": (Facet("asks", "", moved.text),),
        "intent thanks": (Facet("asks", moved.text, ""),),
    }


def test_an_article_is_told_once_and_not_with_every_notice(catalogue: Catalogue) -> None:
    id_ = "2022-04-21-merge-notice"

    def later(notice: object) -> object:
        sources = tuple(
            replace(each, article=replace(each.article, published=date(2022, 4, 22)))
            if each.article.id == id_
            else each
            for each in notice.sources  # type: ignore[attr-defined]
        )
        return replace(notice, sources=sources)  # type: ignore[type-var]

    notices = {key: later(notice) for key, notice in catalogue.notices.items()}
    (change,) = content_changes(catalogue, replace(catalogue, notices=notices))  # type: ignore[arg-type]
    assert (change.where, change.facets) == (f"source {id_}", (Facet("published", "2022-04-21", "2022-04-22"),))


def test_thresholds(catalogue: Catalogue) -> None:
    tuning = replace(catalogue.tuning, sure=0.75)
    assert isinstance(tuning, Tuning)
    (change,) = content_changes(catalogue, replace(catalogue, tuning=tuning))
    assert change.facets == (Facet("sure", str(catalogue.tuning.sure), "0.75"),)
