"""Taking clients and deals in from a CRM's files."""

from __future__ import annotations

from pathlib import Path

import click

from cockpit.commands.asking import ask, print_json
from cockpit.commands.options import shows
from cockpit.language import t
from cockpit.start import Options, Start, prepare


def add(cockpit: click.Group) -> None:
    """Add ``import``."""

    @cockpit.command("import", help=t("Take clients and deals from a CRM's files."))
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
    @click.option("--source", metavar="NAME", help=t("The program the files come from, when it is not recognised."))
    @click.option("--dry-run", is_flag=True, help=t("Only say what would be done."))
    @shows
    def import_(options: Options, files: tuple[Path, ...], source: str | None, dry_run: bool, as_json: bool) -> None:
        _import(prepare(options), files, source, apply=not dry_run, as_json=as_json)


def _import(start: Start, files: tuple[Path, ...], source: str | None, *, apply: bool, as_json: bool) -> None:
    from cockpit.printing import lists as printing

    with printing.Bar() as bar:
        found = ask(
            start,
            lambda store: store.import_files(files, start.clock(), apply=apply, source=source, progress=bar.show),
            makes=True,
        )
    if as_json:
        from cockpit.output.imports import Import

        print_json(Import.of(found))
    else:
        printing.imported(found)
