"""Who has to learn what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cockpit.commands.asking import ask, hand_out, print_json
from cockpit.commands.options import Command, Target, hands_out, shows
from cockpit.language import t
from cockpit.method.sheet import TABLE_FORMS, SheetForm
from cockpit.method.training import Window
from cockpit.start import Options, Start, prepare

if TYPE_CHECKING:
    from data.store import Store


def add(cockpit: click.Group, export: click.Group) -> None:
    """Add ``training`` and ``export training``."""

    @cockpit.command(help=t("Who has to learn what, by the corrections: competencies and error types."))
    @_window
    @shows
    def training(options: Options, window: str, as_json: bool) -> None:
        _training(prepare(options), Window(window), as_json=as_json)

    @export.command("training", help=t("The programme of training, with the example clients."))
    @_window
    @hands_out(TABLE_FORMS)
    def export_training(options: Options, window: str, **target: Any) -> None:
        _export(prepare(options), Window(window), Target(**target))


def _window(command: Command) -> Command:
    return click.option(
        "--window",
        type=click.Choice([window.value for window in Window]),
        default=Window.MONTH.value,
        help=t("The last four weeks, a quarter, or all there is."),
    )(command)


def _training(start: Start, window: Window, *, as_json: bool) -> None:
    now = start.clock()
    found = ask(start, lambda store: store.training(now, window.start(now.date())))
    if as_json:
        from cockpit.output.training import Training

        print_json(Training.of(found, now))
    else:
        from cockpit.printing import lists as printing

        printing.training(found)


def _export(start: Start, window: Window, target: Target) -> None:
    form, path, now = target.chosen(TABLE_FORMS, SheetForm.MARKDOWN), target.path, start.clock()
    since = window.start(now.date())

    async def question(store: Store) -> bytes:
        if path is None:
            return await store.training_file(form, now, since)
        await store.export_training(path, form, now, since, replace=target.force)
        return b""

    hand_out(start, path, question)
