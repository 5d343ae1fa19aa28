"""The same work on many files, on all processors, in their order, without holding more than a few results at a time."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_FEW = 16
"""So many files are done while a process starts."""

_AHEAD = 4
"""Results waiting for each process."""


def each(work: Callable[[T], R], todo: Sequence[T], ready: Callable[[], None]) -> Iterator[R]:
    """`work` on everything in `todo`, in order. `ready` is called first in every process that works."""
    processes = min(os.cpu_count() or 1, len(todo) // _FEW)
    if processes <= 1:
        ready()
        yield from map(work, todo)
        return
    # Spawned, not forked: a fork of a process that has threads may hang, and Python warns of it.
    with ProcessPoolExecutor(processes, get_context("spawn"), ready) as pool:
        yield from _in_order(pool, work, iter(todo), processes * _AHEAD)


def _in_order(pool: ProcessPoolExecutor, work: Callable[[T], R], todo: Iterator[T], ahead: int) -> Iterator[R]:
    def begun(items: Iterable[T]) -> Iterator["Future[R]"]:
        return (pool.submit(work, item) for item in items)

    waiting = deque(begun(islice(todo, ahead)))
    while waiting:
        yield waiting.popleft().result()
        waiting.extend(begun(islice(todo, 1)))
