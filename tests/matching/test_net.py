"""The net's forward way, against the same sums done the slow way."""

import numpy as np
import numpy.typing as npt
import pytest

from qiwen.matching.net import LONGEST, WIDTHS, Net, numbers
from qiwen.matching.reading import Reading

WRITTEN, SPOKEN, LABELS, FILTERS, SIZE = "能迁吗撤销", "abcde", 3, 4, 5


def arrays() -> dict[str, npt.NDArray[np.generic]]:
    chance = np.random.default_rng(7)

    def some(*shape: int) -> npt.NDArray[np.float16]:
        return chance.normal(size=shape).astype(np.float16)

    found = FILTERS * len(WIDTHS)
    return {
        "e_written": some(len(WRITTEN) + 2, SIZE),
        "e_spoken": some(len(SPOKEN) + 2, SIZE),
        "taps": some(2 * SIZE, FILTERS * sum(WIDTHS)),
        "offset": some(found),
        "query": some(found),
        "query_offset": some(1)[0],
        "out": some(2 * found, LABELS),
        "out_offset": some(LABELS),
        "written": np.array("\n".join(WRITTEN)),
        "spoken": np.array("\n".join(SPOKEN)),
    }


def reading(text: str, sound: str) -> Reading:
    return Reading(text, sound, text, sound, frozenset(), frozenset())


def slowly(net: Net, text: Reading) -> npt.NDArray[np.float64]:
    """One place, one filter, one tap at a time."""
    written, spoken = numbers(text, net.written, net.spoken)
    seen = [np.concatenate([net.e_written[w], net.e_spoken[s]]) for w, s in zip(written, spoken, strict=True)]
    found = np.zeros((len(seen), FILTERS * len(WIDTHS)))
    weights = np.split(net.taps, sum(WIDTHS), axis=1)
    for number, width in enumerate(WIDTHS):
        mine = slice(number * FILTERS, (number + 1) * FILTERS)
        for place in range(len(seen)):
            total = net.offset[mine].astype(float)
            for tap in range(width):
                at = place + tap - width // 2
                if 0 <= at < len(seen):
                    total = total + seen[at] @ weights[sum(WIDTHS[:number]) + tap]
            found[place, mine] = total
    found = np.maximum(found, 0)
    weight = np.exp(found @ net.query[0] + net.query[1])
    pooled = np.concatenate([found.max(axis=0), (weight / weight.sum()) @ found])
    logits = pooled @ net.out[0] + net.out[1]
    return np.asarray(logits - np.log(np.exp(logits).sum()))


@pytest.mark.parametrize(
    ("text", "sound"), [("能迁吗", "abc"), ("撤", "d"), ("不认得", "xyz"), ("能迁吗撤销" * 9, "abcde" * 9)]
)
def test_scores_are_what_the_slow_way_gives(text: str, sound: str) -> None:
    net = Net.of(arrays())

    scores = net.scores(reading(text, sound))

    assert np.allclose(scores, slowly(net, reading(text, sound)), atol=1e-3)
    assert np.isclose(np.exp(scores).sum(), 1, atol=1e-4)


def test_arrays_make_the_same_net_again() -> None:
    net = Net.of(arrays())

    again = Net.of(net.arrays())

    assert np.array_equal(again.scores(reading("能迁吗", "abc")), net.scores(reading("能迁吗", "abc")))


def test_a_latin_word_is_one_place() -> None:
    net = Net.of(arrays() | {"written": np.array("migrate\n能\nx\ny\nz"), "spoken": np.array("migr\na\nb\nc\nd")})

    one, other = (net.scores(reading(text, text)) for text in ("migrate", "migrating"))

    assert numbers(reading("能 migrate", "a migrate"), net.written, net.spoken) == ([3, 2], [3, 2])
    assert not np.array_equal(one, other)


def test_of_a_long_text_both_ends_are_seen() -> None:
    written, spoken = numbers(reading("能" + "长" * 500 + "销", "a" * 502), {"能": 5, "销": 6}, {"a": 7})

    assert len(written) == len(spoken) == LONGEST
    assert (written[0], written[-1]) == (5, 6)


def test_an_empty_text_has_one_unknown_place() -> None:
    assert numbers(reading("", ""), {}, {}) == ([1], [1])
