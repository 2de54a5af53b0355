"""How heads and managers learn, and when a head can hand over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cockpit.commands.asking import ask, print_json, scope_of
from cockpit.commands.options import Days, Whose, has_days, has_whose, shows
from cockpit.language import t
from cockpit.method.scope import DEPARTMENT
from cockpit.start import Options, Start, prepare

if TYPE_CHECKING:
    from cockpit.method.delegation import Delegation
    from cockpit.method.learning import Learning
    from cockpit.method.scope import Scope
    from data.store import Store


def add(cockpit: click.Group) -> None:
    """Add ``learning`` and ``delegation``."""

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


def _learning(start: Start, whose: Whose, days: Days, *, as_json: bool) -> None:
    now = start.clock()
    window = days.window(now.date()) if days != Days() else None
    first, last = (window.start, window.until(now.date())) if window else (None, None)

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
    part = scope.id if whose.segment else None
    rows = [
        row for row in found.rows if scope in (DEPARTMENT, row.scope) or (part is not None and row.segment_id == part)
    ]
    if as_json:
        from cockpit.output.delegation import Delegation as Form

        print_json(Form.of(found, rows))
    else:
        from cockpit.printing import delegation as printing

        printing.delegation(found, rows)
