"""Taking clients and deals in from a CRM's files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cockpit.commands.asking import ask, print_json
from cockpit.commands.options import shows
from cockpit.language import t
from cockpit.start import Options, Start, prepare

if TYPE_CHECKING:
    from cockpit.method.report import ImportReport
    from data.store import Store


def add(cockpit: click.Group) -> None:
    """Add ``import``."""

    @cockpit.command("import", help=t("Take clients and deals from a CRM's files."))
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
    @click.option("--source", metavar="NAME", help=t("The program the files come from, when it is not recognised."))
    @click.option(
        "--map",
        "mapping",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=t("What the columns and stages mean, as a TOML file; it is remembered."),
    )
    @click.option("--dry-run", is_flag=True, help=t("Only say what would be done."))
    @shows
    def import_(  # noqa: PLR0917  click gives what was typed
        options: Options,
        files: tuple[Path, ...],
        source: str | None,
        mapping: Path | None,
        dry_run: bool,
        as_json: bool,
    ) -> None:
        _import(prepare(options), files, source, mapping, apply=not dry_run, as_json=as_json)


def _import(
    start: Start, files: tuple[Path, ...], source: str | None, mapping: Path | None, *, apply: bool, as_json: bool
) -> None:
    from cockpit.printing import lists as printing

    with printing.Bar() as bar:

        async def question(store: Store) -> ImportReport:
            said = None if mapping is None else await store.read_map(mapping)
            return await store.import_files(
                files, start.clock(), apply=apply, source=source, mapping=said, progress=bar.show
            )

        found = ask(start, question, makes=True)
    if as_json:
        from cockpit.output.imports import Import

        print_json(Import.of(found))
    else:
        printing.imported(found)
