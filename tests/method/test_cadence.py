from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.cadence import latest_on, next_review_on, review_due_on, streak
from cockpit.method.norms import FAST_CYCLE_DAYS, FAST_NORM_DAYS, Norms
from cockpit.method.playbook import INTERVAL_DAYS
from cockpit.method.queue import Rules
from cockpit.method.words import Temperature
from cockpit.method.workdays import WorkCalendar
from tests.method.builders import CALENDARS, NEAR_DAYS

MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
SATURDAY = date(2026, 11, 28)
HIGH = Norms(high=3)


def _rules(today: date = MONDAY, holidays: frozenset[date] = frozenset(), cycle: int | None = None) -> Rules:
    return Rules(today, Norms(calendar=WorkCalendar(holidays=holidays)), "RUB", cycle_median=cycle)


@pytest.mark.parametrize(
    ("interval", "is_open", "day"),
    [
        (2, True, date(2026, 11, 25)),
        (5, True, date(2026, 11, 30)),
        (10, False, date(2026, 12, 7)),
        (10, True, date(2026, 11, 30)),
    ],
)
def test_the_interval_is_the_cadence_and_an_open_client_waits_a_week_at_most(
    interval: int, is_open: bool, day: date
) -> None:
    """R16."""
    assert next_review_on(interval, _rules(), is_open=is_open) == day


def test_where_deals_are_quick_every_client_is_seen_within_two_working_days() -> None:
    """R17."""
    assert next_review_on(10, _rules(cycle=14), is_open=True) == date(2026, 11, 25)


def test_a_week_that_ends_on_a_day_off_is_cut_to_the_last_day_worked() -> None:
    """From Saturday the week ends on a Saturday: Friday it is. When Friday is a holiday too, Thursday."""
    friday = date(2026, 12, 4)
    assert next_review_on(10, _rules(SATURDAY), is_open=True) == friday
    rules = _rules(SATURDAY, frozenset({friday}))
    assert next_review_on(10, rules, is_open=True) == date(2026, 12, 3)


def test_when_no_day_of_the_week_is_worked_the_week_still_ends() -> None:
    holidays = frozenset(MONDAY + timedelta(days=ahead) for ahead in range(15))
    assert next_review_on(2, _rules(holidays=holidays), is_open=True) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("temperature", "cycle", "high", "own", "days"),
    [
        (Temperature.HOT, None, False, None, 2),
        (Temperature.WARM, None, False, None, 5),
        (Temperature.POTENTIAL, 57, False, None, 10),
        (Temperature.POTENTIAL, None, True, None, 3),
        (Temperature.HOT, None, True, None, 2),
        (Temperature.HOT, None, False, 7, 7),
        (Temperature.POTENTIAL, None, True, 7, 7),
        (Temperature.POTENTIAL, 14, False, None, 2),
        (Temperature.POTENTIAL, 14, False, 7, 2),
        (Temperature.POTENTIAL, 14, False, 1, 1),
        (Temperature.POTENTIAL, 15, False, 7, 7),
    ],
)
def test_the_interval_is_set_by_temperature_size_segment_and_client(
    temperature: Temperature, cycle: int | None, high: bool, own: int | None, days: int
) -> None:
    """R5, R17: one's own interval outranks the others, the sooner one of a large client the temperature's."""
    assert HIGH.interval(temperature, cycle, high=high, own=own) == days


@pytest.mark.parametrize(
    ("base", "interval", "promise", "cycle", "due"),
    [
        (MONDAY, 2, None, None, date(2026, 11, 25)),
        (MONDAY, 5, None, None, date(2026, 11, 30)),
        (MONDAY, 10, None, None, date(2026, 11, 30)),
        (FRIDAY, 2, None, None, date(2026, 12, 1)),
        (SATURDAY, 1, None, None, date(2026, 11, 30)),
        (MONDAY, 2, date(2026, 11, 27), None, date(2026, 11, 27)),
        (MONDAY, 5, date(2026, 11, 27), None, date(2026, 11, 30)),
        (MONDAY, 2, date(2026, 12, 20), None, date(2026, 11, 30)),
        (MONDAY, 2, date(2026, 12, 20), 14, date(2026, 11, 25)),
        (MONDAY, 1, None, 14, date(2026, 11, 24)),
    ],
)
def test_the_next_review_is_due_when_the_interval_ends_or_on_the_day_agreed(
    base: date, interval: int, promise: date | None, cycle: int | None, due: date
) -> None:
    """R5, R16, R17: a dated promise stops the clock until its day, but for a week at most."""
    assert review_due_on(base, interval, promise, Norms(), cycle) == due


@pytest.mark.parametrize(
    ("parked_until", "cycle", "due"),
    [
        (None, None, date(2026, 11, 25)),
        (date(2026, 11, 24), None, date(2026, 11, 25)),
        (date(2026, 11, 25), None, date(2026, 11, 25)),
        (date(2026, 12, 24), None, date(2026, 12, 24)),
        (date(2026, 12, 24), 14, date(2026, 12, 24)),
        (SATURDAY, None, SATURDAY),
    ],
)
def test_a_parked_client_is_due_on_the_day_it_was_parked_until(
    parked_until: date | None, cycle: int | None, due: date
) -> None:
    """R16: a week at most, unless parked; two working days of a hot client end on Wednesday, the 25th."""
    assert review_due_on(MONDAY, 2, None, Norms(), cycle, parked_until=parked_until) == due


@given(NEAR_DAYS, st.sampled_from(INTERVAL_DAYS), st.none() | NEAR_DAYS, NEAR_DAYS, CALENDARS)
def test_parking_only_ever_puts_a_review_off_and_not_beyond_its_day(
    base: date, interval: int, promise: date | None, parked_until: date, calendar: WorkCalendar
) -> None:
    """R16."""
    norms = Norms(calendar=calendar)
    without = review_due_on(base, interval, promise, norms, None)
    due = review_due_on(base, interval, promise, norms, None, parked_until=parked_until)
    assert due >= without
    assert due == without or due == parked_until > without


@given(NEAR_DAYS, st.sampled_from(INTERVAL_DAYS), st.none() | NEAR_DAYS, CALENDARS, st.sampled_from([None, 14, 15]))
def test_nobody_waits_longer_than_a_week_or_where_deals_are_fast_than_two_working_days(
    base: date, interval: int, promise: date | None, calendar: WorkCalendar, cycle: int | None
) -> None:
    """R16, R17."""
    norms = Norms(calendar=calendar)
    due = review_due_on(base, interval, promise, norms, cycle)
    assert base < due <= base + timedelta(days=norms.longest_days)
    if cycle is not None and cycle <= FAST_CYCLE_DAYS:
        assert calendar.between(base, due) <= FAST_NORM_DAYS


@given(NEAR_DAYS, st.sampled_from(INTERVAL_DAYS), st.none() | NEAR_DAYS, CALENDARS)
def test_an_interval_is_kept_unless_a_promise_makes_it_longer_or_the_week_is_over(
    base: date, interval: int, promise: date | None, calendar: WorkCalendar
) -> None:
    """R5."""
    norms = Norms(calendar=calendar)
    due = review_due_on(base, interval, promise, norms, None)
    passed, last = calendar.between(base, due), latest_on(base, norms, None)
    assert passed == interval or due == last or (due == promise and passed >= interval)


@given(NEAR_DAYS, st.sampled_from(INTERVAL_DAYS), NEAR_DAYS, CALENDARS)
def test_a_promise_never_brings_a_review_forward(
    base: date, interval: int, promise: date, calendar: WorkCalendar
) -> None:
    norms = Norms(calendar=calendar)
    without = review_due_on(base, interval, None, norms, None)
    assert review_due_on(base, interval, promise, norms, None) >= without


@pytest.mark.parametrize(
    ("back", "days"),
    [
        ((), 0),
        ((0,), 1),
        ((3,), 1),
        ((0, 3, 4), 3),
        ((3, 4, 5), 3),
        ((0, 4), 1),
        ((4, 5), 0),
        ((1, 3), 1),
    ],
)
def test_a_streak_counts_working_days_with_a_sitting_and_today_may_still_come(back: tuple[int, ...], days: int) -> None:
    """R6: today is a Monday; a weekend breaks nothing, and a sitting held on it adds nothing."""
    held = [MONDAY - timedelta(days=number) for number in back]
    assert streak(held, MONDAY, WorkCalendar()) == days
