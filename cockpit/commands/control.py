"""What control brings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cockpit.commands.asking import ask, hand_out_table, print_json, scope_of
from cockpit.commands.options import Days, Target, Whose, hands_out, has_days, has_whose, shows
from cockpit.language import t
from cockpit.method.sheet import TABLE_FORMS, SheetForm
from cockpit.start import Options, Start, prepare

if TYPE_CHECKING:
    from cockpit.method.control import Control
    from data.store import Store


def add(cockpit: click.Group, export: click.Group) -> None:
    """Add ``control`` and ``export control``."""

    @cockpit.command(help=t("What control brings: silent clients, money found and in trouble, losses, hours, payback."))
    @has_whose
    @has_days
    @shows
    def control(options: Options, whose: Whose, days: Days, as_json: bool) -> None:
        _control(prepare(options), whose, days, as_json=as_json)

    @export.command("control", help=t("What control brings, as a file."))
    @has_whose
    @has_days
    @hands_out(TABLE_FORMS)
    def export_control(options: Options, whose: Whose, days: Days, **target: Any) -> None:
        start = prepare(options)
        now = start.clock()

        async def body(store: Store, form: SheetForm) -> bytes:
            scope, name = await scope_of(store, start, whose)
            return await store.control_file(form, now, scope, name, days.window(now.date()))

        hand_out_table(start, Target(**target), body)


def _control(start: Start, whose: Whose, days: Days, *, as_json: bool) -> None:
    now = start.clock()
    window = days.window(now.date())

    async def question(store: Store) -> tuple[Control, str]:
        scope, name = await scope_of(store, start, whose)
        return await store.control(scope, window, now), name

    found, name = ask(start, question)
    if as_json:
        from cockpit.output.control import Control as Form

        print_json(Form.of(found, name))
    else:
        from cockpit.printing import control as printing

        printing.control(found, name)
