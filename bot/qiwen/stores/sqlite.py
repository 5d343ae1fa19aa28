"""The SQLite store: one transaction a message, straight on the connection."""

import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

from qiwen.model.conversation import Conversation
from qiwen.model.errors import Conflict, StoreError
from qiwen.model.inbound import Inbound, Key
from qiwen.model.plain import plain
from qiwen.model.turn import AddToTicket, Effect, OpenTicket, Turn, WithdrawTicket
from qiwen.service.ports import Answered
from qiwen.stores import codec
from qiwen.stores.schema import open_database, transaction

_EARLIER = "SELECT reply, entry, mode FROM messages WHERE channel=? AND app=? AND user=? AND message_id=?"
_LOAD = "SELECT version, state FROM conversations WHERE channel=? AND app=? AND user=?"
_UPDATE = """UPDATE conversations SET version=version+1, mode=?, language=?, misses=?, last_at=?, state=?
             WHERE channel=? AND app=? AND user=? AND version=?"""
_INSERT = """INSERT INTO conversations (mode, language, misses, last_at, state, channel, app, user, version)
             VALUES (?,?,?,?,?,?,?,?,?)"""
_MESSAGE = """INSERT INTO messages (channel, app, user, message_id, kind, said, sent_at, answered, answered_at,
              intent, decision, score, outcome, mode, verdict, feedback, ticket, reply, entry)
              VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"""
_TICKET = """INSERT INTO tickets (number, channel, app, user, reason, question, urgency, facts, opened_at)
             VALUES (?,?,?,?,?,?,?,?,?)"""
_ADD = "INSERT INTO ticket_notes (number, channel, app, user, said, added_at) VALUES (?,?,?,?,?,?)"
_RAISE = "UPDATE tickets SET urgency=? WHERE number=? AND channel=? AND app=? AND user=? AND urgency<>'high'"
_WITHDRAW = "UPDATE tickets SET status='withdrawn' WHERE number=? AND channel=? AND app=? AND user=?"
_OUTBOX = "INSERT INTO outbox (kind, body, queued_at) VALUES (?,?,?)"


class SqliteStore:
    """Keeps everything in one file. Threads and processes may share the file; each thread gets a connection of its own.

    Raises StoreError at once where the file cannot be used.
    """

    def __init__(self, path: Path, synchronous: str = "FULL") -> None:
        self._path = path
        self._synchronous = synchronous
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._connection()

    def earlier(self, key: Key, message_id: str) -> Answered | None:
        """The answer already given to that message, if any."""
        row = self._one(_EARLIER, (key.channel, key.app, key.user, message_id))
        return Answered(codec.reply(row[0]), codec.entry(row[1]), row[2], again=True) if row else None

    def load(self, key: Key) -> Conversation:
        """The conversation, a fresh one of version 0 where none is stored."""
        row = self._one(_LOAD, (key.channel, key.app, key.user))
        return codec.conversation(row[1], version=int(row[0])) if row else Conversation(key)

    def commit(self, inbound: Inbound, turn: Turn) -> None:
        """Store the turn whole, or raise Conflict and store nothing."""
        connection = self._connection()
        try:
            with transaction(connection):
                self._write(connection, inbound, turn)
        except sqlite3.IntegrityError as slip:
            raise Conflict(str(slip)) from slip
        except sqlite3.Error as slip:
            raise self._broken(slip) from slip

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            for connection in self._all:
                connection.close()
            self._all.clear()
        self._local = threading.local()

    def _write(self, connection: sqlite3.Connection, inbound: Inbound, turn: Turn) -> None:
        talk = turn.conversation
        key = (talk.key.channel, talk.key.app, talk.key.user)
        at = _utc(talk.last_at or inbound.sent_at)
        state = (talk.mode, talk.language.value, talk.misses, at, codec.state(talk))
        if talk.version == 0:
            connection.execute(_INSERT, (*state, *key, 1))
        elif connection.execute(_UPDATE, (*state, *key, talk.version)).rowcount != 1:
            raise Conflict(f"{talk.key} is no longer at version {talk.version}")
        connection.execute(_MESSAGE, _message(key, inbound, turn, at))
        for effect in turn.effects:
            self._effect(connection, key, effect, at)

    def _effect(self, connection: sqlite3.Connection, key: tuple[str, str, str], effect: Effect, at: str) -> None:
        match effect:
            case OpenTicket():
                about = (effect.reason.value, effect.question, effect.urgency.value, codec.encode(effect.facts))
                connection.execute(_TICKET, (effect.number, *key, *about, at))
            case AddToTicket():
                connection.execute(_ADD, (effect.number, *key, effect.text, at))
                if effect.urgency:
                    connection.execute(_RAISE, (effect.urgency.value, effect.number, *key))
            case WithdrawTicket():
                connection.execute(_WITHDRAW, (effect.number, *key))
        connection.execute(_OUTBOX, (codec.kind(effect), codec.effect(effect), at))

    def _one(self, query: str, values: tuple[str, ...]) -> tuple[str, ...] | None:
        try:
            row: tuple[str, ...] | None = self._connection().execute(query, values).fetchone()
        except sqlite3.Error as slip:
            raise self._broken(slip) from slip
        return row

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = open_database(self._path, self._synchronous)
            self._local.connection = connection
            with self._lock:
                self._all.append(connection)
        return connection

    def _broken(self, slip: sqlite3.Error) -> StoreError:
        return StoreError(f"{self._path}: {slip}")


def _message(key: tuple[str, str, str], inbound: Inbound, turn: Turn, at: str) -> tuple[object, ...]:
    entry = turn.entry
    return (
        *key,
        inbound.message_id,
        inbound.kind.value,
        inbound.text,
        _utc(inbound.sent_at),
        plain(turn.reply) if turn.reply else "",
        at,
        ",".join(entry.intents) or None,
        entry.decision,
        entry.score,
        entry.outcome.value,
        turn.conversation.mode,
        entry.verdict,
        entry.feedback.value if entry.feedback else None,
        entry.ticket,
        codec.encode(turn.reply),
        codec.encode(entry),
    )


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
