"""The key figures as text."""

from __future__ import annotations

from collections.abc import Sequence

import click

from cockpit.printing.table import table
from data.sheets.table import Table, told

_NOTHING = "—"


def kpi(found: Sequence[Table], nothing: str) -> None:
    """Print tables of figures, each under its title; `nothing` says what to do when there are none."""
    if not found:
        click.echo(nothing)
    for index, each in enumerate(found):
        if index:
            click.echo()
        click.echo(each.title)
        right = frozenset(
            at for at, column in enumerate(each.columns) if column.key in _RIGHT or each.key == "everybody"
        )
        rows = [[told(value) or _NOTHING for value in row] for row in each.rows]
        table([column.title for column in each.columns], rows, right - {0})


_RIGHT = frozenset({"value", "before", "change", "deals", "money"})
