"""The worker: the one thread on which the store's jobs run, in order, each inside one transaction."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from cockpit.method.errors import StoreBusyError, StoreError
from cockpit.method.sentence import say

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cockpit.method.overview import Opened
    from data.connections import Connections
    from data.drafts import Drafts

R = TypeVar("R")

#: Seconds after which a job on a server that has begun and not ended is given up.
PATIENCE = 15.0

_log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class _Job:
    """One call for the thread: `began` is set when it starts, `given_up` when nobody waits for it any more."""

    call: Callable[[Connections, _Job], Any]
    future: Future[Any] = field(default_factory=Future)
    began: float | None = None
    given_up: bool = False


class Worker:
    """Runs jobs on one daemon thread, so that neither the screen nor the way out ever waits for a database.

    A job whose caller was cancelled before it began is skipped. A job on a server that froze is given up after
    `patience` seconds, and a new thread with new connections goes on with the rest.

    Args:
        url: the store.
        drafts: the local file for drafts when the store is a server.
        patience: how long a job on a server may run, in seconds.
    """

    def __init__(self, url: str, drafts: Path | None = None, *, patience: float = PATIENCE) -> None:
        self._url = url
        self._drafts = drafts
        self._patience = None if url.startswith("sqlite") else patience
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._closed = False

    async def open(self, now: datetime) -> Opened:
        """Connect and bring the tables up to date, after a backup.

        Raises:
            StoreError: the data cannot be opened.
        """
        opened: Opened = await self._wait(_Job(lambda connections, _job: connections.open(now)), None)
        return opened

    async def run(self, job: Callable[[Session], R], write: bool = False, *, unhurried: bool = False) -> R:
        """Run a job in a transaction of the store and return its result.

        Args:
            job: is given the session; what it returns must not hold on to it.
            write: the job writes; it is committed when the job returns and rolled back when it raises.
            unhurried: a job that may take long, such as an import, which is never given up.

        Raises:
            StoreBusyError: the store did not answer in time; nothing was written.
            ConflictError: somebody else changed the same thing first; nothing was written.
            StoreError: another failure, with what to do about it.
        """

        def call(connections: Connections, own: _Job) -> R:
            with connections.session(write=write) as session:
                result = job(session)
                if write and own.given_up:
                    raise _busy()
                return result

        result: R = await self._wait(_Job(call), None if unhurried else self._patience)
        return result

    async def drafts(self, job: Callable[[Drafts], R]) -> R:
        """Run a job on the drafts, in a transaction of the local file.

        Raises:
            StoreError: the local file cannot be read or written.
        """
        result: R = await self._wait(_drafts_job(job), None)
        return result

    def submit(self, job: Callable[[Session], object]) -> None:
        """Queue a job that writes, without waiting for it; safe in a signal handler."""

        def call(connections: Connections, _job: _Job) -> None:
            with connections.session(write=True) as session:
                job(session)

        if not self._closed:
            self._submit(_Job(call))

    def submit_draft(self, job: Callable[[Drafts], object]) -> None:
        """Queue a job on the drafts without waiting for it; safe in a signal handler."""
        if not self._closed:
            self._submit(_drafts_job(job))

    def close(self, seconds: float) -> bool:
        """Finish what is queued and let the connections go; True when it was done in time. May be called again."""
        if not self._closed:
            self._closed = True
            self._jobs.put(None)
        if self._thread is None:
            return True
        self._thread.join(seconds)
        return not self._thread.is_alive()

    async def _wait(self, job: _Job, patience: float | None) -> Any:
        if self._closed:
            raise StoreError(say("The data is closed"), say("The cockpit is closing. Start it again."))
        self._submit(job)
        waiting = asyncio.wrap_future(job.future)
        try:
            while patience is not None and not waiting.done():
                ran = 0.0 if job.began is None else monotonic() - job.began
                if ran >= patience:
                    self._give_up(job)
                    raise _busy()
                await asyncio.wait({waiting}, timeout=patience - ran)
            return await waiting
        finally:
            waiting.cancel()  # a job that has not begun is skipped

    def _submit(self, job: _Job) -> None:
        if self._thread is None:
            self._start()
        self._jobs.put(job)

    def _start(self) -> None:
        # A process that is told to leave does not wait for a database: hence a daemon.
        self._thread = Thread(
            target=_work, args=(self._jobs, self._url, self._drafts), name="cockpit-store", daemon=True
        )
        self._thread.start()

    def _give_up(self, job: _Job) -> None:
        job.given_up = True
        _log.warning("the database did not answer in %s seconds; the job was given up", self._patience)
        stuck, self._jobs = self._jobs, SimpleQueue()
        while True:
            try:
                waiting = stuck.get_nowait()
            except Empty:
                break
            self._jobs.put(waiting)
        stuck.put(None)
        self._start()


def _drafts_job(job: Callable[[Drafts], R]) -> _Job:
    def call(connections: Connections, _job: _Job) -> R:
        with connections.drafts() as drafts:
            return job(drafts)

    return _Job(call)


def _busy() -> StoreBusyError:
    return StoreBusyError(
        say("The database server does not answer"),
        say("Check the network and try again; what you typed is kept on this machine."),
    )


def _work(jobs: SimpleQueue[_Job | None], url: str, drafts: Path | None) -> None:
    connections: Connections | None = None
    while (job := jobs.get()) is not None:
        if not job.future.set_running_or_notify_cancel():
            continue
        job.began = monotonic()
        try:
            if connections is None:
                from data.connections import Connections  # here, because SQLAlchemy comes with it

                connections = Connections(url, drafts)
            result = job.call(connections, job)
        except Exception as error:  # noqa: BLE001  the one place where errors of the database are mapped
            job.future.set_exception(_told(error))
        else:
            job.future.set_result(result)
        del job  # a result that nobody waits for is not kept until the next job
    if connections is not None:
        connections.close()


def _told(error: Exception) -> Exception:
    if isinstance(error, ImportError):  # perhaps of what explains
        return error
    from data.failures import explained

    raised = explained(error)
    if raised is not error:
        raised.__cause__ = error
        _log.error("the store failed: %s", raised, exc_info=error)
    return raised
