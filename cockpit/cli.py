"""The commands beside the screens. Every figure of the screens can be had here, as a table or as JSON."""

from __future__ import annotations

import asyncio
import gettext
import json
import os
import sys
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cockpit import __version__
from cockpit.language import N_, current, t
from cockpit.language.catalogue import FOLDER
from cockpit.method.errors import CockpitError, FileError, FileThereError, SettingsError
from cockpit.method.overview import ManagerLine, QueueLine, QueueView, TaskLine
from cockpit.method.records import Review
from cockpit.method.sentence import say, say_count
from cockpit.method.sheet import TABLE_FORMS, SheetForm
from cockpit.method.training import Window
from cockpit.method.words import Lane, TaskState
from cockpit.start import Options, Start, open_cockpit, prepare

if TYPE_CHECKING:
    from cockpit.method.request import ReasonLine, RequestLine, SourceLine
    from data.store import Store

R = TypeVar("R")

#: The library's own texts that a user meets; it asks the catalogue for them.
_LIBRARY_TEXTS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("required"),
    N_("Option {name!r} does not take a value."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Choose from:\n\t{choices}"),
    N_("path"),
    N_("{name} {filename!r} is not readable."),
    N_("Shell completion is not supported for Bash versions older than 4.4."),
    N_("Couldn't detect Bash version, shell completion is not supported."),
    say_count("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 1),
    say_count("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 1),
    say_count("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 1),
    say_count("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 1),
)

_SHELLS = ("bash", "zsh", "fish")
_COMPLETE = "_COCKPIT_COMPLETE"


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code.

    Raises:
        CockpitError: the operation failed; a wrong call is a `SettingsError`.
    """
    gettext.bindtextdomain("cockpit", FOLDER)
    gettext.textdomain("cockpit")
    os.environ["LANGUAGE"] = current()
    try:
        code = commands().main(arguments, prog_name="cockpit", standalone_mode=False, complete_var=_COMPLETE)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "cockpit"
        reason = say("{reason} See: {help}", reason=error.format_message(), help=f"{path} --help")
        raise SettingsError(say("Wrong call"), reason) from error
    except click.Abort as error:
        raise KeyboardInterrupt from error
    return code if isinstance(code, int) else 0


class _Day(click.ParamType[date]):
    """A day of the calendar, ISO or as it is written in Russia."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
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


def commands() -> click.Group:  # noqa: C901  the list of the commands, whose help is read after the language is known
    """Build the commands, with their help in the language in use."""

    @click.group(
        invoke_without_command=True,
        help=t("Go through every manager's clients one by one: plan, actual, correction, next task."),
        epilog=t("Without a command the cockpit opens. Shell completion: cockpit completion bash."),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    @click.option("--db", metavar="URL|PATH", help=t("The database: a file, or postgresql://USER@HOST/NAME."))
    @click.option("--demo", is_flag=True, help=t("Use the made-up team's own file instead of yours."))
    @click.option("--lang", type=click.Choice(["ru", "en"]), help=t("The language."))
    @click.option("--today", type=_Day(), help=t("Figures as of this day."))
    @click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help=t("The settings file."))
    @click.version_option(__version__, prog_name="cockpit", message="%(prog)s %(version)s")
    @click.pass_context
    def cockpit(ctx: click.Context, /, **given: Any) -> int:
        ctx.obj = Options(**given)
        if ctx.obj.db and (ctx.obj.demo or ctx.invoked_subcommand == "demo"):
            raise click.UsageError(t("--db and the made-up team exclude each other."))
        return open_cockpit(ctx.obj) if ctx.invoked_subcommand is None else 0

    as_json = click.option("--json", "as_json", is_flag=True, help=t("Print JSON."))
    as_schema = click.option(
        "--schema",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_print_schema,
        help=t("Print the JSON Schema of --json and do nothing else."),
    )
    one_manager = click.option("--manager", metavar="NAME", help=t("A manager's name or its beginning."))

    def shows(command: Callable[..., Any]) -> Callable[..., Any]:
        return as_schema(as_json(click.pass_obj(command)))

    @cockpit.command(help=t("Open on a made-up team; your data stays as it is."))
    @click.option("--fresh", is_flag=True, help=t("Make the team anew."))
    @click.pass_obj
    def demo(options: Options, fresh: bool) -> int:
        return open_cockpit(replace(options, demo=True, fresh=fresh))

    @cockpit.command("import", help=t("Take clients and deals from a CRM's files."))
    @click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
    @click.option("--source", metavar="NAME", help=t("The program the files come from, when it is not recognised."))
    @click.option("--dry-run", is_flag=True, help=t("Only say what would be done."))
    @shows
    def import_(options: Options, files: tuple[Path, ...], source: str | None, dry_run: bool, as_json: bool) -> None:
        _import(prepare(options), files, source, apply=not dry_run, as_json=as_json)

    @cockpit.command(help=t("Managers: what is due, money, minutes per client."))
    @shows
    def managers(options: Options, as_json: bool) -> None:
        _managers(prepare(options), as_json=as_json)

    @cockpit.command(help=t("The department by segment: sittings held, review debt, money."))
    @shows
    def department(options: Options, as_json: bool) -> None:
        _department(prepare(options), as_json=as_json)

    @cockpit.command(help=t("A manager's clients in order of review, with reasons."))
    @click.option("--manager", metavar="NAME", required=True, help=t("A manager's name or its beginning."))
    @shows
    def queue(options: Options, manager: str, as_json: bool) -> None:
        _queue(prepare(options), manager, as_json=as_json)

    @cockpit.command(help=t("The reviews that were saved, oldest first."))
    @one_manager
    @click.option("--from", "start_on", type=_Day(), help=t("The first day."))
    @click.option("--to", "end_on", type=_Day(), help=t("The last day."))
    @shows
    def reviews(
        options: Options, manager: str | None, start_on: date | None, end_on: date | None, as_json: bool
    ) -> None:
        _reviews(prepare(options), manager, start_on, end_on, as_json=as_json)

    @cockpit.command(help=t("The open tasks by due day."))
    @one_manager
    @click.option("--done", is_flag=True, help=t("Also those closed in the last fortnight."))
    @shows
    def tasks(options: Options, manager: str | None, done: bool, as_json: bool) -> None:
        _tasks(prepare(options), manager, closed=done, as_json=as_json)

    @cockpit.group(help=t("Write a file to hand out."))
    def export() -> None:
        pass

    out = click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help=t("The file; - is the output."))
    force = click.option("--force", is_flag=True, help=t("Write over a file that is there."))

    @export.command(
        "tasks", help=t("A manager's sheet: his tasks for the day and for the week, by type and by client.")
    )
    @one_manager
    @click.option(
        "--format",
        "form",
        type=click.Choice([form.value for form in SheetForm]),
        help=t("The form; by default the one that the file's name ends with."),
    )
    @out
    @force
    @as_schema
    @click.pass_obj
    def export_tasks(options: Options, manager: str | None, form: str | None, out: Path | None, force: bool) -> None:
        _export_tasks(prepare(options), manager, _Target(form, out, force))

    @cockpit.command(help=t("What managers lack, by the money stuck behind it; lead sources and refusals."))
    @shows
    def requests(options: Options, as_json: bool) -> None:
        _requests(prepare(options), as_json=as_json)

    @export.command("requests", help=t("What managers lack, lead sources and refusals; in CSV what they lack alone."))
    @click.option(
        "--format",
        "form",
        type=click.Choice([form.value for form in TABLE_FORMS]),
        help=t("The form; by default the one that the file's name ends with."),
    )
    @out
    @force
    @click.pass_obj
    def export_requests(options: Options, form: str | None, out: Path | None, force: bool) -> None:
        _export_requests(prepare(options), _Target(form, out, force))

    @cockpit.command(help=t("The settings in force, and where each comes from."))
    @click.option("--write", is_flag=True, help=t("Write a commented settings file, if there is none."))
    @shows
    def settings(options: Options, write: bool, as_json: bool) -> None:
        _settings(prepare(options), write=write, as_json=as_json)

    window = click.option(
        "--window",
        type=click.Choice([window.value for window in Window]),
        default=Window.MONTH.value,
        help=t("The last four weeks, a quarter, or all there is."),
    )

    @cockpit.command(help=t("Who has to learn what, by the corrections: competencies and error types."))
    @window
    @shows
    def training(options: Options, window: str, as_json: bool) -> None:
        _training(prepare(options), Window(window), as_json=as_json)

    @export.command("training", help=t("The programme of training, with the example clients."))
    @window
    @click.option(
        "--format",
        "form",
        type=click.Choice([form.value for form in TABLE_FORMS]),
        help=t("The form; by default the one that the file's name ends with."),
    )
    @out
    @force
    @click.pass_obj
    def export_training(options: Options, window: str, form: str | None, out: Path | None, force: bool) -> None:
        _export_training(prepare(options), Window(window), _Target(form, out, force))

    @cockpit.group(help=t("The playbook: templates, questions, lists, intervals and rules, by segment."))
    def playbook() -> None:
        pass

    @playbook.command("export", help=t("Write the whole playbook as one TOML file."))
    @click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help=t("The file; without it, print it."))
    @click.pass_obj
    def export_playbook(options: Options, out: Path | None) -> None:
        _export_playbook(prepare(options), out)

    @playbook.command("import", help=t("Take a playbook in from a TOML file."))
    @click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
    @click.option("--dry-run", is_flag=True, help=t("Only say what would be done."))
    @click.pass_obj
    def import_playbook(options: Options, file: Path, dry_run: bool) -> None:
        _import_playbook(prepare(options), file, apply=not dry_run)

    @cockpit.command(help=t("Print a shell's completion script."))
    @click.argument("shell", type=click.Choice(_SHELLS))
    def completion(shell: str) -> None:
        from click.shell_completion import get_completion_class

        kind = get_completion_class(shell)
        if kind is not None:
            click.echo(kind(cockpit, {}, "cockpit", _COMPLETE).source())

    return cockpit


def _print_schema(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        from cockpit import output

        _, _, command = ctx.command_path.partition(" ")
        click.echo(json.dumps(output.schema(command), ensure_ascii=False, indent=2))
        ctx.exit()


def _import(start: Start, files: tuple[Path, ...], source: str | None, *, apply: bool, as_json: bool) -> None:
    from cockpit import output, printing

    with printing.Bar() as bar:
        found = _ask(
            start,
            lambda store: store.import_files(files, start.clock(), apply=apply, source=source, progress=bar.show),
            makes=True,
        )
    if as_json:
        _print_json(output.Import.of(found))
    else:
        printing.imported(found)


def _managers(start: Start, *, as_json: bool) -> None:
    from cockpit import output, printing

    lines = _ask(start, lambda store: store.managers(start.clock()))
    if as_json:
        _print_json(output.Managers(as_of=start.clock(), managers=tuple(map(output.Manager.of, lines))))
    else:
        printing.managers(lines)


def _department(start: Start, *, as_json: bool) -> None:
    from cockpit import output, printing
    from cockpit.method.department import Department, department

    async def ask(store: Store) -> Department:
        lines = await store.managers(start.clock())
        return department(lines, await store.segment_list(), start.clock().date())

    found = _ask(start, ask)
    if as_json:
        segments = tuple(map(output.Segment.of, found.parts))
        _print_json(output.Department(as_of=start.clock(), segments=segments, total=output.Sums.of(found.sums)))
    else:
        printing.department(found)


def _queue(start: Start, name: str, *, as_json: bool) -> None:
    from cockpit import output, printing

    async def ask(store: Store) -> tuple[QueueView, tuple[QueueLine, ...]]:
        found = await _manager(store, start, name)
        view = await store.queue(found.manager.id, start.clock())
        ids = [client for lane in Lane for client in view.lanes.get(lane, ())]
        return view, await store.queue_lines(ids, start.clock())

    view, lines = _ask(start, ask)
    if as_json:
        places = tuple(map(output.Place.of, lines))
        name = view.manager.name
        _print_json(output.Queue(as_of=start.clock(), manager=name, clients=places, closed_clients=view.closed))
    else:
        printing.queue(lines)


def _reviews(start: Start, name: str | None, start_on: date | None, end_on: date | None, *, as_json: bool) -> None:
    from cockpit import output, printing

    async def ask(store: Store) -> tuple[Review, ...]:
        found = await _manager(store, start, name) if name else None
        return await store.reviews(found.manager.id if found else None, start_on, end_on)

    found = _ask(start, ask)
    if as_json:
        _print_json(output.Reviews(reviews=tuple(map(output.Review.of, found))))
    else:
        printing.reviews(found, start.settings.zone)


def _tasks(start: Start, name: str | None, *, closed: bool, as_json: bool) -> None:
    from cockpit import output, printing

    async def ask(store: Store) -> tuple[TaskLine, ...]:
        found = await _manager(store, start, name) if name else None
        return await store.task_lines(start.clock(), found.manager.id if found else None)

    found = [line for line in _ask(start, ask) if closed or line.task.state is TaskState.OPEN]
    if as_json:
        _print_json(output.Tasks(as_of=start.clock(), tasks=tuple(output.Task.of(line.task) for line in found)))
    else:
        printing.tasks(found, start.clock().date())


@dataclass(frozen=True, slots=True)
class _Target:
    """Where an export goes: a form, a file (without one, or with ``-``, the output), and whether it may be replaced."""

    form: str | None
    file: Path | None
    force: bool

    @property
    def path(self) -> Path | None:
        return None if self.file is None or str(self.file) == "-" else self.file

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


def _export_tasks(start: Start, name: str | None, target: _Target) -> None:
    form, path = target.chosen(tuple(SheetForm), SheetForm.MARKDOWN), target.path

    async def ask(store: Store) -> bytes:
        found = await _manager(store, start, name) if name else None
        one, now = found.manager.id if found else None, start.clock()
        if path is None:
            return await store.task_file(form, now, one)
        await store.export_tasks(path, form, now, one, replace=target.force)
        return b""

    _hand_out(start, path, ask)


def _training(start: Start, window: Window, *, as_json: bool) -> None:
    from cockpit import output, printing

    now = start.clock()
    found = _ask(start, lambda store: store.training(now, window.start(now.date())))
    if as_json:
        _print_json(output.Training.of(found, now))
    else:
        printing.training(found)


def _export_training(start: Start, window: Window, target: _Target) -> None:
    form, path = target.chosen(TABLE_FORMS, SheetForm.MARKDOWN), target.path
    now = start.clock()
    since = window.start(now.date())

    async def ask(store: Store) -> bytes:
        if path is None:
            return await store.training_file(form, now, since)
        await store.export_training(path, form, now, since, replace=target.force)
        return b""

    _hand_out(start, path, ask)


def _requests(start: Start, *, as_json: bool) -> None:
    from cockpit import output, printing
    from data.sheets.requests import tables

    now = start.clock()

    async def ask(store: Store) -> tuple[tuple[RequestLine, ...], tuple[SourceLine, ...], tuple[ReasonLine, ...]]:
        return await store.requests(), await store.lead_sources(now), await store.refusal_reasons(now)

    found = _ask(start, ask)
    if as_json:
        _print_json(output.Requests.of(now, *found))
    else:
        printing.requests(tables(*found, now.date()))


def _export_requests(start: Start, target: _Target) -> None:
    form, path, now = target.chosen(TABLE_FORMS, SheetForm.MARKDOWN), target.path, start.clock()

    async def ask(store: Store) -> bytes:
        if path is None:
            return await store.requests_file(form, now)
        await store.export_requests(path, form, now, replace=target.force)
        return b""

    _hand_out(start, path, ask)


def _hand_out(start: Start, path: Path | None, ask: Callable[[Store], Awaitable[bytes]]) -> None:
    """Print what `ask` returns, or say which file it wrote.

    Raises:
        FileError: the file is there already, or cannot be written.
    """
    try:
        body = _ask(start, ask)
    except FileThereError as error:
        raise FileError(error.title, say("{reason} Add --force to do so.", reason=error.sentence)) from error
    if path is None:
        sys.stdout.buffer.write(body)
        sys.stdout.flush()
    else:
        click.echo(t("Written: {file}", file=str(path)))


def _settings(start: Start, *, write: bool, as_json: bool) -> None:
    from cockpit import output, printing

    keeper = start.keeper
    written = keeper.write() if write else False
    found = keeper.read()
    if as_json:
        _print_json(output.Settings(file=keeper.place, settings=tuple(map(output.Setting.of, found))))
        return
    printing.settings(found, keeper.place)
    if write:
        click.echo(t("The file was written.") if written else t("The file was there already and stays as it is."))


def _export_playbook(start: Start, out: Path | None) -> None:
    text = _ask(start, lambda store: store.export_playbook(out))
    click.echo(t("Written: {path}", path=str(out)) if out else text, nl=out is not None)


def _import_playbook(start: Start, file: Path, *, apply: bool) -> None:
    from cockpit import printing

    found = _ask(start, lambda store: store.import_playbook(file, start.clock(), apply=apply), makes=True)
    printing.playbook_changes(found, applied=apply)


def _ask(start: Start, question: Callable[[Store], Awaitable[R]], *, makes: bool = False) -> R:
    """Open the store, ask it, and close it.

    Args:
        start: the settings and the store's address.
        question: what is asked.
        makes: a file that is not there is made; otherwise a mistyped ``--db`` would look like lost data.

    Raises:
        SettingsError: there is no such file.
    """
    file = start.settings.db.file
    if start.options.db and not makes and file is not None and not file.exists():
        raise SettingsError(say("No such file"), say("There is no database {file}.", file=str(file)))

    async def asked() -> R:
        store = start.store()
        try:
            await store.open(start.clock())
            return await question(store)
        finally:
            store.close()

    return asyncio.run(asked())


async def _manager(store: Store, start: Start, name: str) -> ManagerLine:
    """Find the one manager of that name, or whose name begins so.

    Raises:
        CockpitError: there is none, or there are several.
    """
    lines = await store.managers(start.clock())
    wanted = " ".join(name.split()).casefold()
    exact = [line for line in lines if line.manager.name.casefold() == wanted]
    found = exact or [line for line in lines if line.manager.name.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(line.manager.name for line in found or lines)
    if found:
        raise CockpitError(say("Which manager?"), say("Several managers have such a name: {names}.", names=names))
    sentence = say("No manager has the name {name}. There are: {names}.", name=name, names=names or "—")
    raise CockpitError(say("No such manager"), sentence)


def _print_json(form: Any) -> None:
    click.echo(form.model_dump_json(indent=2))
