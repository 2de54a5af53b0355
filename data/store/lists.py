"""The lists: managers, queues, reviews, and finding in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.store.base import Asking

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cockpit.method.overview import ManagerLine, Match, QueueLine, QueueView
    from cockpit.method.records import Review
    from cockpit.method.sheet import SheetForm


class Lists(Asking):
    """What is shown line by line."""

    async def managers(self, now: datetime) -> tuple[ManagerLine, ...]:
        """Every manager who has not left, with what is due; those with something due first."""
        await self._new_day(now)

        def job(session: Session) -> tuple[ManagerLine, ...]:
            from data.managers import lines

            return lines(session, self.desk, now)

        return await self._read(job)

    async def streak(self, now: datetime) -> int:
        """How many working days in a row this head held a sitting, up to today (R6)."""

        def job(session: Session) -> int:
            from data.managers import streak_of

            return streak_of(session, self.desk, now)

        return await self._read(job)

    async def queue(self, manager_id: int, now: datetime, *, high_only: bool = False) -> QueueView:
        """A manager's clients in the order of review; within an open sitting, in its order.

        With `high_only` the clients below the high-check line are left out, which is counted (R43).
        """
        await self._new_day(now)
        drafts = await self._drafts_apart()

        def job(session: Session) -> QueueView:
            from data.queue import view

            return view(session, self.desk, manager_id, now, drafts, high_only=high_only)

        return await self._read(job)

    async def queue_lines(self, clients: Sequence[int], now: datetime) -> tuple[QueueLine, ...]:
        """The lines of some clients of one manager, in the order asked for."""
        drafts = await self._drafts_apart()

        def job(session: Session) -> tuple[QueueLine, ...]:
            from data.queue import lines

            return lines(session, self.desk, clients, now, drafts)

        return await self._read(job)

    async def find(self, text: str, limit: int = 50) -> tuple[Match, ...]:
        """Managers and clients whose names hold these letters, names that begin with them first."""

        def job(session: Session) -> tuple[Match, ...]:
            from data.finding import find

            return find(session, text, limit)

        return await self._read(job)

    async def reviews(
        self, manager_id: int | None = None, start: date | None = None, end: date | None = None
    ) -> tuple[Review, ...]:
        """Saved reviews, oldest first, of the local days from `start` to `end`; undone ones are left out."""

        def job(session: Session) -> tuple[Review, ...]:
            from data.reviews import reviews

            return reviews(session, manager_id, start, end)

        return await self._read(job)

    async def reviews_file(
        self,
        form: SheetForm,
        now: datetime,
        manager_id: int | None = None,
        start: date | None = None,
        end: date | None = None,
    ) -> bytes:
        """The same reviews as a file of this form, in the language in use.

        Raises:
            ValueError: they cannot be written in this form.
        """

        def job(session: Session) -> bytes:
            from data.reviews import reviews
            from data.sheets.reviews import written
            from data.training import names

            found = reviews(session, manager_id, start, end)
            return written(found, names(session, found), form, now.tzinfo)

        return await self._read(job)

    async def export_reviews(
        self,
        path: Path,
        form: SheetForm,
        now: datetime,
        *,
        manager_id: int | None = None,
        start: date | None = None,
        end: date | None = None,
        replace: bool = False,
    ) -> None:
        """Write the same reviews into a file, whole or not at all.

        Raises:
            FileThereError: there is such a file, and it is not to be replaced.
            FileError: it cannot be written.
        """
        await self.hand_out(path, await self.reviews_file(form, now, manager_id, start, end), replace=replace)
