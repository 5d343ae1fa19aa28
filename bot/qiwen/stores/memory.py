"""The store that forgets with the process: for trying out and for tests. It keeps the same promises as the others."""

import threading
from dataclasses import replace

from qiwen.model.conversation import Conversation
from qiwen.model.errors import Conflict
from qiwen.model.inbound import Inbound, Key
from qiwen.model.turn import Effect, Turn
from qiwen.service.ports import Answered


class MemoryStore:
    """Conversations and answers in dictionaries, behind one lock."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._talks: dict[Key, Conversation] = {}
        self._answers: dict[tuple[Key, str], Answered] = {}
        self.effects: list[Effect] = []

    def earlier(self, key: Key, message_id: str) -> Answered | None:
        """The answer already given to that message, if any."""
        with self._lock:
            return self._answers.get((key, message_id))

    def load(self, key: Key) -> Conversation:
        """The conversation, a fresh one of version 0 where none is stored."""
        with self._lock:
            return self._talks.get(key, Conversation(key))

    def commit(self, inbound: Inbound, turn: Turn) -> None:
        """Keep the turn whole, or raise Conflict and keep nothing."""
        talk, key = turn.conversation, inbound.key
        with self._lock:
            if self._talks.get(key, Conversation(key)).version != talk.version:
                raise Conflict(f"{key} is no longer at version {talk.version}")
            if (key, inbound.message_id) in self._answers:
                raise Conflict(f"{inbound.message_id} was answered meanwhile")
            self._talks[key] = replace(talk, version=talk.version + 1)
            self._answers[key, inbound.message_id] = Answered(turn.reply, turn.entry, talk.mode, again=True)
            self.effects.extend(turn.effects)

    def close(self) -> None:
        """Nothing to let go of."""
