from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.method.window import Period, Window, window

DAYS = st.dates(date(1999, 1, 1), date(2099, 12, 31))
PERIODS = st.sampled_from(Period)
LENGTHS = st.integers(1, 800)


@pytest.mark.parametrize(
    ("period", "day", "start", "end"),
    [
        (Period.DAY, date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 23)),
        (Period.WEEK, date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 29)),
        (Period.WEEK, date(2026, 11, 29), date(2026, 11, 23), date(2026, 11, 29)),
        (Period.WEEK, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        (Period.MONTH, date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29)),
        (Period.MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (Period.QUARTER, date(2026, 11, 23), date(2026, 10, 1), date(2026, 12, 31)),
        (Period.QUARTER, date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31)),
        (Period.OWN, date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 23)),
    ],
)
def test_a_day_belongs_to_its_period(period: Period, day: date, start: date, end: date) -> None:
    """R25: weeks are those of ISO 8601, months and quarters those of the calendar."""
    assert window(period, day) == Window(period, start, end)


@pytest.mark.parametrize(
    ("given_window", "before"),
    [
        (window(Period.MONTH, date(2026, 3, 31)), (date(2026, 2, 1), date(2026, 2, 28))),
        (window(Period.QUARTER, date(2026, 1, 1)), (date(2025, 10, 1), date(2025, 12, 31))),
        (Window(Period.OWN, date(2026, 11, 5), date(2026, 11, 14)), (date(2026, 10, 26), date(2026, 11, 4))),
    ],
)
def test_the_period_before_is_a_whole_one(given_window: Window, before: tuple[date, date]) -> None:
    """R25: before March is all of February; before ten days are ten days."""
    assert given_window.before() == Window(given_window.period, *before)


def test_a_running_window_counts_up_to_today() -> None:
    month = window(Period.MONTH, date(2026, 11, 23))
    assert month.running(date(2026, 11, 30))
    assert not month.running(date(2026, 12, 1))
    assert month.until(date(2026, 11, 23)) == date(2026, 11, 23)
    assert month.until(date(2026, 12, 5)) == date(2026, 11, 30)


def test_a_window_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Window(Period.OWN, date(2026, 11, 2), date(2026, 11, 1))


@given(period=PERIODS, day=DAYS, days=LENGTHS)
@settings(max_examples=50, deadline=None)
def test_windows_tile_the_calendar(period: Period, day: date, days: int) -> None:
    """R25: before and after are each other's inverse, and no day lies between two windows or in both."""
    one = window(period, day, days=days)
    assert one.start <= day <= one.end
    assert one.before().end + timedelta(days=1) == one.start
    assert one.after().start - timedelta(days=1) == one.end
    assert one.before().after() == one == one.after().before()
    assert one.days == (one.after().start - one.start).days


@given(period=st.sampled_from([one for one in Period if one is not Period.OWN]), day=DAYS, other=DAYS)
@settings(max_examples=50, deadline=None)
def test_two_days_of_one_window_have_the_same_window(period: Period, day: date, other: date) -> None:
    one = window(period, day)
    assert (window(period, other) == one) == (one.start <= other <= one.end)
