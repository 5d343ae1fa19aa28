"""What `qiwen doctor` looks at. Each examination says what it found and what to do."""

import secrets
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from qiwen.bootstrap import credentials, make_mind, make_routes, now
from qiwen.channels.http import HttpIn
from qiwen.channels.wecom.rehearse import rehearse
from qiwen.model.errors import QiwenError, StoreError
from qiwen.service.desk import Desk
from qiwen.settings import Settings, WecomApp, read
from qiwen.stores.memory import MemoryStore
from qiwen.stores.sqlite import SqliteStore

_OLDEST_CLOCK = 1_767_225_600  # 2026-01-01: a clock before the program was written is wrong


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    well: bool = True
    remedy: str = ""


def examine() -> Iterator[Finding]:
    """Look at everything, in the order in which one thing needs the other."""
    yield _clock()
    try:
        settings = read()
    except QiwenError as slip:
        for line in str(slip).splitlines():
            yield Finding(f"settings: {line}", well=False, remedy="set it by environment, *_FILE or qiwen.toml")
        return
    yield Finding(f"settings: {len(settings.wecom)} WeCom app(s), {settings.host}:{settings.port}")
    yield _database(settings)
    yield from _content_and_webhook(settings)


def _clock() -> Finding:
    if time.time() < _OLDEST_CLOCK:
        return Finding(
            f"clock: {now():%Y-%m-%d %H:%M}", well=False, remedy="set the clock: callbacks are checked by time"
        )
    return Finding(f"clock: {now():%Y-%m-%d %H:%M} Beijing time")


def _database(settings: Settings) -> Finding:
    try:
        SqliteStore(settings.database, settings.synchronous).close()
        count = _messages(settings.database)
    except QiwenError as slip:
        return Finding(f"database: {slip}", well=False, remedy="set QIWEN_DATABASE to a path you can write")
    return Finding(f"database: {settings.database} ({count} messages)")


def _messages(path: Path) -> int:
    try:
        with closing(sqlite3.connect(path)) as connection:
            count: int = connection.execute("SELECT count(*) FROM messages").fetchone()[0]
    except sqlite3.Error as slip:
        raise StoreError(f"{path}: {slip}") from slip
    return count


def _content_and_webhook(settings: Settings) -> Iterator[Finding]:
    try:
        mind = make_mind(settings.content)
    except QiwenError as slip:
        yield Finding(f"content: {slip}", well=False, remedy="run qiwen lint and mend the files it names")
        return
    yield Finding(f"content: {len(mind.catalogue.intents)} intents, {len(mind.catalogue.notices)} notices")
    if not settings.wecom:
        yield Finding("webhook: off", remedy="set QIWEN_WECOM_CORP_ID, _TOKEN, _AES_KEY and _AGENT_ID to connect WeCom")
    for name, app in settings.wecom.items():
        desk = Desk(MemoryStore(), mind, now)  # a rehearsal leaves no trace in the database
        yield _round_trip(settings, name, app, desk)


def _round_trip(settings: Settings, name: str, app: WecomApp, desk: Desk) -> Finding:
    """A message encrypted with the configured secrets, through the routes, and its answer decrypted again."""
    path = f"/wecom/{name}/callback"
    route = next(r for r in make_routes(settings, desk) if r.path == path and "POST" in r.methods)

    def post(query: Mapping[str, str], body: bytes) -> bytes:
        return route.handle(HttpIn("POST", path, query, {}, body)).body

    try:
        answer = rehearse(credentials(app), "你好", secrets.token_hex(7), now(), post)
    except (QiwenError, ValueError, KeyError) as slip:
        return Finding(f"webhook {name}: no round trip ({slip})", well=False, remedy="check Token and EncodingAESKey")
    return Finding(f"webhook {name}: round trip through {path} in {len(answer)} characters")
