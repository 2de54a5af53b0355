"""The formulas of the forecast (NUMBERS.md 4): tables worked by hand, and what holds of all of them."""

from __future__ import annotations

from datetime import date, timedelta
from math import isclose
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.method.chances import ASSUMED, DRAWS, Bulk, band, chance, columns, place, slip, spread, week_of
from cockpit.method.forecast import WEEKS, Band, Fact, Place
from cockpit.method.recruiting import Counted
from cockpit.method.words import Temperature

TODAY = date(2026, 11, 25)
HOT, WARM, POTENTIAL = Temperature.HOT, Temperature.WARM, Temperature.POTENTIAL

DEALS = st.lists(st.tuples(st.integers(0, 10**12), st.floats(0, 1)), max_size=30)
CASES = st.integers(0, 200).flatmap(lambda closed: st.integers(0, closed).map(lambda won: Counted(won, closed)))


@pytest.mark.parametrize(
    ("temperature", "agreed_on", "apart", "stands"),
    [
        (HOT, TODAY, None, Place.DATED),
        (WARM, TODAY + timedelta(days=400), None, Place.DATED),
        (HOT, TODAY - timedelta(days=1), None, Place.OVERDUE),
        (WARM, None, None, Place.UNDATED),
        (POTENTIAL, TODAY, None, Place.POTENTIAL),
        (HOT, TODAY, Place.ASLEEP, Place.ASLEEP),
        (POTENTIAL, None, Place.PARKED, Place.PARKED),
    ],
)
def test_a_deal_stands_in_one_place(
    temperature: Temperature, agreed_on: date | None, apart: Place | None, stands: Place
) -> None:
    """R27: nothing is silently put into a week, and potential deals never are."""
    assert place(temperature, agreed_on, TODAY, apart) is stands


@pytest.mark.parametrize(
    ("temperature", "reached", "stopped", "narrowest"),
    [
        (HOT, True, False, Band.COMMIT),
        (HOT, False, False, Band.LIKELY),
        (HOT, True, True, Band.LIKELY),
        (WARM, True, False, Band.POSSIBLE),
    ],
)
def test_a_band_can_be_checked(temperature: Temperature, reached: bool, stopped: bool, narrowest: Band) -> None:
    """R27."""
    assert band(temperature, reached=reached, stopped=stopped) is narrowest


@pytest.mark.parametrize(
    ("chain", "rate", "assumed"),
    [
        ([Counted()], 0.6, True),
        ([Counted(19, 19), Counted(5, 5)], 0.6, True),
        ([Counted(0, 20)], 0.3, False),
        ([Counted(30, 60)], 0.525, False),
        ([Counted(30, 60), Counted(10, 20)], 0.5125, False),
        ([Counted(30, 60), Counted(10, 20), Counted(5, 5)], 0.61, False),
        ([Counted(30, 60), Counted(), Counted()], 0.525, False),
    ],
)
def test_rates_are_shrunk_towards_the_wider_scope(chain: list[Counted], rate: float, assumed: bool) -> None:
    """R27: (30 + 20·0.6) / 80 = 0.525; (10 + 20·0.525) / 40 = 0.5125; (5 + 20·0.5125) / 25 = 0.61."""
    found = chance(HOT, *chain)
    assert (isclose(found.rate, rate), found.assumed) == (True, assumed)
    assert (found.won, found.closed) == (chain[-1].won, chain[-1].closed)


@settings(max_examples=50, deadline=None)
@given(CASES, CASES, CASES, st.sampled_from(Temperature))
def test_a_rate_lies_between_what_is_assumed_and_the_cases(
    department: Counted, segment: Counted, own: Counted, temperature: Temperature
) -> None:
    found = chance(temperature, department, segment, own)
    shares = [ASSUMED[temperature], *(one.won / one.closed for one in (department, segment, own) if one.closed)]
    assert min(shares) - 1e-9 <= found.rate <= max(shares) + 1e-9


@pytest.mark.parametrize(
    ("chain", "days"),
    [
        ([{}], 0),
        ([{30: 4}], 0),
        ([{0: 2, 3: 1, 7: 1, 30: 1}], 3),
        ([{0: 2, 10: 2, 20: 1}, {7: 5}], 7),
        ([{0: 2, 10: 2, 20: 1}, {7: 4}], 10),
        ([{1: 3, 9: 3}], 1),
    ],
)
def test_a_slip_is_the_median_of_the_narrowest_scope_with_five_deals(chain: list[dict[int, int]], days: int) -> None:
    """R27: put off by 0, 0, 3, 7 and 30 days, the median is 3; of an even number the lower."""
    assert slip(*chain) == days


def test_weeks_begin_on_mondays_and_what_comes_after_the_last_is_later() -> None:
    weeks = columns(TODAY)
    assert (weeks[0], len(weeks), weeks[-1]) == (date(2026, 11, 23), WEEKS, date(2027, 1, 11))
    assert week_of(date(2026, 11, 29), weeks) == weeks[0]
    assert week_of(date(2026, 11, 30), weeks) == weeks[1]
    assert week_of(date(2027, 1, 17), weeks) == weeks[-1]
    assert week_of(date(2027, 1, 18), weeks) is None


@pytest.mark.parametrize(
    ("deals", "rest", "found"),
    [
        ([], Bulk(), (0, 0, 0)),
        ([(100, 0.6)], Bulk(), (0, 100, 100)),
        ([(100, 1.0), (50, 0.0)], Bulk(), (100, 100, 100)),
        ([(7, 1.0)], Bulk.of(1.0, 100, 5_000.0), (107, 107, 107)),
    ],
)
def test_a_range_of_few_deals(deals: list[tuple[int, float]], rest: Bulk, found: tuple[int, int, int]) -> None:
    """R27: one deal of 100 at 0.6 brings nothing in 40 of 100 draws."""
    assert spread(deals, rest) == found


def test_the_sums_of_many_deals_give_the_range_that_drawing_each_gives() -> None:
    """900 deals of 1,000 at 0.3: mean 270,000, deviation √(0.21·900)·1,000 = 13,748; P10 and P90 are 1.28 of it off."""
    deals = [(1_000, 0.3)] * 900
    drawn = spread(deals)
    summed = spread(deals[:200], Bulk.of(0.3, 700_000, 700 * 1_000.0**2))
    for each, at_once, exact in zip(drawn, summed, (252_381, 270_000, 287_619), strict=True):
        assert abs(each - exact) < 2_500
        assert abs(at_once - exact) < 2_500


@settings(max_examples=50, deadline=None)
@given(DEALS, st.randoms(use_true_random=False))
def test_a_range_is_in_order_within_what_is_possible_and_the_same_in_any_order(
    deals: list[tuple[int, float]], chance_: Random
) -> None:
    """R27."""
    low, middle, high = spread(deals)
    assert 0 <= low <= middle <= high <= sum(minor for minor, _ in deals)
    shuffled = list(deals)
    chance_.shuffle(shuffled)
    assert spread(shuffled) == (low, middle, high)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 10**9), st.floats(0, 1)), min_size=1, max_size=30))
def test_the_middle_of_the_range_lies_about_the_weighted_sum(deals: list[tuple[int, float]]) -> None:
    """A median is at most one deviation from the mean; 1,000 draws may miss it by a little more."""
    _, middle, _ = spread(deals)
    mean = sum(minor * rate for minor, rate in deals)
    deviation = sum(minor**2 * rate * (1 - rate) for minor, rate in deals) ** 0.5
    largest = max(minor for minor, _ in deals)
    assert abs(middle - mean) <= 1.2 * deviation + largest * 100 / DRAWS + 1


def test_the_error_is_a_part_of_the_forecast() -> None:
    """R28: 80 of 100 expected, or 120, is a fifth off; without a forecast there is none."""
    week = date(2026, 11, 16)
    assert Fact(week, Band.COMMIT, "RUB", 100, 80).error == 0.2
    assert Fact(week, Band.COMMIT, "RUB", 100, 120).error == 0.2
    assert Fact(week, Band.COMMIT, "RUB", 0, 80).error is None
