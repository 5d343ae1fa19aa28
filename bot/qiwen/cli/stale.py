"""qiwen stale: notices that nobody compared with their sources for long."""

import json
from typing import TYPE_CHECKING

import click

from qiwen.cli.common import friendly

if TYPE_CHECKING:
    from datetime import date

    from qiwen.model.content import Notice


@click.command(name="stale")
@click.option("--days", type=click.IntRange(0), help="How long is too long; default: review_days of manners.toml.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a notice.")
@friendly
def command(days: int | None, as_json: bool) -> None:
    """List notices unreviewed for too long, and those whose day has passed; exit 1 where there are any.

    \b
    Example: qiwen stale
    Example: qiwen stale --days 180
    """
    from qiwen.bootstrap import now
    from qiwen.content.files import bundled
    from qiwen.content.load import load
    from qiwen.insight.ageing import stale
    from qiwen.settings import read

    catalogue = load(read().content or bundled())
    today = now().date()
    most = catalogue.manners.review.days if days is None else days
    found = stale(catalogue, today, most)
    for notice in found:
        click.echo(json.dumps(_object(notice, today), ensure_ascii=False) if as_json else _line(notice, today))
    if found:
        raise SystemExit(1)
    if not as_json:
        click.echo(f"all {len(catalogue.notices)} notices were compared with their sources within {most} days")


def _line(notice: "Notice", today: "date") -> str:
    age = (today - notice.reviewed).days
    ended = f", ended {notice.valid_until}" if notice.valid_until and notice.valid_until <= today else ""
    articles = ", ".join(dict.fromkeys(source.article.id for source in notice.sources))
    return f"knowledge/notices/{notice.id}.toml: reviewed {notice.reviewed}, {age} days ago{ended}; sources: {articles}"


def _object(notice: "Notice", today: "date") -> dict[str, object]:
    return {
        "notice": notice.id,
        "reviewed": notice.reviewed.isoformat(),
        "days": (today - notice.reviewed).days,
        "valid_until": notice.valid_until.isoformat() if notice.valid_until else None,
        "superseded_by": notice.superseded_by,
        "sources": list(dict.fromkeys(source.article.id for source in notice.sources)),
    }
