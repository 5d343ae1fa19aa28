"""The day of a comparison follows from the contents."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from qiwen.dialogue.mind import Mind
from qiwen.insight.changes_day import moment, newest

BEIJING = timezone(timedelta(hours=8))


def test_the_newest_day_of_both(mind: Mind) -> None:
    catalogue = mind.catalogue
    notice = catalogue.notices["creator-only"]
    source = replace(notice.sources[0], reviewed=date(2031, 5, 3))
    after = replace(catalogue, notices={"creator-only": replace(notice, sources=(source,))})
    assert newest(catalogue, after) == newest(after, catalogue) == date(2031, 5, 3)
    assert newest(catalogue) < date(2031, 5, 3)


def test_what_is_only_announced_is_not_yet(mind: Mind) -> None:
    notice = replace(mind.catalogue.notices["creator-only"], valid_from=date(2040, 1, 1), valid_until=date(2041, 1, 1))
    assert newest(replace(mind.catalogue, notices={"creator-only": notice})) < date(2040, 1, 1)


def test_without_any_day_there_is_one_all_the_same(mind: Mind) -> None:
    assert newest(replace(mind.catalogue, notices={})) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("day", "then"),
    [(date(2026, 11, 20), 20), (date(2026, 11, 21), 23), (date(2026, 11, 22), 23), (date(2026, 11, 23), 23)],
)
def test_somebody_is_at_the_desk(day: date, then: int) -> None:
    now = moment(day, BEIJING)
    assert now.astimezone(UTC).date() == date(2026, 11, then)
    assert now.weekday() < 5
    assert datetime(2026, 11, then, 9, tzinfo=BEIJING) <= now < datetime(2026, 11, then, 18, tzinfo=BEIJING)
