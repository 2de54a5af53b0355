"""The tasks: what the managers do next, read, set, done, dropped and moved.

A client's open task is the plan of its next review (R1). Done, it stays open until a review has judged what came of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from cockpit.language import tell
from cockpit.language.plain import many_lines, one_line
from cockpit.method.desk import Desk
from cockpit.method.errors import ConflictError
from cockpit.method.overview import TaskLine
from cockpit.method.records import Ladder, Task
from cockpit.method.recruiting import chain, task_text
from cockpit.method.sentence import say
from cockpit.method.sheet import Sheet, make_sheet
from cockpit.method.task import KEPT_DAYS, Move, TaskFields, horizon_of
from cockpit.method.words import TaskState, Verdict
from data import records
from data.acts import recorded
from data.hold import LOCK
from data.tables import ChangeRow, ClientRow, ManagerRow, ReviewRow, TaskRow
from data.upkeep import refresh_in

#: The key under which a ladder keeps the moment it was set.
SINCE = "since"


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


def lines(session: Session, now: datetime, manager_id: int | None = None) -> tuple[TaskLine, ...]:
    """Read the open tasks, and those closed in the last `KEPT_DAYS` days, of one manager or of all, by due day."""
    wanted = _lines(or_(TaskRow.state == TaskState.OPEN, TaskRow.closed_on >= now.date() - timedelta(days=KEPT_DAYS)))
    if manager_id is not None:
        wanted = wanted.where(TaskRow.manager_id == manager_id)
    return _read(session, wanted)


def sheets(session: Session, now: datetime, manager_id: int | None = None) -> tuple[Sheet, ...]:
    """Make the sheet of one manager, or of every manager who has an open task, by name."""
    wanted = _lines(TaskRow.state == TaskState.OPEN)
    if manager_id is not None:
        wanted = wanted.where(TaskRow.manager_id == manager_id)
    found: defaultdict[tuple[str, int], list[TaskLine]] = defaultdict(list)
    if manager_id is not None:
        found[records.manager(session, manager_id).name, manager_id] = []
    for line in _read(session, wanted):
        found[line.task.manager, line.task.manager_id].append(line)
    return tuple(make_sheet(number, name, mine, now.date()) for (name, number), mine in sorted(found.items()))


def add(session: Session, desk: Desk, fields: TaskFields, now: datetime) -> Task:
    """Set a task. A client's goes to the manager whose client it is.

    Raises:
        ConflictError: the client has an open task; nothing was written.
    """
    client = None if fields.client_id is None else session.get_one(ClientRow, fields.client_id, with_for_update=LOCK)
    if client is not None:
        open_ = session.scalar(select(TaskRow).where(TaskRow.client_id == client.id, TaskRow.state == TaskState.OPEN))
        if open_ is not None:
            raise ConflictError(
                say("The client has a task"),
                say(
                    "{name} has an open task for {day}: {task}. Move it, drop it, or review the client first.",
                    name=client.name,
                    day=open_.due_on,
                    task=open_.text,
                ),
            )
    manager = session.get_one(ManagerRow, fields.manager_id if client is None else client.manager_id)
    about = manager.name if client is None else client.name
    client_id = None if client is None else client.id
    with recorded(session, desk, now, "task added", about, client_id=client_id) as act:
        row = TaskRow(
            client_id=client_id,
            manager_id=manager.id,
            text=many_lines(fields.text),
            planned_result=many_lines(fields.planned_result),
            due_on=fields.due_on,
            horizon=fields.horizon,
            state=TaskState.OPEN,
            set_on=now.date(),
            temperature=fields.temperature,
            reason="",
            moves=0,
        )
        session.add(row)
        if client_id is not None:
            session.add(_change(client_id, "task", None, one_line(row.text), now))
            refresh_in(act, desk, client_id)
    return _task(session, row.id)


def finish(session: Session, desk: Desk, task_id: int, now: datetime) -> Task:
    """Note that a task was done: it is closed, but a client's, which waits for a review to judge its planned result.

    Raises:
        ConflictError: it was done already or is not open any more.
    """
    with _changed(session, desk, task_id, "task done", now) as row:
        if row.done_on is not None:
            raise ConflictError(
                say("The task is done"), say("It was done on {day} and waits for the next review.", day=row.done_on)
            )
        row.done_on = now.date()
        if row.client_id is None:
            row.state, row.closed_on = TaskState.DONE, now.date()
    return _task(session, task_id)


def drop(session: Session, desk: Desk, task_id: int, reason: str, now: datetime) -> Task:
    """Close a task that nobody will do, with the reason; its client has then no plan.

    Raises:
        ConflictError: it is not open any more.
    """
    with _changed(session, desk, task_id, "task dropped", now) as row:
        row.state, row.closed_on, row.reason = TaskState.DROPPED, now.date(), many_lines(reason)
        if row.client_id is not None:
            session.add(_change(row.client_id, "task", one_line(row.text), None, now))
    return _task(session, task_id)


def move(session: Session, desk: Desk, task_id: int, to: Move, now: datetime) -> Task:
    """Move a task to a later day, with the reason; one that was said to be done is then to be done after all.

    Raises:
        ConflictError: it is not open any more.
    """
    with _changed(session, desk, task_id, "task moved", now) as row:
        if row.client_id is not None:
            session.add(_change(row.client_id, "task_due_on", row.due_on.isoformat(), to.due_on.isoformat(), now))
        row.due_on, row.reason, row.moves, row.done_on = to.due_on, many_lines(to.reason), row.moves + 1, None
        row.horizon = horizon_of(now.date(), to.due_on, desk.norms.calendar)
    return _task(session, task_id)


@contextmanager
def _changed(session: Session, desk: Desk, task_id: int, kind: str, now: datetime) -> Iterator[TaskRow]:
    """Let an open task be changed as one step of undo; its client's facts follow."""
    row = session.get_one(TaskRow, task_id, with_for_update=LOCK)
    if row.state is not TaskState.OPEN:
        raise ConflictError(
            say("The task is not open"), say("It was closed elsewhere in the meantime: look at the list again.")
        )
    client = None if row.client_id is None else session.get_one(ClientRow, row.client_id, with_for_update=LOCK)
    about = session.get_one(ManagerRow, row.manager_id).name if client is None else client.name
    with recorded(session, desk, now, kind, about, client_id=row.client_id) as act:
        yield row
        if client is not None:
            refresh_in(act, desk, client.id)


def _change(client_id: int, field: str, old: str | None, new: str | None, now: datetime) -> ChangeRow:
    return ChangeRow(client_id=client_id, field=field, old=old, new=new, at=now)


def _lines(which: ColumnElement[bool]) -> Select[TaskRow, ClientRow, str, Verdict | None]:
    return (
        select(TaskRow, ClientRow, ManagerRow.name, ReviewRow.verdict)
        .join(ManagerRow, ManagerRow.id == TaskRow.manager_id)
        .outerjoin(ClientRow, ClientRow.id == TaskRow.client_id)
        .outerjoin(
            ReviewRow,
            (ReviewRow.plan_id == TaskRow.id)
            & (ReviewRow.client_id == TaskRow.client_id)  # the index of reviews begins with it
            & ReviewRow.undone_at.is_(None),
        )
        .where(which)
        .order_by(TaskRow.due_on, ManagerRow.name, TaskRow.id)
    )


def _read(session: Session, wanted: Select[TaskRow, ClientRow, str, Verdict | None]) -> tuple[TaskLine, ...]:
    return tuple(
        TaskLine(
            record(row, client.name if client else None, manager), records.client(client) if client else None, verdict
        )
        for row, client, manager, verdict in session.execute(wanted)
    )


def _task(session: Session, task_id: int) -> Task:
    (line,) = _read(session, _lines(TaskRow.id == task_id))
    return line.task


def record(row: TaskRow, client: str | None, manager: str) -> Task:
    """Turn a task's row into a record, with the names of its client and its manager; a ladder is worded anew."""
    ladder = None if row.ladder is None else _ladder(row.ladder)
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
        closed_on=row.closed_on,
    )


def _ladder(kept: Mapping[str, Any]) -> Ladder:
    numbers = {name: value for name, value in kept.items() if name != SINCE}
    return Ladder(**{**numbers, "assumed": tuple(kept["assumed"])})
