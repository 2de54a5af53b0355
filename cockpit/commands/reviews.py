"""The saved reviews."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from cockpit.commands.asking import ask, hand_out, manager_id, print_json
from cockpit.commands.options import Command, Day, Target, hands_out, one_manager, shows
from cockpit.language import t
from cockpit.method.records import Review
from cockpit.method.sheet import TABLE_FORMS, SheetForm
from cockpit.start import Options, Start, prepare

if TYPE_CHECKING:
    from data.store import Store


def add(cockpit: click.Group, export: click.Group) -> None:
    """Add ``reviews`` and ``export reviews``."""

    @cockpit.command(help=t("The reviews that were saved, oldest first."))
    @one_manager
    @_days
    @shows
    def reviews(
        options: Options, manager: str | None, start_on: date | None, end_on: date | None, as_json: bool
    ) -> None:
        _reviews(prepare(options), manager, start_on, end_on, as_json=as_json)

    @export.command("reviews", help=t("The same reviews as a file: plan, actual, next plan."))
    @one_manager
    @_days
    @hands_out(TABLE_FORMS)
    def export_reviews(
        options: Options, manager: str | None, start_on: date | None, end_on: date | None, **target: Any
    ) -> None:
        _export(prepare(options), manager, start_on, end_on, Target(**target))


def _days(command: Command) -> Command:
    first = click.option("--from", "start_on", type=Day(), help=t("The first day."))
    last = click.option("--to", "end_on", type=Day(), help=t("The last day."))
    return first(last(command))


def _reviews(start: Start, name: str | None, start_on: date | None, end_on: date | None, *, as_json: bool) -> None:
    async def question(store: Store) -> tuple[Review, ...]:
        return await store.reviews(await manager_id(store, start, name), start_on, end_on)

    found = ask(start, question)
    if as_json:
        from cockpit.output import reviews as output

        print_json(output.Reviews(reviews=tuple(map(output.Review.of, found))))
    else:
        from cockpit.printing import lists as printing

        printing.reviews(found, start.settings.zone)


def _export(start: Start, name: str | None, start_on: date | None, end_on: date | None, target: Target) -> None:
    form, path, now = target.chosen(TABLE_FORMS, SheetForm.CSV), target.path, start.clock()

    async def question(store: Store) -> bytes:
        one = await manager_id(store, start, name)
        if path is None:
            return await store.reviews_file(form, now, one, start_on, end_on)
        await store.export_reviews(path, form, now, manager_id=one, start=start_on, end=end_on, replace=target.force)
        return b""

    hand_out(start, path, question)
