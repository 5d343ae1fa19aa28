"""Shares and their intervals."""

import pytest

from qiwen.insight.share import Share


def test_the_interval_is_wilsons() -> None:
    assert Share(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=5e-5)  # Newcombe 1998, table I
    assert Share(15, 148).interval == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert Share(0, 20).interval == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert Share(29, 29).interval == pytest.approx((0.8830, 1.0), abs=5e-5)


def test_of_nothing_there_is_no_share() -> None:
    nothing = Share.of_all([])
    assert (nothing.value, nothing.interval, str(nothing)) == (None, None, "–")


def test_it_is_shown_in_per_cent() -> None:
    assert str(Share.of_all([True, True, False, True])) == "75.0 (30.1–95.4)"
    assert Share(3, 4).shown(0) == "75 (30–95)"
