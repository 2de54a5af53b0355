"""The key figures in every form: those of one scope, those of everybody in it, and why deals were lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from cockpit.language import t
from cockpit.language.kpi import (
    cases_text,
    change_text,
    figure_name,
    group_name,
    notes,
    value_text,
    whose_text,
)
from cockpit.language.window import window_text
from cockpit.method.change import change
from cockpit.method.kpi import Figure, Kind, Kpis, Line
from cockpit.method.kpi import Value as Counted
from cockpit.method.scope import DEPARTMENT, Level, Scope
from cockpit.method.sheet import SheetForm
from data.sheets.table import Column, Table, Value
from data.sheets.table import written as tables_written

#: What stands beside each other for everybody: one figure of each KPI.
SIDE_BY_SIDE: Final = (
    Figure.HOT,
    Figure.REFUSALS,
    Figure.WON,
    Figure.MONEY_HOT,
    Figure.WON_CYCLE,
    Figure.CHECK,
    Figure.OFFERS,
    Figure.REVENUE,
)


def written(kpis: Kpis, scope: Scope, form: SheetForm) -> bytes:
    """Write the figures of a scope and of everybody in it; CSV, which programs read, holds one row for each figure.

    Raises:
        ValueError: they cannot be written in this form.
    """
    if form is SheetForm.MARKDOWN:
        return tables_written(tables(kpis, scope), form)
    every = _every(kpis, shown(kpis, scope))
    return tables_written((every,) if form is SheetForm.CSV else (every, *tables(kpis, scope)[2:]), form)


def tables(kpis: Kpis, scope: Scope) -> tuple[Table, ...]:
    """Return the tables to read: the scope's figures, everybody in it side by side, why deals were lost."""
    found = shown(kpis, scope)
    if not found:
        return ()
    first = found[0]
    some = (_side_by_side(found),) if len(found) > 1 else ()
    reasons = (_reasons(first),) if first.reasons else ()
    return (_one(kpis, first), *some, *reasons)


def shown(kpis: Kpis, scope: Scope) -> tuple[Line, ...]:
    """Return the line of a scope and of those within it."""
    own = kpis.of(scope)
    if own is None:
        return ()
    if scope == DEPARTMENT:
        return (own, *(line for line in kpis.lines if line.scope != scope))
    return (own, *(line for line in kpis.within(scope) if line.scope != scope))


def title(kpis: Kpis, line: Line) -> str:
    """Say whose figures of which days they are."""
    return t("Key figures of {whose}, {days}", whose=whose_text(line), days=window_text(kpis.window, kpis.today))


def _one(kpis: Kpis, line: Line) -> Table:
    columns = (
        Column("kpi", t("KPI")),
        Column("figure", t("Figure")),
        Column("value", t("Value")),
        Column("cases", t("Behind it")),
        Column("before", t("Before")),
        Column("before_cases", t("Behind that")),
        Column("change", t("Differs")),
        Column("notes", t("Notes")),
    )
    return Table(title(kpis, line), columns, [_texts(kpis, line, figure) for figure in Figure], "figures")


def _texts(kpis: Kpis, line: Line, figure: Figure) -> tuple[str, ...]:
    now, before = line.now.get(figure), line.before.get(figure)
    return (
        group_name(figure.requirement),
        figure_name(figure),
        value_text(now),
        cases_text(now) if now else "",
        value_text(before),
        cases_text(before) if before else "",
        _change(kpis, now, before),
        "; ".join(notes(now)) if now else "",
    )


def _change(kpis: Kpis, now: Counted | None, before: Counted | None) -> str:
    whole = not kpis.window.running(kpis.today)
    return change_text(now.figure, change(now, before, whole=whole)) if now else ""


def _side_by_side(lines: Iterable[Line]) -> Table:
    columns = (Column("name", t("Whose")), *(Column(figure.value, figure_name(figure)) for figure in SIDE_BY_SIDE))
    rows = [(whose_text(line), *(value_text(line.now.get(figure)) for figure in SIDE_BY_SIDE)) for line in lines]
    return Table(t("Everybody"), columns, rows, "everybody")


def _reasons(line: Line) -> Table:
    columns = (Column("reason", t("Reason")), Column("deals", t("Deals")), Column("money", t("Lost money")))
    rows = [(each.text or t("not named"), each.deals, each.money) for each in line.reasons]
    return Table(t("Why deals were lost"), columns, rows, "reasons")


def _every(kpis: Kpis, lines: Sequence[Line]) -> Table:
    """Write a row for each figure of each line, its parts as numbers to reckon with."""
    columns = (
        Column("level", t("Of")),
        Column("name", t("Whose")),
        Column("requirement", t("KPI")),
        Column("figure", t("Figure")),
        Column("from", t("First day")),
        Column("to", t("Last day")),
        Column("value", t("Value")),
        Column("n", t("n")),
        Column("number", t("Number")),
        Column("money", t("Money")),
        Column("part", t("Cases of it")),
        Column("whole", t("Of all cases")),
        Column("before", t("Before")),
        Column("before_n", t("n before")),
        Column("before_number", t("Number before")),
        Column("before_money", t("Money before")),
        Column("change", t("Differs")),
        Column("notes", t("Notes")),
    )
    rows = [_row(kpis, line, figure) for line in lines for figure in Figure if figure in line.now]
    return Table(t("Key figures"), columns, rows, "kpi")


def _row(kpis: Kpis, line: Line, figure: Figure) -> tuple[Value, ...]:
    now, before = line.now[figure], line.before.get(figure)
    changed = change(now, before, whole=not kpis.window.running(kpis.today))
    levels = {Level.DEPARTMENT: t("department"), Level.SEGMENT: t("segment"), Level.MANAGER: t("manager")}
    return (
        levels[line.scope.level],
        whose_text(line),
        figure.requirement,
        figure_name(figure),
        now.window.start,
        now.window.end,
        value_text(now),
        now.n,
        _number(now),
        now.money,
        now.share.part if now.share else None,
        now.share.whole if now.share else None,
        value_text(before),
        before.n if before else None,
        _number(before) if before else None,
        before.money if before else (),
        round(changed.by, 3) if changed else None,
        "; ".join(notes(now)),
    )


def _number(value: Counted) -> float | int | None:
    if value.number is None:
        return value.share.rate if value.share else None
    return int(value.number) if value.figure.kind is Kind.COUNT else round(value.number, 3)
