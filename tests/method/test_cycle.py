from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.method.cycle import usual_span, wide_span
from cockpit.method.window import Period, Window, window

TODAY = date(2026, 11, 23)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("span", "usual", "wide"),
    [
        (window(Period.MONTH, TODAY), date(2026, 8, 26), date(2025, 11, 24)),
        (window(Period.QUARTER, TODAY), date(2026, 8, 26), date(2025, 11, 24)),
        (Window(Period.OWN, date(2026, 1, 1), date(2026, 12, 31)), date(2026, 1, 1), date(2025, 11, 24)),
        (Window(Period.OWN, date(2020, 1, 1), date(2026, 12, 31)), date(2020, 1, 1), date(2020, 1, 1)),
    ],
)
def test_lengths_are_told_of_ninety_days_a_year_or_a_longer_window(span: Window, usual: date, wide: date) -> None:
    """R22: the last 90 days, 365 for few deals, and never less than the window."""
    assert usual_span(span, TODAY) == Window(Period.OWN, usual, TODAY)
    assert wide_span(span, TODAY) == Window(Period.OWN, wide, TODAY)


@given(day=DAYS, today=DAYS, days=st.integers(1, 900))
@settings(max_examples=50, deadline=None)
def test_the_wider_days_hold_the_usual_ones_and_these_what_has_come_of_the_window(
    day: date, today: date, days: int
) -> None:
    span = window(Period.OWN, day, days=days)
    usual, wide = usual_span(span, today), wide_span(span, today)
    assert usual.end == wide.end == span.until(today)
    assert wide.start <= usual.start <= span.start
    assert usual.days >= 90
    assert wide.days >= 365
