"""What managers lack, with lead sources and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cockpit.commands.asking import ask, hand_out, print_json
from cockpit.commands.options import Target, hands_out, shows
from cockpit.language import t
from cockpit.method.sheet import TABLE_FORMS, SheetForm
from cockpit.start import Options, Start, prepare

if TYPE_CHECKING:
    from cockpit.method.request import ReasonLine, RequestLine, SourceLine
    from data.store import Store


def add(cockpit: click.Group, export: click.Group) -> None:
    """Add ``requests`` and ``export requests``."""

    @cockpit.command(help=t("What managers lack, by the money stuck behind it; lead sources and refusals."))
    @shows
    def requests(options: Options, as_json: bool) -> None:
        _requests(prepare(options), as_json=as_json)

    @export.command("requests", help=t("What managers lack, lead sources and refusals; in CSV what they lack alone."))
    @hands_out(TABLE_FORMS)
    def export_requests(options: Options, **target: Any) -> None:
        _export(prepare(options), Target(**target))


def _requests(start: Start, *, as_json: bool) -> None:
    now = start.clock()

    async def question(store: Store) -> tuple[tuple[RequestLine, ...], tuple[SourceLine, ...], tuple[ReasonLine, ...]]:
        return await store.requests(), await store.lead_sources(now), await store.refusal_reasons(now)

    found = ask(start, question)
    if as_json:
        from cockpit.output.requests import Requests

        print_json(Requests.of(now, *found))
    else:
        from cockpit.printing import lists as printing
        from data.sheets.requests import tables

        printing.requests(tables(*found, now.date()))


def _export(start: Start, target: Target) -> None:
    form, path, now = target.chosen(TABLE_FORMS, SheetForm.MARKDOWN), target.path, start.clock()

    async def question(store: Store) -> bytes:
        if path is None:
            return await store.requests_file(form, now)
        await store.export_requests(path, form, now, replace=target.force)
        return b""

    hand_out(start, path, question)
