"""Tokens come from outside: they are parsed, never trusted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiwen.dialogue.tokens import Token, Verb, parse
from qiwen.service.desk import Desk
from talk import Talk

FORGED = [
    "",
    " ",
    ":",
    "::",
    "ask",
    "ask:",
    "ask:no-such-intent",
    "pick:nothing",
    "option:",
    "option:history",
    "option:a.b.c",
    "option:history.never.x",
    "guide:nothing",
    "guide:../migration",
    "check:nothing",
    "branch:-1",
    "branch:0",
    "branch:right-procedure.",
    "branch:right-procedure.99",
    "branch:" + "9" * 5000,
    "branch:right-procedure." + "9" * 5000,
    "do:",
    "do:drop",
    "do:more",
    "do:next",
    "do:back",
    "do:quit",
    "sudo:rm",
    "ASK:irreversible",
    "ask：irreversible",
    "\x00",
    "ask:\x00",
    "a" * 20_000,
    "ask:irreversible\nask:thanks",
    "😀:😀",
    "do:person:twice",
]


@pytest.mark.parametrize("token", [Token(verb, argument) for verb in Verb for argument in ("x", "a.b", "")])
def test_a_token_reads_as_it_is_written(token: Token) -> None:
    assert parse(str(token)) == token


def test_a_bare_word_is_an_intent() -> None:
    assert parse(" irreversible ") == Token(Verb.ASK, "irreversible")


@given(st.text())
def test_any_text_is_a_token_or_none(text: str) -> None:
    parse(text)


@pytest.mark.parametrize("token", sorted(set(FORGED) - {"do:back", "do:quit"}))
def test_a_forged_token_is_answered_and_changes_nothing_in_a_check(token: str, desk: Desk) -> None:
    talk = Talk(desk).says("合并要满足什么条件", "没迁移过").hears("第 2 题")

    talk.presses(token).says("接着做").hears("第 2 题").is_in("checking")


@pytest.mark.parametrize("token", sorted(set(FORGED) - {"do:next", "do:more", "do:quit"}))
def test_a_forged_token_is_answered_and_changes_nothing_in_a_guide(token: str, desk: Desk) -> None:
    talk = Talk(desk).presses("guide:migration").hears("第 1 步")

    talk.presses(token).says("接着做").hears("第 1 步（共 12 步）").is_in("guiding")


@pytest.mark.parametrize("token", FORGED)
def test_a_forged_token_is_answered_where_nothing_is_open(token: str, talk: Talk) -> None:
    talk.presses(token).is_in("idle")

    assert talk.heard
