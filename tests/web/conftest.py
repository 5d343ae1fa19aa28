"""Fixtures of the web floor."""

import pytest
from flask.testing import FlaskClient

from qiwen.channels.page import PageChannel
from qiwen.web.app import create_app

from .doubles import NOON, FakeAnswers


@pytest.fixture
def answers() -> FakeAnswers:
    """Somebody who answers."""
    return FakeAnswers()


@pytest.fixture
def client(answers: FakeAnswers) -> FlaskClient:
    """The page's application, without a network."""
    return create_app(PageChannel(answers, lambda: NOON).routes()).test_client()
