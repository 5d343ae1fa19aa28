"""Fixtures of the store tests: every store there is, and processes that share a file."""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest
from crowd import Crowd

from qiwen.service.ports import Store
from qiwen.stores.memory import MemoryStore
from qiwen.stores.sqlite import SqliteStore


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    store: Store = MemoryStore() if request.param == "memory" else SqliteStore(tmp_path / "qiwen.db")
    yield store
    store.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "qiwen.db"


@pytest.fixture(scope="session")
def crowd() -> Iterator[Crowd]:
    with Crowd(multiprocessing.get_context("spawn")) as crowd:
        yield crowd
