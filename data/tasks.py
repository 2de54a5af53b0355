"""The open tasks: what the managers do next."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.language import tell
from cockpit.method.records import Ladder, Task
from cockpit.method.recruiting import chain, task_text
from cockpit.method.words import TaskState
from data.tables import ClientRow, ManagerRow, TaskRow


def open_tasks(session: Session, now: datetime, manager_id: int | None = None) -> tuple[Task, ...]:  # noqa: ARG001  the question is asked as of a moment
    """Read the open tasks of one manager or of all: by due day, then by manager, then as they were set."""
    wanted = (
        select(TaskRow, ClientRow.name, ManagerRow.name)
        .join(ManagerRow, ManagerRow.id == TaskRow.manager_id)
        .outerjoin(ClientRow, ClientRow.id == TaskRow.client_id)
        .where(TaskRow.state == TaskState.OPEN)
        .order_by(TaskRow.due_on, ManagerRow.name, TaskRow.id)
    )
    if manager_id is not None:
        wanted = wanted.where(TaskRow.manager_id == manager_id)
    return tuple(record(row, client, manager) for row, client, manager in session.execute(wanted))


def record(row: TaskRow, client: str | None, manager: str) -> Task:
    """Turn a task's row into a record, with the names of its client and its manager; a ladder is worded anew."""
    ladder = None if row.ladder is None else Ladder(**{**row.ladder, "assumed": tuple(row.ladder["assumed"])})
    return Task(
        id=row.id,
        client_id=row.client_id,
        client=client or "",
        manager_id=row.manager_id,
        manager=manager,
        text=row.text if ladder is None else tell(task_text(ladder)),
        planned_result=row.planned_result if ladder is None else tell(chain(ladder)),
        due_on=row.due_on,
        horizon=row.horizon,
        state=row.state,
        set_on=row.set_on,
        temperature=row.temperature,
        ladder=ladder,
        done_on=row.done_on,
        reason=row.reason,
        moves=row.moves,
    )
