"""What a place of a text is."""

import pytest

from qiwen.matching.words import places


@pytest.mark.parametrize(
    ("text", "sound", "written", "spoken"),
    [
        ("能迁吗", "abc", ["能", "迁", "吗"], ["a", "b", "c"]),
        ("能 迁", "a b", ["能", "迁"], ["a", "b"]),
        ("can we migrate", "can we migrate", ["can", "we", "migrate"], ["can", "we", "migr"]),
        ("迁migrating后2022", "amigratingb2022", ["迁", "migrating", "后", "2022"], ["a", "migr", "b", "2022"]),
        ("", "", [], []),
    ],
)
def test_han_characters_stand_alone_and_latin_words_whole(
    text: str, sound: str, written: list[str], spoken: list[str]
) -> None:
    assert places(text, sound) == (written, spoken)
