"""Working days, and the dates people type.

Cadence and silence count working days (a weekend and a list of holidays are left out); the length of a deal counts
calendar days. Days here are local dates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from cockpit.method.sentence import Sentence, say

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mon monday пн пон понедельник",
            "tue tuesday вт вто вторник",
            "wed wednesday ср сре среда среду",
            "thu thursday чт чет четверг",
            "fri friday пт пят пятница пятницу",
            "sat saturday сб суб суббота субботу",
            "sun sunday вс вос воскресенье",
        ),
    )
    for name in names.split()
}
_DAYS_AHEAD = {"today": 0, "сегодня": 0, "tomorrow": 1, "завтра": 1, "послезавтра": 2}
_PLUS = re.compile(r"\+\s*(\d{1,3})\s*([dwднdн]?)")
_DAY_MONTH = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{2}|\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CENTURY = 2000
_STALE_DAYS = 92


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked.

    Attributes:
        weekend: the weekdays without work, Monday is 0.
        holidays: single days without work.
    """

    weekend: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Is `day` a working day?"""
        return day.weekday() not in self.weekend and day not in self.holidays

    def between(self, start: date, end: date) -> int:
        """Count the working days after `start` up to and with `end`; 0 when `end` is not later."""
        if end <= start:
            return 0
        weeks, rest = divmod((end - start).days, 7)
        count = weeks * (7 - len(self.weekend))
        count += sum((start + timedelta(days=n)).weekday() not in self.weekend for n in range(1, rest + 1))
        return count - sum(start < day <= end and day.weekday() not in self.weekend for day in self.holidays)

    def after(self, day: date, count: int) -> date:
        """Return the `count`-th working day after `day`; with 0, `day` itself or the next one worked."""
        result = day
        while not self.works(result):
            result += timedelta(days=1)
        for _ in range(count):
            result += timedelta(days=1)
            while not self.works(result):
                result += timedelta(days=1)
        return result

    def cutoff(self, today: date, count: int) -> date:
        """Return the latest day from which at least `count` working days have passed by `today`.

        ``between(d, today) >= count`` holds exactly for the days ``d <= cutoff(today, count)``, which lets a
        database compare dates where this class counts days.
        """
        result = today
        while self.between(result, today) < count:
            result -= timedelta(days=1)
        return result


def read_day(text: str, today: date, calendar: WorkCalendar, *, past: bool = False) -> date | Sentence:
    """Read a day as people type it: ``+3`` (working days), ``+2w``, ``fri``, ``пт``, ``15.08``, ``15.08.26``, ISO.

    A weekday is the next one after today. A day and month without a year is, with `past`, the last
    such day; otherwise the coming one, but a day of the last quarter is taken as it stands, so that the caller can say
    that it has passed.

    Returns:
        The day, or the sentence that says what can be typed.
    """
    word = text.strip().casefold().rstrip(".")
    if word in _DAYS_AHEAD:
        return today + timedelta(days=_DAYS_AHEAD[word])
    if word in _WEEKDAYS:
        ahead = (_WEEKDAYS[word] - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead - 7 if past else ahead)
    if plus := _PLUS.fullmatch(word):
        count = int(plus[1])
        return today + timedelta(weeks=count) if plus[2] in {"w", "н"} else calendar.after(today, count)
    try:
        if iso := _ISO.fullmatch(word):
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if match := _DAY_MONTH.fullmatch(word):
            if match[3]:
                year = int(match[3])
                return date(year if year > 99 else _CENTURY + year, int(match[2]), int(match[1]))  # noqa: PLR2004  two digits
            return _nearest(int(match[1]), int(match[2]), today, past=past)
    except ValueError:
        return say("There is no such day: {text}. Type 15.08, +3, fri or 2026-08-15.", text=text.strip())
    return say("Not a day: {text}. Type 15.08, +3 (working days), +2w, fri or tomorrow.", text=text.strip())


def _nearest(day: int, month: int, today: date, *, past: bool) -> date:
    for year in (today.year, today.year - 1 if past else today.year + 1):
        found = date(year, month, day)
        if past and found <= today:
            return found
        if not past and found >= today - timedelta(days=_STALE_DAYS):
            return found
    return found
