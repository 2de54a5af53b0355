from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.sentence import Sentence
from cockpit.method.workdays import WorkCalendar, read_day
from tests.method.builders import CALENDARS, DAYS, NEAR_DAYS, TODAY, is_whole

PLAIN = WorkCalendar()
FRIDAY = date(2026, 11, 20)
HOLIDAYS = WorkCalendar(holidays=frozenset({date(2026, 11, 24), date(2026, 11, 28)}))
GULF = WorkCalendar(weekend=frozenset({4, 5}))


def counted(calendar: WorkCalendar, start: date, end: date) -> int:
    days = (end - start).days
    return sum(calendar.works(start + timedelta(days=n)) for n in range(1, days + 1))


@pytest.mark.parametrize(
    ("calendar", "start", "end", "days"),
    [
        (PLAIN, FRIDAY, TODAY, 1),
        (PLAIN, TODAY, TODAY, 0),
        (PLAIN, TODAY, FRIDAY, 0),
        (PLAIN, date(2026, 11, 21), date(2026, 11, 22), 0),
        (PLAIN, date(2026, 11, 16), TODAY, 5),
        (PLAIN, date(2026, 11, 15), date(2026, 11, 30), 11),
        (HOLIDAYS, TODAY, date(2026, 11, 27), 3),
        (HOLIDAYS, TODAY, date(2026, 11, 24), 0),
        (HOLIDAYS, date(2026, 11, 24), date(2026, 11, 25), 1),
        (HOLIDAYS, TODAY, date(2026, 11, 30), 4),
        (GULF, date(2026, 11, 19), date(2026, 11, 22), 1),
        (WorkCalendar(weekend=frozenset()), FRIDAY, TODAY, 3),
    ],
)
def test_working_days_are_counted_after_the_start_up_to_and_with_the_end(
    calendar: WorkCalendar, start: date, end: date, days: int
) -> None:
    assert calendar.between(start, end) == days


@given(CALENDARS, NEAR_DAYS, st.integers(0, 120))
def test_counting_by_weeks_equals_counting_day_by_day(calendar: WorkCalendar, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    assert calendar.between(start, end) == counted(calendar, start, end)


@given(CALENDARS, NEAR_DAYS, st.integers(1, 100), NEAR_DAYS)
def test_a_day_lies_before_the_cutoff_exactly_when_enough_days_have_passed(
    calendar: WorkCalendar, today: date, count: int, day: date
) -> None:
    cutoff = calendar.cutoff(today, count)
    assert (calendar.between(day, today) >= count) == (day <= cutoff)
    assert calendar.between(cutoff, today) == count
    assert calendar.between(cutoff + timedelta(days=1), today) == count - 1


@given(CALENDARS, NEAR_DAYS, st.integers(1, 100))
def test_the_day_after_so_many_working_days_is_worked_and_so_many_away(
    calendar: WorkCalendar, today: date, count: int
) -> None:
    found = calendar.after(today, count)
    assert calendar.works(found)
    assert calendar.between(calendar.after(today, 0), found) == count


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (FRIDAY, 0, FRIDAY),
        (FRIDAY, 1, TODAY),
        (date(2026, 11, 21), 0, TODAY),
        (date(2026, 11, 21), 1, date(2026, 11, 24)),
        (TODAY, 10, date(2026, 12, 7)),
    ],
)
def test_a_number_of_working_days_ahead_is_a_day(day: date, count: int, found: date) -> None:
    assert PLAIN.after(day, count) == found


def test_a_week_without_a_working_day_is_refused() -> None:
    with pytest.raises(ValueError, match="working day"):
        WorkCalendar(weekend=frozenset(range(7)))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("today", TODAY),
        ("сегодня", TODAY),
        (" Tomorrow ", date(2026, 11, 24)),
        ("ЗАВТРА", date(2026, 11, 24)),
        ("послезавтра", date(2026, 11, 25)),
        ("+0", TODAY),
        ("+3", date(2026, 11, 26)),
        ("+5", date(2026, 11, 30)),
        ("+ 3", date(2026, 11, 26)),
        ("+3d", date(2026, 11, 26)),
        ("+3д", date(2026, 11, 26)),
        ("+2w", date(2026, 12, 7)),
        ("+2н", date(2026, 12, 7)),
        ("fri", date(2026, 11, 27)),
        ("пт", date(2026, 11, 27)),
        ("Пт.", date(2026, 11, 27)),
        ("птн", date(2026, 11, 27)),
        ("thurs", date(2026, 11, 26)),
        ("среду", date(2026, 11, 25)),
        ("mon", date(2026, 11, 30)),
        ("понедельник", date(2026, 11, 30)),
        ("15.12", date(2026, 12, 15)),
        ("15/12", date(2026, 12, 15)),
        ("15.12.", date(2026, 12, 15)),
        ("5.1", date(2027, 1, 5)),
        ("20.11", FRIDAY),
        ("15.12.26", date(2026, 12, 15)),
        ("15.12.2027", date(2027, 12, 15)),
        ("2026-12-15", date(2026, 12, 15)),
        ("25 nov", date(2026, 11, 25)),
        ("25 ноя", date(2026, 11, 25)),
        ("25\u00a0Nov", date(2026, 11, 25)),
        ("25 ноября", date(2026, 11, 25)),
        ("5 мая", date(2027, 5, 5)),
        ("25 nov 2027", date(2027, 11, 25)),
    ],
)
def test_a_day_is_read_in_every_spelling(text: str, day: date) -> None:
    assert read_day(text, TODAY, PLAIN) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("yesterday", date(2026, 11, 22)),
        ("вчера", date(2026, 11, 22)),
        ("позавчера", date(2026, 11, 21)),
        ("fri", FRIDAY),
        ("пн", TODAY),
        ("20.11", FRIDAY),
        ("23.11", TODAY),
        ("24.11", date(2025, 11, 24)),
        ("31.12", date(2025, 12, 31)),
        ("25 nov", date(2025, 11, 25)),
    ],
)
def test_a_day_that_has_passed_is_the_last_such_day(text: str, day: date) -> None:
    assert read_day(text, TODAY, PLAIN, past=True) == day


@pytest.mark.parametrize(
    ("text", "today", "past", "day"),
    [
        ("28.12", date(2026, 1, 10), False, date(2025, 12, 28)),
        ("28.09", date(2026, 1, 10), False, date(2026, 9, 28)),
        ("10.01", date(2026, 12, 28), False, date(2027, 1, 10)),
        ("28.12", date(2026, 1, 10), True, date(2025, 12, 28)),
        ("29.02", date(2027, 12, 1), False, date(2028, 2, 29)),
        ("29.02", date(2025, 3, 1), True, date(2024, 2, 29)),
        ("29.02.28", date(2026, 1, 10), False, date(2028, 2, 29)),
        ("23.08", TODAY, False, date(2026, 8, 23)),
        ("22.08", TODAY, False, date(2027, 8, 22)),
    ],
)
def test_a_day_without_a_year_finds_it_across_the_end_of_one(text: str, today: date, past: bool, day: date) -> None:
    assert read_day(text, today, PLAIN, past=past) == day


@pytest.mark.parametrize("text", ["31.02", "32.01", "15.13", "0.5", "29.02.2027", "2026-02-30", "00.00.0000", "31 nov"])
@pytest.mark.parametrize("past", [False, True])
def test_an_impossible_day_is_said_to_be_none(text: str, past: bool) -> None:
    found = read_day(f" {text} ", TODAY, PLAIN, past=past)
    assert isinstance(found, Sentence)
    assert found.text.startswith("There is no such day")
    assert dict(found.values)["text"] == text


@pytest.mark.parametrize(
    "text", ["", " ", "soon", "+", "+1000", "-3", "15", "15.", "1.2.3.4", "fri day", "25 foo", "²"]
)
def test_what_is_no_day_is_answered_with_examples(text: str) -> None:
    found = read_day(text, TODAY, PLAIN)
    assert isinstance(found, Sentence)
    assert found.text.startswith("Not a day")
    assert is_whole(found)


TYPED = st.one_of(st.text(), st.text("0123456789./-+ wndнднпт", max_size=12))


@given(TYPED, DAYS, st.booleans())
def test_no_text_breaks_the_reading_of_a_day(text: str, today: date, past: bool) -> None:
    found = read_day(text, today, PLAIN, past=past)
    assert isinstance(found, date) or is_whole(found)


@given(DAYS, DAYS)
def test_a_day_written_out_in_full_is_itself(day: date, today: date) -> None:
    for text in (day.isoformat(), f"{day:%d.%m.%Y}", f"{day.day}/{day.month}/{day:%y}"):
        assert read_day(text, today, PLAIN) == day


@given(DAYS, st.integers(0, 270))
def test_a_day_and_month_ahead_is_the_coming_one(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assert read_day(f"{day:%d.%m}", today, PLAIN) == day


@given(DAYS, st.integers(0, 364))
def test_a_day_and_month_behind_is_the_last_one(today: date, behind: int) -> None:
    day = today - timedelta(days=behind)
    assert read_day(f"{day:%d.%m}", today, PLAIN, past=True) == day
