"""What every part of the store is built on: the address, the desk, and the one thread that does the work."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cockpit.method.errors import StoreBusyError
from data.worker import Worker

# For types alone: making the records takes longer than the first paint may wait.
if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cockpit.method.desk import Desk
    from cockpit.method.overview import Opened

R = TypeVar("R")


class Asking:
    """A store that can be opened and asked; its parts say what.

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
        self._minutes: dict[int, tuple[int, float, float]] = {}
        self._today: date | None = None

    async def open(self, now: datetime) -> Opened:
        """Connect and bring the tables up to date, after a backup.

        Raises:
            StoreError: the file cannot be opened, is no cockpit file, or comes from a newer version.
        """
        return await self._worker.open(now)

    def use(self, desk: Desk) -> None:
        """Ask from now on with this desk; what depends on it is worked out anew at the next question."""
        self.desk = desk
        self._today = None

    def close(self, seconds: float = 2.0) -> bool:
        """Finish what is queued; True when it was done in time. Safe to call from a signal handler."""
        return self._worker.close(seconds)

    async def _read(self, job: Callable[[Session], R]) -> R:
        return await self._worker.run(job)

    async def _write(self, job: Callable[[Session], R]) -> R:
        return await self._worker.run(job, write=True)

    async def hand_out(self, path: Path, body: bytes, *, replace: bool) -> None:
        """Write a file, whole or not at all, on the store's thread.

        Raises:
            FileThereError: there is such a file, and it is not to be replaced.
            FileError: it cannot be written.
        """

        def job(_: Session) -> None:
            from data.sheets.writing import write_whole

            write_whole(path, body, replace=replace)

        await self._read(job)

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
