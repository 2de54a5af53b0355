"""Means, medians and percentiles of values that were counted: how often each occurs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def median(counts: Mapping[int, int]) -> float | None:
    """Return the middle value: half of all are not below it and half not above; None of nothing.

    Of an even number of values it is the mean of the two in the middle, as in any textbook and in Python's
    ``statistics.median``. Of 3, 5, 5 and 9 days, ``{3: 1, 5: 2, 9: 1}``, it is 5; of 3 and 6 days it is 4.5.

    Args:
        counts: how often each value occurs.
    """
    total = sum(counts.values())
    if not total:
        return None
    ordered = sorted(counts.items())
    return (_at(ordered, (total + 1) // 2) + _at(ordered, total // 2 + 1)) / 2


def percentile(counts: Mapping[int, int], percent: int) -> int | None:
    """Return the smallest value that `percent` of all do not exceed; None of nothing.

    Hyndman, R. J., and Fan, Y. (1996), Sample quantiles in statistical packages, The American Statistician 50 (4),
    definition 1, the nearest rank: that of rank ``⌈n · percent / 100⌉``. Of 1, 2, 3, 4 and 10 days, 75 percent:
    rank ⌈3.75⌉ = 4, so 4 days.

    Args:
        counts: how often each value occurs.
        percent: 1 to 100.
    """
    total = sum(counts.values())
    return _at(sorted(counts.items()), -(-total * percent // 100)) if total else None


def mean_minor(total: int, number: int) -> int:
    """Return the mean of so many amounts in whole minor units, a half rounded up: of 100 and 3 it is 33, of 5 and 2, 3.

    Args:
        total: their sum in minor units.
        number: how many they are, at least one.
    """
    return (2 * total + number) // (2 * number)


def middle_minor(lower: int, upper: int) -> int:
    """Return the median of amounts from the two in the middle, a half rounded up: between 4 and 7 it is 6."""
    return mean_minor(lower + upper, 2)


def _at(ordered: Iterable[tuple[int, int]], rank: int) -> int:
    """Return the value of a rank, the first being 1."""
    seen = 0
    for value, count in ordered:
        seen += count
        if seen >= rank:
            return value
    raise ValueError("there are fewer values than the rank")
