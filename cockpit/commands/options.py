"""The options that several commands share."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

import click

from cockpit.language import t
from cockpit.method.sheet import SheetForm

#: A command that is being put together.
Command: TypeAlias = Callable[..., Any]


class Day(click.ParamType[date]):
    """A day of the calendar, ISO or as it is written in Russia."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day."""
        if isinstance(value, date):
            return value
        found = None
        for form in ("%Y-%m-%d", "%d.%m.%Y"):
            try:
                found = datetime.strptime(value, form).date()  # noqa: DTZ007  a local day has no zone
            except ValueError:
                continue
        if found is None:
            self.fail(t("Not a day: {text}. Write it as 2026-11-23.", text=value), param, ctx)
        return found


def shows(command: Command) -> Command:
    """Give a command ``--json`` and ``--schema``; it gets the options of all commands first, then ``as_json``."""
    as_json = click.option("--json", "as_json", is_flag=True, help=t("Print JSON."))
    return has_schema(as_json(click.pass_obj(command)))


def has_schema(command: Command) -> Command:
    """Give a command ``--schema``."""
    return click.option(
        "--schema",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_print_schema,
        help=t("Print the JSON Schema of --json and do nothing else."),
    )(command)


def _print_schema(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        from cockpit.output.schema import schema

        _, _, command = ctx.command_path.partition(" ")
        click.echo(json.dumps(schema(command), ensure_ascii=False, indent=2))
        ctx.exit()


def one_manager(command: Command) -> Command:
    """Give a command ``--manager``, which may be left out."""
    return click.option("--manager", metavar="NAME", help=t("A manager's name or its beginning."))(command)


@dataclass(frozen=True, slots=True)
class Target:
    """Where an export goes: a form, a file (without one, or with ``-``, the output), and whether it may be replaced."""

    form: str | None
    out: Path | None
    force: bool

    @property
    def path(self) -> Path | None:
        """The file; None for the output."""
        return None if self.out is None or str(self.out) == "-" else self.out

    def chosen(self, forms: Collection[SheetForm], default: SheetForm) -> SheetForm:
        """Return the form that was named, or that the file's name ends with.

        Raises:
            click.UsageError: it is none of `forms`, or bytes would go to a terminal.
        """
        suffix = self.path.suffix.removeprefix(".").casefold() if self.path else ""
        word = self.form or suffix or default.value
        form = next((form for form in forms if form.value == word), None)
        if form is None:
            raise click.UsageError(t("Which form? Add --format, one of: {forms}.", forms=", ".join(forms)))
        if form is SheetForm.XLSX and self.path is None and sys.stdout.isatty():
            raise click.UsageError(t("A workbook is not for the terminal: add --out FILE."))
        return form


def hands_out(forms: Collection[SheetForm]) -> Callable[[Command], Command]:
    """Give a command what `Target` is made of: ``--format``, ``--out`` and ``--force``."""

    def given(command: Command) -> Command:
        named = click.option(
            "--format",
            "form",
            type=click.Choice([form.value for form in forms]),
            help=t("The form; by default the one that the file's name ends with."),
        )
        out = click.option(
            "--out", type=click.Path(path_type=Path), metavar="FILE", help=t("The file; - is the output.")
        )
        force = click.option("--force", is_flag=True, help=t("Write over a file that is there."))
        return named(out(force(click.pass_obj(command))))

    return given
