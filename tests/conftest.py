"""Fixtures that every folder may use: the real content, loaded once, and a desk that forgets."""

import pytest

from fakes import Clock, whole_mind
from qiwen.dialogue.mind import Mind
from qiwen.service.desk import Desk
from qiwen.stores.memory import MemoryStore
from talk import Talk


@pytest.fixture(scope="session")
def mind() -> Mind:
    """The real content and matcher."""
    return whole_mind()


@pytest.fixture
def clock() -> Clock:
    """Stands still until a test moves it."""
    return Clock()


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def desk(store: MemoryStore, mind: Mind, clock: Clock) -> Desk:
    return Desk(store, mind, clock)


@pytest.fixture
def talk(desk: Desk) -> Talk:
    """Lina and the desk."""
    return Talk(desk)
