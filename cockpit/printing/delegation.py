"""Who can hand over, as text."""

from __future__ import annotations

from collections.abc import Sequence

import click

from cockpit.language import t
from cockpit.language.delegation import (
    check_line,
    mark,
    marks_line,
    minutes_line,
    rule_line,
    state_line,
    weeks_line,
    whom,
)
from cockpit.language.kpi import NOTHING
from cockpit.language.learning import band_name, share_with_n
from cockpit.language.window import days_text
from cockpit.method.delegation import Delegation, Readiness
from cockpit.method.scope import Level
from cockpit.printing.table import table


def delegation(found: Delegation, rows: Sequence[Readiness]) -> None:
    """Print everybody in a table, and below it what is missing for each."""
    if not rows:
        click.echo(t("There are no managers yet. Import a CRM file (cockpit import FILE) or open cockpit and add one."))
        return
    click.echo(f"{days_text(found.since, found.as_of.date())} · {rule_line(found.rule)}")
    click.echo(marks_line())
    click.echo()
    columns = [t("Segment"), t("Manager"), t("Deputy"), t("Weeks below the line"), t("Minutes"), band_name()]
    lines = (
        (
            *_names(row),
            weeks_line(row, found.rule),
            minutes_line(row),
            share_with_n(row.in_band),
            share_with_n(row.agreement) if row.scope.level is Level.SEGMENT else "",
            state_line(row),
        )
        for row in rows
    )
    table([*columns, t("Same verdict"), t("Handing over")], lines, frozenset({4}))
    for row in rows:
        click.echo(f"\n{whom(row)}")
        for check in row.checks:
            click.echo(f"  {mark(check.finding)} {check_line(check)}")


def _names(row: Readiness) -> tuple[str, str, str]:
    if row.scope.level is Level.SEGMENT:
        return whom(row), t("all"), row.deputy or NOTHING
    return "", whom(row), ""
