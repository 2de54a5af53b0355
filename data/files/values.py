"""Amounts, currencies, dates, ids and status words as other programs write them.

Pure functions: a text comes in, a value or a `Problem` comes out; what a text means beyond doubt never depends on
the other rows. What does (the order of day and month) is an argument. Amounts and currencies stand in
`data.files.amounts` and can be had from here too.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo

from cockpit.method.sentence import Problem, say
from cockpit.method.words import DealStatus
from data.files.amounts import (
    NO_VALUE,
    Amount,
    DecimalMark,
    decimal_of,
    is_empty,
    negative_amount,
    read_amount,
    read_currency,
)

__all__ = [
    "Amount",
    "DecimalMark",
    "day_order",
    "decimal_of",
    "is_empty",
    "leaves_order_open",
    "negative_amount",
    "read_amount",
    "read_currency",
    "read_date",
    "read_id",
    "read_status",
    "tells_status",
]

_EARLIEST_YEAR, _LATEST_YEAR = 1980, 2199
#: The zero of computer clocks, east and west of Greenwich: a date that was never set.
_NEVER_SET = frozenset({date(1970, 1, 1), date(1969, 12, 31)})
_NO_DATE = NO_VALUE | {
    "не закрыта", "не закрыт", "не закрыто", "не задано", "не задана", "не указана", "не установлена",
    "не определена", "не выбрана", "нет даты", "без даты", "бессрочно", "неизвестно", "never", "not closed", "not set",
    "no date", "no close date", "unknown", "tbd",
}  # fmt: skip
_ZERO_DATE = re.compile(r"(0000-00-00|00[./-]0[01][./-](0000|1900)|1900-0?1-0?0?)([ t].*)?")

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
    r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[ap]\.?m\.?)?)?"
    r"(?P<zone>\s?(?:z|utc|gmt|[+-]\d{2}(?::?\d{2})?))?",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_FIRST_SERIAL, DAY_0, _HALF_A_SECOND = 20_000, date(1899, 12, 30), 0.5 / 86_400


def read_date(
    text: str, *, day_first: bool, zone: tzinfo, serials: bool = False, day_0: date = DAY_0
) -> date | Problem | None:
    """Read a day from a date or a date with a time, in any of the usual shapes.

    Args:
        text: the cell.
        day_first: what ``03/04/2026`` and ``03-04-2026`` mean; with dots the day always comes first.
        zone: an instant with an offset becomes a day of this zone; a time without one is never shifted.
        serials: whether ``45000`` is a day count of a spreadsheet.
        day_0: the day from which the spreadsheet counts.

    Returns:
        The day, None for an empty cell, a word for "no date" or the first of January 1970, or the problem.
    """
    word = " ".join(text.split()).casefold()
    if word in _NO_DATE or _ZERO_DATE.fullmatch(word):
        return None
    if serials and _SERIAL.fullmatch(word) and float(word) >= _FIRST_SERIAL:
        return day_0 + timedelta(days=int(float(word) + _HALF_A_SECOND))
    found = _day(word, day_first=day_first)
    if found is None:
        return _no_date(text)
    day, rest = found
    time = _TIME.fullmatch(rest)
    if time is None:
        return _no_date(text)
    if day in _NEVER_SET:
        return None
    if not _EARLIEST_YEAR <= day.year <= _LATEST_YEAR:
        return Problem("date", say("A date of a year that cannot be meant: {text}", text=text))
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


def tells_status(text: str) -> bool:
    """Say whether the words of a stage or a status tell by themselves what it means."""
    word = _fold(text)
    return word in _YES or word in _NO or word in _EXACT or _words(text) is not None


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
