"""The key figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cockpit.commands.asking import ask, hand_out, print_json, scope_of
from cockpit.commands.options import Days, Target, Whose, hands_out, has_days, has_whose, shows
from cockpit.language import t
from cockpit.method.sheet import TABLE_FORMS, SheetForm
from cockpit.start import Options, Start, prepare

if TYPE_CHECKING:
    from cockpit.method.kpi import Kpis
    from cockpit.method.scope import Scope
    from data.store import Store


def add(cockpit: click.Group, export: click.Group) -> None:
    """Add ``kpi`` and ``export kpi``."""

    @cockpit.command(help=t("The eight key figures, with the period before."))
    @has_whose
    @has_days
    @shows
    def kpi(options: Options, whose: Whose, days: Days, as_json: bool) -> None:
        _kpi(prepare(options), whose, days, as_json=as_json)

    @export.command("kpi", help=t("The eight key figures; in CSV a row for each of them."))
    @has_whose
    @has_days
    @hands_out(TABLE_FORMS)
    def export_kpi(options: Options, whose: Whose, days: Days, **target: Any) -> None:
        _export(prepare(options), whose, days, Target(**target))


def _kpi(start: Start, whose: Whose, days: Days, *, as_json: bool) -> None:
    now = start.clock()
    window = days.window(now.date())

    async def question(store: Store) -> tuple[Kpis, Scope]:
        scope, _ = await scope_of(store, start, whose)
        return await store.kpis(window, now), scope

    found, scope = ask(start, question)
    from data.sheets.kpi import shown, tables

    if as_json:
        from cockpit.output.kpi import Kpis as Form

        print_json(Form.of(found, shown(found, scope)))
    else:
        from cockpit.printing import kpi as printing

        nothing = t("There are no managers yet. Import a CRM file (cockpit import FILE) or open cockpit and add one.")
        printing.kpi(tables(found, scope), nothing)


def _export(start: Start, whose: Whose, days: Days, target: Target) -> None:
    form, path, now = target.chosen(TABLE_FORMS, SheetForm.MARKDOWN), target.path, start.clock()
    window = days.window(now.date())

    async def question(store: Store) -> bytes:
        scope, _ = await scope_of(store, start, whose)
        if path is None:
            return await store.kpi_file(form, now, window, scope)
        await store.export_kpi(path, form, now, window, scope, replace=target.force)
        return b""

    hand_out(start, path, question)
