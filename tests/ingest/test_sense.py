"""The same word says five things; which, is told by what stands before and after it."""

import pytest
from told import knowledge

from qiwen.ingest.sense import Modals, Sign, Turner, Words


def signs(clause: str, set_: str) -> set[Sign]:
    """The signs of a set of the real words in a clause."""
    recognition = knowledge().recognition
    sense = recognition.words.sense(recognition.clause(clause))
    return {sign for sign in Sign if sense[sign] & recognition.words.bits[set_]}


@pytest.mark.parametrize(
    ("clause", "sign"),
    [
        ("迁移后回退到原企业", Sign.SAID),
        ("迁移后可以回退", Sign.ALLOWED),
        ("迁移后仍可随时回退", Sign.ALLOWED),
        ("迁移后不可以回退", Sign.DENIED),
        ("迁移后不可取消、回退", Sign.DENIED),
        ("迁移后无法再次回退", Sign.DENIED),
        ("迁移后没有回退的办法", Sign.DENIED),
        ("回退是不行的", Sign.DENIED),
        ("请勿回退", Sign.FORBIDDEN),
        ("千万不要点回退", Sign.FORBIDDEN),
        ("无需回退", Sign.SPARED),
        ("不必回退", Sign.SPARED),
        ("不得不回退", Sign.SAID),
        ("联系客服才能回退", Sign.SAID),
        ("不备份就会回退", Sign.SAID),
    ],
)
def test_the_nearest_modal_turns_a_word(clause: str, sign: Sign) -> None:
    assert signs(clause, "undo") == {sign}


def test_a_word_that_is_asked_about_says_nothing() -> None:
    assert signs("是否可以回退", "undo") == set()


@pytest.mark.parametrize("clause", ["邮箱功能回退", "同时回退", "小时后回退"])
def test_words_that_only_hold_a_modal_turn_nothing(clause: str) -> None:
    assert signs(clause, "undo") == {Sign.SAID}


def words(hides: tuple[str, ...] = ("member",)) -> Words:
    none = dict.fromkeys(Modals.__dataclass_fields__, ())
    sets = {"member": ["删除成员"], "lost": ["删除"], "which": ["以…为准"], "b": ["b"]}
    return Words(sets, hides, Turner(Modals(**none)))


def test_a_hiding_word_hides_the_shorter_ones_in_it() -> None:
    assert set(words().named(words().sense("删除成员后")[0])) == {"member"}
    assert set(words(()).named(words(()).sense("删除成员后")[0])) == {"member", "lost"}


def test_a_gap_spans_up_to_eight_characters() -> None:
    assert set(words().named(words().sense("以目标企业的通讯为准")[0])) == {"which"}
    assert not any(words().sense("以常用的那个企业微信的为准"))


def test_latin_letters_are_whole_words() -> None:
    assert set(words().named(words().sense("迁到b以后")[0])) == {"b"}
    assert not any(words().sense("web版"))
