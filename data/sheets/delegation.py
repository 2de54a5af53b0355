"""Who can hand over, in every form: everybody, and the conditions of each."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.language import t, tell
from cockpit.language.delegation import condition_name, finding_name, state_line, weeks_line, whom
from cockpit.language.learning import band_name, share_with_n
from cockpit.method.delegation import Delegation, Readiness
from cockpit.method.scope import Level, Scope
from cockpit.method.sheet import SheetForm
from data.sheets.table import Column, Table, Value
from data.sheets.table import written as tables_written


def written(found: Delegation, scope: Scope, form: SheetForm) -> bytes:
    """Write those of a scope; CSV holds the first table alone.

    Raises:
        ValueError: they cannot be written in this form.
    """
    rows = found.within(scope)
    everybody = _everybody(found, rows)
    return tables_written((everybody,) if form is SheetForm.CSV else (everybody, _conditions(rows)), form)


def _everybody(found: Delegation, rows: Sequence[Readiness]) -> Table:
    columns = (
        Column("level", t("Level")),
        Column("whose", t("Whose")),
        Column("deputy", t("Deputy")),
        Column("weeks_below", t("Weeks below the line")),
        Column("in_band", band_name()),
        Column("same_verdict", t("Same verdict")),
        Column("state", t("Handing over")),
    )
    lines: list[tuple[Value, ...]] = [
        (
            t("segment") if row.scope.level is Level.SEGMENT else t("manager"),
            whom(row),
            row.deputy if row.scope.level is Level.SEGMENT else "",
            weeks_line(row, found.rule),
            share_with_n(row.in_band),
            share_with_n(row.agreement) if row.scope.level is Level.SEGMENT else "",
            state_line(row),
        )
        for row in rows
    ]
    return Table(t("Delegation"), columns, lines, "delegation")


def _conditions(rows: Sequence[Readiness]) -> Table:
    columns = (
        Column("whose", t("Whose")),
        Column("condition", t("Condition")),
        Column("finding", t("Finding")),
        Column("why", t("Why")),
    )
    lines: list[tuple[Value, ...]] = [
        (whom(row), condition_name(check.condition), finding_name(check.finding), tell(check.sentence))
        for row in rows
        for check in row.checks
    ]
    return Table(t("Conditions"), columns, lines, "conditions")
