"""The time a figure is about: a day, a week, a month, a quarter, or days of one's own choosing (NUMBERS.md 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Period(StrEnum):
    """How long a window is; weeks are those of ISO 8601, Monday to Sunday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Window:
    """Local days, the first and the last of them included.

    Raises:
        ValueError: it ends before it begins.
    """

    period: Period
    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a window that ends before it begins")

    @property
    def days(self) -> int:
        """How many calendar days it has."""
        return (self.end - self.start).days + 1

    def running(self, today: date) -> bool:
        """Is it not over yet?"""
        return self.end >= today

    def until(self, today: date) -> date:
        """Return its last day that has come; the as-of day of what is counted at its end."""
        return min(self.end, today)

    def before(self) -> Window:
        """Return the whole period before it; before days of one's own, as many days."""
        return window(self.period, self.start - timedelta(days=1), days=self.days)

    def after(self) -> Window:
        """Return the whole period after it; after days of one's own, as many days."""
        last = self.end + timedelta(days=self.days if self.period is Period.OWN else 1)
        return window(self.period, last, days=self.days)


def window(period: Period, day: date, *, days: int = 1) -> Window:
    """Return the period that a day belongs to; for `Period.OWN` so many days, of which it is the last."""
    match period:
        case Period.DAY:
            return Window(period, day, day)
        case Period.WEEK:
            monday = day - timedelta(days=day.weekday())
            return Window(period, monday, monday + timedelta(days=6))
        case Period.MONTH:
            first = day.replace(day=1)
            return Window(period, first, _months_on(first, 1) - timedelta(days=1))
        case Period.QUARTER:
            first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
            return Window(period, first, _months_on(first, 3) - timedelta(days=1))
        case Period.OWN:
            return Window(period, day - timedelta(days=days - 1), day)


def _months_on(first: date, months: int) -> date:
    """Return the first day of the month so many months later."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)
