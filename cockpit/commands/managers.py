"""The managers, the department by segment, and one manager's order of review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cockpit.commands.asking import ask, one_manager, print_json
from cockpit.commands.options import shows
from cockpit.language import t
from cockpit.method.overview import QueueLine, QueueView
from cockpit.method.words import Lane
from cockpit.start import Options, Start, prepare

if TYPE_CHECKING:
    from cockpit.method.department import Department
    from data.store import Store


def add(cockpit: click.Group) -> None:
    """Add ``managers``, ``department`` and ``queue``."""

    @cockpit.command(help=t("Managers: what is due, money, minutes per client."))
    @shows
    def managers(options: Options, as_json: bool) -> None:
        _managers(prepare(options), as_json=as_json)

    @cockpit.command(help=t("The department by segment: sittings held, review debt, money."))
    @shows
    def department(options: Options, as_json: bool) -> None:
        _department(prepare(options), as_json=as_json)

    @cockpit.command(help=t("A manager's clients in order of review, with reasons."))
    @click.option("--manager", metavar="NAME", required=True, help=t("A manager's name or its beginning."))
    @shows
    def queue(options: Options, manager: str, as_json: bool) -> None:
        _queue(prepare(options), manager, as_json=as_json)


def _managers(start: Start, *, as_json: bool) -> None:
    lines = ask(start, lambda store: store.managers(start.clock()))
    if as_json:
        from cockpit.output.managers import Manager, Managers

        print_json(Managers(as_of=start.clock(), managers=tuple(map(Manager.of, lines))))
    else:
        from cockpit.printing import lists as printing

        printing.managers(lines)


def _department(start: Start, *, as_json: bool) -> None:
    from cockpit.method.department import department

    async def question(store: Store) -> Department:
        lines = await store.managers(start.clock())
        return department(lines, await store.segment_list(), start.clock().date())

    found = ask(start, question)
    if as_json:
        from cockpit.output import department as output

        segments = tuple(map(output.Segment.of, found.parts))
        print_json(output.Department(as_of=start.clock(), segments=segments, total=output.Sums.of(found.sums)))
    else:
        from cockpit.printing import lists as printing

        printing.department(found)


def _queue(start: Start, name: str, *, as_json: bool) -> None:
    async def question(store: Store) -> tuple[QueueView, tuple[QueueLine, ...]]:
        found = await one_manager(store, start, name)
        view = await store.queue(found.manager.id, start.clock())
        ids = [client for lane in Lane for client in view.lanes.get(lane, ())]
        return view, await store.queue_lines(ids, start.clock())

    view, lines = ask(start, question)
    if as_json:
        from cockpit.output.queue import Place, Queue

        clients = tuple(map(Place.of, lines))
        print_json(Queue(as_of=start.clock(), manager=view.manager.name, clients=clients, closed_clients=view.closed))
    else:
        from cockpit.printing import lists as printing

        printing.queue(lines)
