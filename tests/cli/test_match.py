"""qiwen match: questions in, decisions out."""

import json
from typing import Any

from click.testing import CliRunner

from qiwen.cli import main


def match(*lines: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(main, ["match"], input="\n".join(lines) + "\n")
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_lines_and_json_lines_are_matched_in_order() -> None:
    given = {"text": "迁移入口在哪", "accept": ["entry-missing"], "persona": "a"}

    undo, entry, weather, blank, odd = match(
        "迁移之后能撤销吗", json.dumps(given), "深圳明天的天气怎么样", "", '{"text": 5}', '["text"]'
    )

    assert (undo["text"], undo["intent"], undo["decision"]) == ("迁移之后能撤销吗", "irreversible", "sure")
    assert 0.5 < undo["score"] <= 1
    assert undo["candidates"][0] == "irreversible"
    assert entry == entry | given
    assert entry["intent"] == "entry-missing"
    assert (weather["intent"], weather["intents"], weather["decision"]) == (None, [], "lost")
    assert blank["text"] == '{"text": 5}'
    assert odd["text"] == '["text"]'


def test_what_is_decided_does_not_depend_on_the_lines_before() -> None:
    (alone,) = match("can we undo the migration?")
    *_, after = match("谢谢", "能迁吗", "can we undo the migration?")

    assert after == alone


def test_nothing_in_nothing_out() -> None:
    assert match("") == []
