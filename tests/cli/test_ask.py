"""qiwen ask: one question, one answer, nothing kept."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from qiwen.cli import main


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("合并要满足什么条件", "创建人"),
        ("創建人離職了怎麼辦", "必須是同一個人"),
        ("can we undo the migration?", "neither cancelled nor rolled back"),
        ("迁移入口在哪", "没有资料写明"),
    ],
)
def test_a_question_is_answered_with_its_basis(question: str, said: str) -> None:
    result = CliRunner().invoke(main, ["ask", question])

    assert result.exit_code == 0
    assert said in result.output
    assert "2022-04-21" in result.output


def test_as_json() -> None:
    result = CliRunner().invoke(main, ["ask", "迁移之后能撤销吗", "--json"])

    shown = json.loads(result.output)
    assert (shown["question"], shown["intents"], shown["decision"]) == ("迁移之后能撤销吗", ["irreversible"], "sure")
    assert shown["answer"].startswith("迁移一开始就不能取消")
    assert "explanation" not in shown


def test_explained() -> None:
    shown = json.loads(CliRunner().invoke(main, ["ask", "迁移之后能撤销吗", "--json", "--explain"]).output)

    assert shown["explanation"]
    plainly = CliRunner().invoke(main, ["ask", "迁移之后能撤销吗", "--explain"]).output
    assert plainly.startswith("迁移一开始就不能取消")
    assert "irreversible" in plainly


def test_nothing_is_kept(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["ask", "转人工"], env={"QIWEN_DATABASE": str(tmp_path / "qiwen.db")})

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("question", ["", "长" * 5000 + "]]>"])
def test_an_odd_question_is_answered_too(question: str) -> None:
    result = CliRunner().invoke(main, ["ask", "--", question])

    assert result.exit_code == 0
    assert result.output.strip()


def test_without_a_question() -> None:
    assert CliRunner().invoke(main, ["ask"]).exit_code == 2
