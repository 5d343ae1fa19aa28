"""When somebody is at the desk next."""

from datetime import datetime, time, timedelta, timezone

import pytest

from qiwen.model.hours import Hours

BEIJING = timezone(timedelta(hours=8))


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    """November 2026: the 22nd is a Sunday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("now", "there"),
    [
        (_at(23, 9), _at(23, 9)),
        (_at(23, 17, 59), _at(23, 17, 59)),
        (_at(23, 18), _at(24, 9)),
        (_at(23, 3), _at(23, 9)),
        (_at(20, 18, 30), _at(23, 9)),
        (_at(22, 12), _at(23, 9)),
    ],
)
def test_the_next_time_somebody_is_there(now: datetime, there: datetime) -> None:
    assert Hours().next(now) == there


def test_a_desk_of_one_day_a_week() -> None:
    assert Hours(frozenset({2}), time(14), time(15)).next(_at(25, 15)) == _at(25, 14) + timedelta(days=7)
