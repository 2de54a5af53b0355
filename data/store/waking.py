"""Many clients at once: what their reviews take, those there is no time for put off, the sleeping ones woken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from data.store.base import Asking

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cockpit.method.budget import Workload
    from cockpit.method.records import Client
    from cockpit.method.words import Waking


class Many(Asking):
    """What is asked about many clients, and done to them, in one go."""

    async def workload(self, manager_id: int, clients: Sequence[int]) -> Workload:
        """What these clients of a manager take, by his last sittings, in the order given."""

        def job(session: Session) -> Workload:
            from data.workload import workload

            return workload(session, self.desk, manager_id, clients)

        return await self._read(job)

    async def defer_many(
        self, sitting_id: int, clients: Sequence[int], until: date, reason: str, now: datetime
    ) -> None:
        """Put clients off until a day, with a reason, as one step of undo.

        Raises:
            HeldError: another program has taken the sitting over.
            ConflictError: the sitting has been ended.
        """

        def job(session: Session) -> None:
            from cockpit.method.records import Deferral
            from data.workload import defer_many

            deferrals = [Deferral(client, until, reason) for client in clients]
            defer_many(session, self.desk, sitting_id, deferrals, now)

        await self._write(job)

    async def sleepers(self, manager_id: int, now: datetime) -> tuple[Client, ...]:
        """A manager's sleeping clients, in the order of the queue."""

        def job(session: Session) -> tuple[Client, ...]:
            from data.waking import sleepers

            return sleepers(session, self.desk, manager_id, now)

        return await self._read(job)

    async def wake(
        self, clients: Sequence[int], waking: Waking, until: date | None, reason: str, now: datetime
    ) -> None:
        """Keep, park or refuse sleeping clients, as one step of undo; a day and a reason where the decision asks.

        Raises:
            ConflictError: one of them does not sleep any more; nothing was written.
        """

        def job(session: Session) -> None:
            from data.waking import wake

            wake(session, self.desk, clients, waking, now, until=until, reason=reason)

        await self._write(job)
