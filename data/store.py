"""The store as the screens and the commands see it: everything that can be asked of it, in one place.

Every method is awaited; the work is done on the one thread of `data.worker.Worker`, in order, inside one transaction.
SQLAlchemy is imported there, after the first paint, so this module and what it imports at the top stay light.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cockpit.method.errors import StoreBusyError
from data.worker import Worker

# For types alone: making the records takes longer than the first paint may wait.
if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cockpit.method.desk import Desk
    from cockpit.method.draft import ReviewDraft
    from cockpit.method.entry import ClientEntry, DealFields, ManagerEntry
    from cockpit.method.overview import ManagerLine, Match, Opened, QueueLine, QueueView, Summary, Undone
    from cockpit.method.records import Card, Client, Deal, Manager, Review, Sitting, Task
    from cockpit.method.report import ImportReport
    from cockpit.method.review import Outcome
    from data.drafts import Drafts

R = TypeVar("R")

#: A sign of life is written at most so often.
_SIGN_OF_LIFE = timedelta(seconds=10)

#: Told ``(done, total)`` in bytes while a file is read; total is 0 when it is not known.
Progress = Callable[[int, int], None]


class Store:
    """One department's data.

    Args:
        url: a SQLAlchemy URL, ``sqlite:///…`` or ``postgresql+psycopg://…``.
        drafts: the local SQLite file for drafts when `url` is a server; ignored for SQLite, where they stand beside
            the rest.
        desk: who asks, and what is normal here.
    """

    def __init__(self, url: str, desk: Desk, *, drafts: Path | None = None) -> None:
        self.url = url
        self.desk = desk
        self._worker = Worker(url, drafts)
        self._alive: dict[int, datetime] = {}
        self._today: date | None = None

    async def open(self, now: datetime) -> Opened:
        """Connect and bring the tables up to date, after a backup.

        Raises:
            StoreError: the file cannot be opened, is no cockpit file, or comes from a newer version.
        """
        return await self._worker.open(now)

    def close(self, seconds: float = 2.0) -> bool:
        """Finish what is queued; True when it was done in time. Safe to call from a signal handler."""
        return self._worker.close(seconds)

    async def _read(self, job: Callable[[Session], R]) -> R:
        return await self._worker.run(job)

    async def _write(self, job: Callable[[Session], R]) -> R:
        return await self._worker.run(job, write=True)

    async def _new_day(self, now: datetime) -> None:
        """Bring the facts that depend on the day up to date, once a day; another program may be doing it."""
        if self._today == now.date():
            return

        def job(session: Session) -> None:
            from data.upkeep import overnight

            overnight(session, self.desk, now)

        with suppress(StoreBusyError):
            await self._worker.run(job, write=True, unhurried=True)
            self._today = now.date()

    async def _drafts_apart(self) -> frozenset[int] | None:
        """Return the clients with a draft when drafts stand in another file than the rest; None when they do not."""
        if self.url.startswith("sqlite"):
            return None
        return frozenset(await self._worker.drafts(lambda drafts: drafts.all()))

    async def managers(self, now: datetime) -> tuple[ManagerLine, ...]:
        """Every manager who has not left, with what is due; those with something due first."""
        await self._new_day(now)

        def job(session: Session) -> tuple[ManagerLine, ...]:
            from data.managers import lines

            return lines(session, self.desk, now)

        return await self._read(job)

    async def queue(self, manager_id: int, now: datetime) -> QueueView:
        """A manager's clients in the order of review; within an open sitting, in its order."""
        await self._new_day(now)
        drafts = await self._drafts_apart()

        def job(session: Session) -> QueueView:
            from data.queue import view

            return view(session, self.desk, manager_id, now, drafts)

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

    async def tasks(self, now: datetime, manager_id: int | None = None) -> tuple[Task, ...]:
        """The open tasks, of one manager or of all, by due day."""

        def job(session: Session) -> tuple[Task, ...]:
            from data.tasks import open_tasks

            return open_tasks(session, now, manager_id)

        return await self._read(job)

    async def reviews(
        self, manager_id: int | None = None, start: date | None = None, end: date | None = None
    ) -> tuple[Review, ...]:
        """Saved reviews, oldest first, of the local days from `start` to `end`; undone ones are left out."""

        def job(session: Session) -> tuple[Review, ...]:
            from data.reviews import reviews

            return reviews(session, manager_id, start, end)

        return await self._read(job)

    async def sit_down(self, manager_id: int, now: datetime, *, take_over: bool = False) -> Sitting:
        """Begin the sitting of this slot, or go on with it; one left open on an earlier day is closed incomplete.

        Raises:
            HeldError: another running program has it open; with `take_over` it is taken from it.
        """

        def job(session: Session) -> Sitting:
            from data.sittings import sit_down

            return sit_down(session, self.desk, manager_id, now, take_over=take_over)

        return await self._write(job)

    async def stay(self, sitting_id: int, now: datetime) -> None:
        """Give a sign of life while a sitting is open; a program without one for a minute counts as gone.

        Raises:
            HeldError: another program has taken the sitting over.
        """
        if (known := self._alive.get(sitting_id)) is not None and now - known < _SIGN_OF_LIFE:
            return

        def job(session: Session) -> None:
            from data.sittings import stay

            stay(session, self.desk, sitting_id, now)

        await self._write(job)
        self._alive[sitting_id] = now

    async def leave(self, sitting_id: int) -> None:
        """Let go of a sitting that stays open, so that another program may go on with it."""

        def job(session: Session) -> None:
            from data.sittings import leave

            leave(session, self.desk, sitting_id)

        await self._write(job)

    def leave_now(self, sitting_id: int) -> None:
        """Queue letting go of a sitting without waiting, for a signal handler that then calls `close`."""

        def job(session: Session) -> None:
            from data.sittings import leave

            leave(session, self.desk, sitting_id)

        self._worker.submit(job)

    async def card(self, client_id: int, now: datetime) -> Card:
        """Everything that the review of one client needs."""

        def job(session: Session) -> Card:
            from data.cards import card

            return card(session, self.desk, client_id, now)

        return await self._read(job)

    async def draft(self, client_id: int) -> ReviewDraft | None:
        """The review of this client that was begun and not saved."""
        return await self._worker.drafts(lambda drafts: drafts.load(client_id))

    async def save_draft(self, draft: ReviewDraft, sitting_id: int, now: datetime) -> None:
        """Keep a draft as it stands; an empty one is dropped. It is also a sign of life for the sitting.

        Raises:
            HeldError: another program has taken the sitting over; the draft is kept all the same.
        """
        await self._worker.drafts(lambda drafts: drafts.save(draft, sitting_id, now))
        await self.stay(sitting_id, now)

    def save_draft_now(self, draft: ReviewDraft, sitting_id: int, now: datetime) -> None:
        """Queue a draft to be kept without waiting, for a signal handler that then calls `close`."""
        self._worker.submit_draft(lambda drafts: drafts.save(draft, sitting_id, now))

    async def save_review(self, sitting_id: int, outcome: Outcome, now: datetime) -> Review:
        """Write a review with all that follows from it in one transaction, with its undo step; its draft is dropped.

        Raises:
            HeldError: another program has taken the sitting over.
            ConflictError: the plan that was judged is not open any more; the draft stays.
        """

        def job(session: Session) -> Review:
            from sqlalchemy import event

            from data.reviews import save

            # Queued by the commit itself, so that the draft goes with the review even when nobody waits any more.
            event.listen(session, "after_commit", lambda _: self._worker.submit_draft(drop))
            return save(session, self.desk, sitting_id, outcome, now)

        def drop(drafts: Drafts) -> None:
            drafts.drop(outcome.client_id)

        return await self._write(job)

    async def defer(self, sitting_id: int, client_id: int, until: date, reason: str, now: datetime) -> None:
        """Put a due client off until a day, with a reason."""

        def job(session: Session) -> None:
            from cockpit.method.records import Deferral
            from data.sittings import defer

            defer(session, self.desk, sitting_id, Deferral(client_id, until, reason), now)

        await self._write(job)

    async def end_sitting(self, sitting_id: int, now: datetime) -> Summary:
        """End a sitting, complete or incomplete, keep its forecast, and say what it gave."""

        def job(session: Session) -> Summary:
            from data.sittings import end
            from data.summaries import summary

            end(session, self.desk, sitting_id, now)
            return summary(session, self.desk, sitting_id, now)

        return await self._write(job)

    async def summary(self, sitting_id: int, now: datetime) -> Summary:
        """What a sitting, open or ended, has given so far."""

        def job(session: Session) -> Summary:
            from data.summaries import summary

            return summary(session, self.desk, sitting_id, now)

        return await self._read(job)

    async def undo(self, now: datetime) -> Undone | None:
        """Take this head's last act of the day back; a review comes back as a draft. None when there is nothing.

        Raises:
            ConflictError: what it wrote was changed since, so it stays.
        """

        def job(session: Session) -> tuple[Undone, ReviewDraft | None, int | None] | None:
            from data.undo import take_back

            return take_back(session, self.desk, now)

        taken = await self._write(job)
        if taken is None:
            return None
        undone, draft, sitting_id = taken
        if draft is not None:
            await self._worker.drafts(lambda drafts: drafts.save(draft, sitting_id, now))
        return undone

    async def segments(self) -> tuple[str, ...]:
        """The names of the segments, in order."""

        def job(session: Session) -> tuple[str, ...]:
            from data.people import segments

            return segments(session)

        return await self._read(job)

    async def save_manager(self, entry: ManagerEntry, now: datetime, manager_id: int | None = None) -> Manager:
        """Add a manager, or change the one with `manager_id`.

        Raises:
            ConflictError: there is another manager of that name.
        """

        def job(session: Session) -> Manager:
            from data.people import save_manager

            return save_manager(session, self.desk, entry, now, manager_id)

        return await self._write(job)

    async def save_client(self, entry: ClientEntry, now: datetime, client_id: int | None = None) -> Client:
        """Add a client, or change the one with `client_id`; what was typed outranks any file."""

        def job(session: Session) -> Client:
            from data.people import save_client

            return save_client(session, self.desk, entry, now, client_id)

        return await self._write(job)

    async def save_deal(self, fields: DealFields, now: datetime, deal_id: int | None = None) -> Deal:
        """Add a deal, or change the one with `deal_id`; what was typed outranks any file."""

        def job(session: Session) -> Deal:
            from data.people import save_deal

            return save_deal(session, self.desk, fields, now, deal_id)

        return await self._write(job)

    async def import_files(
        self,
        paths: Sequence[Path],
        now: datetime,
        *,
        apply: bool,
        source: str | None = None,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ImportReport:
        """Read CRM files and account for every row; with `apply` write them, in one transaction.

        `progress` and `cancelled` are called on the store's thread.

        Raises:
            FileError: a file cannot be read.
            CancelledError: `cancelled` said so; nothing was written.
        """

        def job(session: Session) -> ImportReport:
            from data.importing import import_files

            return import_files(
                session, self.desk, paths, now, apply=apply, source=source, progress=progress, cancelled=cancelled
            )

        return await self._worker.run(job, write=apply, unhurried=True)
