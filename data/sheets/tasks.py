"""The managers' sheets (R29) in every form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from cockpit.language import long_day, t, tn, weekday_day
from cockpit.language.words import about_clients, client_name, task_state, temperature_name
from cockpit.method.overview import TaskLine
from cockpit.method.records import Review, Task
from cockpit.method.sheet import Sheet, SheetForm, SheetPart
from cockpit.method.task import When, when
from cockpit.method.words import Horizon
from data.sheets.ics import Event, calendar
from data.sheets.table import Column, Table, as_json, markup
from data.sheets.table import written as tables_written

# The name space of the events' ids; it was drawn once and never changes.
_EVENTS = UUID("6f0d3b86-5c1e-4b7e-9d0a-2c8f2f0a7c11")


def written(
    sheets: Sequence[Sheet], form: SheetForm, now: datetime, reviews: Mapping[int, Review] | None = None
) -> bytes:
    """Write sheets as one file.

    Args:
        sheets: what is written.
        form: any form.
        now: the present moment.
        reviews: the last reviews by client, which the forms for a CRM take along as notes.
    """
    if form in {SheetForm.AMOCRM, SheetForm.BITRIX24}:
        from data.sheets.crm import written as crm_written

        return crm_written(sheets, form, reviews or {}, now.tzinfo)
    if form is SheetForm.MARKDOWN:
        return "\n".join(_markdown(sheet) for sheet in sheets).encode() or f"{t('No open task.')}\n".encode()
    if form is SheetForm.ICS:
        name = sheets[0].manager if len(sheets) == 1 else t("all managers")
        events = (event for sheet in sheets for event in _events(sheet))
        return calendar(t("Tasks: {manager}", manager=name), events, now)
    if form is SheetForm.JSON:
        return as_json({"as_of": now.isoformat(), "sheets": [_json(sheet) for sheet in sheets]})
    return tables_written((_table(sheets),), form)


def _markdown(sheet: Sheet) -> str:
    going = [line for time, part in sheet.parts.items() if time is not When.CLOSED for line in part.lines]
    overdue = len(sheet.parts[When.OVERDUE].lines)
    counts = tn("{n} task", "{n} tasks", len(going))
    if overdue:
        counts += ", " + tn("{n} of them overdue", "{n} of them overdue", overdue)
    lines = [f"# {markup(t('Tasks: {manager}', manager=sheet.manager))}", "", f"{long_day(sheet.day)} · {counts}"]
    for title, time in (
        (t("Overdue"), When.OVERDUE),
        (t("Today"), When.TODAY),
        (t("This week"), When.WEEK),
        (t("Later"), When.LATER),
        (t("Done, the result is judged in the next review"), When.CLOSED),
    ):
        part = sheet.parts[time]
        if part.lines or (time is When.TODAY and not overdue):
            lines += ["", f"## {title}", *_part(part, sheet.day)]
    return "\n".join(lines) + "\n"


def _part(part: SheetPart, day: date) -> Iterator[str]:
    general, clients = part.general, part.clients
    if not part.lines:
        yield from ("", t("Nothing is due today."))
    for about in dict.fromkeys(about_clients(line.task) for line in general):
        yield from ("", f"### {about[:1].upper()}{about[1:]}", "")
        yield from (_item(line, day) for line in general if about_clients(line.task) == about)
    if clients:
        yield from ("", f"### {t('By client')}", "")
        yield from (_item(line, day) for line in clients)


def _item(line: TaskLine, day: date) -> str:
    task, client = line.task, line.client
    box = "x" if task.done_on is not None else " "
    who = ""
    if client is not None:
        who = f"**{markup(client_name(client))}** ({temperature_name(client.temperature)}): "
    due = t("due {day}", day=weekday_day(task.due_on))
    late = (day - task.due_on).days
    if late > 0 and task.done_on is None:
        due += ", " + tn("{n} day late", "{n} days late", late)
    result = t("planned result: {result}", result=markup(task.planned_result))
    return f"- [{box}] {who}{markup(task.text)}\n      {result} · {due}"


def _table(sheets: Iterable[Sheet]) -> Table:
    return Table(
        t("Tasks"),
        (
            Column("manager", t("Manager")),
            Column("for", t("For whom")),
            Column("type", t("Type")),
            Column("task", t("Task")),
            Column("planned_result", t("Planned result")),
            Column("due_on", t("Due on")),
            Column("horizon", t("For")),
            Column("state", t("State")),
        ),
        [_row(line, sheet) for sheet in sheets for line in sheet.lines],
    )


def _row(line: TaskLine, sheet: Sheet) -> tuple[str | date, ...]:
    task = line.task
    return (
        sheet.manager,
        client_name(line.client) if line.client else about_clients(task),
        temperature_name(line.temperature) if line.temperature else "",
        task.text,
        task.planned_result,
        task.due_on,
        t("the day") if _horizon(task, sheet.day) is Horizon.DAY else t("the week"),
        task_state(line, sheet.day),
    )


def _horizon(task: Task, day: date) -> Horizon:
    """Say what a task belongs to on a day: one set for the week belongs to the day when its day has come."""
    return Horizon.DAY if task.due_on <= day else task.horizon


def _events(sheet: Sheet) -> Iterator[Event]:
    """Yield what is still to be done; what is overdue stands on the day of the sheet."""
    for line in sheet.lines:
        task = line.task
        if task.done_on is not None:
            continue
        who = client_name(line.client) if line.client else about_clients(task)
        told = [t("Planned result: {result}", result=task.planned_result), sheet.manager, task_state(line, sheet.day)]
        yield Event(
            uid=str(uuid5(_EVENTS, f"{task.id} {task.set_on} {task.text}")),
            day=max(task.due_on, sheet.day),
            summary=f"{who}: {task.text}",
            description="\n".join(told),
            categories=(temperature_name(line.temperature),) if line.temperature else (),
            sequence=(sheet.day - task.set_on).days + task.moves,
        )


def _json(sheet: Sheet) -> dict[str, Any]:
    """Return the form that `cockpit.output.tasks.TaskSheets` describes."""
    return {
        "manager": sheet.manager,
        "manager_id": sheet.manager_id,
        "day": sheet.day.isoformat(),
        "tasks": [_json_task(line, sheet.day) for line in sheet.lines],
    }


def _json_task(line: TaskLine, day: date) -> dict[str, Any]:
    task = line.task
    return {
        "id": task.id,
        "when": when(task, day).value,
        "client": task.client or None,
        "client_id": task.client_id,
        "type": line.temperature.value if line.temperature else None,
        "recruiting": task.ladder is not None,
        "task": task.text,
        "planned_result": task.planned_result,
        "due_on": task.due_on.isoformat(),
        "horizon": _horizon(task, day).value,
        "set_on": task.set_on.isoformat(),
        "done_on": task.done_on.isoformat() if task.done_on else None,
        "moves": task.moves,
        "reason": task.reason,
    }
