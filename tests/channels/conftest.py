"""Fixtures of the channel tests."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))  # wecom_platform.py serves other folders too

from callbacks import Answerer, Webhook

from wecom_platform import Platform


@pytest.fixture
def answerer() -> Answerer:
    return Answerer()


@pytest.fixture
def webhook(answerer: Answerer) -> Webhook:
    return Webhook(answerer)


@pytest.fixture
def platform() -> Platform:
    return Platform()
