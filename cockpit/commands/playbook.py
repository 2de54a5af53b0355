"""The playbook as one file, out and in."""

from __future__ import annotations

from pathlib import Path

import click

from cockpit.commands.asking import ask
from cockpit.language import t
from cockpit.start import Options, Start, prepare


def add(cockpit: click.Group) -> None:
    """Add ``playbook export`` and ``playbook import``."""

    @cockpit.group(help=t("The playbook: templates, questions, lists, intervals and rules, by segment."))
    def playbook() -> None:
        pass

    @playbook.command("export", help=t("Write the whole playbook as one TOML file."))
    @click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help=t("The file; without it, print it."))
    @click.pass_obj
    def export_playbook(options: Options, out: Path | None) -> None:
        _export(prepare(options), out)

    @playbook.command("import", help=t("Take a playbook in from a TOML file."))
    @click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
    @click.option("--dry-run", is_flag=True, help=t("Only say what would be done."))
    @click.pass_obj
    def import_playbook(options: Options, file: Path, dry_run: bool) -> None:
        _import(prepare(options), file, apply=not dry_run)


def _export(start: Start, out: Path | None) -> None:
    text = ask(start, lambda store: store.export_playbook(out))
    click.echo(t("Written: {path}", path=str(out)) if out else text, nl=out is not None)


def _import(start: Start, file: Path, *, apply: bool) -> None:
    from cockpit import printing

    found = ask(start, lambda store: store.import_playbook(file, start.clock(), apply=apply), makes=True)
    printing.playbook_changes(found, applied=apply)
