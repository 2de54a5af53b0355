from __future__ import annotations

from datetime import date, timedelta

import pytest

from cockpit.method.cadence import next_review_on
from cockpit.method.norms import Norms
from cockpit.method.queue import Rules
from cockpit.method.words import Temperature
from cockpit.method.workdays import WorkCalendar

MONDAY = date(2026, 11, 23)


def _rules(today: date = MONDAY, holidays: frozenset[date] = frozenset(), cycle: int | None = None) -> Rules:
    return Rules(today, Norms(calendar=WorkCalendar(holidays=holidays)), "RUB", cycle_median=cycle)


@pytest.mark.parametrize(
    ("temperature", "open_deal", "day"),
    [
        (Temperature.HOT, True, date(2026, 11, 25)),
        (Temperature.WARM, True, date(2026, 11, 30)),
        (Temperature.POTENTIAL, False, date(2026, 12, 7)),
        (Temperature.POTENTIAL, True, date(2026, 11, 30)),
    ],
)
def test_the_norm_of_silence_is_the_cadence_and_an_open_deal_waits_a_week_at_most(
    temperature: Temperature, open_deal: bool, day: date
) -> None:
    assert next_review_on(temperature, _rules(), has_open_deal=open_deal) == day


def test_where_deals_are_quick_every_client_is_seen_within_two_working_days() -> None:
    assert next_review_on(Temperature.POTENTIAL, _rules(cycle=14), has_open_deal=True) == date(2026, 11, 25)


def test_a_week_that_ends_on_a_day_off_is_cut_to_the_last_day_worked() -> None:
    """From Saturday the week ends on a Saturday: Friday it is. When Friday is a holiday too, Thursday."""
    saturday, friday = date(2026, 11, 28), date(2026, 12, 4)
    assert next_review_on(Temperature.POTENTIAL, _rules(saturday), has_open_deal=True) == friday
    rules = _rules(saturday, frozenset({friday}))
    assert next_review_on(Temperature.POTENTIAL, rules, has_open_deal=True) == date(2026, 12, 3)


def test_when_no_day_of_the_week_is_worked_the_week_still_ends() -> None:
    holidays = frozenset(MONDAY + timedelta(days=ahead) for ahead in range(15))
    assert next_review_on(Temperature.HOT, _rules(holidays=holidays), has_open_deal=True) == date(2026, 11, 30)
