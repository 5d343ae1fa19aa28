"""What the learned part reads: counted n-grams in three groups."""

from zlib import crc32

from qiwen.matching.grams import MOST, groups
from qiwen.matching.reading import Reading


def reading(text: str, sound: str = "", concepts: tuple[str, ...] = (), off: tuple[str, ...] = ()) -> Reading:
    return Reading(text, sound, text, sound, frozenset(concepts), frozenset(off))


def test_grams_within_words_with_blanks_at_their_ends() -> None:
    written, _, _ = groups(reading("ab"))

    assert sum(written.values()) == len(["a", "b", " a", "ab", "b ", " ab", "ab ", " ab "])


def test_words_are_read_apart() -> None:
    apart, together = groups(reading("能 迁"))[0], groups(reading("能迁"))[0]

    assert together - apart
    assert apart != together


def test_sounds_are_read_across() -> None:
    assert sum(groups(reading("", "\ue001\ue002\ue003"))[1].values()) == 6


def test_a_latin_word_is_one_sound() -> None:
    three, mixed = groups(reading("", "can we migrate"))[1], groups(reading("", "\ue001 can\ue002"))[1]

    assert sum(three.values()) == 6
    assert three.keys() >= {crc32(b"scan|"), crc32(b"smigrate|"), crc32(b"scan|we|migrate|")}
    assert sum(mixed.values()) == len(["\ue001", " ", "can", "\ue002"]) + 3 + 2


def test_concepts_and_what_was_peeled_off_are_features_of_their_own() -> None:
    one = groups(reading("x", concepts=("bye",)))[2]
    other = groups(reading("x", off=("bye",)))[2]

    assert sum(one.values()) == sum(other.values()) == 1
    assert one != other


def test_groups_share_no_feature() -> None:
    written, spoken, _ = groups(reading("abc", "abc"))

    assert not written & spoken


def test_the_same_text_has_the_same_features_and_a_very_long_one_a_bounded_number() -> None:
    assert groups(reading("能迁吗", "abc")) == groups(reading("能迁吗", "abc"))
    assert groups(reading("长" * 5000)) == groups(reading("长" * MOST))


def test_features_come_in_one_order_whatever_the_order_of_a_set() -> None:
    names = [f"concept-{number}" for number in range(40)]

    orders = {tuple(groups(reading("迁", concepts=tuple(part)))[2]) for part in (names, names[::-1])}

    assert orders == {tuple(crc32(f"c{name}".encode()) for name in sorted(names))}
