"""Amounts as people type them into a field."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from cockpit.method.money import Money, places
from cockpit.method.sentence import Sentence, say

# Signs and words, casefolded, as people type them and as `cockpit.language` writes them.
_CURRENCIES = {
    word: code
    for code, words in {
        "RUB": "₽ р руб рубль рубля рублей rub",
        "USD": "$ usd долл доллар доллара долларов",
        "EUR": "€ eur евро",
        "GBP": "£ gbp",
        "KZT": "₸ kzt тг тенге",
        "BYN": "br byn",
        "UAH": "₴ uah грн",
        "GEL": "₾ gel",
        "AMD": "֏ amd",
        "AZN": "₼ azn",
        "TRY": "₺ try",
        "INR": "₹ inr",
        "JPY": "¥ jpy",
        "CNY": "cn¥ cny юань юаня юаней",
    }.items()
    for word in words.split()
}
_SCALES = {
    word: power
    for power, words in {
        3: "k к т тыс тысяча тысячи тысяч",
        6: "m м млн mln миллион миллиона миллионов",
        9: "b bn млрд миллиард миллиарда миллиардов",
    }.items()
    for word in words.split()
}
_TYPED = re.compile(r"(?P<before>[^\d.,]*)(?P<number>\d[\d.,]*)(?P<after>[^\d,]*)")
_GROUPED = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*")
_MOST_DIGITS = 15
_LONGEST = 60


def read_amount(text: str, currency: str) -> Money | Sentence:
    """Read ``500 000``, ``1,2 млн``, ``1.2M``, ``500k``, ``$900``, ``500 т.р.``, ``1.200,50 руб.``; never negative.

    Args:
        text: what was typed.
        currency: the ISO 4217 code that is meant when none is typed.

    Returns:
        The amount, or the sentence that says what can be typed.
    """
    word = re.sub(r"[\s_'’]", "", text.casefold())
    if not word:
        return say("Type an amount: 500000, 500k or 1.2M.")
    match = _TYPED.fullmatch(word) if len(word) <= _LONGEST else None
    unit = _unit(match, currency) if match else None
    number = _number(match["number"], scaled=bool(unit and unit[0])) if match else None
    if unit is None or number is None:
        return say("Not an amount: {text}. Type 500000, 500k or 1.2M.", text=text.strip())
    scale, currency = unit
    minor = number.scaleb(scale + places(currency))
    if minor.adjusted() >= _MOST_DIGITS:
        return say("Too large an amount: {text}.", text=text.strip())
    return Money(int(minor.to_integral_value(ROUND_HALF_UP)), currency)


def _unit(match: re.Match[str], currency: str) -> tuple[int, str] | None:
    """Return the power of ten and the currency written around the number; None when there is anything else."""
    known = {currency.casefold(): currency, **_CURRENCIES}
    before, after = match["before"], match["after"].replace(".", "")
    if before:
        if before not in known:
            return None
        currency = known[before]
    for length in range(len(after), -1, -1):
        word, rest = after[:length], after[length:]
        if (word in _SCALES or not word) and (not rest or (rest in known and not before)):
            return _SCALES.get(word, 0), known.get(rest, currency)
    return None


def _number(digits: str, *, scaled: bool) -> Decimal | None:
    """Read digits with marks: ``1,200`` is twelve hundred, but before a scale (``1,2k``) the mark is a decimal one."""
    last = max(digits.rfind("."), digits.rfind(","))
    single = last >= 0 and digits.count(digits[last]) == 1
    if last < 0 or (_GROUPED.fullmatch(digits) and not (scaled and single)):
        return Decimal(re.sub(r"[.,]", "", digits))
    whole, fraction = digits[:last], digits[last + 1 :]
    if not single or not (whole.isdecimal() or _GROUPED.fullmatch(whole)):
        return None
    return Decimal(f"{re.sub(r'[.,]', '', whole)}.{fraction or 0}")
