"""Notices that have grown old without anybody looking."""

from datetime import date

from qiwen.model.content import Catalogue, Notice


def stale(catalogue: Catalogue, today: date, days: int) -> list[Notice]:
    """Notices not compared with their sources for more than `days`, and ended ones that nothing supersedes.

    The longest unreviewed first.
    """
    found = [
        notice for notice in catalogue.notices.values() if _is_old(notice, today, days) or _has_ended(notice, today)
    ]
    return sorted(found, key=lambda notice: (notice.reviewed, notice.id))


def _is_old(notice: Notice, today: date, days: int) -> bool:
    return (today - notice.reviewed).days > days


def _has_ended(notice: Notice, today: date) -> bool:
    return notice.valid_until is not None and notice.valid_until <= today and notice.superseded_by is None
