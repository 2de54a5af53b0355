from __future__ import annotations

import statistics
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.method.average import mean_minor, median, middle_minor, percentile

VALUES = st.lists(st.integers(0, 500), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("counts", "middle", "p75"),
    [
        ({}, None, None),
        ({3: 1, 5: 2, 9: 1}, 5, 5),
        ({3: 1, 6: 1}, 4.5, 6),
        ({1: 1, 2: 1, 3: 1, 4: 1, 10: 1}, 3, 4),
        ({0: 7}, 0, 0),
    ],
)
def test_median_and_percentile_are_read_off_the_counts(
    counts: dict[int, int], middle: float | None, p75: int | None
) -> None:
    """R22: the examples worked by hand in the docstrings."""
    assert (median(counts), percentile(counts, 75)) == (middle, p75)


@pytest.mark.parametrize(("total", "number", "mean"), [(100, 3, 33), (5, 2, 3), (0, 4, 0), (7, 1, 7)])
def test_a_mean_of_money_is_whole_minor_units(total: int, number: int, mean: int) -> None:
    """R23: 100 kopecks of 3 clients are 33, 5 of 2 are 3."""
    assert mean_minor(total, number) == mean


def test_a_median_of_money_is_whole_minor_units() -> None:
    """R23: between 4 and 7 it is 6."""
    assert middle_minor(4, 7) == 6


@given(values=VALUES)
@settings(max_examples=50, deadline=None)
def test_the_median_is_that_of_the_standard_library(values: list[int]) -> None:
    assert median(Counter(values)) == statistics.median(values)


@given(values=VALUES, percent=st.integers(1, 100))
@settings(max_examples=50, deadline=None)
def test_so_many_percent_do_not_exceed_a_percentile_and_fewer_lie_below(values: list[int], percent: int) -> None:
    found = percentile(Counter(values), percent)
    assert found is not None
    assert sum(value <= found for value in values) * 100 >= len(values) * percent
    assert sum(value < found for value in values) * 100 < len(values) * percent


@given(total=st.integers(0, 10**15), number=st.integers(1, 10**6))
@settings(max_examples=50, deadline=None)
def test_a_mean_is_off_by_half_a_unit_at_most(total: int, number: int) -> None:
    assert abs(mean_minor(total, number) - Fraction(total, number)) <= Fraction(1, 2)
