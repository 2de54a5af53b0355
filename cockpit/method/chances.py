"""The formulas of the forecast: bands, rates, slips, weeks and ranges (R27; NUMBERS.md 4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from random import Random
from typing import Final

from cockpit.method.forecast import WEEKS, Band, Chance, Place
from cockpit.method.recruiting import Counted
from cockpit.method.words import Temperature

#: The rates at which deals are won while too few were decided to say anything else (NUMBERS.md 4.2).
ASSUMED: Final = {Temperature.HOT: 0.6, Temperature.WARM: 0.25, Temperature.POTENTIAL: 0.05}
#: So many decided deals of the department are needed before its own rate counts.
ENOUGH_CASES: Final = 20
#: So many won deals with an agreed day are needed before their median slip counts.
ENOUGH_SLIPS: Final = 5
#: The range is made of so many draws; so many of the largest deals are drawn one by one.
DRAWS: Final = 1000
LARGEST: Final = 200
_SEED: Final = 27
_LOW, _MIDDLE, _HIGH = DRAWS // 10 - 1, DRAWS // 2 - 1, DRAWS * 9 // 10 - 1


def place(temperature: Temperature, agreed_on: date | None, today: date, apart: Place | None = None) -> Place:
    """Say where a deal stands in the table (NUMBERS.md 4.1 and 4.3); the first that fits.

    Args:
        temperature: of its client.
        agreed_on: the agreed day of payment.
        today: the local day.
        apart: `Place.ASLEEP` or `Place.PARKED` when its client is.
    """
    if apart is not None:
        return apart
    if temperature is Temperature.POTENTIAL:
        return Place.POTENTIAL
    if agreed_on is None:
        return Place.UNDATED
    return Place.OVERDUE if agreed_on < today else Place.DATED


def band(temperature: Temperature, *, reached: bool, stopped: bool) -> Band:
    """Return the narrowest band of a dated deal (NUMBERS.md 4.1).

    Args:
        temperature: of its client, hot or warm.
        reached: the last verdict on its client's plans was that the result was reached.
        stopped: an open risk stops the payment.
    """
    if temperature is not Temperature.HOT:
        return Band.POSSIBLE
    return Band.COMMIT if reached and not stopped else Band.LIKELY


def chance(temperature: Temperature, *chain: Counted) -> Chance:
    """Return the rate at which deals of a temperature are won, shrunk step by step towards those of the wider scopes.

    ``p = (won + k·p0) / (closed + k)`` with ``k = 20``, p0 being the rate of the next wider scope (NUMBERS.md 4.2,
    after Efron, B. and Morris, C. (1975), Data analysis using Stein's estimator, JASA 70 (350)). The widest is shrunk
    towards what is assumed, and that stands alone until 20 of its deals were decided.

    Department 30 of 60 hot deals: ``(30 + 20·0.6) / (60 + 20) = 0.525``; of them a segment's 10 of 20:
    ``(10 + 20·0.525) / 40 = 0.5125``; of them a manager's 5 of 5: ``(5 + 20·0.5125) / 25 = 0.61``.

    Args:
        temperature: hot, warm or potential.
        chain: the decided deals of the department, of the segment, of the manager; the last ones are the scope's own.
    """
    own = chain[-1]
    if chain[0].closed < ENOUGH_CASES:
        return Chance(temperature, ASSUMED[temperature], own.won, own.closed, assumed=True)
    rate = ASSUMED[temperature]
    for cases in chain:
        rate = cases.shrunk(rate)
    return Chance(temperature, rate, own.won, own.closed, assumed=False)


def slip(*chain: Mapping[int, int]) -> int:
    """Return by how many calendar days an agreed day moves in the median; 0 while too few are known (NUMBERS.md 4.3).

    It is the lower median of the days by which won deals with an agreed day had been put off together, those never put
    off among them, of the narrowest scope with at least 5. Five deals put off by 0, 0, 3, 7 and 30 days: 3.

    Args:
        chain: how many deals were put off by how many days, in the department, the segment, at the manager.
    """
    for counted in reversed(chain):
        number = sum(counted.values())
        if number < ENOUGH_SLIPS:
            continue
        seen = 0
        for days, deals in sorted(counted.items()):
            seen += deals
            if 2 * seen >= number:
                return max(0, days)
    return 0


def columns(today: date) -> tuple[date, ...]:
    """Return the Mondays of the weeks that have a column, the present one first."""
    monday = today - timedelta(days=today.weekday())
    return tuple(monday + timedelta(weeks=number) for number in range(WEEKS))


def week_of(day: date, weeks: Sequence[date]) -> date | None:
    """Return the Monday of the week a day belongs to; None when it comes after the last column."""
    monday = day - timedelta(days=day.weekday())
    return monday if monday <= weeks[-1] else None


@dataclass(frozen=True, slots=True)
class Bulk:
    """Deals of which only sums are known, each won or not independently of the others.

    Attributes:
        total: their money in minor units; `mean` what they bring in the mean, `variance` how much that varies.
    """

    total: int = 0
    mean: float = 0.0
    variance: float = 0.0

    @classmethod
    def of(cls, rate: float, total: int, squares: float) -> Bulk:
        """Return deals won at one rate: ``mean = p·Σa``, ``variance = p·(1 - p)·Σa²``.

        Args:
            rate: 0 to 1.
            total: the sum of their amounts.
            squares: the sum of the squares of their amounts.
        """
        return cls(total, rate * total, rate * (1 - rate) * squares)

    def __add__(self, other: Bulk) -> Bulk:
        return Bulk(self.total + other.total, self.mean + other.mean, self.variance + other.variance)

    def __sub__(self, other: Bulk) -> Bulk:
        return Bulk(
            max(0, self.total - other.total),
            max(0.0, self.mean - other.mean),
            max(0.0, self.variance - other.variance),
        )


def spread(deals: Iterable[tuple[int, float]], rest: Bulk = Bulk()) -> tuple[int, int, int]:
    """Return what 10, 50 and 90 of 100 draws do not exceed, in minor units (NUMBERS.md 4.4).

    Each of 1,000 draws wins each deal or not by its rate, independently of the others, always with the same seed. Of
    many deals the largest are drawn one by one; the rest is so large a number of so small ones that their sum is drawn
    at once, from the normal distribution with its exact mean and variance (Lyapunov's central limit theorem), kept
    between nothing and all of it. The order of the deals does not matter.

    One deal of 100 won at 0.6: in 40 of 100 draws it brings nothing, so 0, 100 and 100.

    Args:
        deals: the amount in minor units and the rate of each deal drawn by itself.
        rest: all the others.
    """
    draw = Random(_SEED)  # noqa: S311  the same for everybody
    sums = [0.0] * DRAWS
    for minor, rate in sorted(deals, reverse=True):
        sums = [found + minor if draw.random() < rate else found for found in sums]
    if rest.variance > 0:
        deviation = sqrt(rest.variance)
        sums = [found + min(max(draw.gauss(rest.mean, deviation), 0.0), rest.total) for found in sums]
    elif rest.mean:
        sums = [found + rest.mean for found in sums]
    ordered = sorted(sums)
    return round(ordered[_LOW]), round(ordered[_MIDDLE]), round(ordered[_HIGH])
