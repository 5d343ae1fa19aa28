"""The SQLite file: opening it, its tables, its migrations. The only file that knows sqlite_utils.

Tables are made to be read by a person (with Datasette, say): times are ISO 8601 in UTC, texts stand as they were said.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from qiwen.model.errors import StoreError

_BUSY_MS = 10_000
_NAP_S = 0.005


def open_database(path: Path, synchronous: str = "FULL") -> sqlite3.Connection:
    """Open `path`, making folder, file and tables where missing. Raises StoreError naming the file and the remedy."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    except (OSError, sqlite3.Error) as slip:
        raise _unusable(path, slip) from slip
    try:
        connection.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
        _write_ahead(connection)
        connection.execute(f"PRAGMA synchronous={synchronous}")
        connection.execute("PRAGMA foreign_keys=ON")
        _migrate(connection, path)
    except StoreError:
        connection.close()
        raise
    except sqlite3.Error as slip:
        connection.close()
        raise _unusable(path, slip) from slip
    return connection


def _unusable(path: Path, slip: Exception) -> StoreError:
    return StoreError(
        f"{path}: cannot be used as the database ({slip}). Check that the folder exists and is writable and that the "
        "file is a SQLite database; move a damaged file away to start with an empty one, or set QIWEN_DATABASE."
    )


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL. Two who switch a new file at once are told "locked" without waiting, so the wait is here."""
    deadline = time.monotonic() + _BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as slip:
            if not slip.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                raise
            time.sleep(_NAP_S)
        else:
            return


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the tables to the newest version, one transaction for all, so that two processes cannot both do it.

    The version is written even where nothing is due: a file that can only be read must show at start.
    """
    with transaction(connection):
        done = _version(connection)
        if done > len(_MIGRATIONS):
            raise StoreError(f"{path}: was written by a newer qiwen (tables {done}, known here {len(_MIGRATIONS)})")
        database = Database(connection)
        for migrate in _MIGRATIONS[done:]:
            migrate(database)
        connection.execute(f"PRAGMA user_version={len(_MIGRATIONS)}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """One write transaction, kept whole or not at all. Raises what went wrong, not what rolling back then meets."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has rolled back already
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def _first(database: Database) -> None:
    """2026-11: conversations, messages, tickets, outbox."""
    database.execute(
        """CREATE TABLE conversations (
            channel TEXT NOT NULL, app TEXT NOT NULL, user TEXT NOT NULL,
            version INTEGER NOT NULL, mode TEXT NOT NULL, language TEXT NOT NULL, misses INTEGER NOT NULL,
            last_at TEXT NOT NULL, state TEXT NOT NULL,
            PRIMARY KEY (channel, app, user)) WITHOUT ROWID"""
    )
    database.execute(
        """CREATE TABLE messages (
            id INTEGER PRIMARY KEY,
            channel TEXT NOT NULL, app TEXT NOT NULL, user TEXT NOT NULL, message_id TEXT NOT NULL,
            kind TEXT NOT NULL, said TEXT NOT NULL, sent_at TEXT NOT NULL,
            answered TEXT NOT NULL, answered_at TEXT NOT NULL,
            intent TEXT, decision TEXT, score REAL, outcome TEXT NOT NULL, mode TEXT NOT NULL, verdict TEXT,
            reply TEXT NOT NULL, entry TEXT NOT NULL)"""
    )
    database["messages"].create_index(["channel", "app", "user", "message_id"], unique=True)  # type: ignore[union-attr]
    database.execute(
        """CREATE TABLE tickets (
            number TEXT NOT NULL, channel TEXT NOT NULL, app TEXT NOT NULL, user TEXT NOT NULL,
            reason TEXT NOT NULL, question TEXT NOT NULL, opened_at TEXT NOT NULL,
            status TEXT NOT NULL DEFAULT 'open',
            PRIMARY KEY (number, channel, app, user)) WITHOUT ROWID"""
    )
    database.execute(
        """CREATE TABLE outbox (
            id INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL, queued_at TEXT NOT NULL,
            tried INTEGER NOT NULL DEFAULT 0, sent_at TEXT)"""
    )


def _second(database: Database) -> None:
    """2026-11: tickets carry facts and urgency, can be added to and withdrawn; answers are asked about."""
    database.execute("ALTER TABLE tickets ADD COLUMN urgency TEXT NOT NULL DEFAULT 'normal'")
    database.execute("ALTER TABLE tickets ADD COLUMN facts TEXT NOT NULL DEFAULT '{}'")
    database.execute("ALTER TABLE messages ADD COLUMN feedback TEXT")
    database.execute("ALTER TABLE messages ADD COLUMN ticket TEXT")
    database.execute(
        """CREATE TABLE ticket_notes (
            id INTEGER PRIMARY KEY, number TEXT NOT NULL, channel TEXT NOT NULL, app TEXT NOT NULL, user TEXT NOT NULL,
            said TEXT NOT NULL, added_at TEXT NOT NULL)"""
    )


_MIGRATIONS: tuple[Callable[[Database], None], ...] = (_first, _second)
