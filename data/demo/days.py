"""The days of a made-up team: six weeks of work up to the last working day before today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from cockpit.method.workdays import WorkCalendar

_WEEKS = 6


@dataclass(frozen=True, slots=True)
class Days:
    """The calendar around today.

    Attributes:
        today: the local day.
        zone: the organisation's zone.
        calendar: the working days.
        worked: the working days of the six weeks before today, oldest first.
    """

    today: date
    zone: tzinfo | None
    calendar: WorkCalendar
    worked: tuple[date, ...]

    @classmethod
    def around(cls, now: datetime, calendar: WorkCalendar) -> Days:
        """Make the calendar of the day of `now`."""
        today = now.date()
        days = [today - timedelta(days=back) for back in range(7 * _WEEKS, 0, -1)]
        return cls(today, now.tzinfo, calendar, tuple(day for day in days if calendar.works(day)))

    @property
    def current(self) -> date:
        """Today, or the last working day before a day off."""
        return self.today if self.calendar.works(self.today) else self.worked[-1]

    def back(self, count: int) -> date:
        """Return the `count`-th working day before today; 1 is the last one."""
        return self.worked[-count]

    def before(self, day: date) -> date:
        """Return the last working day before `day`."""
        day -= timedelta(days=1)
        while not self.calendar.works(day):
            day -= timedelta(days=1)
        return day

    def ahead(self, count: int) -> date:
        """Return the `count`-th working day after today."""
        return self.calendar.after(self.today, count)

    def working(self, day: date) -> date:
        """Return `day`, or the next working day after it."""
        return self.calendar.after(day, 0)

    def progress(self, day: date) -> float:
        """Return how much of the six weeks has passed on `day`, from 0 to 1."""
        first, last = self.worked[0], self.worked[-1]
        return max(0.0, (day - first) / (last - first))

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """Return a moment of a day."""
        return datetime.combine(day, time(hour, minute), self.zone)
