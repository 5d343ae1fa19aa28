"""The language of the answer is that of the question; where the text does not tell, it stays."""

import pytest

from qiwen.dialogue.language import language_of
from qiwen.dialogue.mind import Mind
from qiwen.model.text import Language

HANS, HANT, EN = Language.HANS, Language.HANT, Language.EN


@pytest.mark.parametrize(
    ("text", "before", "language"),
    [
        ("迁移入口在哪", HANT, HANS),
        ("遷移入口在哪", HANS, HANT),
        ("where is the entry", HANS, EN),
        ("Exmail 迁移", EN, HANS),
        ("B 的 admin 是谁", EN, HANS),
        ("can we undo the 迁移 after it has started", HANS, EN),
        ("你好", HANT, HANT),
        ("你好", HANS, HANS),
        ("你好", EN, HANS),
        ("1", EN, EN),
        ("２", HANT, HANT),
        ("👍", HANT, HANT),
        ("", EN, EN),
        ("？？？", HANS, HANS),
        ("A", HANS, HANS),
        ("創建人离职了，怎麼辦", HANS, HANT),
        ("\u3007", HANS, HANS),
    ],
)
def test_the_language_of_a_text(text: str, before: Language, language: Language, mind: Mind) -> None:
    assert language_of(text, mind.script, before) is language
