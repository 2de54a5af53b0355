"""Amounts as people type them into a field."""

from __future__ import annotations

import re
from decimal import Decimal

from cockpit.method.money import Money, places
from cockpit.method.sentence import Sentence, say

_SIGNS = {"₽": "RUB", "$": "USD", "€": "EUR", "₸": "KZT", "£": "GBP", "br": "BYN"}
_WORDS = {
    "руб": "RUB",
    "р": "RUB",
    "rub": "RUB",
    "usd": "USD",
    "eur": "EUR",
    "kzt": "KZT",
    "byn": "BYN",
    "gbp": "GBP",
}
_SCALES = {"k": 3, "к": 3, "т": 3, "тыс": 3, "m": 6, "м": 6, "млн": 6, "bn": 9, "млрд": 9, "": 0}
_TYPED = re.compile(r"(\d[\d.,]*)(k|к|тыс|т|млрд|bn|млн|m|м)?\.?(руб|р|rub|usd|eur|kzt|byn|gbp)?\.?")
_GROUPED = re.compile(r"\d{1,3}([.,])\d{3}(\1\d{3})*")
_MOST_DIGITS = 15


def read_amount(text: str, currency: str) -> Money | Sentence:
    """Read ``500000``, ``500 000``, ``1,2 млн``, ``1.2M``, ``500k``, ``$900``, ``1.200,50 руб.``; never negative.

    Args:
        text: what was typed.
        currency: the ISO 4217 code that is meant when none is typed.

    Returns:
        The amount, or the sentence that says what can be typed.
    """
    word = re.sub(r"[\s_']", "", text.strip().casefold())
    for sign, code in _SIGNS.items():
        if sign in word:
            word, currency = word.replace(sign, ""), code
    match = _TYPED.fullmatch(word)
    if match is None:
        return say("Not an amount: {text}. Type 500000, 500k or 1.2M.", text=text.strip())
    currency = _WORDS.get(match[3] or "", currency)
    number = _number(match[1], scaled=bool(match[2]))
    if number is None:
        return say("Not an amount: {text}. Type 500000, 500k or 1.2M.", text=text.strip())
    minor = number.scaleb(_SCALES[match[2] or ""] + places(currency))
    if minor.adjusted() >= _MOST_DIGITS:
        return say("Too large an amount: {text}.", text=text.strip())
    return Money(int(minor.to_integral_value()), currency)


def _number(digits: str, *, scaled: bool) -> Decimal | None:
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0 or (not scaled and _GROUPED.fullmatch(digits)):
        return Decimal(re.sub(r"[.,]", "", digits))
    mark = digits[last]
    if digits.count(mark) > 1:
        return None
    whole, fraction = re.sub(r"[.,]", "", digits[:last]), digits[last + 1 :]
    return Decimal(f"{whole}.{fraction or 0}")
