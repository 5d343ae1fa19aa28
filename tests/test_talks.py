"""Whole conversations, written down in tests/talks/*.toml and held with the real desk.

A turn does one thing (`says`, `picks`, `presses`, `enters`, `media`), perhaps `after_hours` later, and names what must
come of it: the keys of EXPECTATIONS.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fakes import Clock
from qiwen.stores.memory import MemoryStore
from talk import Talk

Turn = dict[str, Any]

EXPECTATIONS = {
    "about": lambda talk, value: talk.is_about(value),
    "carries": lambda talk, value: talk.ticket_carries(value),
    "decision": lambda talk, value: talk.is_decided(value),
    "due": lambda talk, value: talk.is_asked(value),
    "exactly": lambda talk, value: talk.finds(*value),
    "feedback": lambda talk, value: talk.feedback_is(value),
    "finds": lambda talk, value: talk.verdict_is(None, *value),
    "first": lambda talk, value: talk.hears_first(*value),
    "hears": lambda talk, value: talk.hears(*value),
    "hears_not": lambda talk, value: talk.hears_not(*value),
    "language": lambda talk, value: talk.speaks(value),
    "mode": lambda talk, value: talk.is_in(value),
    "offers": lambda talk, value: talk.offers(*value),
    "offers_last": lambda talk, value: talk.reads_on().offers(*value),
    "once": lambda talk, value: talk.hears_once(*value),
    "outcome": lambda talk, value: talk.comes_out_as(value),
    "silent": lambda talk, _: talk.hears_nothing(),
    "slots": lambda talk, value: talk.has_slots(value),
    "ticket": lambda talk, _: talk.is_ticketed(),
    "verdict": lambda talk, value: talk.verdict_is(value),
    "warned": lambda talk, _: talk.is_warned(),
    "whole": lambda talk, value: talk.reads_on().has_heard(*value),
}
LAST = ("whole", "offers_last")
"""They read on, and so come after the others."""


def _talks() -> Iterator[object]:
    for file in sorted((Path(__file__).parent / "talks").glob("*.toml")):
        for talk in tomllib.loads(file.read_text(encoding="utf-8"))["talk"]:
            yield pytest.param(talk["turns"], id=f"{file.stem}: {talk['name']}")


@pytest.mark.parametrize("turns", list(_talks()))
def test_a_talk(turns: list[Turn], talk: Talk, clock: Clock, store: MemoryStore) -> None:
    talk.effects = store.effects
    for turn in turns:
        clock.passes(hours=turn.get("after_hours", 0))
        _act(talk, turn)
        expected = [key for key in turn if key not in {*_ACTS, "after_hours"}]
        for key in sorted(expected, key=LAST.__contains__):
            EXPECTATIONS[key](talk, turn[key])


_ACTS = {
    "says": lambda talk, value: talk.says(value),
    "picks": lambda talk, value: talk.picks(value),
    "presses": lambda talk, value: talk.presses(value),
    "enters": lambda talk, _: talk.enters(),
    "media": lambda talk, _: talk.sends_a_picture(),
}


def _act(talk: Talk, turn: Turn) -> None:
    (act,) = _ACTS.keys() & turn.keys()
    _ACTS[act](talk, turn[act])
