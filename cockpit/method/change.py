"""How a key figure changed against the period before it (NUMBERS.md 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cockpit.method.kpi import Figure, Kind, Value
from cockpit.method.share import ENOUGH_FOR_RATE, ENOUGH_TO_JUDGE

_LESS_IS_BETTER: Final = frozenset({Figure.REFUSALS, Figure.REFUSAL_RATE, Figure.WON_CYCLE, Figure.NO_OFFER})
#: Of these neither more nor less is better.
_NEITHER: Final = frozenset({Figure.LOST_CYCLE, Figure.MONEY_POTENTIAL})


@dataclass(frozen=True, slots=True)
class Change:
    """A figure against the one before.

    Attributes:
        by: of money the part of the former sum, 0.2 for a fifth more; of a rate its points, 0.2 for twenty; of a
            count, of days and of a ratio the difference.
        better: is that good; None where it is neither, or where too few cases stand behind either figure to judge.
    """

    by: float
    better: bool | None = None


def change(now: Value, before: Value | None, *, whole: bool = True) -> Change | None:
    """Compare a figure with the one of the period before; None when they cannot be compared.

    Money is compared where both sums are of the same single currency and of five cases or more, as a part of them is a
    rate. 200 € after 160 € is 0.25; 3 lost of 10 closed after 4 of 10 is -0.1; 12 hot clients after 9 are 3. Whether
    that is good is said only of 20 cases or more on both sides, and not while the window is running.

    Args:
        now: the figure.
        before: the same figure before.
        whole: is the window over, so that it is as long as the one before? A figure of a moment does not care.
    """
    by = _difference(now, before) if before is not None else None
    if by is None or before is None:
        return None
    firm = min(now.n, before.n) >= ENOUGH_TO_JUDGE and (whole or now.figure.momentary)
    if not by or not firm or now.figure in _NEITHER:
        return Change(by)
    return Change(by, (by < 0) is (now.figure in _LESS_IS_BETTER))


def _difference(now: Value, before: Value) -> float | None:
    match now.figure.kind:
        case Kind.MONEY:
            if len(now.money) != 1 or len(before.money) != 1 or min(now.n, before.n) < ENOUGH_FOR_RATE:
                return None
            (this,), (former,) = now.money, before.money
            same = this.currency == former.currency and former.minor > 0
            return (this.minor - former.minor) / former.minor if same else None
        case Kind.RATE:
            rates = [value.share.rate if value.share else None for value in (now, before)]
            return None if rates[0] is None or rates[1] is None else rates[0] - rates[1]
        case _:
            return None if now.number is None or before.number is None else now.number - before.number
