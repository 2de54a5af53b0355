"""Tasks, and the sheets that a manager is handed."""

from __future__ import annotations

from datetime import date, datetime

from cockpit.method import records
from cockpit.method.task import When
from cockpit.method.words import Horizon, TaskState, Temperature
from cockpit.output.base import Form


class Task(Form):
    """A task with its planned result; without a client it is for all clients of one `type`, or for all of them."""

    id: int
    client: str | None
    client_id: int | None
    manager: str
    task: str
    planned_result: str
    due_on: date
    horizon: Horizon
    state: TaskState
    set_on: date
    type: Temperature | None
    recruiting: bool
    done_on: date | None
    closed_on: date | None
    moves: int
    reason: str

    @classmethod
    def of(cls, task: records.Task) -> Task:
        """Make the form of a task."""
        return cls(
            id=task.id,
            client=task.client or None,
            client_id=task.client_id,
            manager=task.manager,
            task=task.text,
            planned_result=task.planned_result,
            due_on=task.due_on,
            horizon=task.horizon,
            state=task.state,
            set_on=task.set_on,
            type=task.temperature,
            recruiting=task.ladder is not None,
            done_on=task.done_on,
            closed_on=task.closed_on,
            moves=task.moves,
            reason=task.reason,
        )


class Tasks(Form):
    """Output of ``cockpit tasks --json``."""

    as_of: datetime
    tasks: tuple[Task, ...]


class SheetTask(Form):
    """A task on a manager's sheet; `type` is its client's, or that of the clients it is about."""

    id: int
    when: When
    client: str | None
    client_id: int | None
    type: Temperature | None
    recruiting: bool
    task: str
    planned_result: str
    due_on: date
    horizon: Horizon
    set_on: date
    done_on: date | None
    moves: int
    reason: str


class TaskSheet(Form):
    """One manager's sheet."""

    manager: str
    manager_id: int
    day: date
    tasks: tuple[SheetTask, ...]


class TaskSheets(Form):
    """Output of ``cockpit export tasks --format json``, as `data.sheets.tasks` writes it."""

    as_of: datetime
    sheets: tuple[TaskSheet, ...]
