"""Copies of one article are one source."""

from datetime import UTC, datetime

import pytest
from told import SEED, knowledge, reading

from qiwen.ingest.mirrors import article_of, grouped, key, same, told_by
from qiwen.ingest.page import About

AT = datetime(2024, 5, 6, 9, 30, 12, tzinfo=UTC)
ONE = About(publisher="苏州拾光科技有限公司", number="1285", published=AT)


@pytest.mark.parametrize(
    "other",
    [
        About(publisher="苏州拾光科技有限公司", number="1285", published=AT),
        About(publisher="苏州拾光网络科技股份有限公司", number="1285", published=AT.replace(second=50)),
        About(publisher="", number="1285", published=AT),
        About(publisher="苏州拾光科技有限公司", number="", published=AT),
        About(publisher="苏州拾光科技有限公司", number="1285", title="another title, as mirrors have"),
    ],
)
def test_two_of_publisher_number_and_minute_make_a_mirror(other: About) -> None:
    assert same(ONE, other)


@pytest.mark.parametrize(
    "other",
    [
        About(publisher="苏州拾光科技有限公司", number="1286", published=AT),
        About(publisher="宁波青禾网络科技有限公司", number="1285", published=AT),
        About(publisher="苏州拾光科技有限公司", number="1285", published=AT.replace(minute=31)),
        About(number="1285"),
        About(),
    ],
)
def test_anything_that_differs_or_too_little_makes_none(other: About) -> None:
    assert not same(ONE, other)


def test_a_page_that_tells_too_little_has_no_key() -> None:
    assert key(About(publisher="苏州拾光科技有限公司")) is None
    assert key(ONE) == ("苏州拾光", "1285", "2024-05-06T09:30+00:00")


def test_readings_are_grouped_in_their_order() -> None:
    names = {"a": ONE, "b": About(number="7", published=AT, publisher="宁波青禾"), "c": ONE, "d": About()}
    readings = [
        reading("", name, publisher=about.publisher, number=about.number, published=about.published)
        for name, about in names.items()
    ]
    assert grouped(readings) == (("a", "c"), ("b",), ("d",))


def article(about: About, *, prints: tuple[str, ...] = (), told: frozenset[str] = frozenset()) -> str | None:
    found = article_of(about, prints, told, knowledge().catalogue, knowledge().findable)
    return found.id if found else None


def test_an_article_is_known_by_its_publisher_and_day() -> None:
    day = datetime(2022, 4, 21, 18, 1, 28, tzinfo=UTC)
    assert article(About(publisher="上海腾曦网络服务有限公司", published=day)) == "2022-04-21-merge-notice"
    assert article(About(publisher="宁波青禾网络科技有限公司", published=day)) is None


def test_or_by_its_title() -> None:
    assert article(About(title="腾讯企业邮箱协作版企业合并须知和步骤流程")) == "undated-merge-guide"
    assert article(About(title="腾讯企业邮箱协作版企业合并须知和步骤流程", publisher="宁波青禾")) is None


def test_or_by_paragraphs_that_nobody_changed() -> None:
    prints = ("caf9ba0f1d9a11ad", "ffac1d79d1b35d5c")
    assert article(About(), prints=prints) == "2022-04-21-merge-notice"
    assert article(About(), prints=prints[:1]) is None


def test_or_by_telling_mostly_the_same() -> None:
    assert article(About(), told=SEED) == "2022-04-21-merge-notice"
    assert article(About(), told=frozenset({"creator-only", "archive-path"})) is None


def test_what_an_article_tells_does_not_hold_what_it_only_refines() -> None:
    told = told_by(knowledge().catalogue, knowledge().findable)["2024-10-17-admins-and-creator"]
    assert "creator-transfer-sms" in told
    assert "same-creator-both" not in told
