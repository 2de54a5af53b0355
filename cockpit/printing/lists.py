"""What the commands print for people: tables whose lines are whole in a pipe, and a progress bar."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from typing import Any, Self

import click

from cockpit.language import clock, day, minutes, money, moneys, number, one_line, t, tell, tn
from cockpit.language.crm import report_facts, run_state, source_title
from cockpit.language.playbook import change_line
from cockpit.language.words import (
    about_clients,
    client_name,
    ending_name,
    lane_name,
    status_name,
    task_state,
    temperature_name,
    verdict_name,
)
from cockpit.method.bookfile import BookChange
from cockpit.method.department import Department, Sums
from cockpit.method.overview import ManagerLine, QueueLine, TaskLine
from cockpit.method.records import Review, Segment
from cockpit.method.report import GoneDeal, ImportReport, ImportRun
from cockpit.method.setting import Origin, Setting
from cockpit.method.training import Training
from cockpit.method.words import DealStatus, Temperature
from cockpit.printing.table import table
from data.sheets.table import Table, told
from data.sheets.training import tables, window_text

_NOTHING = "—"


def settings(found: Sequence[Setting], place: str) -> None:
    """Print the settings and the path of their file."""
    origins = {
        Origin.OPTION: t("given at the start"),
        Origin.CHOSEN: t("chosen in the program"),
        Origin.FILE: t("the file"),
        Origin.DEFAULT: t("default"),
    }
    rows = ((one.name, tell(one.label), tell(one.shown), origins[one.origin]) for one in found)
    table([t("In the file"), t("Setting"), t("In force"), t("Comes from")], rows)
    click.echo(f"\n{t('Settings file: {file}', file=place)}")


def managers(lines: Sequence[ManagerLine]) -> None:
    """Print the managers."""
    if not lines:
        click.echo(t("There are no managers yet. Import a CRM file (cockpit import FILE) or open cockpit and add one."))
        return
    columns = [t("Manager"), t("Segment"), t("Due"), t("Debt"), t("Debt, sum"), t("Clients"), t("Hot (of them new)")]
    columns += [t("Can pay"), t("Hot money"), t("Warm money"), t("Potential money"), t("Min per client")]
    table([*columns, t("Last sitting")], map(_manager, lines), frozenset({2, 3, 4, 5, 8, 9, 10, 11}))


def _manager(line: ManagerLine) -> tuple[str, ...]:
    hot = line.rungs.get(Temperature.HOT)
    return (
        line.manager.name,
        line.manager.segment.name if line.manager.segment else _NOTHING,
        number(line.due),
        number(line.debt.clients),
        moneys(line.debt.money) if line.debt.money else _NOTHING,
        number(line.clients),
        f"{hot.clients if hot else 0} (+{line.hot_new})",
        f"{line.payers} · {moneys(line.payers_money)}" if line.payers else t("nobody"),
        *(moneys(rung.money) if (rung := line.rungs.get(word)) else _NOTHING for word in Temperature),
        _NOTHING if line.pace.median is None else minutes(line.pace.median),
        _NOTHING if line.last_sitting_on is None else day(line.last_sitting_on),
    )


def department(found: Department) -> None:
    """Print the segments with their sums, the whole department last."""
    columns = [t("Segment"), t("Sales head"), t("Deputy"), t("Managers"), t("Sittings today"), t("In ten days")]
    columns += [t("Debt"), t("Debt, sum"), t("Oldest, days"), t("Due"), t("Due, sum"), t("Hot money"), t("Warm money")]
    columns += [t("Potential money"), t("Can pay"), t("Managers with nobody")]
    rows = [(*_heads(part.segment), *_sums(part.sums)) for part in found.parts]
    table(columns, [*rows, (t("All"), "", "", *_sums(found.sums))], frozenset({3, *range(6, 14), 15}))


def _heads(segment: Segment | None) -> tuple[str, ...]:
    if segment is None:
        return (t("No segment"), "", "")
    return (segment.name, segment.head or _NOTHING, segment.deputy or _NOTHING)


def _sums(sums: Sums) -> tuple[str, ...]:
    return (
        number(sums.managers),
        *(t("{done} of {total}", done=days.held, total=days.expected) for days in (sums.today, sums.days)),
        number(sums.debt.clients),
        moneys(sums.debt.money) if sums.debt.money else _NOTHING,
        number(sums.debt.oldest_days) if sums.debt.clients else _NOTHING,
        number(sums.due),
        moneys(sums.due_money) if sums.due_money else _NOTHING,
        *(moneys(sums.rungs[warmth].money) if sums.rungs[warmth].money else _NOTHING for warmth in Temperature),
        f"{number(sums.payers)} · {moneys(sums.payers_money)}" if sums.payers else t("nobody"),
        number(sums.nobody),
    )


def queue(lines: Sequence[QueueLine]) -> None:
    """Print a queue."""
    columns = (t("Lane"), t("Client"), t("Type"), t("Money"), t("Why here"), t("Next step"), t("Pay by"))
    table(columns, map(_place, lines), frozenset({3}))


def _place(line: QueueLine) -> tuple[str, ...]:
    client = line.client
    return (
        lane_name(line.lane),
        client_name(client),
        temperature_name(client.temperature),
        ("~" if client.estimated else "") + money(client.money) if client.money else _NOTHING,
        tell(line.why),
        line.task.text if line.task else t("no task"),
        day(line.pay_on) if line.pay_on else _NOTHING,
    )


def reviews(found: Sequence[Review], zone: tzinfo) -> None:
    """Print reviews, their moments in the organisation's zone."""
    columns = [t("When"), t("Sales head"), t("Manager"), t("Client"), t("Result"), t("Minutes"), t("Actual")]
    columns += [t("Correction or path to payment"), t("Next task")]
    table(columns, (_review(review, zone) for review in found), frozenset({5}))


def _review(review: Review, zone: tzinfo) -> tuple[str, ...]:
    at = review.reviewed_at.astimezone(zone)
    return (
        f"{day(at.date())} {clock(at)}",
        review.head or _NOTHING,
        review.manager,
        review.client,
        verdict_name(review.verdict),
        minutes(review.seconds),
        review.actual,
        review.correction or review.path,
        review.next_task or (ending_name(review.ending) if review.ending else _NOTHING),
    )


def tasks(found: Sequence[TaskLine], today: date) -> None:
    """Print tasks, as they stand on a day."""
    columns = (t("Due on"), t("Manager"), t("For whom"), t("Task"), t("Planned"), t("State"))
    table(columns, (_task(line, today) for line in found))


def _task(line: TaskLine, today: date) -> tuple[str, ...]:
    task = line.task
    who = about_clients(task) if line.client is None else client_name(line.client)
    return (day(task.due_on), task.manager, who, task.text, task.planned_result, task_state(line, today))


def requests(found: Sequence[Table]) -> None:
    """Print the requests, the sources of leads and the refusals."""
    for index, each in enumerate(found):
        if index:
            click.echo()
        click.echo(each.title)
        rows = [[told(value) or _NOTHING for value in row] for row in each.rows]
        table([column.title for column in each.columns], rows)


def training(found: Training) -> None:
    """Print who has to learn what, and what went wrong."""
    click.echo(window_text(found))
    for each in tables(found):
        click.echo()
        click.echo(each.title)
        rows = [[told(value) or _NOTHING for value in row] for row in each.rows]
        numbers = frozenset(index for index, value in enumerate(next(iter(each.rows), ())) if isinstance(value, int))
        table([column.title for column in each.columns], rows, numbers)


def imported(found: ImportReport) -> None:
    """Print the account of an import."""
    columns = (t("File"), t("Rows"), t("Taken"), t("Changed"), t("The same"), t("Left out"), t("Blank"))
    files = (*found.files, found.total) if len(found.files) > 1 else found.files
    rows = (
        (
            file.file or t("Total"),
            *map(number, (file.rows, file.taken, file.updated, file.unchanged, file.skipped, file.blank)),
        )
        for file in files
    )
    table(columns, rows, frozenset(range(1, 7)))
    click.echo()
    for line in _facts(found):
        click.echo(line)
    for row in found.rows:
        what = t("row left out") if row.skipped else t("value left out")
        click.echo(f"{one_line(row.file)}:{row.line}: {what}: {tell(row.sentence)}")
    click.echo(t("Imported.") if found.applied else t("Nothing was written: this was a dry run."))


def _facts(found: ImportReport) -> Iterable[str]:
    yield t("Source: {name}", name=", ".join(map(source_title, found.dialect.split(", "))))
    yield tn("{n} manager", "{n} managers", found.managers)
    if found.managers_without_clients:
        yield t("Without clients: {names}", names=", ".join(found.managers_without_clients))
    clients = tn("{n} client", "{n} clients", found.clients)
    unnamed = tn("{n} of them without a name", "{n} of them without a name", found.nameless)
    yield f"{clients}, {unnamed}" if found.nameless else clients
    for status in (DealStatus.WON, DealStatus.LOST, DealStatus.OPEN):
        deals = tn("{n} deal", "{n} deals", found.deals.get(status, 0))
        yield f"{status_name(status)}: {deals}, {moneys(found.money.get(status, ()))}"
    if found.without_amount:
        yield tn("{n} open deal without an amount", "{n} open deals without an amount", found.without_amount)
    for text in report_facts(found):
        yield f"· {text}"
    for note in found.notes:
        yield f"· {tell(note)}"


def import_runs(found: Sequence[ImportRun], zone: tzinfo) -> None:
    """Print the imports that were done, the newest first."""
    if not found:
        click.echo(t("Nothing was imported yet."))
        return
    columns = (t("When"), t("Sales head"), t("Source"), t("Files"), t("Taken"), t("Changed"), t("The same"), t("State"))
    rows = [
        (
            f"{day(run.at.astimezone(zone).date())} {clock(run.at.astimezone(zone))}",
            run.head or _NOTHING,
            ", ".join(map(source_title, run.source.split(", "))),
            ", ".join(run.files),
            *map(number, (run.taken, run.updated, run.unchanged)),
            run_state(run),
        )
        for run in found
    ]
    table(columns, rows, frozenset({4, 5, 6}))


def gone_deals(found: Sequence[GoneDeal]) -> None:
    """Print the open deals that are gone from their source."""
    if not found:
        click.echo(t("Every open deal is in the last files of its source."))
        return
    columns = (t("Manager"), t("Client"), t("Deal"), t("Money"), t("Stage"), t("Source"), t("Gone since"))
    rows = [
        (
            deal.manager,
            deal.client,
            deal.title,
            money(deal.money) if deal.money else _NOTHING,
            deal.stage,
            source_title(deal.source),
            day(deal.since),
        )
        for deal in found
    ]
    table(columns, rows, frozenset({3}))


def playbook_changes(changes: Sequence[BookChange], *, applied: bool) -> None:
    """Print what a playbook's file changed, or would change."""
    if not changes:
        click.echo(t("The file changes nothing: everything is so already."))
        return
    for change in changes:
        click.echo(change_line(change))
    done = t("The playbook was taken in; u in the cockpit takes it back.")
    click.echo(done if applied else t("Nothing was written: this was a dry run."))


class Bar:
    """A progress bar on the terminal's error output, and nothing in a pipe. `show` is called from any thread."""

    def __init__(self) -> None:
        self._progress: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

            parts = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
            self._progress = Progress(*parts, console=Console(stderr=True), transient=True)
            self._task = self._progress.add_task(t("Reading"), total=None)
            self._progress.start()
        return self

    def show(self, done: int, total: int) -> None:
        """Show how far the reading is, in bytes."""
        if self._progress is not None:
            self._progress.update(self._task, completed=done, total=total or None)

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()
