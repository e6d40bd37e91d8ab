"""Intervals against published values and their own laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.reports.intervals import estimate_rate, estimate_share


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_shares_have_wilsons_interval(hits: int, trials: int, low: float, high: float) -> None:
    """Values of Newcombe (1998), Table I, method 3."""
    share = estimate_share(hits, trials)

    assert share is not None
    assert (share.low, share.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("events", "low", "high"), [(10, 4.8, 18.4), (50, 37.1, 65.9), (100, 81.4, 121.6)])
def test_counts_have_byars_interval(events: int, low: float, high: float) -> None:
    rate = estimate_rate(events, 1)

    assert rate is not None
    assert (rate.low, rate.high) == pytest.approx((low, high), abs=0.06)


def test_of_nothing_there_is_neither_share_nor_rate() -> None:
    assert estimate_share(0, 0) is None
    assert estimate_rate(3, 0) is None


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_a_value_lies_within_its_interval(hits: int, more: int) -> None:
    share, rate = estimate_share(hits, hits + more), estimate_rate(hits, more)

    assert share is not None
    assert rate is not None
    assert 0 <= share.low <= share.value <= share.high <= 1
    assert 0 <= rate.low <= rate.value <= rate.high


def test_rounding_leaves_no_share_outside_its_bounds() -> None:
    for trials in range(1, 2000):
        for hits in (0, trials):
            share = estimate_share(hits, trials)

            assert share is not None
            assert share.low <= share.value <= share.high
