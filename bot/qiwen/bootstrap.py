"""The one composition root: settings to store, catalogue, desk, channels and the web application."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qiwen.content import weights
from qiwen.content.files import bundled
from qiwen.content.load import load
from qiwen.content.script import script
from qiwen.content.sound import syllable
from qiwen.dialogue.mind import House, Mind
from qiwen.live import Watcher
from qiwen.matching.learned import Learned
from qiwen.matching.matcher import Matcher
from qiwen.matching.reading import Reader
from qiwen.model.content import Catalogue
from qiwen.service.desk import Desk
from qiwen.settings import Settings, WecomApp

if TYPE_CHECKING:
    from flask import Flask

    from qiwen.channels.http import Route
    from qiwen.channels.wecom.platform import Credentials

BEIJING = timezone(timedelta(hours=8))
"""Ticket numbers carry the day as the support desk sees it; China keeps one time without changes."""


def now() -> datetime:
    """The time at the support desk, aware."""
    return datetime.now(UTC).astimezone(BEIJING)


def make_matcher(content: Path | None = None, learned: Learned | None = None) -> Matcher:
    """Content read and compiled. Raises ContentError with every slip.

    `learned` takes the place of what the content folder holds.
    """
    root = content or bundled()
    catalogue = load(root)
    return Matcher(catalogue, make_reader(catalogue), learned or weights.read(root / weights.NAME))


def make_mind(content: Path | None = None, learned: Learned | None = None, house: House | None = None) -> Mind:
    """What the dialogue thinks with. Raises ContentError with every slip."""
    matcher = make_matcher(content, learned)
    return Mind.of(matcher.catalogue, matcher, script(), house or House())


def make_house(settings: Settings) -> House:
    """The rules of the house."""
    return House(settings.hours, settings.handover == "quiet")


def make_reader(catalogue: Catalogue) -> Reader:
    """What reads texts, with the content's lexicon."""
    return Reader(script(), syllable, catalogue.lexicon)


def make_desk(settings: Settings, clock: Callable[[], datetime] = now) -> Desk:
    """A desk on the configured database. Raises ContentError or StoreError."""
    from qiwen.stores.sqlite import SqliteStore  # noqa: PLC0415 - one question needs no database

    mind = make_mind(settings.content, house=make_house(settings))
    return Desk(SqliteStore(settings.database, settings.synchronous), mind, clock)


def make_routes(settings: Settings, desk: Desk, clock: Callable[[], datetime] = now) -> "tuple[Route, ...]":
    """Every route of every configured channel."""
    from qiwen.channels.page import PageChannel  # noqa: PLC0415 - the terminal needs no channel
    from qiwen.channels.wecom.channel import WecomChannel  # noqa: PLC0415 - loads wechatpy

    routes = list(PageChannel(desk, clock).routes())
    for name, app in settings.wecom.items():
        channel = WecomChannel(name, credentials(app), desk, clock, timedelta(seconds=settings.window))
        routes += channel.routes()
    return tuple(routes)


def credentials(app: WecomApp) -> "Credentials":
    """What the callback of `app` is opened and sealed with."""
    from qiwen.channels.wecom.platform import Credentials  # noqa: PLC0415 - loads wechatpy

    return Credentials(app.corp_id, app.token, app.aes_key, app.agent_id)


def make_app(settings: Settings, clock: Callable[[], datetime] = now) -> "Flask":
    """The web application. Raises ContentError or StoreError."""
    from qiwen.web.app import create_app  # noqa: PLC0415 - only the server needs Flask

    desk = make_desk(settings, clock)
    Watcher(desk, settings.content or bundled(), partial(make_mind, house=make_house(settings))).start()
    return create_app(make_routes(settings, desk, clock), content=lambda: desk.mind.catalogue.fingerprint)


def check_start(settings: Settings) -> None:
    """Raise ContentError or StoreError now rather than in a worker."""
    from qiwen.stores.sqlite import SqliteStore  # noqa: PLC0415 - as above

    load(settings.content or bundled())
    SqliteStore(settings.database, settings.synchronous).close()
