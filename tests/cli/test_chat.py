"""qiwen chat: the whole bot in the terminal, and as JSON for programs."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from qiwen.cli import main

Chat = Callable[..., list[dict[str, Any]]]
KEYS = {"text", "intent", "intents", "decision", "outcome", "choices", "mode", "verdict", "findings", "more"}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "talks" / "qiwen.db"


@pytest.fixture
def chat(database: Path) -> Chat:
    """Lines in, objects out."""

    def run(*lines: str | bytes, user: str = "lina") -> list[dict[str, Any]]:
        given = b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines) + b"\n"
        result = CliRunner().invoke(
            main, ["chat", "--json", "--user", user], input=given, env={"QIWEN_DATABASE": str(database)}
        )
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.output.splitlines()]

    return run


def test_an_object_a_turn(chat: Chat) -> None:
    (turn,) = chat("迁移之后能撤销吗")

    assert turn.keys() >= KEYS
    assert (turn["intent"], turn["decision"], turn["mode"]) == ("irreversible", "sure", "idle")
    assert "不能取消" in turn["text"]
    assert 2 <= len(turn["choices"]) <= 3
    assert (turn["verdict"], turn["findings"]) == (None, [])


def test_a_check_to_its_verdict_and_findings(chat: Chat) -> None:
    *before, last = chat("合并要满足什么条件", "没迁移过", "先解散 A")

    assert [turn["mode"] for turn in before] == ["checking", "checking"]
    assert (last["mode"], last["verdict"], last["findings"]) == ("idle", "cannot", ["dissolve-first"])


def test_out_of_scope(chat: Chat) -> None:
    lost, ticket = chat("深圳明天的天气怎么样", "推荐一家火锅店")

    assert (lost["intent"], lost["decision"], lost["outcome"]) == (None, "lost", "lost")
    assert ticket["outcome"] == "ticket"
    assert "工单号" in ticket["text"]


def test_the_talk_goes_on_next_time_and_belongs_to_one_user(chat: Chat) -> None:
    chat("合并要满足什么条件", "没迁移过")

    (going_on,) = chat("用入口迁移")
    (other,) = chat("用入口迁移", user="wei")

    assert "第 3 题" in going_on["text"]
    assert other["mode"] == "idle"


def test_empty_lines_are_passed_over_and_bytes_that_are_no_text_are_answered(chat: Chat) -> None:
    turns = chat("", "   ", b"\xff\xfe\x80", "谢谢")

    assert len(turns) == 2
    assert turns[1]["intent"] == "thanks"


def test_numbers_pick_what_was_offered(chat: Chat) -> None:
    asked, picked = chat("迁移之后能撤销吗", "2")

    assert asked["choices"][1] == "B 原来的邮件会怎样"
    assert picked["intent"] == "target-mail-deleted"


def test_with_a_person(database: Path) -> None:
    result = CliRunner().invoke(
        main, ["chat"], input="can we undo the migration?\n", env={"QIWEN_DATABASE": str(database)}
    )

    assert result.exit_code == 0
    assert "你好，我是企问" in result.output
    assert "neither cancelled nor rolled back" in result.output


def test_a_database_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "qiwen.db").write_text("This is not a database, whatever its name says. " * 100, encoding="utf-8")

    result = CliRunner().invoke(
        main, ["chat", "--json"], input="能迁吗\n", env={"QIWEN_DATABASE": str(tmp_path / "qiwen.db")}
    )

    assert result.exit_code == 1
    assert str(tmp_path / "qiwen.db") in result.output
    assert "Traceback" not in result.output
