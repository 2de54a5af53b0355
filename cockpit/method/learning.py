"""Learning: the minutes per client falling, and the plans that are reached more often (R32, R34, R35, R38).

The curve is that of T. P. Wright (1936), "Factors affecting the cost of airplanes", J. Aeronautical Sciences 3 (4):
``T(n) = T1 · n^-b``, fitted by least squares on the logarithms of the medians of five cards (NUMBERS.md 6).

A head's reviews beside a manager are taken in the order in which they were held, first and repeat ones together: the
curve is about how long a client takes, and that most of the first ones come first is a part of its fall.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil, exp, log
from statistics import median
from typing import Final

from cockpit.method.scope import Level, Scope
from cockpit.method.share import Share
from cockpit.method.timer import SHORTEST, Pace, pace
from cockpit.method.words import Slot

#: One to five minutes per client: what the method promises, in seconds.
BAND: Final = (60.0, 300.0)
#: Eighty in a hundred deals need rework, says the method (R38).
REWORK_LINE: Final = 0.8
#: The curve is shown from so many reviews on.
ENOUGH_FOR_CURVE: Final = 15
#: Its points are the medians of so many reviews.
CARDS: Final = 5
#: The own start is the median of so many reviews (R32).
BASELINE: Final = 10
#: Five minutes are reached when the last sittings, so many and so many reviews in all, stay within them.
LAST_SITTINGS: Final = 3
ENOUGH_TO_REACH: Final = 5
#: A curve that takes more further reviews than this does not get there.
FARTHEST: Final = 100_000

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
        more: in about so many further reviews five minutes are reached; 0 when they are, by the curve or by the last
            sittings (`reached`); None when it does not fall.
    """

    first: float
    b: float
    n: int
    points: tuple[tuple[float, float], ...] = ()
    more: int | None = None

    def at(self, n: float) -> float:
        """Return the seconds of the n-th review by the curve."""
        return float(self.first * n**-self.b)

    @property
    def doubling(self) -> float:
        """By what the time is multiplied with each doubling of the reviews: 0.8 for ``b = log2(1 / 0.8) = 0.32``."""
        return float(2**-self.b)


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
        managers: the ids of the managers of the scope.
    """

    scope: Scope
    name: str
    sittings: tuple[SittingPoint, ...] = ()
    curve: Curve | None = None
    curve_n: int = 0
    baseline: Pace = _NO_PACE
    weeks: tuple[WeekPoint, ...] = ()
    managers: tuple[int, ...] = ()

    @property
    def latest(self) -> Pace:
        """The pace of the last sitting; without any, of none."""
        return self.sittings[-1].every if self.sittings else _NO_PACE

    @property
    def saved(self) -> float | None:
        """Seconds that a client of the last sitting took less than those of the own start; None while that runs.

        From a start of 1,830 s at the median and 372 s in the last sitting it is 1,458 s.
        """
        start, last = self.baseline, self.latest
        reviews = max(self.curve_n, sum(each.every.n for each in self.sittings))
        if start.median is None or last.median is None or start.n < BASELINE or reviews <= BASELINE:
            return None
        return start.median - last.median

    @property
    def in_band(self) -> Share:
        """The reviews of one to five minutes, of those of the sittings (R35)."""
        return Share(sum(each.in_band for each in self.sittings), sum(each.every.n for each in self.sittings))

    @property
    def hit(self) -> Share:
        """The plans reached by their day, of those of all weeks that were judged (R34)."""
        return sum((week.hit for week in self.weeks), _NONE)

    @property
    def rework(self) -> Share:
        """The reviews that needed rework, of those of all weeks that had a plan (R38)."""
        return sum((week.rework for week in self.weeks), _NONE)


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

    def within(self, learner: Learner) -> tuple[Learner, ...]:
        """Return the managers of a department or a segment, by name."""
        return tuple(
            each for each in self.learners if each.scope.level is Level.MANAGER and each.scope.id in learner.managers
        )


def fit(seconds: Sequence[float]) -> Curve | None:
    """Fit the curve of one head beside one manager; None below `ENOUGH_FOR_CURVE` reviews.

    Wright's ``T(n) = T1 · n^-b`` is a straight line on logarithms, ``ln T = ln T1 - b · ln n``. It is laid by least
    squares through the medians of each `CARDS` reviews in a row, each standing at the number of its middle review;
    reviews left over at the end wait until there are enough for the next median. Seconds under `SHORTEST` are no
    review and count nowhere. When the last two medians are within five minutes already, these are reached, even if a
    long time of first reviews keeps the curve above them.

    Fifteen reviews of which the third takes 1,800 s, the eighth 1,102 s and the thirteenth 859 s, each the median of
    its five: the logarithms of the numbers are 1.099, 2.079 and 2.565, those of the seconds 7.496, 7.005 and 6.756.
    Means 1.914 and 7.085; ``b = 0.567 / 1.117 = 0.504``, ``T1 = exp(7.085 + 0.504 · 1.914) = 3,134 s``; five
    minutes are reached at the 106th, in 91 more.

    Args:
        seconds: of the reviews in their order.
    """
    counted = [value for value in seconds if value >= SHORTEST]
    n = len(counted)
    if n < ENOUGH_FOR_CURVE:
        return None
    points = tuple(
        (start + (CARDS + 1) / 2, median(counted[start : start + CARDS])) for start in range(0, n - CARDS + 1, CARDS)
    )
    across, up = [log(number) for number, _ in points], [log(value) for _, value in points]
    middle, height = sum(across) / len(points), sum(up) / len(points)
    spread = sum((x - middle) ** 2 for x in across)
    b = -sum((x - middle) * (y - height) for x, y in zip(across, up, strict=True)) / spread
    first = exp(height + b * middle)
    there = all(value <= BAND[1] for _, value in points[-2:])
    return Curve(first, b, n, points, 0 if there else more_until(first, b, n))


def reviews_until(first: float, b: float, seconds: float) -> float | None:
    """Return the number of the review that takes so many seconds by the curve: ``(T1 / T)^(1/b)``.

    From 30 minutes, an 80 % curve (``b = 0.3219``) has five minutes at review ``6^3.106 = 261`` and one at 38,758; a
    70 % curve (``b = 0.5146``) at ``6^1.943 = 33`` and at 742 (NUMBERS.md 6).

    Returns:
        The number; 1 when the very first is as short. None when the curve does not fall, or is there only at a number
        beyond the square of `FARTHEST`.
    """
    if first <= seconds:
        return 1.0
    if b <= 0:
        return None
    power = log(first / seconds) / b
    return exp(power) if power < log(FARTHEST) * 2 else None


def more_until(first: float, b: float, n: int, seconds: float = BAND[1]) -> int | None:
    """Say in how many further reviews after `n` the curve is down at so many seconds.

    Returns:
        0 when it is; None when it does not fall, or only in more than `FARTHEST`.
    """
    if first * n**-b <= seconds:
        return 0
    number = reviews_until(first, b, seconds) if b > 0 else None
    more = None if number is None else max(0, ceil(number - n))
    return None if more is None or more > FARTHEST else more


def reached(paces: Sequence[Pace]) -> bool:
    """Say whether the last sittings are down at five minutes, wherever the curve still is (R35).

    It is so when each of the last `LAST_SITTINGS` has its median within them and `ENOUGH_TO_REACH` reviews were held
    in these. Medians of 6:10, 4:58 (2 reviews), 4:40 (1) and 4:14 (3) are there; without the 6:10 and the 4:58 it is
    too early to say.

    Args:
        paces: of the sittings, the oldest first.
    """
    last = [each for each in paces if each.median is not None][-LAST_SITTINGS:]
    enough = len(last) == LAST_SITTINGS and sum(each.n for each in last) >= ENOUGH_TO_REACH
    return enough and all(each.median is not None and each.median <= BAND[1] for each in last)


def baseline(seconds: Sequence[float]) -> Pace:
    """Return the own start: the pace of the first `BASELINE` reviews that count, in their order (R32).

    Of 40, 35, 38, 30, 31, 29, 27, 33, 26, 28 and then ever shorter minutes the median is 30.5.
    """
    return pace([value for value in seconds if value >= SHORTEST][:BASELINE])


def in_band(seconds: Sequence[float]) -> int:
    """Count the reviews of one to five minutes, both included: 2 of 59, 60, 300 and 301 seconds (R35)."""
    least, most = BAND
    return sum(least <= value <= most for value in seconds)


def leader(counts: Mapping[str, int], head: str) -> str:
    """Choose whose curve a manager's is, when several heads sat beside him.

    It is the head at this desk once he has `ENOUGH_FOR_CURVE` reviews, before that the one with the most, of several
    the first by name. Of 20 by Anna and 3 by Boris, Boris sees Anna's.

    Args:
        counts: the reviews of each head, at least one.
        head: who asks.
    """
    if counts.get(head, 0) >= ENOUGH_FOR_CURVE:
        return head
    return min(counts, key=lambda name: (-counts[name], name))
