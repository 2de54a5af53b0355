"""Working days, and the dates people type.

Cadence and silence count working days (a weekend and a list of holidays are left out); the length of a deal counts
calendar days. Days here are local dates.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from cockpit.method.sentence import Sentence, say

_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mon monday пн пон пнд понедельник",
            "tue tues tuesday вт вто втр вторник",
            "wed wednesday ср сре срд среда среду",
            "thu thur thurs thursday чт чет чтв четверг",
            "fri friday пт пят птн пятница пятницу",
            "sat saturday сб суб сбт суббота субботу",
            "sun sunday вс вос вск воскресенье",
        ),
    )
    for name in names.split()
}
_DAYS_AHEAD = {
    "позавчера": -2,
    "yesterday": -1,
    "вчера": -1,
    "today": 0,
    "сегодня": 0,
    "tomorrow": 1,
    "завтра": 1,
    "послезавтра": 2,
}
_MONTHS = {
    stem: number
    for stems in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "янв фев мар апр мая июн июл авг сен окт ноя дек",
    )
    for number, stem in enumerate(stems.split(), start=1)
} | {"май": 5}
_PLUS = re.compile(r"\+\s*(\d{1,3})\s*([dwдн]?)")
_WEEKS = frozenset("wн")
_DAY_MONTH = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{2}|\d{4}))?")
_DAY_NAMED_MONTH = re.compile(r"(\d{1,2})\s*([a-zа-я]{3})[a-zа-я]*\.?(?:\s+(\d{4}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CENTURY = 2000
_STALE_DAYS = 92


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked.

    Attributes:
        weekend: the weekdays without work, Monday is 0.
        holidays: single days without work.

    Raises:
        ValueError: the weekend leaves no day of the week to work on.
    """

    weekend: frozenset[int] = frozenset({5, 6})
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if self.weekend.issuperset(range(7)):
            raise ValueError("a week without a working day")

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
        """Return the latest day from which at least `count` working days, 1 or more, have passed by `today`.

        ``between(d, today) >= count`` holds exactly for the days ``d <= cutoff(today, count)``, which lets a
        database compare dates where this class counts days.
        """
        result, passed = today, 0
        while passed < count:
            passed += self.works(result)
            result -= timedelta(days=1)
        return result


def read_weekday(text: str) -> int | None:
    """Read a weekday as people type it, ``sat`` or ``суббота``; Monday is 0, None for no weekday."""
    return _WEEKDAYS.get(text.strip().casefold().rstrip("."))


def read_day(text: str, today: date, calendar: WorkCalendar, *, past: bool = False) -> date | Sentence:
    """Read a day as people type it: ``+3`` (working days), ``+2w``, ``fri``, ``пт``, ``15.08``, ``15 aug``, ISO.

    A weekday is the next one after today, or with `past` the last one, which may be today. A day and month without a
    year is, with `past`, the last such day; otherwise the coming one, but a day of the last quarter is taken as it
    stands, so that the caller can say that it has passed.

    Returns:
        The day, or the sentence that says what can be typed.
    """
    word = " ".join(text.split()).casefold().rstrip(".")
    try:
        found = _relative(word, today, calendar, past=past) or _written(word, today, past=past)
    except (ValueError, OverflowError):
        return say("There is no such day: {text}. Type 15.08, +3, fri or 2026-08-15.", text=text.strip())
    if found is None:
        return say("Not a day: {text}. Type 15.08, +3 (working days), +2w, fri or tomorrow.", text=text.strip())
    return found


def _relative(word: str, today: date, calendar: WorkCalendar, *, past: bool) -> date | None:
    if word in _DAYS_AHEAD:
        return today + timedelta(days=_DAYS_AHEAD[word])
    if word in _WEEKDAYS:
        ahead = (_WEEKDAYS[word] - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead - 7 if past else ahead)
    if plus := _PLUS.fullmatch(word):
        count = int(plus[1])
        return today + timedelta(weeks=count) if plus[2] in _WEEKS else calendar.after(today, count)
    return None


def _written(word: str, today: date, *, past: bool) -> date | None:
    if iso := _ISO.fullmatch(word):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if match := _DAY_MONTH.fullmatch(word):
        month = int(match[2])
    elif (match := _DAY_NAMED_MONTH.fullmatch(word)) and match[2] in _MONTHS:
        month = _MONTHS[match[2]]
    else:
        return None
    day, year = int(match[1]), match[3]
    if year is None:
        return _nearest(day, month, today, past=past)
    return date(int(year) + (_CENTURY if len(year) == 2 else 0), month, day)  # noqa: PLR2004 - two digits of a year


def _nearest(day: int, month: int, today: date, *, past: bool) -> date:
    """Give a day and month the year that is meant.

    Raises:
        ValueError: no year near has such a day.
    """
    found = []
    for year in range(today.year - 1, today.year + 2):
        with suppress(ValueError):
            found.append(date(year, month, day))
    if past:
        return max(candidate for candidate in found if candidate <= today)
    return min(candidate for candidate in found if candidate >= today - timedelta(days=_STALE_DAYS))
