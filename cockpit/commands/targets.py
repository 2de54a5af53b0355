"""Targets, and what pay would come out of which rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cockpit.commands.asking import ask, print_json, scope_of
from cockpit.commands.options import Days, Whose, has_days, has_whose, shows
from cockpit.language import t
from cockpit.method.target import PERIODS
from cockpit.method.window import Period, Window, window
from cockpit.start import Options, Start, prepare

if TYPE_CHECKING:
    from cockpit.method.incentive import Payroll
    from cockpit.method.scope import Scope
    from cockpit.method.target import Targets
    from data.store import Store


def add(cockpit: click.Group) -> None:
    """Add ``targets`` and ``incentives``."""

    @cockpit.command(help=t("The targets for a week, a month or a quarter, with what came so far."))
    @has_whose
    @has_days
    @shows
    def targets(options: Options, whose: Whose, days: Days, as_json: bool) -> None:
        _targets(prepare(options), whose, days, as_json=as_json)

    @cockpit.command(
        help=t("What pay would come out of which rates, for a month or a quarter: a calculation that decides nothing.")
    )
    @has_whose
    @has_days
    @shows
    def incentives(options: Options, whose: Whose, days: Days, as_json: bool) -> None:
        _incentives(prepare(options), whose, days, as_json=as_json)


def _targets(start: Start, whose: Whose, days: Days, *, as_json: bool) -> None:
    shown = days.window(start.clock().date())
    if shown.period not in PERIODS:
        raise click.UsageError(t("Targets are for a week, a month or a quarter: add --period."))

    async def question(store: Store) -> tuple[Targets, Scope]:
        scope, _ = await scope_of(store, start, whose)
        return await store.targets(shown, start.clock()), scope

    found, scope = ask(start, question)
    if as_json:
        from cockpit.output.targets import Targets as Form

        print_json(Form.of(found, scope))
    else:
        from cockpit.printing import targets as printing

        printing.targets(found, scope)


def _incentives(start: Start, whose: Whose, days: Days, *, as_json: bool) -> None:
    shown = _months(days, start)

    async def question(store: Store) -> Payroll:
        scope, _ = await scope_of(store, start, whose)
        return (await store.payroll(shown, start.clock())).within(scope)

    found = ask(start, question)
    if as_json:
        from cockpit.output.targets import Incentives

        print_json(Incentives.of(found))
    else:
        from cockpit.printing import targets as printing

        printing.incentives(found)


def _months(days: Days, start: Start) -> Window:
    """Return the month or quarter that was asked for; without any the last month that is over.

    Raises:
        click.UsageError: other days were asked for.
    """
    today = start.clock().date()
    if days == Days():
        return window(Period.MONTH, today).before()
    shown = days.window(today)
    if shown.period not in (Period.MONTH, Period.QUARTER):
        raise click.UsageError(t("Pay is worked out for a month or a quarter: add --period."))
    return shown
