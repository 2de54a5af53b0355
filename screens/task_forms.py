"""Tasks entered by hand: setting one, moving it, dropping it. Await these functions in a worker."""

from __future__ import annotations

from typing import TypeVar

from cockpit.language import t, weekday_day
from cockpit.method.overview import TaskLine
from cockpit.method.records import Manager, Task
from cockpit.method.sentence import Problem
from cockpit.method.task import Move, TaskEntry, TaskFields, meant_client, read_drop, read_move, read_task
from cockpit.method.words import Temperature
from screens.base import CockpitScreen
from screens.fields import FieldSpec
from screens.forms import FormDialog, Values

R = TypeVar("R")
_FOUND = 50


async def add_task(screen: CockpitScreen[R], manager: Manager | None, at: int | None = None) -> Task | None:
    """Ask for a task and set it.

    Args:
        screen: where it is asked.
        manager: whose it is; None asks whose.
        at: the manager who is proposed.

    Returns:
        The task; None when the form was left.
    """
    services, saved = screen.services, list[Task]()
    store = services.store

    async def check(values: Values) -> tuple[Problem, ...]:
        now, problems, client_id = services.now(), list[Problem](), None
        if values["client"].strip():
            found = await store.find(values["client"], _FOUND)
            meant = meant_client(values["client"], found, manager.id if manager else None)
            if isinstance(meant, Problem):
                problems.append(meant)
            else:
                client_id = meant.client_id
        entry = TaskEntry(
            manager.id if manager else int(values["manager"]),
            client_id,
            Temperature(values["type"]) if values["type"] else None,
            values["text"],
            values["planned_result"],
            values["due"],
        )
        read = read_task(entry, now.date(), store.desk.norms.calendar)
        if not isinstance(read, TaskFields):
            problems.extend(read)
        elif not problems:
            saved.append(await store.add_task(read, now))
        return tuple(problems)

    whose: tuple[FieldSpec, ...] = ()
    if manager is None:
        managers = [line.manager for line in await store.managers(services.now())]
        if not managers:
            screen.notify(t("There is no manager yet: a on the list of managers adds one."))
            return None
        chosen = at if at in {one.id for one in managers} else managers[0].id
        choices = tuple((str(one.id), one.name) for one in managers)
        whose = (FieldSpec("manager", t("Manager"), str(chosen), "choice", choices),)
    fields = (
        *whose,
        FieldSpec(
            "type",
            t("For whom"),
            kind="choice",
            choices=(
                (Temperature.HOT.value, t("all hot clients")),
                (Temperature.WARM.value, t("all warm clients")),
                (Temperature.POTENTIAL.value, t("all potential clients")),
            ),
            hint=t("all clients"),
            optional=True,
        ),
        FieldSpec("client", t("One client only"), hint=t("a few letters of his name")),
        FieldSpec("text", t("Task"), hint=t("what the manager does")),
        FieldSpec("planned_result", t("Planned result"), hint=t("what comes of it, answerable with yes or no")),
        FieldSpec("due", t("Due on"), kind="date", hint=t("+3, fri, 15.08")),
    )
    title = t("Set a task of {manager}", manager=manager.name) if manager else t("Set a task")
    await screen.app.push_screen_wait(FormDialog(title, fields, check))
    return saved[-1] if saved else None


async def move_task(screen: CockpitScreen[R], line: TaskLine) -> bool:
    """Ask to which day a task is moved and why; True when it was."""
    services, task = screen.services, line.task

    async def check(values: Values) -> tuple[Problem, ...]:
        now, calendar = services.now(), services.store.desk.norms.calendar
        read = read_move(task.due_on, values["due"], values["reason"], now.date(), calendar)
        if not isinstance(read, Move):
            return read
        await services.store.move_task(task.id, read, now)
        return ()

    fields = (
        FieldSpec("due", t("To"), kind="date", hint=t("+3, fri, 15.08")),
        FieldSpec("reason", t("Because"), hint=t("what it waits for")),
    )
    note = t("Due on {day}: {task}", day=weekday_day(task.due_on), task=task.text)
    form = FormDialog(t("Move the task"), fields, check, note=note)
    return await screen.app.push_screen_wait(form) is not None


async def drop_task(screen: CockpitScreen[R], line: TaskLine) -> bool:
    """Ask why a task is dropped; True when it was."""
    services, task = screen.services, line.task

    async def check(values: Values) -> tuple[Problem, ...]:
        read = read_drop(values["reason"])
        if isinstance(read, tuple):
            return read
        await services.store.drop_task(task.id, read, services.now())
        return ()

    note = (
        task.text
        if line.client is None
        else t("{task}: {client} has then no plan.", task=task.text, client=task.client)
    )
    form = FormDialog(t("Drop the task"), (FieldSpec("reason", t("Because")),), check, note=note)
    return await screen.app.push_screen_wait(form) is not None
