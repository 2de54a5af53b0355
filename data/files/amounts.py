"""Amounts of money and currencies as other programs write them.

Pure functions: a text comes in, a value or a `Problem` comes out. What a text means beyond doubt never depends on the
other rows; what does (the mark in ``1,200``) is an argument, and `decimal_of` finds it in the other rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, TypeAlias

from cockpit.method.money import Money, places
from cockpit.method.sentence import Problem, Sentence, say

#: The mark before the decimals of a column, an empty one if it is not known.
DecimalMark: TypeAlias = Literal[".", ",", ""]

#: Amounts from here on are taken for a mistake: they do not fit the store's integers in minor units.
_TOO_LARGE = Decimal(10) ** 15

NO_VALUE = frozenset(
    {"", "-", "–", "—", "--", "n/a", "#n/a", "#н/д", "null", "none", "nan", "nat", "нет", "не указано", "(no value)"}
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

#: Words behind a number that make it larger, by their zeros. The larger are tried first: «м» also begins «млрд».
_SCALES = (
    (3, r"тысяч[аи]?|тыс|thousand|thsd|т(?=\.?р)|k|к"),
    (9, r"миллиард(?:а|ов)?|млрд|billion|bln|bn|mrd"),
    (6, r"миллион(?:а|ов)?|млн|million|mln|mio|кк|kk|mm|m|м"),
)
_SCALE = re.compile(
    "|".join(f"(?P<e{power}>(?:{words}))\\.?" for power, words in sorted(_SCALES, reverse=True)), re.IGNORECASE
)
#: With this many zeros, a mark stands before decimals: nobody writes «1,250 млн» for a thousand millions.
_MILLION = 6

#: The hyphen stands last, so that the signs can stand in a character class.
_MINUS = "−–—-"
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'’`]+")
_NO_CENTS = re.compile(rf"(?<=\d)[.,][{_MINUS}](?=\D*$)")
_AMOUNT = re.compile(
    rf"(?P<open>\()?(?P<s1>[+{_MINUS}]?)(?P<c1>(?:[^\W\d_]+\.?|[^\w.,+()\-])?)(?P<s2>[+{_MINUS}]?)"
    rf"(?P<n>[.,]?\d[\d.,]*(?:[eE][+-]?\d{{1,3}})?)(?P<s3>[{_MINUS}]?)(?P<c2>[^\d,+(){_MINUS}]*)(?P<close>\))?"
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

    @property
    def negative(self) -> bool:
        """Is it below zero, which an open deal cannot be worth?"""
        return self.value < 0

    def money(self, currency: str) -> Money:
        """Return the amount in minor units; `currency` is meant when the text named none."""
        code = self.currency or currency
        return Money(int(self.value.scaleb(places(code)).to_integral_value(ROUND_HALF_UP)), code)


def negative_amount(text: str) -> Sentence:
    """Return the sentence that warns of an amount below zero; the amount is kept."""
    return say("The amount is negative: {text}", text=text)


def is_empty(text: str) -> bool:
    """Is this one of the ways to write "no value"?"""
    return text.casefold() in NO_VALUE


def read_amount(text: str, *, grouping: bool = True, decimal: DecimalMark = "") -> Amount | Problem | None:
    """Read ``1 200,50 ₽``, ``1.200,50 руб.``, ``$1,200``, ``(300)``, ``1,5E+06``, ``1,2 млн руб.``; the sign is kept.

    Args:
        text: the cell.
        grouping: whether ``1,200`` alone means twelve hundred; otherwise the mark is a decimal one.
        decimal: the decimal mark where a program or the column's other rows tell it. It decides ``1,200`` instead of
            `grouping`, and nothing is doubtful then. ``12,5`` is twelve and a half whatever it is.

    Returns:
        The amount, None for an empty cell, or the problem.
    """
    if is_empty(text):
        return None
    match = _AMOUNT.fullmatch(_NO_CENTS.sub("", _SPACES.sub("", text)))
    if match is None or bool(match["open"]) != bool(match["close"]):
        return _no_amount(text)
    signs = match["s1"] + match["s2"] + match["s3"]
    behind = _behind(match["c2"])
    before = read_currency(match["c1"]) if match["c1"] else None
    if len(signs) + bool(match["open"]) > 1 or behind is None or (match["c1"] and before is None):
        return _no_amount(text)
    power, after = behind
    if before is not None and after is not None:
        return _no_amount(text)
    number = _number(match["n"], grouping=grouping and power < _MILLION, decimal=decimal)
    if number is None:
        return _no_amount(text)
    value, doubtful = number[0].scaleb(power), number[1] and power < _MILLION
    if abs(value) >= _TOO_LARGE:
        return _no_amount(text)
    negative = bool(match["open"]) or (signs != "" and signs in _MINUS)
    return Amount(-value if negative else value, before or after, doubtful)


def decimal_of(texts: Iterable[str]) -> DecimalMark:
    """Find the decimal mark of a column in those of its cells that leave no doubt.

    ``1.200,50`` and ``12,5`` prove a comma, ``1,200,300`` a point; ``1,200`` alone proves nothing. Cells that
    contradict each other prove nothing either.
    """
    found: set[DecimalMark] = set()
    for text in texts:
        if "." in text or "," in text:
            match = _AMOUNT.fullmatch(_NO_CENTS.sub("", _SPACES.sub("", text)))
            proof = _proof(match["n"]) if match is not None and _behind(match["c2"]) is not None else ""
            if proof:
                found.add(proof)
    return found.pop() if len(found) == 1 else ""


def _proof(digits: str) -> DecimalMark:
    number = _number(digits, grouping=True, decimal="")
    mantissa = digits.lower().partition("e")[0]
    if number is None or number[1] or not ("." in mantissa or "," in mantissa):
        return ""
    comma_last = mantissa.rfind(",") > mantissa.rfind(".")
    repeated = mantissa.count("," if comma_last else ".") > 1
    return "," if comma_last != repeated else "."


def _behind(tail: str) -> tuple[int, str | None] | None:
    """Return the zeros and the currency that the words behind a number stand for; None if one is not known."""
    if not tail or tail == ".":
        return 0, None
    scale = _SCALE.match(tail)
    if scale is not None and scale.end() == len(tail):
        return _power(scale), None
    currency = read_currency(tail)
    if currency is not None:
        return 0, currency
    if scale is not None:
        currency = read_currency(tail[scale.end() :])
        return (_power(scale), currency) if currency is not None else None
    return None


def _power(scale: re.Match[str]) -> int:
    return next(power for power, _ in _SCALES if scale[f"e{power}"])


def _number(digits: str, *, grouping: bool, decimal: DecimalMark) -> tuple[Decimal, bool] | None:
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
            either = not exponent and _GROUPS.fullmatch(mantissa) is not None and not whole.startswith("0")
            doubtful = either and not decimal
            grouped = either and (mark != decimal if decimal else grouping)
            plain = whole + fraction if grouped else f"{whole or 0}.{fraction or 0}"
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
