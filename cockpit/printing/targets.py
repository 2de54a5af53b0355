"""Targets, and what pay would come out of which rates."""

from __future__ import annotations

import click

from cockpit.language import money, number, t
from cockpit.language.kpi import figure_name
from cockpit.language.targets import (
    NOTHING,
    disclaimer,
    part_name,
    part_text,
    range_text,
    rates_text,
    share_text,
    source_text,
    together,
    value_text,
    warnings,
    whose,
)
from cockpit.language.window import window_text
from cockpit.method.incentive import Part, Pay, Payroll
from cockpit.method.money import Money
from cockpit.method.scope import Scope
from cockpit.method.target import FIGURES, Target, Targets
from cockpit.printing.table import table


def targets(found: Targets, scope: Scope) -> None:
    """Print the targets of a scope by figure."""
    click.echo(f"{window_text(found.window, found.as_of.date())} · {part_text(found)}")
    columns = (
        t("Figure"),
        t("Whose"),
        t("Target"),
        t("So far"),
        t("Of it"),
        t("Range"),
        t("n"),
        t("Managers' sum"),
        "",
    )
    lines = [target for figure in FIGURES for target in found.within(scope, figure)]
    table(columns, [_target(target, found) for target in lines], frozenset({2, 3, 4, 5, 6, 7}))


def _target(target: Target, found: Targets) -> tuple[str, ...]:
    return (
        figure_name(target.figure),
        whose(target.scope, target.name),
        value_text(target, target.value),
        value_text(target, target.fact),
        share_text(target),
        range_text(target),
        number(target.proposal.n),
        NOTHING if target.managers is None else value_text(target, target.managers),
        source_text(target, found.window.period),
    )


def incentives(found: Payroll) -> None:
    """Print the pay as it is beside what if, the rates, and what has to be known before anything is concluded."""
    click.echo(f"{window_text(found.window, found.as_of.date())} · {disclaimer()}")
    for scheme in found.schemes:
        name = t("The whole department") if scheme.segment_id is None else scheme.name
        if scheme.rates is not None:
            click.echo(t("{whose}, as it is: {rates}", whose=name, rates=rates_text(scheme.rates)))
        if scheme.trial is not None:
            click.echo(t("{whose}, what if: {rates}", whose=name, rates=rates_text(scheme.trial)))
    if not any(line.now or line.trial for line in found.lines):
        click.echo(t("No rates yet: they are entered in the cockpit, on the page of targets and pay."))
        return
    paid = {part for line in found.lines if line.now for part in line.now.parts}
    shown = [part for part in Part if part in paid]
    columns = (t("Manager"), t("Revenue"), t("Won"), *map(part_name, shown), t("As it is"), t("What if"))
    rows = [
        (
            line.name,
            _amount(line.revenue, found),
            number(line.deals),
            *(
                _amount(line.now.parts[part], found) if line.now and part in line.now.parts else NOTHING
                for part in shown
            ),
            _total(line.now, found),
            _total(line.trial, found) if found.tried else NOTHING,
        )
        for line in found.lines
    ]
    table(columns, rows, frozenset(range(1, len(columns))))
    click.echo(t("As it is: {pay}", pay=together(found)))
    if found.tried:
        click.echo(t("What if: {pay}", pay=together(found, trial=True)))
    for warning in warnings(found):
        click.echo(f"· {warning}")


def _total(pay: Pay | None, found: Payroll) -> str:
    return NOTHING if pay is None else _amount(pay.total, found)


def _amount(minor: int, found: Payroll) -> str:
    return money(Money(minor, found.currency))
