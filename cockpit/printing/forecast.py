"""When how much money comes, and why."""

from __future__ import annotations

import click

from cockpit.language import t, tn
from cockpit.method.outlook import Account
from cockpit.printing.table import table
from data.sheets import forecast as sheets
from data.sheets.table import Table, told

#: So many deals are printed; the others are in the JSON and in the export.
_DEALS = 20
_NOTHING = "—"


def forecast(account: Account, name: str) -> None:
    """Print the weeks, the rows beside them, the largest deals with their reasons, and what became of earlier ones."""
    found = account.forecast
    click.echo(sheets.title(found, name))
    if not found.cells and not found.rests:
        click.echo(t("No open deal here, so there is nothing to expect."))
    else:
        for line in sheets.summary(found):
            click.echo(line)
        _print(sheets.weeks(found), right=1)
        _print(sheets.rests(found), right=2)
        deals = sheets.deals(account)
        _print(Table(deals.title, deals.columns, deals.rows[:_DEALS]))
        if (more := len(deals.rows) - _DEALS) > 0:
            click.echo(tn("and {n} more", "and {n} more", more))
    _print(sheets.facts(account))


def _print(found: Table, right: int = 0) -> None:
    """Print a table under its title, unless it is empty; columns from `right` on stand at their right edge."""
    if not found.rows:
        return
    click.echo()
    click.echo(found.title)
    rows = [[told(value) or _NOTHING for value in row] for row in found.rows]
    numbers = frozenset(range(right, len(found.columns))) if right else frozenset()
    table([column.title for column in found.columns], rows, numbers)
