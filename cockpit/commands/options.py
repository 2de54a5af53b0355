"""The options that several commands share."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, TypeAlias

import click

from cockpit.language import t
from cockpit.method.sheet import SheetForm, end_of
from cockpit.method.window import Period, Window, window

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
        word = self.form or end_of(self.path.name if self.path else "", forms) or suffix or default.value
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


@dataclass(frozen=True, slots=True)
class Days:
    """The days that were asked for; without any of them the running month.

    Raises:
        click.UsageError: the last day comes before the first, or a period was named beside both.
    """

    since: date | None = None
    until: date | None = None
    period: Period | None = None

    def __post_init__(self) -> None:
        if self.since and self.until:
            if self.period:
                raise click.UsageError(t("--period goes with --from or with --to, not with both."))
            if self.until < self.since:
                raise click.UsageError(
                    t("--to {until} comes before --from {since}.", until=self.until, since=self.since)
                )

    def window(self, today: date) -> Window:
        """Return the days: those from the one to the other, or the period that a day belongs to.

        Without a period ``--from`` alone goes on to today, and ``--to`` alone begins with its month.

        Raises:
            click.UsageError: they begin after today.
        """
        if self.since and self.since > today:
            raise click.UsageError(t("--from {since} is a day to come.", since=self.since))
        if self.period or not (self.since or self.until):
            return window(self.period or Period.MONTH, self.since or self.until or today)
        until = self.until or today
        return Window(Period.OWN, self.since or until.replace(day=1), until)


def has_days(command: Command) -> Command:
    """Give a command ``--from``, ``--to`` and ``--period``; it gets them as ``days``, which is a `Days`."""

    @wraps(command)
    def given(*args: Any, since: date | None, until: date | None, period: str | None, **others: Any) -> Any:
        return command(*args, days=Days(since, until, Period(period) if period else None), **others)

    first = click.option("--from", "since", type=Day(), help=t("The first day."))
    last = click.option("--to", "until", type=Day(), help=t("The last day."))
    named = click.option(
        "--period",
        type=click.Choice([period.value for period in Period if period is not Period.OWN]),
        help=t("The period that the day of --from or --to belongs to, or else today; by default the month."),
    )
    return first(last(named(given)))


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose figures were asked for, by name; those of the department without one.

    Raises:
        click.UsageError: both a manager and a segment were named.
    """

    manager: str | None = None
    segment: str | None = None

    def __post_init__(self) -> None:
        if self.manager and self.segment:
            raise click.UsageError(t("--manager and --segment exclude each other."))


def has_whose(command: Command) -> Command:
    """Give a command ``--manager`` and ``--segment``; it gets them as ``whose``, for `asking.scope_of`."""

    @wraps(command)
    def given(*args: Any, manager: str | None, segment: str | None, **others: Any) -> Any:
        return command(*args, whose=Whose(manager, segment), **others)

    by_segment = click.option("--segment", metavar="NAME", help=t("A segment's name or its beginning."))
    return one_manager(by_segment(given))
