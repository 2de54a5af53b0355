"""The tasks, and the sheet that a manager is handed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cockpit.commands.asking import ask, hand_out, manager_id, print_json
from cockpit.commands.options import Target, hands_out, has_schema, one_manager, shows
from cockpit.language import t
from cockpit.method.overview import TaskLine
from cockpit.method.sheet import SheetForm
from cockpit.method.words import TaskState
from cockpit.start import Options, Start, prepare

if TYPE_CHECKING:
    from data.store import Store


def add(cockpit: click.Group, export: click.Group) -> None:
    """Add ``tasks`` and ``export tasks``."""

    @cockpit.command(help=t("The open tasks by due day."))
    @one_manager
    @click.option("--done", is_flag=True, help=t("Also those closed in the last fortnight."))
    @shows
    def tasks(options: Options, manager: str | None, done: bool, as_json: bool) -> None:
        _tasks(prepare(options), manager, closed=done, as_json=as_json)

    @export.command(
        "tasks", help=t("A manager's sheet: his tasks for the day and for the week, by type and by client.")
    )
    @one_manager
    @hands_out(tuple(SheetForm))
    @has_schema
    def export_tasks(options: Options, manager: str | None, **target: Any) -> None:
        _export(prepare(options), manager, Target(**target))


def _tasks(start: Start, name: str | None, *, closed: bool, as_json: bool) -> None:
    async def question(store: Store) -> tuple[TaskLine, ...]:
        return await store.task_lines(start.clock(), await manager_id(store, start, name))

    found = [line for line in ask(start, question) if closed or line.task.state is TaskState.OPEN]
    if as_json:
        from cockpit.output import tasks as output

        print_json(output.Tasks(as_of=start.clock(), tasks=tuple(output.Task.of(line.task) for line in found)))
    else:
        from cockpit.printing import lists as printing

        printing.tasks(found, start.clock().date())


def _export(start: Start, name: str | None, target: Target) -> None:
    form, path = target.chosen(tuple(SheetForm), SheetForm.MARKDOWN), target.path

    async def question(store: Store) -> bytes:
        one, now = await manager_id(store, start, name), start.clock()
        if path is None:
            return await store.task_file(form, now, one)
        await store.export_tasks(path, form, now, one, replace=target.force)
        return b""

    hand_out(start, path, question)
