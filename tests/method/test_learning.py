"""The learning curve, the own start, the band (R32, R35)."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.method.learning import (
    CARDS,
    ENOUGH_FOR_CURVE,
    FARTHEST,
    baseline,
    fit,
    in_band,
    leader,
    more_until,
    reached,
    reviews_until,
)
from cockpit.method.timer import pace

HALF_HOUR = 1800.0
EIGHTY, SEVENTY = log2(1 / 0.8), log2(1 / 0.7)
WORKED: list[float] = [1900, 1850, 1800, 1750, 1700, 1200, 1150, 1102, 1000, 990, 900, 880, 859, 850, 840]


@pytest.mark.parametrize(
    ("b", "minutes", "number"),
    [(EIGHTY, 5, 261), (EIGHTY, 1, 38_758), (SEVENTY, 5, 33), (SEVENTY, 1, 742), (EIGHTY, 30, 1)],
)
def test_a_curve_from_half_an_hour_reaches_minutes_at_the_review_worked_by_hand(
    b: float, minutes: int, number: int
) -> None:
    """R35: the numbers of NUMBERS.md 6."""
    found = reviews_until(HALF_HOUR, b, minutes * 60)
    assert found is not None
    assert round(found) == number


def test_five_minutes_are_reached_in_so_many_more_reviews() -> None:
    """R35: an 80 % curve after 15 reviews needs 247 more, a 70 % one 18."""
    assert more_until(HALF_HOUR, EIGHTY, 15) == 247
    assert more_until(HALF_HOUR, SEVENTY, 15) == 18
    assert more_until(HALF_HOUR, SEVENTY, 40) == 0


@pytest.mark.parametrize("b", [0.0, -0.2, 1e-9, 0.08])
def test_a_curve_that_does_not_fall_in_a_lifetime_promises_nothing(b: float) -> None:
    """R35."""
    assert more_until(HALF_HOUR, b, 20) is None


def test_a_curve_that_rises_within_five_minutes_is_there() -> None:
    """R35."""
    assert more_until(120.0, -0.1, 20) == 0


def test_the_curve_is_fitted_through_the_medians_of_five() -> None:
    """R35: the example of the docstring."""
    curve = fit(WORKED)
    assert curve is not None
    assert list(curve.points) == [(3.0, 1800.0), (8.0, 1102.0), (13.0, 859.0)]
    assert (round(curve.first), round(curve.b, 3), curve.n, curve.more) == (3134, 0.504, 15, 91)


def test_there_is_no_curve_of_fourteen_reviews() -> None:
    """R35: reviews under five seconds count nowhere."""
    assert fit([*WORKED[:14], 4.9, 0.0]) is None


def test_reviews_that_do_not_make_five_wait_for_the_next_median() -> None:
    """R35."""
    more = fit([*WORKED, 10.0, 10.0, 10.0, 10.0])
    assert more is not None
    assert (len(more.points), more.n) == (3, 19)


def test_five_minutes_are_reached_when_the_last_two_medians_are_within_them() -> None:
    """R35: a long time of first reviews keeps the curve above."""
    curve = fit([HALF_HOUR] * 60 + [240.0] * 10)
    assert curve is not None
    assert curve.at(curve.n) > 300
    assert curve.more == 0


@pytest.mark.parametrize(
    ("sittings", "expected"),
    [
        (((370,), (298, 298), (280,), (254, 254, 254)), True),
        (((280,), (254, 254, 254)), False),
        (((280,), (254,), (254, 254)), False),
        (((298, 298), (301,), (254, 254, 254)), False),
        (((280,), (254, 254), (1,), (254, 254)), True),
        ((), False),
    ],
)
def test_five_minutes_are_reached_when_the_last_sittings_are_within_them(
    sittings: tuple[tuple[float, ...], ...], expected: bool
) -> None:
    """R35: each of three, with five reviews in all."""
    assert reached([pace(seconds) for seconds in sittings]) is expected


def test_equal_reviews_make_a_level_curve() -> None:
    """R35."""
    curve = fit([600.0] * 20)
    assert curve is not None
    assert [curve.first, curve.b] == pytest.approx([600.0, 0.0])
    assert curve.more is None


@settings(max_examples=50, deadline=None)
@given(st.floats(1000, 7200), st.floats(0.0, 0.9), st.integers(ENOUGH_FOR_CURVE, 200).filter(lambda n: n % CARDS == 0))
def test_fitting_a_power_law_gives_it_back(first: float, b: float, n: int) -> None:
    """R35."""
    curve = fit([first * k**-b for k in range(1, n + 1)])
    assert curve is not None
    assert curve.first == pytest.approx(first)
    assert curve.b == pytest.approx(b, abs=1e-9)
    assert curve.at(n) == pytest.approx(first * n**-b)
    assert curve.doubling == pytest.approx(2**-b)


@settings(max_examples=50, deadline=None)
@given(st.floats(301, 7200), st.floats(0.01, 0.9), st.integers(15, 1000))
def test_after_the_reviews_that_are_missing_the_curve_is_at_five_minutes(first: float, b: float, n: int) -> None:
    """R35."""
    more = more_until(first, b, n)
    if more is None:
        assert first * (n + FARTHEST) ** -b > 299.9
    else:
        assert first * (n + more) ** -b <= 300.001
        assert not more or first * (n + more - 1) ** -b > 299.999


def test_the_own_start_is_the_median_of_the_first_ten() -> None:
    """R32: not a guess, and what takes under five seconds is no review."""
    minutes = [40, 35, 38, 30, 31, 29, 27, 33, 26, 28, 5, 4, 3]
    found = baseline([2.0, *(60.0 * each for each in minutes)])
    assert (found.n, found.median) == (10, 30.5 * 60)


def test_the_band_is_one_to_five_minutes_both_included() -> None:
    """R35."""
    assert in_band([59, 60, 300, 301]) == 2


@pytest.mark.parametrize(
    ("counts", "head", "chosen"),
    [
        ({"Анна": 20, "Борис": 3}, "Борис", "Анна"),
        ({"Анна": 20, "Борис": 15}, "Борис", "Борис"),
        ({"Анна": 20, "Борис": 20}, "Вера", "Анна"),
        ({"Анна": 2}, "Анна", "Анна"),
    ],
)
def test_the_curve_is_that_of_the_head_at_the_desk_once_he_has_enough(
    counts: dict[str, int], head: str, chosen: str
) -> None:
    """R35."""
    assert leader(counts, head) == chosen
