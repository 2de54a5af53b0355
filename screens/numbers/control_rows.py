"""What control brings as lines, and its two pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from textual.content import Content

from cockpit.language import day, number, short_money, t, tell, tn
from cockpit.language.control import Told, amount_text, headlines, hours, month_name, sections, spent_text
from cockpit.language.words import temperature_name
from cockpit.method.control import Control, Entries, Entry, Part
from cockpit.method.money import Money, main_sum, prevailing
from screens.chart import Bar, bars
from screens.columns import Column, fit
from screens.lines import Line, Section
from screens.plain import Cell, content

#: The picture has the last so many months.
_MONTHS: Final = 6
_NONE: Final[Cell] = (("—", "muted"),)


def headline(told: Told, width: int) -> Content:
    """Write one of the two large figures: its name, the figure, and as much of what belongs to it as has room."""
    note = content(tuple(fit(told.note, max(1, width), "left", "muted")))
    lines = (content(told.name, "muted"), content(told.value, "strong"), note)
    return Content("\n").join(lines)


def columns() -> tuple[Column, ...]:
    """Return the columns of the other figures."""
    return (
        Column("name", t("Figure"), least=24, most=54, weight=2, priority=9, enough=34),
        Column("value", t("Value"), least=22, most=34, weight=1, priority=8),
        Column("n", "n", least=6, align="right", priority=7),
        Column("time", t("When"), least=12, most=24, weight=1, priority=6),
    )


def rows(found: Control) -> list[Line | Section]:
    """Write the two headlines and the other figures as lines."""
    lines: list[Line | Section] = [Section(t("Lose no clients, earn more with them")), *map(_line, headlines(found))]
    for title, told in sections(found):
        lines += [Section(title), *map(_line, told)]
    return lines


def _line(told: Told) -> Line:
    return Line(told.key, (told.name, told.value, number(told.n), ((told.time, "muted"),)))


def detail(told: Told) -> Content:
    """Write what more there is to say about a figure, and how it is counted."""
    return Content("\n").join(
        (
            content(((told.name.strip(), "strong"), (f" · {told.note}" if told.note else "", ""))),
            content(told.meaning, "muted"),
        )
    )


def by_key(found: Control) -> dict[str, Told]:
    """Return the lines of an account by their keys."""
    every = (*headlines(found), *(told for _, lines in sections(found) for told in lines))
    return {told.key: told for told in every}


def losses(found: Control, width: int) -> Content:
    """Draw the losses after missed plans, month by month."""
    currency = _currency(amount for month in found.months for amount in month.missed.money)
    drawn = []
    for month in found.months[-_MONTHS:]:
        minor = _in(month.missed.money, currency)
        text = f"{number(month.missed.n)} · {short_money(Money(minor, currency))}" if month.missed.n else "0"
        drawn.append(Bar(month_name(month.start), (float(minor),), text, "accent"))
    return bars(drawn, width)


def weeks(found: Control, width: int) -> Content:
    """Draw the hours and the money of each week: money as bars, hours beside it."""
    currency = _currency(amount for week in found.weeks for amount in week.came)
    drawn = []
    for week in found.weeks:
        minor = _in(week.came, currency)
        money = short_money(Money(minor, currency)) if minor else "0"
        drawn.append(
            Bar(day(week.start), (float(minor),), f"{money} · {hours(week.seconds)}" if week.reviews else money, "good")
        )
    return bars(drawn, width)


def _currency(amounts: Iterable[Money]) -> str:
    counts: dict[str, int] = {}
    for amount in amounts:
        counts[amount.currency] = counts.get(amount.currency, 0) + 1
    return prevailing(counts, "")


def _in(amounts: Sequence[Money], currency: str) -> int:
    return sum(amount.minor for amount in amounts if amount.currency == currency)


def behind_columns(found: Entries) -> tuple[Column, ...]:
    """Return the columns of the rows behind a figure; those that no row fills are left out."""
    part_title = t("Paid, at most") if found.part is Part.FOUND else t("Came")
    every = (
        (True, Column("client", t("Client"), least=14, most=34, weight=2, priority=9, enough=22)),
        (
            len({row.manager_id for row in found.rows}) > 1,
            Column("manager", t("Manager"), least=12, most=26, weight=1, priority=6),
        ),
        (any(row.temperature for row in found.rows), Column("warmth", t("Type"), least=11, priority=7)),
        (any(row.what for row in found.rows), Column("what", t("What"), least=14, most=40, weight=2, priority=4)),
        (any(row.why for row in found.rows), Column("why", t("Why"), least=20, most=48, weight=2, priority=5)),
        (any(row.on for row in found.rows), Column("on", t("Day"), least=11, align="right", priority=7)),
        (
            any(row.seconds is not None for row in found.rows),
            Column("seconds", t("Minutes"), least=7, align="right", priority=8),
        ),
        (any(row.money for row in found.rows), Column("money", t("Money"), least=13, align="right", priority=8)),
        (any(row.part for row in found.rows), Column("part", part_title, least=13, align="right", priority=8)),
    )
    return tuple(column for wanted, column in every if wanted)


def entry_rows(found: Entries, shown: Sequence[Column]) -> list[Line]:
    """Write the rows behind a figure."""
    return [Line(at, tuple(_cells(row)[column.key] for column in shown)) for at, row in enumerate(found.rows)]


def _cells(row: Entry) -> dict[str, Cell]:
    return {
        "client": row.client,
        "manager": row.manager,
        "warmth": temperature_name(row.temperature) if row.temperature else _NONE,
        "what": row.what or _NONE,
        "why": tell(row.why) if row.why else _NONE,
        "on": ((day(row.on), "muted"),) if row.on else _NONE,
        "seconds": spent_text(row.seconds),
        "money": amount_text(row.money) if row.money else _NONE,
        "part": amount_text(row.part) if row.part else _NONE,
    }


def entry_detail(row: Entry) -> Content:
    """Write one row in full."""
    facts = [row.manager, row.what, tell(row.why) if row.why else ""]
    head: Cell = ((row.client, "strong"), (f"   {day(row.on)}" if row.on else "", "muted"))
    return Content("\n").join((content(head), content(" · ".join(fact for fact in facts if fact), "muted")))


def count_text(found: Entries) -> str:
    """Say how many rows there are, and how much money those listed have."""
    parts = [tn("{n} row", "{n} rows", found.total)]
    total = main_sum(row.money for row in found.rows if row.money)
    if total and len(found.rows) == found.total:
        parts.append(short_money(total))
    if len(found.rows) < found.total:
        parts.append(t("the first {n} rows are listed", n=len(found.rows)))
    return " · ".join(parts)
