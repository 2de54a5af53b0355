"""A share of so many, with what its smallness lets one say (NUMBERS.md 3, "Small numbers")."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

#: Below so many cases there is no rate, only the cases themselves.
ENOUGH_FOR_RATE: Final = 5
#: From so many cases on a rate stands without its range, and only then may it be coloured.
ENOUGH_TO_JUDGE: Final = 20
_Z: Final = 1.96


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many cases.

    Raises:
        ValueError: there are more of them than cases.
    """

    part: int = 0
    whole: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.whole:
            raise ValueError("a part larger than the whole")

    @property
    def rate(self) -> float | None:
        """The share, 0 to 1; None of too few cases."""
        return self.part / self.whole if self.whole >= ENOUGH_FOR_RATE else None

    @property
    def firm(self) -> bool:
        """Are there enough cases to judge by?"""
        return self.whole >= ENOUGH_TO_JUDGE

    @property
    def range(self) -> tuple[float, float]:
        """Where the true share lies in 95 of 100 cases, 0 to 1: Wilson's interval; without a case all of it.

        Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference, JASA 22 (158),
        with ``z = 1.96``: ``(p + z²/2n ± z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n)``. For 1 of 10: 0.018 to 0.404.
        """
        n = self.whole
        if not n:
            return 0.0, 1.0
        p, square = self.part / n, _Z * _Z
        middle, half = p + square / (2 * n), _Z * sqrt(p * (1 - p) / n + square / (4 * n * n))
        scale = 1 + square / n
        return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)

    def __add__(self, other: Share) -> Share:
        return Share(self.part + other.part, self.whole + other.whole)
