"""The saved reviews."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from cockpit.commands.asking import ask, manager_id, print_json
from cockpit.commands.options import Day, one_manager, shows
from cockpit.language import t
from cockpit.method.records import Review
from cockpit.start import Options, Start, prepare

if TYPE_CHECKING:
    from data.store import Store


def add(cockpit: click.Group) -> None:
    """Add ``reviews``."""

    @cockpit.command(help=t("The reviews that were saved, oldest first."))
    @one_manager
    @click.option("--from", "start_on", type=Day(), help=t("The first day."))
    @click.option("--to", "end_on", type=Day(), help=t("The last day."))
    @shows
    def reviews(
        options: Options, manager: str | None, start_on: date | None, end_on: date | None, as_json: bool
    ) -> None:
        _reviews(prepare(options), manager, start_on, end_on, as_json=as_json)


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
