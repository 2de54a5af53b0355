"""How heads and managers learn, and when a head can hand over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from cockpit.commands.asking import ask, hand_out_table, print_json, scope_of
from cockpit.commands.options import Days, Target, Whose, hands_out, has_days, has_whose, shows
from cockpit.language import t
from cockpit.method.scope import DEPARTMENT
from cockpit.method.sheet import TABLE_FORMS, SheetForm
from cockpit.start import Options, Start, prepare

if TYPE_CHECKING:
    from cockpit.method.delegation import Delegation
    from cockpit.method.learning import Learning
    from cockpit.method.scope import Scope
    from data.store import Store


def add(cockpit: click.Group, export: click.Group) -> None:
    """Add ``learning`` and ``delegation``, and their exports."""

    @cockpit.command(
        help=t("Minutes per client, plans reached and rework, week by week. Without days, all there is up to today.")
    )
    @has_whose
    @has_days
    @shows
    def learning(options: Options, whose: Whose, days: Days, as_json: bool) -> None:
        _learning(prepare(options), whose, days, as_json=as_json)

    @cockpit.command(help=t("Who can hand the sittings over to a deputy, and what is missing until then."))
    @has_whose
    @shows
    def delegation(options: Options, whose: Whose, as_json: bool) -> None:
        _delegation(prepare(options), whose, as_json=as_json)

    @export.command("learning", help=t("Minutes per client, plans reached and rework, as a file."))
    @has_whose
    @has_days
    @hands_out(TABLE_FORMS)
    def export_learning(options: Options, whose: Whose, days: Days, **target: Any) -> None:
        start = prepare(options)
        first, last = _ends(start, days)

        async def body(store: Store, form: SheetForm) -> bytes:
            scope, _ = await scope_of(store, start, whose)
            return await store.learning_file(form, start.clock(), scope, first, last)

        hand_out_table(start, Target(**target), body)

    @export.command("delegation", help=t("Who can hand over, as a file."))
    @has_whose
    @hands_out(TABLE_FORMS)
    def export_delegation(options: Options, whose: Whose, **target: Any) -> None:
        start = prepare(options)

        async def body(store: Store, form: SheetForm) -> bytes:
            scope, _ = await scope_of(store, start, whose)
            return await store.delegation_file(form, start.clock(), scope)

        hand_out_table(start, Target(**target), body)


def _ends(start: Start, days: Days) -> tuple[date | None, date | None]:
    """Return the first and the last day that were asked for; None for all there is."""
    today = start.clock().date()
    window = days.window(today) if days != Days() else None
    return (window.start, window.until(today)) if window else (None, None)


def _learning(start: Start, whose: Whose, days: Days, *, as_json: bool) -> None:
    now = start.clock()
    first, last = _ends(start, days)

    async def question(store: Store) -> tuple[Learning, Scope]:
        scope, _ = await scope_of(store, start, whose)
        return await store.learning(now, first, last), scope

    found, scope = ask(start, question)
    learners = [each for each in found.learners if scope in (DEPARTMENT, each.scope)]
    if as_json:
        from cockpit.output.learning import Learning as Form

        print_json(Form.of(found, learners))
    else:
        from cockpit.printing import learning as printing

        printing.learning(found, learners)


def _delegation(start: Start, whose: Whose, *, as_json: bool) -> None:
    now = start.clock()

    async def question(store: Store) -> tuple[Delegation, Scope]:
        scope, _ = await scope_of(store, start, whose)
        return await store.delegation(now), scope

    found, scope = ask(start, question)
    rows = found.within(scope)
    if as_json:
        from cockpit.output.delegation import Delegation as Form

        print_json(Form.of(found, rows))
    else:
        from cockpit.printing import delegation as printing

        printing.delegation(found, rows)
