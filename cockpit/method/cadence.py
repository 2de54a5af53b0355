"""How soon a client is spoken of again (R5, R16, R17), and whether a head sits down every day (R6)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from cockpit.method.norms import FAST_NORM_DAYS, Norms, sells_fast
from cockpit.method.queue import Rules
from cockpit.method.workdays import WorkCalendar


def next_review_on(interval: int, rules: Rules, *, is_open: bool) -> date:
    """Return the day that the cadence proposes for the next task: the interval in working days from today.

    Args:
        interval: the client's review interval.
        rules: what the manager's clients go by.
        is_open: the client is open, so that the day is never beyond `latest_on`.
    """
    day = rules.norms.calendar.after(rules.today, interval)
    return min(day, latest_on(rules.today, rules.norms, rules.cycle_median)) if is_open else day


def review_due_on(
    base: date,
    interval: int,
    promise_on: date | None,
    norms: Norms,
    cycle_median: int | None,
    *,
    parked_until: date | None = None,
) -> date:
    """Return the last day for the next review of an open client.

    That is the working day on which the interval ends. A dated promise beyond it stops the clock until its day
    (NUMBERS.md 5), but never beyond `latest_on`. Only a client that was parked may wait longer: it is due on the day
    it was parked until, so that debt begins the day after (R16). Putting off pays no debt.

    Args:
        base: the day of the last review, or the day the client became known, or the day it was kept awake: the latest.
        interval: the review interval in working days.
        promise_on: the due day of its open task.
        norms: the segment's norms.
        cycle_median: the segment's median won cycle in calendar days, when it is known.
        parked_until: the day before which it is not reviewed; None for a client that was put off.
    """
    day = _worked(base, interval, norms.calendar)
    if promise_on is not None and promise_on > day:
        day = promise_on
    day = min(day, latest_on(base, norms, cycle_median))
    return day if parked_until is None else max(day, parked_until)


def latest_on(base: date, norms: Norms, cycle_median: int | None) -> date:
    """Return the day beyond which no open client waits: the last one worked within a week (R16), or sooner (R17).

    When none of the week's days is worked, it is the last of them. Where deals are fast it is the second working day.
    """
    last = base + timedelta(days=norms.longest_days)
    ahead = (last - timedelta(days=back) for back in range(norms.longest_days))
    week = next((day for day in ahead if norms.calendar.works(day)), last)
    return min(week, _worked(base, FAST_NORM_DAYS, norms.calendar)) if sells_fast(cycle_median) else week


def streak(held: Collection[date], today: date, calendar: WorkCalendar) -> int:
    """Count the working days in a row, up to today, with a sitting (R6); today not yet held breaks nothing.

    Args:
        held: the days on which there was one.
        today: the local day.
        calendar: the working days; a day off neither counts nor breaks.
    """
    first = min(held, default=today)
    count, day = 0, today
    while day >= first:
        if day in held and calendar.works(day):
            count += 1
        elif calendar.works(day) and day != today:
            break
        day -= timedelta(days=1)
    return count


def _worked(base: date, count: int, calendar: WorkCalendar) -> date:
    """Return the `count`-th working day after `base`, which may be a day off itself."""
    return calendar.after(base, count if calendar.works(base) else count - 1)
