"""Learning: the minutes per client falling, and the plans that are reached more often (R32, R34, R35, R38).

The curve is that of T. P. Wright (1936), "Factors affecting the cost of airplanes", J. Aeronautical Sciences 3 (4):
``T(n) = T1 · n^-b``, fitted by least squares on the logarithms of the medians of five cards (NUMBERS.md 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from cockpit.method.scope import Scope
from cockpit.method.share import Share
from cockpit.method.timer import Pace, pace
from cockpit.method.words import Slot

#: One to five minutes per client: what the method promises, in seconds.
BAND: Final = (60.0, 300.0)
#: Eighty in a hundred deals need rework, says the method (R38).
REWORK_LINE: Final = 0.8
#: The curve is shown from so many reviews on.
ENOUGH_FOR_CURVE: Final = 15
#: Its points are the medians of so many reviews.
CARDS: Final = 5

_NONE: Final = Share()
_NO_PACE: Final = pace(())


@dataclass(frozen=True, slots=True)
class SittingPoint:
    """One sitting: its minutes, those of first and of repeat reviews apart, and how many were within `BAND`."""

    day: date
    slot: Slot
    every: Pace
    first: Pace
    repeat: Pace
    in_band: int = 0


@dataclass(frozen=True, slots=True)
class Curve:
    """The fitted curve of one head beside one manager.

    Attributes:
        first: seconds of the first review by the curve, `T1`.
        b: how steep it falls; the time of each doubling is multiplied by ``2^-b``.
        n: reviews behind it.
        points: the medians it was fitted on, as the number of the middle review and its seconds.
        more: in about so many further reviews it reaches five minutes; 0 when it has, None when it does not fall.
    """

    first: float
    b: float
    n: int
    points: tuple[tuple[float, float], ...] = ()
    more: int | None = None

    def at(self, n: float) -> float:
        """Return the seconds of the n-th review by the curve."""
        return float(self.first * n**-self.b)


@dataclass(frozen=True, slots=True)
class WeekPoint:
    """One week of reviews of plans (NUMBERS.md 3).

    Attributes:
        start: the Monday.
        hit: plans due in the week that were reached by their day, of all that were due and judged.
        open: plans due in it that are overdue or were not reviewed: not reached yet.
        rework: reviews that missed the plan or needed a correction, of the reviews that had a plan (R38).
        first: reviews without a plan, which both leave out.
    """

    start: date
    hit: Share = _NONE
    open: int = 0
    rework: Share = _NONE
    first: int = 0


@dataclass(frozen=True, slots=True)
class Learner:
    """How one head and one manager learn; a scope of several managers has the reviews of all of them.

    Attributes:
        sittings: the oldest first.
        curve: None below `ENOUGH_FOR_CURVE` reviews, and for several managers or heads.
        curve_n: the reviews there are towards a curve.
        baseline: the median of the own first ten reviews in seconds, from where the saving counts (R32).
        weeks: the oldest first.
    """

    scope: Scope
    name: str
    sittings: tuple[SittingPoint, ...] = ()
    curve: Curve | None = None
    curve_n: int = 0
    baseline: Pace = _NO_PACE
    weeks: tuple[WeekPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class Learning:
    """How everybody learns: the department first, then the segments, then the managers by name.

    Attributes:
        start, end: the days of the sittings; `start` None for all there are.
    """

    as_of: datetime
    start: date | None
    end: date
    learners: tuple[Learner, ...]

    def of(self, scope: Scope) -> Learner | None:
        """Return one of them."""
        return next((learner for learner in self.learners if learner.scope == scope), None)
