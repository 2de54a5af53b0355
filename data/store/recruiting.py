"""Recruiting: who can pay, and the task to find new clients when nobody can."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from data.store.base import Asking

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cockpit.method.records import Ladder, Task
    from cockpit.method.recruiting import Recruiting as Found


class Recruiting(Asking):
    """Who can pay and who has to be found (R13, R14)."""

    async def recruiting(self, manager_id: int, now: datetime) -> Found:
        """Who can pay at a manager's, and what he has to bring in when nobody can."""

        def job(session: Session) -> Found:
            from data.recruiting import recruiting

            return recruiting(session, self.desk, manager_id, now)

        return await self._read(job)

    async def set_recruiting(self, manager_id: int, ladder: Ladder, due_on: date, now: datetime) -> Task:
        """Set the recruiting task of a manager; one that is open already is dropped for it."""

        def job(session: Session) -> Task:
            from data.recruiting import set_recruiting

            return set_recruiting(session, self.desk, manager_id, ladder, now, due_on=due_on)

        return await self._write(job)
