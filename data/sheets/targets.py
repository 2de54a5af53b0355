"""Targets, and what pay would come out of which rates, in every form."""

from __future__ import annotations

from cockpit.language import t
from cockpit.language.kpi import figure_name
from cockpit.language.targets import disclaimer, part_name, range_text, share_text, source_text, value_text, whose
from cockpit.language.window import window_text
from cockpit.method.incentive import Part, Pay, Payroll
from cockpit.method.money import Money
from cockpit.method.scope import Scope
from cockpit.method.sheet import SheetForm
from cockpit.method.target import FIGURES, Targets
from data.sheets.table import Column, Table, Value
from data.sheets.table import written as tables_written


def targets_written(found: Targets, scope: Scope, form: SheetForm) -> bytes:
    """Write the targets of a scope and of those within it.

    Raises:
        ValueError: they cannot be written in this form.
    """
    columns = (
        Column("figure", t("Figure")),
        Column("whose", t("Whose")),
        Column("target", t("Target")),
        Column("so_far", t("So far")),
        Column("share", t("Of it")),
        Column("range", t("Range")),
        Column("n", "n"),
        Column("source", t("Where it comes from")),
    )
    rows: list[tuple[Value, ...]] = [
        (
            figure_name(target.figure),
            whose(target.scope, target.name),
            value_text(target, target.value),
            value_text(target, target.fact),
            share_text(target),
            range_text(target),
            target.proposal.n,
            source_text(target, found.window.period),
        )
        for figure in FIGURES
        for target in found.within(scope, figure)
    ]
    title = t("Targets, {days}", days=window_text(found.window, found.as_of.date()))
    return tables_written((Table(title, columns, rows, "targets"),), form)


def payroll_written(found: Payroll, form: SheetForm) -> bytes:
    """Write the pay of the managers by its parts, as it is and as it would be.

    Raises:
        ValueError: it cannot be written in this form.
    """
    paid = {part for line in found.lines for pay in (line.now, line.trial) if pay for part in pay.parts}
    shown = [part for part in Part if part in paid]
    columns = (
        Column("manager", t("Manager")),
        Column("revenue", t("Revenue")),
        Column("won", t("Won")),
        *(Column(part.value, part_name(part)) for part in shown),
        Column("now", t("As it is")),
        Column("trial", t("What if")),
    )
    rows: list[tuple[Value, ...]] = [
        (
            line.name,
            Money(line.revenue, found.currency),
            line.deals,
            *(_part(line.now, part, found.currency) for part in shown),
            _total(line.now, found.currency),
            _total(line.trial, found.currency),
        )
        for line in found.lines
    ]
    title = t("Pay, {days}. {note}", days=window_text(found.window, found.as_of.date()), note=disclaimer())
    return tables_written((Table(title, columns, rows, "pay"),), form)


def _part(pay: Pay | None, part: Part, currency: str) -> Money | None:
    return Money(pay.parts[part], currency) if pay is not None and part in pay.parts else None


def _total(pay: Pay | None, currency: str) -> Money | None:
    return None if pay is None else Money(pay.total, currency)
