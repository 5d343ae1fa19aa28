"""A veiled text tells how far another is away, within a thousandth of its length, and does not tell what it says."""

import random

import pytest
from articles import articles
from rapidfuzz.distance import Levenshtein
from veiled import Veiled, bare, veil

TEXT = "".join(article.text for article in articles()[:3])
THOUSANDTH = len(bare(TEXT)) / 1000


def spoilt(text: str, edits: int, rng: random.Random) -> str:
    """Characters changed, lost and put in, some of them several at a place."""
    chars = list(text)
    for _ in range(edits):
        at = rng.randrange(len(chars))
        match rng.randrange(4):
            case 0:
                chars[at] = "異"
            case 1:
                del chars[at : at + rng.randint(1, 3)]
            case 2:
                chars[at:at] = "yè"
            case _:
                chars[at:at] = "优惠下载大全"
    return "".join(chars)


@pytest.mark.parametrize("edits", [0, 1, 2, 5, 10])
@pytest.mark.parametrize("seed", range(5))
def test_the_distance_is_right_to_a_thousandth(edits: int, seed: int) -> None:
    other = spoilt(TEXT, edits, random.Random(seed))
    true = Levenshtein.distance(bare(TEXT), bare(other))
    bounds = Veiled(veil(TEXT)).distance(other)
    assert bounds.low <= true <= bounds.high
    assert bounds.high - bounds.low <= THOUSANDTH


@pytest.mark.parametrize("edits", [50, 200])
def test_of_a_bad_text_the_upper_bound_is_right_to_a_twentieth_of_the_errors(edits: int) -> None:
    other = spoilt(TEXT, edits, random.Random(edits))
    true = Levenshtein.distance(bare(TEXT), bare(other))
    bounds = Veiled(veil(TEXT)).distance(other)
    assert bounds.low <= true
    assert true == pytest.approx(bounds.high, rel=0.05)


def test_an_equal_text_is_at_no_distance() -> None:
    assert Veiled(veil(TEXT)).distance(TEXT) == (0, 0)


def test_punctuation_width_and_case_do_not_count() -> None:
    assert Veiled(veil("企业微信 a（协作）")).distance("企业微信Ａ-协作。") == (0, 0)


def test_a_foreign_text_is_far() -> None:
    foreign = articles()[-8].text
    low, high = Veiled(veil(TEXT)).distance(foreign)
    assert low > 0.5 * len(bare(TEXT))
    assert high >= Levenshtein.distance(bare(TEXT), bare(foreign)) * 0.9


def test_free_stretches_may_be_missing_and_may_be_there() -> None:
    veiled = Veiled(veil("一二三四五六七八九十"), ((4, 6),))
    assert len(veiled) == 8
    assert veiled.distance("一二三四七八九十") == (0, 0)
    assert veiled.distance("一二三四五六七八九十") == (0, 0)
    assert veiled.distance("二三四七八九十") == (1, 1)


def test_nothing_and_everything() -> None:
    assert Veiled(veil("企业微信")).distance("") == (4, 4)
    assert Veiled("").distance("企业微信") == (4, 4)


def test_a_digest_stands_for_many_pairs() -> None:
    """One byte for a pair of characters: every byte of a text is shared by pairs that it does not contain."""
    digests = bytes.fromhex(veil(TEXT))
    assert len(digests) == len(bare(TEXT))
    pairs = {TEXT[at : at + 2] for at in range(len(TEXT))}
    assert len(pairs) > 4 * len(set(digests))
