"""What control brings, in every form: its figures, the months of losses, the weeks of hours and money."""

from __future__ import annotations

from cockpit.language import t
from cockpit.language.control import headlines, sections
from cockpit.language.window import window_text
from cockpit.method.control import Control
from cockpit.method.sheet import SheetForm
from data.sheets.table import Column, Table, Value
from data.sheets.table import written as tables_written

_HOUR = 3600


def written(found: Control, name: str, form: SheetForm) -> bytes:
    """Write the account of whoever is named, empty for the department; CSV holds the figures alone.

    Raises:
        ValueError: it cannot be written in this form.
    """
    figures = _figures(found, name)
    return tables_written((figures,) if form is SheetForm.CSV else (figures, _months(found), _weeks(found)), form)


def _figures(found: Control, name: str) -> Table:
    columns = (
        Column("part", t("Part")),
        Column("figure", t("Figure")),
        Column("value", t("Value")),
        Column("n", "n"),
        Column("when", t("When")),
        Column("more", t("More")),
    )
    parts = ((t("Lose no clients, earn more with them"), headlines(found)), *sections(found))
    rows: list[tuple[Value, ...]] = [
        (part, told.name.strip(), told.value, told.n, told.time, told.note) for part, lines in parts for told in lines
    ]
    days = window_text(found.window, found.as_of.date())
    whose = name or t("the whole department")
    return Table(t("What control brings to {whose}, {days}", whose=whose, days=days), columns, rows, "figures")


def _months(found: Control) -> Table:
    columns = (
        Column("month", t("Month from")),
        Column("lost_after_miss", t("Lost after a missed plan")),
        Column("money_after_miss", t("Their money")),
        Column("lost", t("Lost")),
        Column("money_lost", t("Money lost")),
        Column("won", t("Won")),
    )
    rows: list[tuple[Value, ...]] = [
        (month.start, month.missed.n, month.missed.money, month.lost.n, month.lost.money, month.won)
        for month in found.months
    ]
    return Table(t("Losses by month"), columns, rows, "months")


def _weeks(found: Control) -> Table:
    columns = (
        Column("week", t("Week from")),
        Column("reviews", t("Reviews")),
        Column("hours", t("Hours")),
        Column("came", t("Money that came")),
        Column("of_reviewed", t("Of reviewed clients")),
    )
    rows: list[tuple[Value, ...]] = [
        (week.start, week.reviews, round(week.seconds / _HOUR, 2), week.came, week.reviewed) for week in found.weeks
    ]
    return Table(t("Hours beside money"), columns, rows, "weeks")
