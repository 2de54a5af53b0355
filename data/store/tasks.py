"""The tasks: what the managers do next, and the sheet of it that they are handed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.store.base import Asking

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cockpit.method.overview import TaskLine
    from cockpit.method.records import Task
    from cockpit.method.sheet import Sheet, SheetForm
    from cockpit.method.task import Move, TaskFields


class Tasks(Asking):
    """What is to be done. Each change is a step of undo; a `ConflictError` tells that a task was closed meanwhile."""

    async def tasks(self, now: datetime, manager_id: int | None = None) -> tuple[Task, ...]:
        """The open tasks, of one manager or of all, by due day."""

        def job(session: Session) -> tuple[Task, ...]:
            from data.tasks import open_tasks

            return open_tasks(session, now, manager_id)

        return await self._read(job)

    async def task_lines(self, now: datetime, manager_id: int | None = None) -> tuple[TaskLine, ...]:
        """The open tasks and those closed in the last fortnight, of one manager or of all, by due day."""
        await self._new_day(now)

        def job(session: Session) -> tuple[TaskLine, ...]:
            from data.tasks import lines

            return lines(session, now, manager_id)

        return await self._read(job)

    async def add_task(self, fields: TaskFields, now: datetime) -> Task:
        """Set a task.

        Raises:
            ConflictError: the client has an open task; nothing was written.
        """

        def job(session: Session) -> Task:
            from data.tasks import add

            return add(session, self.desk, fields, now)

        return await self._write(job)

    async def finish_task(self, task_id: int, now: datetime) -> Task:
        """Note that a task was done; a client's stays open until a review has judged its planned result."""

        def job(session: Session) -> Task:
            from data.tasks import finish

            return finish(session, self.desk, task_id, now)

        return await self._write(job)

    async def drop_task(self, task_id: int, reason: str, now: datetime) -> Task:
        """Close a task that nobody will do, with the reason."""

        def job(session: Session) -> Task:
            from data.tasks import drop

            return drop(session, self.desk, task_id, reason, now)

        return await self._write(job)

    async def move_task(self, task_id: int, to: Move, now: datetime) -> Task:
        """Move a task to a later day, with the reason."""

        def job(session: Session) -> Task:
            from data.tasks import move

            return move(session, self.desk, task_id, to, now)

        return await self._write(job)

    async def task_sheets(self, now: datetime, manager_id: int | None = None) -> tuple[Sheet, ...]:
        """The sheet of one manager, or of every manager who has an open task, by name."""
        await self._new_day(now)

        def job(session: Session) -> tuple[Sheet, ...]:
            from data.tasks import sheets

            return sheets(session, now, manager_id)

        return await self._read(job)

    async def task_file(self, form: SheetForm, now: datetime, manager_id: int | None = None) -> bytes:
        """The sheets as a file of this form, in the language in use."""
        await self._new_day(now)

        def job(session: Session) -> bytes:
            from cockpit.method.sheet import SheetForm
            from data.reviews import latest
            from data.sheets.tasks import written
            from data.tasks import sheets

            found = sheets(session, now, manager_id)
            clients = {line.task.client_id for sheet in found for line in sheet.lines if line.task.client_id}
            notes = latest(session, clients) if form in {SheetForm.AMOCRM, SheetForm.BITRIX24} else {}
            return written(found, form, now, notes)

        return await self._read(job)

    async def export_tasks(
        self, path: Path, form: SheetForm, now: datetime, manager_id: int | None = None, *, replace: bool = False
    ) -> None:
        """Write the sheets into a file, whole or not at all.

        Raises:
            FileThereError: there is such a file, and it is not to be replaced.
            FileError: it cannot be written.
        """
        await self.hand_out(path, await self.task_file(form, now, manager_id), replace=replace)
