"""How the cockpit speaks: texts, money, dates and numbers in the language in use, and foreign text made harmless."""

from cockpit.language.catalogue import LANGUAGES, current, language_of, translated, use
from cockpit.language.forms import (
    clock,
    day,
    long_day,
    minutes,
    money,
    moneys,
    number,
    percent,
    short_money,
    warm,
    weekday_day,
)
from cockpit.language.plain import harmless, many_lines, one_line
from cockpit.language.texts import N_, t, tell, tn

__all__ = [
    "LANGUAGES",
    "N_",
    "clock",
    "current",
    "day",
    "harmless",
    "language_of",
    "long_day",
    "many_lines",
    "minutes",
    "money",
    "moneys",
    "number",
    "one_line",
    "percent",
    "short_money",
    "t",
    "tell",
    "tn",
    "translated",
    "use",
    "warm",
    "weekday_day",
]
