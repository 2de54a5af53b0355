"""The settings in force."""

from __future__ import annotations

import click

from cockpit.commands.asking import print_json
from cockpit.commands.options import shows
from cockpit.language import t
from cockpit.start import Options, Start, prepare


def add(cockpit: click.Group) -> None:
    """Add ``settings``."""

    @cockpit.command(help=t("The settings in force, and where each comes from."))
    @click.option("--write", is_flag=True, help=t("Write a commented settings file, if there is none."))
    @shows
    def settings(options: Options, write: bool, as_json: bool) -> None:
        _settings(prepare(options), write=write, as_json=as_json)


def _settings(start: Start, *, write: bool, as_json: bool) -> None:
    keeper = start.keeper
    written = keeper.write() if write else False
    found = keeper.read()
    if as_json:
        from cockpit.output.settings import Setting, Settings

        print_json(Settings(file=keeper.place, settings=tuple(map(Setting.of, found))))
        return
    from cockpit.printing import lists as printing

    printing.settings(found, keeper.place)
    if write:
        click.echo(t("The file was written.") if written else t("The file was there already and stays as it is."))
