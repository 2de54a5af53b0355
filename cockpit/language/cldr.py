"""What the Unicode locale data says of one language, by way of Babel. Loaded at first use, never at start."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal, localcontext

from babel import Locale
from babel.numbers import (
    format_compact_currency,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_symbol,
)

#: Signs that a reader of any language knows in a sales office, where Babel gives the bare code.
_SIGNS = {"RUB": "₽", "KZT": "₸", "UAH": "₴", "BYN": "Br", "GEL": "₾", "AMD": "֏", "AZN": "₼", "TRY": "₺", "INR": "₹"}

#: The currency whose sign Babel leaves as a bare place.
_ANY = "XXX"
_PLACE = "¤"
_NBSP = "\u00a0"


class Cldr:
    """Numbers, money and the names of days and months as one language writes them."""

    def __init__(self, language: str) -> None:
        self._locale = Locale.parse(language)
        self._money = str(self._locale.currency_formats["standard"].pattern)
        months = self._locale.months["format"]["wide"]
        self._months = {month: str(months[month])[:3] for month in range(1, 13)}
        weekdays = self._locale.days["format"]["abbreviated"]
        self._weekdays = [str(weekdays[day]) for day in range(7)]

    def month(self, month: int) -> str:
        """Return three letters of the month, 1 to 12, as it stands after a day's number."""
        return self._months[month]

    def weekday(self, weekday: int) -> str:
        """Return the short name of the weekday, 0 (Monday) to 6."""
        return self._weekdays[weekday]

    def number(self, value: Decimal, places: int) -> str:
        """Write a number with its groups and exactly `places` decimals."""
        with _room_for(value):
            return format_decimal(value, f"#,##0{_fraction(places)}", locale=self._locale)

    def percent(self, share: Decimal) -> str:
        """Write a share of one as whole per cent."""
        with _room_for(share):
            return format_percent(share, locale=self._locale)

    def money(self, amount: Decimal, currency: str, places: int) -> str:
        """Write an amount in units of `currency` with `places` decimals."""
        pattern = self._money.replace(".00", _fraction(places))
        with _room_for(amount):
            text = format_currency(amount, _ANY, pattern, locale=self._locale, currency_digits=False)
        return self._signed(text, currency)

    def compact_money(self, amount: Decimal, currency: str) -> str:
        """Write an amount in millions, billions … with at most one decimal."""
        with _room_for(amount):
            text = format_compact_currency(amount, _ANY, locale=self._locale, fraction_digits=1)
        return self._signed(text, currency)

    def _signed(self, text: str, currency: str) -> str:
        """Put the sign of `currency` in its place; a sign of letters keeps apart from the digits after it."""
        sign = _SIGNS.get(currency) or get_currency_symbol(currency, locale=self._locale)
        apart = _NBSP if sign[-1:].isalpha() and not text.endswith(_PLACE) else ""
        return text.replace(_PLACE, sign + apart)


def _fraction(places: int) -> str:
    return "." + "0" * places if places else ""


@contextmanager
def _room_for(value: Decimal) -> Iterator[None]:
    """Calculate with all digits of `value`: the usual 28 are not enough for everything that can be typed."""
    with localcontext() as context:
        context.prec = max(28, abs(value.adjusted()) + len(value.as_tuple().digits) + 10)
        yield
