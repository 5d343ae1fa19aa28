"""Processes that share one file. Spawned, so that they share nothing else."""

import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, Self

from fakes import NOW, add_one, message, ticket, turn, whole_mind
from qiwen.model.conversation import Conversation
from qiwen.model.errors import QiwenError
from qiwen.model.inbound import Inbound
from qiwen.model.plain import plain
from qiwen.model.turn import OpenTicket
from qiwen.service.desk import Desk
from qiwen.stores.sqlite import SqliteStore

PROCESSES = 3
_gate: Barrier | None = None


class Crowd:
    """A few processes that begin a piece of work at the same moment."""

    def __init__(self, context: SpawnContext) -> None:
        self._pool = ProcessPoolExecutor(PROCESSES, context, _join, (context.Barrier(PROCESSES),))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def all_do(self, work: Callable[..., Any], *each: tuple[object, ...]) -> list[Any]:
        """What `work` returns for the arguments of each, one process a piece, begun together."""
        assert len(each) == PROCESSES
        return [future.result(60) for future in [self._pool.submit(_together, work, *one) for one in each]]

    def one_does(self, work: Callable[..., Any], *arguments: object) -> Any:
        """What `work` returns in whichever process is free."""
        return self._pool.submit(work, *arguments).result(60)


def _join(gate: Barrier) -> None:
    global _gate  # noqa: PLW0603 - a process of a pool has no other place
    _gate = gate


def _together(work: Callable[..., Any], *arguments: object) -> Any:
    assert _gate
    _gate.wait(60)
    return work(*arguments)


# ── pieces of work ──────────────────────────────────────────────────────────


def opens(file: Path) -> str:
    """Open the file; what went wrong."""
    try:
        SqliteStore(file).close()
    except QiwenError as slip:
        return str(slip)
    return ""


def opens_together(files: list[Path]) -> list[str]:
    """Open every file, each at the same moment as the others do, in several threads."""
    slips = []
    with ThreadPoolExecutor(4) as threads:
        for file in files:
            assert _gate
            _gate.wait(60)
            slips += threads.map(opens, [file] * 4)
    return [slip for slip in slips if slip]


def opens_as_nobody(file: Path) -> str:
    """What a process without rights is told. The process gets its rights back afterwards.

    A store is opened once before: what is imported on first use may lie where nobody may read.
    """
    with tempfile.TemporaryDirectory() as folder:
        opens(Path(folder) / "first.db")
    os.seteuid(65534)
    try:
        return opens(file)
    finally:
        os.seteuid(0)


def counts_up(file: Path, inbounds: list[Inbound]) -> None:
    """Commit one turn for every message, conflicts or not."""
    with opened(file) as store:
        for inbound in inbounds:
            add_one(store, inbound)


def asks_desk(file: Path, inbounds: list[Inbound]) -> list[tuple[str, bool]]:
    """What the desk says to each message, and whether it had said it before."""
    with opened(file) as store:
        desk = Desk(store, whole_mind(), lambda: NOW)
        answers = [desk.handle(inbound) for inbound in inbounds]
    return [(plain(answer.reply) if answer.reply else "", answer.again) for answer in answers]


def commits_for_ever(file: Path) -> None:
    """Open a ticket a message until somebody kills the process."""
    with opened(file) as store:
        for number in range(1_000_000):
            inbound = message("转人工", id_=f"k{number}")
            store.commit(inbound, turn(store.load(inbound.key), ticket(f"Q{number}")))


def stalls_in_a_commit(file: Path, sign: Path) -> None:
    """Hang after conversation, message and a first ticket were written, before the transaction ends."""

    def stalling() -> Iterator[OpenTicket]:
        yield ticket("Q1122-HALFDN")
        sign.touch()
        time.sleep(600)

    with opened(file) as store:
        talk = store.load(message().key)
        whole = turn(Conversation(talk.key, talk.version))
        object.__setattr__(whole, "effects", stalling())
        store.commit(message("转人工", id_="half"), whole)


@contextmanager
def opened(file: Path) -> Iterator[SqliteStore]:
    store = SqliteStore(file)
    try:
        yield store
    finally:
        store.close()


def killed_once(process: SpawnProcess, ready: Callable[[], bool]) -> None:
    """Start `process` and kill -9 it as soon as `ready`."""
    process.start()
    deadline = time.monotonic() + 30
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.005)
    process.kill()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    process.close()
