"""Settings as people type and read them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cockpit.language import day, t, tell, tn
from cockpit.language.plain import one_line
from cockpit.method.errors import SettingsError
from cockpit.method.sentence import Sentence, say
from cockpit.method.workdays import WorkCalendar, read_day, read_weekday
from cockpit.settings.database import database
from cockpit.settings.keys import WEEKDAYS

_NONE = {"-", "—", "–", "0", "none", "нет"}
_NUMBERS = {"target_minutes", "budget_minutes", "noon", "delegation_line", "delegation_weeks"}
_LONGEST_RANGE = 60
_NAMES = (say("Mon"), say("Tue"), say("Wed"), say("Thu"), say("Fri"), say("Sat"), say("Sun"))
#: So many holidays are named, the coming ones.
_NAMED = 3


def read_setting(name: str, text: str, today: date, folder: Path) -> Any | Sentence:
    """Read a setting as typed.

    Args:
        name: the key.
        text: what was typed, not empty.
        today: the local day, for days typed without a year.
        folder: the folder of the settings file, from which a path is taken.

    Returns:
        The value as TOML holds it, or the sentence that says what would be right.
    """
    word = one_line(text)
    if name == "holidays":
        return _read_days(word, today)
    if name == "db":
        try:
            database(word, folder)
        except SettingsError as error:
            return error.sentence
    value: Any = word
    if name in _NUMBERS:
        value = int(word) if word.isascii() and word.isdigit() else word
    elif name == "surprise":
        value = {"yes": True, "no": False}.get(word, word)
    elif name == "weekend":
        value = _read_weekdays(word)
    elif name == "currency":
        value = word.upper()
    from cockpit.settings.file import flaw_of  # brings pydantic

    flaw = flaw_of(name, value)
    return value if flaw is None else flaw


def _read_weekdays(word: str) -> list[str]:
    if word.casefold() in _NONE:
        return []
    found = [(piece, read_weekday(piece)) for piece in word.replace(",", " ").split()]
    return [piece if number is None else WEEKDAYS[number] for piece, number in found]


def _read_days(word: str, today: date) -> list[str] | Sentence:
    """Read days with commas between them; ``2027-01-01..2027-01-08`` are all from one to the other."""
    if word.casefold() in _NONE:
        return []
    days: set[date] = set()
    for piece in filter(None, (piece.strip() for piece in word.replace(";", ",").split(","))):
        ends = [read_day(end, today, WorkCalendar()) for end in piece.split("..")]
        wrong = next((end for end in ends if isinstance(end, Sentence)), None)
        if wrong is not None:
            return wrong
        first, *others = (end for end in ends if isinstance(end, date))
        last = others[-1] if others else first
        if last < first:
            return say("{last} is before {first}.", first=first, last=last)
        if (last - first).days >= _LONGEST_RANGE:
            return say("From {first} to {last} are more than {n} days.", first=first, last=last, n=_LONGEST_RANGE)
        days |= {first + timedelta(days=number) for number in range((last - first).days + 1)}
    return [each.isoformat() for each in sorted(days)]


def typed(value: Any) -> str:
    """Write a value of the file as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        if all(isinstance(each, date) for each in value):
            return ", ".join(_runs(value)) or "-"
        return ", ".join(value) or "-"
    return str(value)


def _runs(days: Iterable[date]) -> Iterator[str]:
    """Yield days in a row as ``2027-01-01..2027-01-08``, others alone."""
    run: list[date] = []
    for each in (*sorted(set(days)), None):
        if run and (each is None or each - run[-1] != timedelta(days=1)):
            alone = len(run) == 1
            yield run[0].isoformat() if alone else f"{run[0].isoformat()}..{run[-1].isoformat()}"
            run = []
        if each is not None:
            run.append(each)


def weekdays_shown(days: Collection[int]) -> str:
    """Name weekdays for a reader."""
    return ", ".join(tell(_NAMES[each]) for each in sorted(days)) or t("none")


def holidays_shown(days: Collection[date], today: date) -> str:
    """Name the coming holidays for a reader, the first few of them."""
    coming = sorted(each for each in days if each >= today)
    if not coming:
        return t("none ahead") if days else t("none")
    named = ", ".join(day(each, today.year) for each in coming[:_NAMED])
    rest = len(coming) - _NAMED
    return named if rest <= 0 else t("{days} and {more}", days=named, more=tn("{n} more", "{n} more", rest))
