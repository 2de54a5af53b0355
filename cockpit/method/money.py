"""Money: integer minor units with a currency, never mixed and never a float."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: Decimal places of the currencies that do not have two (ISO 4217).
_PLACES = {
    "JPY": 0,
    "KRW": 0,
    "VND": 0,
    "CLP": 0,
    "ISK": 0,
    "PYG": 0,
    "UGX": 0,
    "BHD": 3,
    "KWD": 3,
    "OMR": 3,
    "TND": 3,
    "JOD": 3,
}


def places(currency: str) -> int:
    """Return how many decimal places the ISO 4217 currency code has."""
    return _PLACES.get(currency, 2)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in minor units (kopecks, cents) of one currency (an ISO 4217 code)."""

    minor: int
    currency: str


def totals(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """Add amounts up, one sum per currency, the largest number first; currencies are never mixed."""
    sums: dict[str, int] = {}
    for amount in amounts:
        sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
    return tuple(sorted((Money(minor, code) for code, minor in sums.items()), key=lambda m: (-m.minor, m.currency)))


def prevailing(counts: Mapping[str, int], usual: str) -> str:
    """Return the currency that occurs most often; at a tie the `usual` one, without any that one too.

    Amounts in other currencies are shown, but not compared with those in this one.
    """
    return min(counts, key=lambda code: (-counts[code], code != usual, code), default=usual)


def main_sum(amounts: Iterable[Money]) -> Money | None:
    """Add up the amounts of the main currency: that of most amounts, then of the larger sum; None without amounts."""
    counts: dict[str, int] = {}
    sums: dict[str, int] = {}
    for amount in amounts:
        counts[amount.currency] = counts.get(amount.currency, 0) + 1
        sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
    if not counts:
        return None
    currency = min(counts, key=lambda code: (-counts[code], -sums[code], code))
    return Money(sums[currency], currency)
