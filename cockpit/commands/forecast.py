"""The forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cockpit.commands.asking import ask, hand_out, print_json, scope_of
from cockpit.commands.options import Target, Whose, hands_out, has_whose, shows
from cockpit.language import t
from cockpit.method.sheet import TABLE_FORMS, SheetForm
from cockpit.start import Options, Start, prepare

if TYPE_CHECKING:
    from cockpit.method.outlook import Account
    from data.store import Store


def add(cockpit: click.Group, export: click.Group) -> None:
    """Add ``forecast`` and ``export forecast``."""

    @cockpit.command(help=t("When how much money comes from each type of client, and why."))
    @has_whose
    @shows
    def forecast(options: Options, whose: Whose, as_json: bool) -> None:
        _forecast(prepare(options), whose, as_json=as_json)

    @export.command("forecast", help=t("The forecast with its deals, and what became of earlier ones."))
    @has_whose
    @hands_out(TABLE_FORMS)
    def export_forecast(options: Options, whose: Whose, **target: Any) -> None:
        _export(prepare(options), whose, Target(**target))


def _forecast(start: Start, whose: Whose, *, as_json: bool) -> None:
    async def question(store: Store) -> tuple[Account, str]:
        scope, name = await scope_of(store, start, whose)
        return await store.forecast_account(scope, start.clock()), name

    found, name = ask(start, question)
    if as_json:
        from cockpit.output.forecast import Forecast

        print_json(Forecast.of(found, name))
    else:
        from cockpit.printing import forecast as printing

        printing.forecast(found, name)


def _export(start: Start, whose: Whose, target: Target) -> None:
    form, path, now = target.chosen(TABLE_FORMS, SheetForm.MARKDOWN), target.path, start.clock()

    async def question(store: Store) -> bytes:
        scope, name = await scope_of(store, start, whose)
        if path is None:
            return await store.forecast_file(form, scope, now, name)
        await store.export_forecast(path, form, scope, now, name, replace=target.force)
        return b""

    hand_out(start, path, question)
