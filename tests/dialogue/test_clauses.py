"""Clauses: where a message is cut, and how each part is meant."""

import pytest

from qiwen.dialogue.clauses import clauses, pairs, whole
from qiwen.dialogue.mind import Mind


def _of(text: str, mind: Mind) -> list[str]:
    return [clause.folded for clause in clauses(text, mind.script, mind.softeners)]


def _whole(text: str, mind: Mind) -> tuple[str, bool, bool]:
    clause = whole(text, mind.script, mind.softeners)
    return clause.bare, clause.asks, clause.hedged


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("B 里有邮箱，没备份。能迁吗？", ["b 里有邮箱", "没备份", "能迁吗"]),
        ("入口看到了但是没备份", ["入口看到了", "没备份"]),
        ("we have no backup, but the entry is there", ["we have no backup", "the entry is there"]),
        ("域名是 mail.example.com", ["域名是 mail example com"]),
        ("……！！", []),
        ("", []),
    ],
)
def test_where_a_message_is_cut(text: str, parts: list[str], mind: Mind) -> None:
    assert _of(text, mind) == parts


def test_a_message_of_a_thousand_clauses_is_cut_short(mind: Mind) -> None:
    assert len(_of("没备份，" * 1000, mind)) == 40


@pytest.mark.parametrize("text", ["能迁吗", "备份了？", "什么是专属域名", "那归档呢", "how do I back up", "要不要备份"])
def test_what_asks(text: str, mind: Mind) -> None:
    assert _whole(text, mind)[1]


@pytest.mark.parametrize("text", ["备份了呢", "没有", "we have backed up", "创建人是老板"])
def test_what_states(text: str, mind: Mind) -> None:
    assert not _whole(text, mind)[1]


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("应该是吧", "是"),
        ("好像没有", "没有"),
        ("I think so", "i think so"),
        ("maybe not", "not"),
        ("大概备份了吧", "备份了"),
    ],
)
def test_hedges_are_heard_and_taken_off(text: str, bare: str, mind: Mind) -> None:
    assert _whole(text, mind)[::2] == (bare, True)


@pytest.mark.parametrize(("text", "bare"), [("嗯，我们没备份呢", "没备份"), ("那先退出吧", "退出"), ("吧", "吧")])
def test_what_stands_around_is_taken_off(text: str, bare: str, mind: Mind) -> None:
    assert _whole(text.replace("，", ""), mind)[0] == bare


def test_neighbours_are_joined_and_ask_where_either_asks(mind: Mind) -> None:
    joined = list(pairs(clauses("B 里有邮箱，没备份，能迁吗", mind.script, mind.softeners)))

    assert [(pair.folded, pair.asks) for pair in joined] == [("b 里有邮箱 没备份", False), ("没备份 能迁吗", True)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("不是看不到，是看得到的", ["是看得到的"]),
        ("不是没备份，早备好了", ["早备好了"]),
        ("不是，是两个人", ["是两个人"]),
        ("不是同一个人，我是 A 的", ["不是同一个人", "我是 a 的"]),
    ],
)
def test_what_is_denied_and_then_put_right_is_left_out(text: str, parts: list[str], mind: Mind) -> None:
    assert _of(text, mind) == parts


def test_a_word_of_contrast_is_remembered(mind: Mind) -> None:
    one, other = clauses("入口看到了但是没备份", mind.script, mind.softeners)

    assert (one.turns, other.turns) == (False, True)
