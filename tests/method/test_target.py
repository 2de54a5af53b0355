"""Targets proposed from the own history, and how far a period has gone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.method.kpi import Figure
from cockpit.method.scope import DEPARTMENT, Scope
from cockpit.method.sentence import Sentence
from cockpit.method.target import (
    ENOUGH,
    MOST_PERIODS,
    Chosen,
    Proposal,
    Target,
    full_since,
    passed,
    propose,
    read_target,
    summed,
)
from cockpit.method.window import Period, Window, window
from cockpit.method.workdays import WorkCalendar

CALENDAR = WorkCalendar()
WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("history", "value", "low", "high", "n"),
    [
        ((3, 5, 4, 9, 6), 5, 4, 6, 5),
        ((3, 8, 4), 4, 3, 8, 3),
        ((4, 7, 1, 9), 6, 1, 9, 4),
        ((3, 8), None, 3, 8, 2),
        ((), None, None, None, 0),
        ((1_000, 10, 20, 30, 40, 50, 60, 70, 80), 45, 20, 60, 8),
        ((None, 5, None, 3, 4), 4, 3, 5, 3),
        ((0, 0, 0), 0, 0, 0, 3),
    ],
)
def test_a_target_is_the_median_of_the_last_full_periods_with_its_range(
    history: tuple[int | None, ...], value: int | None, low: int | None, high: int | None, n: int
) -> None:
    """R56: quartiles from five periods on, the least and the most below, nothing below three; at most eight count."""
    found = propose(history)
    assert (found.value, found.low, found.high, found.n) == (value, low, high, n)
    assert found.missing == max(0, 3 - n)
    assert found.whole_range == (n < 5)


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**12)), max_size=12))
@settings(max_examples=50, deadline=None)
def test_a_proposal_is_realistic(history: list[int | None]) -> None:
    """R56: it lies in its range, the range in what was reached, and half of the periods reached it."""
    found = propose(history)
    values = [value for value in history[-MOST_PERIODS:] if value is not None]
    assert found.n == len(values)
    if found.value is None:
        assert found.n < ENOUGH
        return
    assert found.low is not None
    assert found.high is not None
    assert min(values) <= found.low <= found.value <= found.high <= max(values)
    assert sum(value + 1 >= found.value for value in values) * 2 >= len(values)


@pytest.mark.parametrize(
    ("first", "index"),
    [
        (None, 3),
        (date(2026, 8, 1), 0),
        (date(2026, 9, 1), 0),
        (date(2026, 9, 2), 1),
        (date(2026, 11, 1), 2),
        (date(2026, 11, 2), 2),
        (date(2026, 11, 3), 3),
    ],
)
def test_a_period_counts_when_it_was_worked_from_its_first_working_day_on(first: date | None, index: int) -> None:
    """R56: 1 November 2026 is a Sunday, so who began on the Monday had the whole month."""
    months = [window(Period.MONTH, date(2026, month, 1)) for month in (9, 10, 11)]
    assert full_since(months, first, CALENDAR) == index


@pytest.mark.parametrize(
    ("shown", "today", "expected"),
    [
        (window(Period.WEEK, WEDNESDAY), WEDNESDAY, (2, 5)),
        (window(Period.WEEK, WEDNESDAY), date(2026, 11, 23), (0, 5)),
        (window(Period.WEEK, WEDNESDAY), date(2026, 11, 30), (5, 5)),
        (window(Period.MONTH, WEDNESDAY), WEDNESDAY, (17, 21)),
        (window(Period.QUARTER, WEDNESDAY), date(2026, 9, 1), (0, 66)),
    ],
)
def test_the_part_of_a_period_that_has_passed_is_counted_in_working_days(
    shown: Window, today: date, expected: tuple[int, int]
) -> None:
    """R56: today is not over."""
    assert passed(shown, today, CALENDAR) == expected


def test_a_target_set_by_hand_stands_before_the_proposal_and_the_managers_add_up() -> None:
    """R56."""
    proposed = Target(Scope.manager(1), "Anna", Figure.WON, "", propose((3, 4, 5)), fact=2)
    chosen = Target(Scope.manager(2), "Oleg", Figure.WON, "", propose((3, 4, 5)), Chosen(10, WEDNESDAY, "Irina"), 2)
    none = Target(Scope.manager(3), "Vera", Figure.WON, "", Proposal())
    assert (proposed.value, chosen.value, none.value) == (4, 10, None)
    assert (proposed.share, chosen.share, none.share) == (0.5, 0.2, None)
    assert summed((proposed, chosen, none)) == (14, 2, 3)
    assert summed((none,)) == (None, 0, 1)
    assert Target(DEPARTMENT, "", Figure.WON, "", propose((0, 0, 0)), fact=2).share is None


@pytest.mark.parametrize(
    ("figure", "text", "expected"),
    [
        (Figure.WON, "12", 12),
        (Figure.WON, " 1 200 ", 1_200),
        (Figure.WON, "0", None),
        (Figure.WON, "1.5", None),
        (Figure.WON, "100001", None),
        (Figure.REVENUE, "1,2 млн", 120_000_000),
        (Figure.REVENUE, "500k", 50_000_000),
        (Figure.REVENUE, "0", None),
        (Figure.REVENUE, "$500", None),
        (Figure.CHECK, "much", None),
    ],
)
def test_a_target_is_read_as_people_type_it(figure: Figure, text: str, expected: int | None) -> None:
    """R56: what cannot be read is told with what can be typed."""
    found = read_target(figure, text, "RUB")
    assert (None if isinstance(found, Sentence) else found) == expected
