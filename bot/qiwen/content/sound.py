"""pypinyin, and the only file that knows it: how a character sounds."""

import os
from functools import cache

# Must be set before the import: without the phrase dictionary it loads in 40 ms and 12 MB instead of 140 ms and 57 MB,
# and both sides of a comparison are read without it, so that a rarer reading costs nothing.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")

from pypinyin import Style, lazy_pinyin


@cache
def syllable(char: str) -> str:
    """The syllable of one character without tone, or the character itself where it has none."""
    return lazy_pinyin(char, style=Style.NORMAL, v_to_u=False)[0]
