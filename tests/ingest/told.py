"""What the tests of finding share: the real knowledge, loaded once, and pages made of a text."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from qiwen.content.files import bundled
from qiwen.content.load import load
from qiwen.ingest.find import Knowledge, find
from qiwen.ingest.page import About, Cleaned, Found, Reading, Status
from qiwen.ingest.recognise import WHERE, read

SAID = Path(__file__).parent / "said"
TITLE = "腾讯企业邮箱与常用企业微信合并迁移注意事项"
SEED = frozenset(
    {
        *("fusion-2022-01", "auto-wecom-generated", "dissolve-wecom-dissolves-mail", "leave-deletes-mail-account"),
        *("creator-only", "same-creator-both", "bound-to-common-wecom", "target-contacts-prevail", "ab-example"),
        *("target-mail-erased", "not-migrated-list", "no-cancel-no-rollback", "admin-locked-during"),
        *("members-usable-during", "freeze-contacts-during", "entry-single-use", "entry-grey-release"),
        *("source-regenerates-trial-mailbox", "settings-migrate", "recycle-bin-migrates", "dept-settings-invalid"),
        *("restart-client-after", "dedicated-domain-blocks"),
    }
)
"""What the article of 2022-04-21 tells."""


@cache
def knowledge() -> Knowledge:
    catalogue = load(bundled())
    return Knowledge.of(catalogue, read(bundled() / WHERE, catalogue.notices))


def page(text: str, **about: Any) -> Cleaned:
    """A page that was clean already."""
    return Cleaned(text, text, (), About(**{"title": TITLE, **about}))


def told(text: str, **about: Any) -> tuple[Found, ...]:
    return find(page(text, **about), knowledge())[0]


def missing(text: str, **about: Any) -> tuple[str, ...]:
    return find(page(text, **about), knowledge())[1]


def reading(text: str, name: str = "page.txt", **about: Any) -> Reading:
    cleaned = page(text, **about)
    return Reading(name, cleaned, *find(cleaned, knowledge()))


def statuses(text: str, **about: Any) -> dict[str | None, Status]:
    """Notice to status; what is new stands under None."""
    return {one.known: one.status for one in told(text, **about)}


def known(text: str, **about: Any) -> set[str | None]:
    return {id_ for id_, status in statuses(text, **about).items() if status is Status.KNOWN}


@cache
def said(name: str) -> dict[str, Any]:
    return tomllib.loads((SAID / f"{name}.toml").read_text(encoding="utf-8"))


def written(name: str) -> str:
    """A page of ours, after its title line."""
    return (SAID / f"page-{name}.txt").read_text(encoding="utf-8").partition("\n")[2]
