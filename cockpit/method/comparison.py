"""Two groups compared: the difference with its range, and whether it is larger than chance explains.

Nothing here says what a difference comes from: nobody drew the groups by lot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import fmean, variance
from typing import Final

from cockpit.method.share import Share

#: Fewer values on either side prove nothing of their means.
ENOUGH_VALUES: Final = 5

#: Student's t that 97.5 of 100 cases do not exceed, for 1, 2, 3 … degrees of freedom.
_T: Final = (
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
)


class Proof(StrEnum):
    """What a comparison says: nothing for certain, or that the first side has more or less than the second."""

    NONE = "not proven"
    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Difference:
    """The first less the second, with the range it lies in in 95 of 100 cases.

    Attributes:
        enough: there are enough cases on both sides to say anything.
    """

    low: float
    middle: float
    high: float
    enough: bool = True

    @property
    def proof(self) -> Proof:
        """More or less, when there are enough cases and the range does not hold zero."""
        if not self.enough or self.low <= 0 <= self.high:
            return Proof.NONE
        return Proof.MORE if self.low > 0 else Proof.LESS


def difference(first: Share, second: Share) -> Difference:
    """Return the difference of two shares, 0 to 1.

    Newcombe, R. G. (1998), Interval estimation for the difference between independent proportions, Statistics in
    Medicine 17, 873-890, method 10: with Wilson's ranges ``l … u`` of both, ``d - √((p₁-l₁)² + (u₂-p₂)²)`` to
    ``d + √((u₁-p₁)² + (p₂-l₂)²)``. His example, 56 of 70 less 48 of 80: 0.2, from 0.0524 to 0.3339.
    """
    one, two = _rate(first), _rate(second)
    (low_one, high_one), (low_two, high_two) = first.range, second.range
    middle = one - two
    return Difference(
        middle - sqrt((one - low_one) ** 2 + (high_two - two) ** 2),
        middle,
        middle + sqrt((high_one - one) ** 2 + (two - low_two) ** 2),
        enough=first.firm and second.firm,
    )


def mean_difference(first: Sequence[float], second: Sequence[float]) -> Difference:
    """Return the difference of two means, such as those of weekly sums.

    Welch, B. L. (1947), The generalization of "Student's" problem, Biometrika 34, 28-35: ``d ± t · √(v₁/n₁ + v₂/n₂)``,
    with the degrees of freedom of Satterthwaite rounded down. For 12, 14, 16, 18, 20 less 10, 11, 12, 13, 14: 4 on 5.88
    degrees, so ``4 ± 2.571 · √(10/5 + 2.5/5)``, from -0.065 to 8.065.
    """
    if min(len(first), len(second)) < 2:  # noqa: PLR2004  one value has no spread
        middle = fmean(first) - fmean(second) if first and second else 0.0
        return Difference(float("-inf"), middle, float("inf"), enough=False)
    middle = fmean(first) - fmean(second)
    one, two = variance(first) / len(first), variance(second) / len(second)
    half = 0.0
    if one + two > 0:
        degrees = (one + two) ** 2 / (one**2 / (len(first) - 1) + two**2 / (len(second) - 1))
        half = _T[min(max(int(degrees), 1), len(_T)) - 1] * sqrt(one + two)
    return Difference(middle - half, middle, middle + half, enough=min(len(first), len(second)) >= ENOUGH_VALUES)


def _rate(share: Share) -> float:
    return share.part / share.whole if share.whole else 0.0
