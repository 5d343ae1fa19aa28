"""The desk: one message in, one answer out, whatever happens in between."""

import random
import time
from collections.abc import Callable

from qiwen.dialogue.mind import Mind
from qiwen.dialogue.turns import take_turn
from qiwen.model.errors import Conflict
from qiwen.model.inbound import Inbound
from qiwen.service.ports import Answered, Clock, Store

_TRIES = 20
_JITTER_S = 0.005


class Desk:
    """Answers messages: earlier answer, or load, take the turn, commit; on a conflict all over again."""

    def __init__(self, store: Store, mind: Mind, clock: Clock, pause: Callable[[float], None] = time.sleep) -> None:
        self._store = store
        self._clock = clock
        self._pause = pause
        self.mind = mind

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def handle(self, inbound: Inbound) -> Answered:
        """Answer `inbound`; the same delivery again gets the same answer and changes nothing.

        Raises Conflict only when somebody else commits to this very talk twenty times in a row, StoreError when
        the database is gone.
        """
        for tried in range(_TRIES):
            earlier = self._store.earlier(inbound.key, inbound.message_id)
            if earlier:
                return earlier
            turn = take_turn(self._store.load(inbound.key), inbound, self.mind, self._clock())
            try:
                self._store.commit(inbound, turn)
            except Conflict:
                self._pause(random.uniform(0, _JITTER_S * (tried + 1)))  # noqa: S311 - jitter, no secret
                continue
            return Answered(turn.reply, turn.entry, turn.conversation.mode)
        raise Conflict(f"{inbound.key} changed {_TRIES} times while one message was being answered")
