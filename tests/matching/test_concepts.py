"""Concepts: sets of words that mean one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiwen.matching.concepts import Concepts

WORDS = {
    "creator": ("创建人", "创建者", "creator"),
    "wecom": ("企业微信", "wecom", "we com"),
    "enterprise": ("企业",),
    "undo": ("撤销", "undo"),
    "empty": ("",),
}
CONCEPTS = Concepts(WORDS, str.lower)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("创建人是谁", {"creator"}),
        ("创建者", {"creator"}),
        ("企业微信", {"wecom"}),  # the longer word wins at its place
        ("企业", {"enterprise"}),
        ("can we undo it", {"undo"}),
        ("undoing", set()),  # not cut out of a longer word
        ("用wecom能undo吗", {"wecom", "undo"}),
        ("procreator", set()),
        ("", set()),
    ],
)
def test_found(text: str, found: set[str]) -> None:
    assert CONCEPTS.of(text) == found


@given(st.lists(st.sampled_from([way for ways in WORDS.values() for way in ways] + [" ", "x", "的"])).map("".join))
def test_what_is_found_stands_there(text: str) -> None:
    for concept in CONCEPTS.of(text):
        assert any(way in text for way in WORDS[concept])
