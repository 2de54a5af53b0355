"""Amounts, currencies, dates, ids and status words as other programs write them.

Pure functions: a text comes in, a value or a `Problem` comes out; what a text means beyond doubt never depends on
the other rows. What does (the order of day and month) is an argument.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from cockpit.method.money import Money, places
from cockpit.method.sentence import Problem, say
from cockpit.method.words import DealStatus

#: Amounts from here on are taken for a mistake: they do not fit the store's integers in minor units.
_TOO_LARGE = Decimal(10) ** 15
_EARLIEST_YEAR, _LATEST_YEAR = 1980, 2199

_NO_VALUE = frozenset(
    {"", "-", "–", "—", "n/a", "#n/a", "#н/д", "null", "none", "nan", "nat", "нет", "не указано", "(no value)"}
)
_NO_DATE = _NO_VALUE | {"не закрыта", "не закрыт", "не закрыто", "не задано", "never", "not closed"}
_ZERO_DATE = re.compile(
    r"(0?1[./-]0?1[./-]1970|1970-0?1-0?1|0000-00-00|00[./-]0[01][./-](0000|1900)|1900-0?1-0?0?)([ T].*)?"
)

_CURRENCIES = {
    "RUB": (
        "₽",
        "руб",
        "р",
        "rub",
        "rur",
        "рубль",
        "рубля",
        "рублей",
        "российский рубль",
        "russian ruble",
        "ruble",
        "rouble",
    ),
    "USD": ("$", "usd", "us dollar", "u.s. dollar", "dollar", "доллар", "доллар сша", "долл", "долларов"),
    "EUR": ("€", "eur", "euro", "евро"),
    "GBP": ("£", "gbp", "british pound", "pound sterling", "фунт", "фунт стерлингов"),
    "KZT": ("₸", "kzt", "тенге", "тг", "казахстанский тенге", "tenge"),
    "BYN": ("byn", "br", "белорусский рубль", "belarusian ruble"),
    "UAH": ("₴", "uah", "гривна", "грн", "hryvnia"),
    "UZS": ("uzs", "сум", "узбекский сум"),
    "AMD": ("֏", "amd", "драм", "армянский драм"),
    "GEL": ("₾", "gel", "лари"),
    "KGS": ("kgs", "сом", "киргизский сом"),
    "AZN": ("₼", "azn", "манат"),
    "TRY": ("₺", "try", "турецкая лира", "turkish lira"),
    "CNY": ("cny", "юань", "китайский юань", "chinese yuan", "yuan"),
    "JPY": ("¥", "jpy", "иена", "йена", "yen"),
    "AED": ("aed", "дирхам"),
    "INR": ("₹", "inr", "rupee", "рупия"),
    "CHF": ("chf", "swiss franc", "швейцарский франк"),
    "PLN": ("zł", "pln", "злотый"),
}
_CURRENCY_OF = {name.replace(" ", ""): code for code, names in _CURRENCIES.items() for name in names}
_CODE = re.compile(r"[A-Z]{3}")

#: The hyphen stands last, so that the signs can stand in a character class.
_MINUS = "−–—-"
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’`]+")
_NO_CENTS = re.compile(rf"(?<=\d)[.,][{_MINUS}]$")
_AMOUNT = re.compile(
    rf"(?P<open>\()?(?P<s1>[+{_MINUS}]?)(?P<c1>(?:[^\W\d_]+\.?|[^\w.,+()\-])?)(?P<s2>[+{_MINUS}]?)"
    rf"(?P<n>[.,]?\d[\d.,]*(?:[eE][+-]?\d{{1,3}})?)(?P<s3>[{_MINUS}]?)(?P<c2>(?:[^\W\d_]+\.?|[^\w.,+()\-])?)(?P<close>\))?"
)
_GROUPS = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with the currency written beside it, if any.

    `doubtful` is set where one mark with three digits behind it could be a decimal or a thousands mark.
    """

    value: Decimal
    currency: str | None = None
    doubtful: bool = False

    def money(self, currency: str) -> Money:
        """Return the amount in minor units; `currency` is meant when the text named none."""
        code = self.currency or currency
        return Money(int(self.value.scaleb(places(code)).to_integral_value(ROUND_HALF_UP)), code)


def is_empty(text: str) -> bool:
    """Is this one of the ways to write "no value"?"""
    return text.casefold() in _NO_VALUE


def read_amount(text: str, *, grouping: bool = True) -> Amount | Problem | None:
    """Read ``1 200,50 ₽``, ``1.200,50 руб.``, ``$1,200``, ``(300)``, ``1,5E+06``; the sign is kept.

    Args:
        text: the cell.
        grouping: whether ``1,200`` alone means twelve hundred; otherwise the mark is a decimal one.

    Returns:
        The amount, None for an empty cell, or the problem.
    """
    if is_empty(text):
        return None
    match = _AMOUNT.fullmatch(_NO_CENTS.sub("", _SPACES.sub("", text)))
    if match is None or bool(match["open"]) != bool(match["close"]):
        return _no_amount(text)
    signs = match["s1"] + match["s2"] + match["s3"]
    beside = [word for word in (match["c1"], match["c2"]) if word]
    currency = read_currency(beside[0]) if beside else None
    if len(signs) + bool(match["open"]) > 1 or len(beside) > 1 or (beside and currency is None):
        return _no_amount(text)
    number = _number(match["n"], grouping=grouping)
    if number is None or abs(number[0]) >= _TOO_LARGE:
        return _no_amount(text)
    negative = bool(match["open"]) or (signs != "" and signs in _MINUS)
    return Amount(-number[0] if negative else number[0], currency, number[1])


def _number(digits: str, *, grouping: bool) -> tuple[Decimal, bool] | None:
    """Return the number and whether its only mark was doubtful, or None if it is no number."""
    mantissa, _, exponent = digits.lower().partition("e")
    last = max(mantissa.rfind("."), mantissa.rfind(","))
    doubtful = False
    if last < 0:
        plain = mantissa
    else:
        mark, other = mantissa[last], "," if mantissa[last] == "." else "."
        whole, fraction = mantissa[:last], mantissa[last + 1 :]
        if mark in whole:
            if _GROUPS.fullmatch(mantissa) is None:
                return None
            plain = mantissa.replace(mark, "")
        elif other in whole:
            if _GROUPS.fullmatch(whole) is None:
                return None
            plain = f"{whole.replace(other, '')}.{fraction or 0}"
        else:
            doubtful = not exponent and _GROUPS.fullmatch(mantissa) is not None and not whole.startswith("0")
            plain = whole + fraction if doubtful and grouping else f"{whole or 0}.{fraction or 0}"
    number = Decimal(plain)
    return (number.scaleb(int(exponent)) if exponent else number), doubtful


def _no_amount(text: str) -> Problem:
    return Problem("amount", say("Not an amount: {text}", text=text))


def read_currency(text: str) -> str | None:
    """Return the ISO 4217 code for a code, a sign or a name such as «Российский рубль»; None if unknown."""
    word = _SPACES.sub("", text).casefold().replace("ё", "е")
    known = _CURRENCY_OF.get(word) or _CURRENCY_OF.get(word.rstrip("."))
    if known is not None:
        return known
    return text.strip() if _CODE.fullmatch(text.strip()) else None


_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:\s?г\.?)?")
_NAMED = re.compile(r"(\d{1,2})[ .-]+([a-zа-я]{3,})[.,]?[ -]+(\d{4})(?:\s?г\.?)?")
_NAMED_FIRST = re.compile(r"([a-zа-я]{3,})\.? (\d{1,2}),? (\d{4})")
_MONTHS = {
    stem: number + 1
    for stems in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "янв фев мар апр мая июн июл авг сен окт ноя дек",
    )
    for number, stem in enumerate(stems.split())
} | {"май": 5}
_TIME = re.compile(
    r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[ap]\.?m\.?)?)?(?P<zone>\s?(?:z|utc|gmt|[+-]\d{2}:?\d{2}))?",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_FIRST_SERIAL, _SERIAL_DAY_0 = 20_000, date(1899, 12, 30)


def read_date(text: str, *, day_first: bool, zone: tzinfo, serials: bool = False) -> date | Problem | None:
    """Read a day from a date or a date with a time, in any of the usual shapes.

    Args:
        text: the cell.
        day_first: what ``03/04/2026`` and ``03-04-2026`` mean; with dots the day always comes first.
        zone: an instant with an offset becomes a day of this zone; a time without one is never shifted.
        serials: whether ``45000`` is a day count of a spreadsheet.

    Returns:
        The day, None for an empty cell or a word for "no date", or the problem.
    """
    word = " ".join(text.split()).casefold()
    if word in _NO_DATE or _ZERO_DATE.fullmatch(word):
        return None
    if serials and _SERIAL.fullmatch(word) and float(word) >= _FIRST_SERIAL:
        return _SERIAL_DAY_0 + timedelta(days=int(float(word)))
    found = _day(word, day_first=day_first)
    if found is None or not _EARLIEST_YEAR <= found[0].year <= _LATEST_YEAR:
        return _no_date(text)
    day, rest = found
    time = _TIME.fullmatch(rest)
    if time is None:
        return _no_date(text)
    return _local(day, rest, zone) if time["zone"] else day


def _day(word: str, *, day_first: bool) -> tuple[date, str] | None:
    """Return the day that `word` begins with, and what follows it."""
    if match := _ISO.match(word):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := _NUMERIC.match(word):
        year, first, second = int(match[4]), int(match[1]), int(match[3])
        year += 2000 if len(match[4]) == 2 else 0  # noqa: PLR2004 the two digits of a short year
        day, month = (first, second) if day_first or match[2] == "." else (second, first)
    elif match := _NAMED.match(word):
        year, month, day = int(match[3]), _MONTHS.get(match[2][:3], 0), int(match[1])
    elif match := _NAMED_FIRST.match(word):
        year, month, day = int(match[3]), _MONTHS.get(match[1][:3], 0), int(match[2])
    else:
        return None
    try:
        return date(year, month, day), word[match.end() :]
    except ValueError:
        return None


def _local(day: date, rest: str, zone: tzinfo) -> date:
    clock = re.sub(r"\s?(z|utc|gmt)$", "+00:00", rest.strip("t ,"))
    try:
        instant = datetime.fromisoformat(f"{day.isoformat()}T{clock.replace(' ', '')}")
    except ValueError:
        return day
    return instant.astimezone(zone).date()


def _no_date(text: str) -> Problem:
    return Problem("date", say("Not a date: {text}", text=text))


def day_order(text: str) -> bool | None:
    """Return whether a date shows that the day (True) or the month (False) comes first; None if it does not."""
    match = _NUMERIC.match(text)
    if match is None or match[2] == ".":
        return None
    first, second = int(match[1]) > 12, int(match[3]) > 12  # noqa: PLR2004 the months of a year
    return None if first == second else first


def leaves_order_open(text: str) -> bool:
    """Is this a date whose day and month can only be told apart by other rows?"""
    match = _NUMERIC.match(text)
    return match is not None and match[2] != "." and day_order(text) is None


_BROKEN_ID = re.compile(r"\d+([.,]\d+)?[eE]\+\d+")
_WHOLE_ID = re.compile(r"(\d+)\.0+")


def read_id(text: str) -> str | Problem | None:
    """Read an id as text; ``123.0`` is 123, and ``1.23E+11`` has lost its digits for good."""
    if not text:
        return None
    if _BROKEN_ID.fullmatch(text):
        return Problem("external_id", say("The id {text} was cut short by a spreadsheet and was not used.", text=text))
    whole = _WHOLE_ID.fullmatch(text)
    return whole[1] if whole else text


_YES = frozenset({"да", "yes", "true", "1", "y", "истина"})
_NO = frozenset({"нет", "no", "false", "0", "n", "ложь"})
_EXACT = {"s": DealStatus.WON, "f": DealStatus.LOST, "p": DealStatus.OPEN}
_LOST = re.compile(
    r"не\s?реализован|не\s?успешн|провал|проигран|не выигран|отказ|потерян|\b(?:closed\s?)?lost\b|\blose\b|\bapology\b"
    r"|unsuccess|\bnot won\b"
)
_WON = re.compile(
    r"успешн|реализован|выигран|(?<!не )(?<!не)(?<!пред)(?<!частично )оплачен|\b(?:closed\s?)?won\b|\bsuccess"
)
_OPEN = re.compile(r"\bopen\b|открыт|в работе|in progress|\bactive\b|активн")
_CLOSED = re.compile(r"\bclosed\b|закрыт[аоы]?\b|завершен[аоы]?\b")


def read_status(stage: str, status: str = "", *, flag_means_won: bool = False) -> DealStatus | Problem:
    """Tell from the words of a stage and of a status whether a deal is open, won or lost.

    Lost words come before won words, since «закрыто и не реализовано» holds «реализовано». The status, where it says
    something, outranks the stage.

    Args:
        stage: the name of the stage.
        status: the text of a status column, or its yes or no to "is closed".
        flag_means_won: the status column asks "is won", so a yes is more than closed.
    """
    said = _flag(status, flag_means_won=flag_means_won)
    if isinstance(said, DealStatus):
        return said
    by_stage = _words(stage)
    if isinstance(by_stage, DealStatus) and by_stage is not DealStatus.OPEN:
        return by_stage
    if said == "closed" or (not status and by_stage == "closed"):
        return Problem(
            "status",
            say("The deal is closed, but nothing says whether it was won or lost: {text}", text=stage or status),
        )
    return DealStatus.OPEN


def _flag(status: str, *, flag_means_won: bool) -> DealStatus | str | None:
    word = _fold(status)
    if word in _YES:
        return DealStatus.WON if flag_means_won else "closed"
    if word in _NO:
        return None if flag_means_won else DealStatus.OPEN
    return _EXACT.get(word) or _words(status)


def _words(text: str) -> DealStatus | str | None:
    word = _fold(text)
    if _LOST.search(word):
        return DealStatus.LOST
    if _WON.search(word):
        return DealStatus.WON
    if _OPEN.search(word):
        return DealStatus.OPEN
    return "closed" if _CLOSED.search(word) else None


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold().replace("ё", "е")
