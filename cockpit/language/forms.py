"""Money, numbers, dates and times as the language in use writes them.

Spaces inside a form forbid a break, so a narrow screen never parts an amount from its sign.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from cockpit.language.catalogue import current, this_year
from cockpit.language.plain import one_line
from cockpit.method.money import Money, places, totals

if TYPE_CHECKING:
    from decimal import Decimal

    from cockpit.language.cldr import Cldr

_NBSP = "\u00a0"
_NOTHING = "—"
#: From here on `short_money` counts in millions: what is below fits a narrow column as it is.
_SHORTENED_FROM = 1_000_000
_GROUPED_FROM = 1_000


@lru_cache
def _cldr(language: str) -> Cldr:
    from cockpit.language.cldr import Cldr  # Babel is loaded at first use, not at start

    return Cldr(language)


def warm() -> None:
    """Load what the forms of the language in use need; call it where nobody waits (30 ms the first time)."""
    _cldr(current())


def money(amount: Money, *, exact: bool = False) -> str:
    """Write an amount in full: ``1 250 000 ₽`` or ``₽1,250,000``.

    Args:
        amount: what to write.
        exact: show the minor units even when they are zero.
    """
    return _money(current(), amount, exact)


def short_money(amount: Money) -> str:
    """Write an amount for a narrow column: whole units below a million, then ``1,9 млн ₽`` or ``₽1.9M``.

    Rounded half up to what is shown. Below 1,000 minor units stay, as nothing is gained without them. At most
    nine cells up to 999 millions in a currency whose sign is one cell; a minus takes one more.
    """
    return _short_money(current(), amount)


def moneys(amounts: Iterable[Money], *, short: bool = False) -> str:
    """Write amounts of several currencies side by side, one sum per currency: ``1 000 ₽ + 20 $``."""
    write = short_money if short else money
    return " + ".join(write(amount) for amount in totals(amounts)) or "0"


def number(value: float, decimals: int | None = None) -> str:
    """Write a number with its groups.

    Args:
        value: a count or a measure; what is no number is written as a dash.
        decimals: how many decimals; by default none for a whole number and one for any other.
    """
    if isinstance(value, int) and not decimals and -_GROUPED_FROM < value < _GROUPED_FROM:
        return str(int(value))
    if not isinstance(value, int) and not math.isfinite(value):
        return _NOTHING
    if decimals is None:
        decimals = 0 if value == int(value) else 1
    return _cldr(current()).number(_decimal(value), decimals)


def percent(share: float) -> str:
    """Write a share of one as whole per cent: 0.81 is ``81 %`` or ``81%``."""
    return _cldr(current()).percent(_decimal(share)) if math.isfinite(share) else _NOTHING


def day(value: date, year: int | None = None) -> str:
    """Write a date in short: ``30 Nov``, and ``30 Nov 2027`` outside the current year.

    Args:
        value: the date.
        year: the current year; by default the one given to `use`. When neither is known the year is not shown.
    """
    year = this_year() if year is None else year
    text = f"{value.day}{_NBSP}{_cldr(current()).month(value.month)}"
    return text if year is None or value.year == year else f"{text}{_NBSP}{value.year}"


def weekday_day(value: date, year: int | None = None) -> str:
    """Write a date in short with its weekday: ``Fri 20 Nov``; the year as in `day`."""
    return f"{_cldr(current()).weekday(value.weekday())}{_NBSP}{day(value, year)}"


def long_day(value: date) -> str:
    """Write a date with its weekday and its year: ``Mon 23 Nov 2026``."""
    return weekday_day(value, year=0)


def clock(value: datetime) -> str:
    """Write the time of day as the instant's own zone has it: ``9:40``."""
    return f"{value.hour}:{value.minute:02}"


def minutes(seconds: float) -> str:
    """Write a duration in whole seconds: ``5:12``, and ``1:02:05`` from an hour on. Fractions are cut off."""
    whole = max(0, int(seconds)) if math.isfinite(seconds) else 0
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


@lru_cache(4096)
def _money(language: str, amount: Money, exact: bool) -> str:
    shown = places(amount.currency)
    if not exact and amount.minor % 10**shown == 0:
        shown = 0
    return _cldr(language).money(_units(amount), _sign(amount), shown)


@lru_cache(4096)
def _short_money(language: str, amount: Money) -> str:
    per_unit = 10 ** places(amount.currency)
    if abs(amount.minor) < _GROUPED_FROM * per_unit:
        return _money(language, amount, exact=False)
    units = _rounded(abs(amount.minor), per_unit)
    minus = -1 if amount.minor < 0 else 1
    if units < _SHORTENED_FROM:
        return _cldr(language).money(_decimal(minus * units), _sign(amount), 0)
    digits = len(str(units))
    leading = (digits - 1) % 3 + 1
    step = 10 ** (digits - max(leading, 2))
    return _cldr(language).compact_money(_decimal(minus * _rounded(units, step) * step), _sign(amount))


def _rounded(value: int, step: int) -> int:
    """How many steps `value` is, half up."""
    return (value + step // 2) // step


def _sign(amount: Money) -> str:
    return one_line(amount.currency)


def _units(amount: Money) -> Decimal:
    return _decimal(f"{amount.minor}E-{places(amount.currency)}")


def _decimal(value: float | str) -> Decimal:
    from decimal import Decimal  # comes with Babel, not at start

    return Decimal(value if isinstance(value, int) else str(value))
