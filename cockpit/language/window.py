"""The days of a window as a user reads them."""

from __future__ import annotations

from datetime import date

from cockpit.language.forms import day, weekday_day
from cockpit.language.texts import t
from cockpit.method.window import Period, Window


def period_name(period: Period) -> str:
    """Name a length of time."""
    names = {
        Period.DAY: t("day"),
        Period.WEEK: t("week"),
        Period.MONTH: t("month"),
        Period.QUARTER: t("quarter"),
        Period.OWN: t("own days"),
    }
    return names[period]


def days_text(start: date, end: date) -> str:
    """Write the days from one to another: ``Mon 23 Nov``, ``1–23 Nov``, ``28 Sep – 4 Oct``."""
    if start == end:
        return weekday_day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    first = day(start) if start.year == end.year else day(start, year=0)
    return f"{first} – {day(end) if start.year == end.year else day(end, year=0)}"


def window_text(window: Window, today: date) -> str:
    """Write the days of a window, and that it is not over: ``1–23 Nov of 30, still running``."""
    if not window.running(today) or window.start > today:
        return days_text(window.start, window.end)
    past = days_text(window.start, today)
    if today == window.end:
        return t("{days}, still running", days=past)
    end = str(window.end.day) if (today.year, today.month) == (window.end.year, window.end.month) else day(window.end)
    return t("{days} of {end}, still running", days=past, end=end)
