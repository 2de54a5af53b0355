"""The playbook as one file, out and in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cockpit.commands.asking import ask, hand_out
from cockpit.language import t
from cockpit.start import Options, Start, prepare

if TYPE_CHECKING:
    from data.store import Store


def add(cockpit: click.Group) -> None:
    """Add ``playbook export`` and ``playbook import``."""

    @cockpit.group(help=t("The playbook: templates, questions, lists, intervals and rules, by segment."))
    def playbook() -> None:
        pass

    @playbook.command("export", help=t("Write the whole playbook as one TOML file."))
    @click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help=t("The file; without it, print it."))
    @click.option("--force", is_flag=True, help=t("Write over a file that is there."))
    @click.pass_obj
    def export_playbook(options: Options, out: Path | None, force: bool) -> None:
        _export(prepare(options), out, replace=force)

    @playbook.command("import", help=t("Take a playbook in from a TOML file."))
    @click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
    @click.option("--dry-run", is_flag=True, help=t("Only say what would be done."))
    @click.pass_obj
    def import_playbook(options: Options, file: Path, dry_run: bool) -> None:
        _import(prepare(options), file, apply=not dry_run)


def _export(start: Start, out: Path | None, *, replace: bool) -> None:
    async def question(store: Store) -> bytes:
        return (await store.export_playbook(out, replace=replace)).encode()

    hand_out(start, out, question)


def _import(start: Start, file: Path, *, apply: bool) -> None:
    from cockpit.printing import lists as printing

    found = ask(start, lambda store: store.import_playbook(file, start.clock(), apply=apply), makes=True)
    printing.playbook_changes(found, applied=apply)
