"""The forecast in every form: weeks and types, the rows beside them, rates, deals with their reasons, what came."""

from __future__ import annotations

from collections.abc import Iterator

from cockpit.language import day, long_day, percent, t, tn
from cockpit.language.forecast import (
    band_name,
    chances_text,
    line_name,
    place_name,
    range_text,
    reasons,
    slips_text,
    without_amount_text,
)
from cockpit.language.words import temperature_name
from cockpit.method.forecast import Forecast
from cockpit.method.money import Money
from cockpit.method.outlook import Account, groups, table
from cockpit.method.sheet import SheetForm
from data.sheets.table import Column, Table, Value, markup
from data.sheets.table import written as tables_written


def written(account: Account, name: str, form: SheetForm) -> bytes:
    """Write the forecast as Markdown to read, or as tables with a row for each type and week.

    Args:
        account: the forecast with its deals and facts.
        name: of the manager or the segment; empty for the department.
        form: the form.

    Raises:
        ValueError: it cannot be written in this form.
    """
    if form is not SheetForm.MARKDOWN:
        every = (_cells(account.forecast), rests(account.forecast), _rates(account), _deals(account), facts(account))
        return tables_written(every, form)
    parts = "".join(f"\n{line}\n" for line in summary(account.forecast))
    head = f"# {markup(title(account.forecast, name))}\n{parts}\n"
    read = (weeks(account.forecast), rests(account.forecast), deals(account), facts(account))
    return head.encode() + tables_written([each for each in read if each.rows], form)


def title(forecast: Forecast, name: str) -> str:
    """Say whose forecast it is and of which day."""
    return t("Forecast of {whose}, {day}", whose=name or t("the whole department"), day=long_day(forecast.as_of.date()))


def summary(forecast: Forecast) -> Iterator[str]:
    """Say the ranges, the rates and the usual delay."""
    yield from map(range_text, forecast.ranges)
    if forecast.cells or forecast.without_amount:
        yield chances_text(forecast.chances)
        yield slips_text(forecast.slips)
    if missing := without_amount_text(forecast):
        yield missing
    if not forecast.cells:
        yield t("No deal has an agreed day ahead. A review asks when the client pays.")


def weeks(forecast: Forecast) -> Table:
    """Return types and bands by week, to read."""
    columns = [Column("line", t("Type, band")), *(Column(each.isoformat(), day(each)) for each in forecast.weeks)]
    columns += [Column("later", t("later")), Column("total", t("Total"))]
    rows: list[tuple[Value, ...]] = [
        (
            line_name(line),
            *(Money(minor, block.currency) if minor else None for minor in (*line.amounts, line.total)),
        )
        for block in table(forecast)
        for line in block.lines
    ]
    return Table(t("Money by week"), tuple(columns), rows, "lines")


def rests(forecast: Forecast) -> Table:
    """Return the deals that no week has."""
    columns = (
        Column("place", t("Where")),
        Column("type", t("Type")),
        Column("deals", t("Deals")),
        Column("money", t("Money")),
        Column("without_amount", t("Without an amount")),
    )
    rows: list[tuple[Value, ...]] = [
        (
            place_name(group.place),
            temperature_name(part.temperature),
            part.deals,
            part.money,
            part.without_amount or None,
        )
        for group in groups(forecast.rests)
        for part in group.parts
    ]
    return Table(t("In no week"), columns, rows, "rests")


def deals(account: Account) -> Table:
    """Return the deals in the weeks with their reasons, to read (R55)."""
    columns = (
        Column("client", t("Client")),
        Column("manager", t("Manager")),
        Column("type", t("Type")),
        Column("band", t("Band")),
        Column("money", t("Sum")),
        Column("agreed_on", t("Agreed")),
        Column("expected_on", t("Expected on")),
        Column("chance", t("Chance")),
        Column("why", t("Why")),
    )
    rows: list[tuple[Value, ...]] = [
        (
            each.client,
            each.manager,
            temperature_name(each.temperature),
            band_name(each.band),
            each.money,
            day(each.agreed_on) if each.agreed_on else None,
            day(each.expected_on) if each.expected_on else None,
            percent(each.rate),
            "; ".join(reasons(each)),
        )
        for each in account.prospects
        if each.band is not None
    ]
    return Table(t("Deals in the weeks"), columns, rows, "dated")


def facts(account: Account) -> Table:
    """Return what earlier forecasts said of past weeks, and what came (R28)."""
    columns = (
        Column("week", t("Week of")),
        Column("band", t("Band")),
        Column("expected", t("Forecast")),
        Column("came", t("Came")),
        Column("error", t("Error")),
        Column("came_else", t("From elsewhere")),
        Column("deals", t("Deals")),
    )
    rows: list[tuple[Value, ...]] = [
        (
            each.week,
            band_name(each.band),
            Money(each.expected, each.currency),
            Money(each.came, each.currency),
            None if each.error is None else percent(each.error),
            Money(each.came_else, each.currency) if each.came_else else None,
            each.deals,
        )
        for each in account.facts
    ]
    return Table(t("Earlier forecasts and what came"), columns, rows, "facts")


def _cells(forecast: Forecast) -> Table:
    """Return a row for each type, week and currency, for programs and spreadsheets."""
    columns = (
        Column("type", t("Type")),
        Column("week", t("Week of")),
        Column("commit", t("Commit")),
        Column("likely", t("Likely")),
        Column("possible", t("Possible")),
        Column("weighted", t("Weighted")),
        Column("deals", t("Deals")),
    )
    rows: list[tuple[Value, ...]] = [
        (
            temperature_name(cell.temperature),
            cell.week or t("later"),
            *(Money(minor, cell.currency) for minor in (cell.commit, cell.likely, cell.possible, cell.weighted)),
            cell.deals,
        )
        for cell in forecast.cells
    ]
    return Table(t("Money by week"), columns, rows, "weeks")


def _rates(account: Account) -> Table:
    columns = (
        Column("type", t("Type")),
        Column("rate", t("Rate")),
        Column("won", t("Won")),
        Column("closed", t("Closed")),
        Column("assumed", t("Assumed")),
        Column("delay_days", t("Usual delay, days")),
    )
    rows: list[tuple[Value, ...]] = [
        (
            temperature_name(each.temperature),
            round(each.rate, 3),
            each.won,
            each.closed,
            t("assumed") if each.assumed else "",
            account.forecast.slips.get(each.temperature, 0),
        )
        for each in account.forecast.chances
    ]
    return Table(t("Rates"), columns, rows, "rates")


def _deals(account: Account) -> Table:
    columns = (
        Column("client", t("Client")),
        Column("manager", t("Manager")),
        Column("type", t("Type")),
        Column("place", t("Where")),
        Column("band", t("Band")),
        Column("money", t("Sum")),
        Column("estimated", t("Estimate")),
        Column("agreed_on", t("Agreed")),
        Column("expected_on", t("Expected on")),
        Column("chance", t("Chance")),
        Column("reached_on", t("Reached on")),
        Column("reached", t("Last reached result")),
        Column("confirmed_by", t("Confirmed by")),
        Column("moves", t("Moves")),
        Column("moved_days", t("Moved, days")),
        Column("why", t("Why")),
    )
    rows: list[tuple[Value, ...]] = [
        (
            each.client,
            each.manager,
            temperature_name(each.temperature),
            place_name(each.place),
            band_name(each.band) if each.band else "",
            each.money,
            t("yes") if each.estimated else "",
            each.agreed_on,
            each.expected_on,
            round(each.rate, 3) if each.band else None,
            each.reached_on,
            each.reached,
            each.confirmed_by,
            each.slips,
            each.slip_days,
            "; ".join(reasons(each)),
        )
        for each in account.prospects
    ]
    name = t("Deals")
    if len(rows) < account.total:
        name = tn("Deals, the largest of {n}", "Deals, the largest of {n}", account.total)
    return Table(name, columns, rows, "deals")
