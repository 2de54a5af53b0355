"""Taking clients and deals in from a CRM's files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cockpit.commands.asking import ask, manager_id, print_json
from cockpit.commands.options import one_manager, shows
from cockpit.language import t
from cockpit.method.errors import ConflictError
from cockpit.method.sentence import say
from cockpit.start import Options, Start, prepare

if TYPE_CHECKING:
    from cockpit.method.report import GoneDeal, ImportReport, ImportRun, ImportUndone
    from data.store import Store


def add(cockpit: click.Group) -> None:
    """Add ``import``, ``imports`` and ``gone``."""

    @cockpit.command(help=t("The imports that were done; the last one can be taken back."))
    @click.option("--undo", is_flag=True, help=t("Take the last import back, leaving what was worked on since."))
    @shows
    def imports(options: Options, undo: bool, as_json: bool) -> None:
        _imports(prepare(options), undo=undo, as_json=as_json)

    @cockpit.command(help=t("The open deals that the last files of their source do not hold any more."))
    @one_manager
    @shows
    def gone(options: Options, manager: str | None, as_json: bool) -> None:
        _gone(prepare(options), manager, as_json=as_json)

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


def _imports(start: Start, *, undo: bool, as_json: bool) -> None:
    async def question(store: Store) -> tuple[tuple[ImportRun, ...], ImportUndone | None]:
        runs = await store.import_runs()
        last = next((run for run in runs if run.undoable), None)
        if not undo:
            return runs, None
        if last is None:
            raise ConflictError(say("No import can be taken back"), say("Nothing was imported, or it is too long ago."))
        undone = await store.undo_import(last.id, start.clock())
        return await store.import_runs(), undone

    runs, undone = ask(start, question)
    if as_json:
        from cockpit.output.imports import Imports

        print_json(Imports.of(runs))
        return
    from cockpit.language.crm import undone_text
    from cockpit.printing import lists as printing

    if undone is not None:
        click.echo(undone_text(undone))
    printing.import_runs(runs, start.settings.zone)


def _gone(start: Start, name: str | None, *, as_json: bool) -> None:
    async def question(store: Store) -> tuple[GoneDeal, ...]:
        return await store.gone_deals(await manager_id(store, start, name))

    found = ask(start, question)
    if as_json:
        from cockpit.output.imports import Gone

        print_json(Gone.of(found))
    else:
        from cockpit.printing import lists as printing

        printing.gone_deals(found)
