"""The day on which two contents are compared: one that follows from them, so that tomorrow's comparison is today's."""

from collections.abc import Iterator
from datetime import date, datetime, time, tzinfo

from qiwen.model.content import Catalogue
from qiwen.model.hours import Hours

_NO_DAY = date(2026, 1, 1)
_HOUR = time(10)


def moment(day: date, zone: tzinfo) -> datetime:
    """A time on `day`, or on the first working day after it, at which somebody is at the desk."""
    return Hours().next(datetime.combine(day, _HOUR, zone))


def newest(*catalogues: Catalogue) -> date:
    """The last day on which somebody published, saw or reviewed anything that the contents rest on."""
    return max((day for catalogue in catalogues for day in _days(catalogue)), default=_NO_DAY)


def _days(catalogue: Catalogue) -> Iterator[date]:
    for notice in catalogue.notices.values():
        yield from (source.reviewed for source in notice.sources)
        articles = [*(each.article for each in notice.sources), *(each.article for each in notice.later)]
        yield from (day for article in articles for day in (article.seen, article.known_since))
