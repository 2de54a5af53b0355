"""How long deals take to be closed (R22): the days it is told of, and what makes a length (NUMBERS.md 3)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from cockpit.method.window import Period, Window

#: The deals closed in so many days are told of, and in so many while they are fewer than `ENOUGH`.
USUAL_DAYS: Final = 90
WIDE_DAYS: Final = 365
ENOUGH: Final = 10


def usual_span(window: Window, today: date) -> Window:
    """Return the days whose closed deals a length is told of: the last 90 up to the window's end, or to today.

    A longer window is taken as a whole, so that the length stands for the same deals as the other figures. Of November
    2026 on 23 November: from 26 August to 23 November, 90 days. Of the whole of 2026 on that day: from 1 January on.
    """
    return _span(window, today, USUAL_DAYS)


def wide_span(window: Window, today: date) -> Window:
    """Return the wider days for few deals: the last 365 up to the window's end, or to today."""
    return _span(window, today, WIDE_DAYS)


def _span(window: Window, today: date, days: int) -> Window:
    last = window.until(today)
    return Window(Period.OWN, min(window.start, last - timedelta(days=days - 1)), last)
