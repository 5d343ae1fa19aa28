"""Which language to answer in: the one the question came in."""

import re

from qiwen.matching.fold import Script
from qiwen.model.text import Language

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_EVERYWHERE = frozenset(("ok", "okay", "wecom", "exmail", "app", "id", "it", "hr"))
"""Words that people type in every language."""

_WORD = re.compile(r"[A-Za-z]{2,}")


def language_of(text: str, script: Script, before: Language) -> Language:
    """The language of `text`; `before` where the text does not tell (numbers, emoji, 你好 in either script).

    Mixed text is Chinese as soon as it holds Han characters, unless English words clearly outnumber them.
    """
    han = len(_HAN.findall(text))
    words = len(_WORD.findall(text))
    if han == 0:
        return Language.EN if words and text.strip().lower() not in _EVERYWHERE else before
    if words > 2 * han:
        return Language.EN
    traditional = script.traditional_count(text)
    simplified = script.simplified_count(text)
    if traditional > simplified:
        return Language.HANT
    if simplified > traditional or before is Language.EN:
        return Language.HANS
    return before
