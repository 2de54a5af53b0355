"""Targets, and what pay would come out of which rates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cockpit.commands.asking import ask, hand_out_table, print_json, scope_of
from cockpit.commands.options import Days, Target, Whose, hands_out, has_days, has_whose, shows
from cockpit.language import t
from cockpit.method.sheet import TABLE_FORMS, SheetForm
from cockpit.method.target import PERIODS
from cockpit.method.window import Period, Window, window
from cockpit.start import Options, Start, prepare

if TYPE_CHECKING:
    from cockpit.method.incentive import Payroll
    from cockpit.method.scope import Scope
    from cockpit.method.target import Targets
    from data.store import Store


def add(cockpit: click.Group, export: click.Group) -> None:
    """Add ``targets`` and ``incentives``, and their exports."""

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

    @export.command("targets", help=t("The targets with what came so far, as a file."))
    @has_whose
    @has_days
    @hands_out(TABLE_FORMS)
    def export_targets(options: Options, whose: Whose, days: Days, **target: Any) -> None:
        start = prepare(options)
        shown = _aimed(days, start)

        async def body(store: Store, form: SheetForm) -> bytes:
            scope, _ = await scope_of(store, start, whose)
            return await store.targets_file(form, start.clock(), scope, shown)

        hand_out_table(start, Target(**target), body)

    @export.command("incentives", help=t("What pay would come out of which rates, as a file."))
    @has_whose
    @has_days
    @hands_out(TABLE_FORMS)
    def export_incentives(options: Options, whose: Whose, days: Days, **target: Any) -> None:
        start = prepare(options)
        shown = _months(days, start)

        async def body(store: Store, form: SheetForm) -> bytes:
            scope, _ = await scope_of(store, start, whose)
            return await store.payroll_file(form, start.clock(), scope, shown)

        hand_out_table(start, Target(**target), body)


def _targets(start: Start, whose: Whose, days: Days, *, as_json: bool) -> None:
    shown = _aimed(days, start)

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


def _aimed(days: Days, start: Start) -> Window:
    """Return the week, month or quarter that was asked for, also by its first and last day.

    Raises:
        click.UsageError: other days were asked for.
    """
    shown = _whole(days.window(start.clock().date()))
    if shown.period not in PERIODS:
        raise click.UsageError(t("Targets are for a week, a month or a quarter: add --period."))
    return shown


def _whole(shown: Window) -> Window:
    """Return the week, month or quarter that has just these days; the days as they are if there is none."""
    periods = (window(period, shown.start) for period in PERIODS)
    return next((each for each in periods if (each.start, each.end) == (shown.start, shown.end)), shown)


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
    shown = _whole(days.window(today))
    if shown.period not in (Period.MONTH, Period.QUARTER):
        raise click.UsageError(t("Pay is worked out for a month or a quarter: add --period."))
    return shown
