"""The minutes of a review (NUMBERS.md, R32): talk counts, a pause asked for and a machine asleep do not.

A review is a conversation, so silence on the keyboard is never cut by itself. What is cut is a tick that came late,
because then the program was suspended or the machine slept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

#: A tick later than this, in seconds, was not work. The screen ticks once a second.
LATE_TICK = 3.0
#: After so many seconds without a key the card asks once whether the talk is still about this client.
QUIET_SECONDS = 600.0
#: A card closed sooner, in seconds, is not counted as a review's minutes.
SHORTEST = 5.0
_ENOUGH_FOR_P90 = 10


class Stopwatch:
    """Counts the seconds of one review. Every call is given `now`, a monotonic clock in seconds."""

    def __init__(self, now: float, *, seconds: float = 0.0, wall_seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.wall_seconds = wall_seconds
        self.paused = False
        self._last = now
        self._seconds_at_key = seconds
        self._asked = False

    def tick(self, now: float) -> None:
        """Count the time since the last tick."""
        gap = max(0.0, now - self._last)
        self._last = now
        self.wall_seconds += gap
        if not self.paused and gap <= LATE_TICK:
            self.seconds += gap

    def pause(self, now: float) -> None:
        """Stop counting until `resume`."""
        self.tick(now)
        self.paused = True

    def resume(self, now: float) -> None:
        """Go on counting; a pause is never counted."""
        self.tick(now)
        self.paused = False
        self.key(now)

    def key(self, now: float) -> None:
        """Note that a key was pressed: the talk is on this client."""
        self.tick(now)
        self._seconds_at_key = self.seconds
        self._asked = False

    def quiet(self, now: float) -> float:
        """Return the seconds to ask about, once, when no key came for `QUIET_SECONDS` of counted talk; otherwise 0.

        Time that was not counted (a pause, a machine asleep) is not asked about: there is nothing to cut.
        """
        self.tick(now)
        stretch = self.seconds - self._seconds_at_key
        if self.paused or self._asked or stretch < QUIET_SECONDS:
            return 0.0
        self._asked = True
        return stretch

    def cut(self, stretch: float) -> None:
        """Take a stretch of seconds out again, because the head said it was not about this client."""
        self.seconds = max(0.0, self.seconds - stretch)
        self._seconds_at_key = min(self._seconds_at_key, self.seconds)


@dataclass(frozen=True, slots=True)
class Pace:
    """How long clients take: the median and the 90th percentile in seconds, with their n.

    `p90` is None below 10 reviews, `median` is None without any.
    """

    n: int
    median: float | None
    p90: float | None


def pace(seconds: Sequence[float]) -> Pace:
    """Summarise the seconds of reviews; those under `SHORTEST` are not counted."""
    counted = [value for value in seconds if value >= SHORTEST]
    if not counted:
        return Pace(0, None, None)
    p90 = quantiles(counted, n=10, method="inclusive")[8] if len(counted) >= _ENOUGH_FOR_P90 else None
    return Pace(len(counted), median(counted), p90)
