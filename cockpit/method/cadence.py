"""How soon a client is spoken of again (R5, R16, R17)."""

from __future__ import annotations

from datetime import date, timedelta

from cockpit.method.queue import Rules
from cockpit.method.words import Temperature

#: No client with an open deal waits longer for its next review, in calendar days (R16).
LONGEST_DAYS = 7


def next_review_on(temperature: Temperature, rules: Rules, *, has_open_deal: bool) -> date:
    """Return the day that the cadence asks for: the norm of silence in working days from today.

    With an open deal it is a week away at most: the last working day within `LONGEST_DAYS`, or, when none of
    them is worked, the last of them.
    """
    calendar, today = rules.norms.calendar, rules.today
    day = calendar.after(today, rules.norm(temperature))
    latest = today + timedelta(days=LONGEST_DAYS)
    if not has_open_deal or day <= latest:
        return day
    ahead = (latest - timedelta(days=back) for back in range(LONGEST_DAYS))
    return next((day for day in ahead if calendar.works(day)), latest)
