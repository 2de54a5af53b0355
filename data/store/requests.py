"""What managers lack: the requests, who stands behind them, where leads come from and why clients refuse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from data.store.base import Asking

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cockpit.method.records import Request, Wish
    from cockpit.method.request import Backer, ReasonLine, RequestLine, SourceLine
    from cockpit.method.sheet import SheetForm


class Requests(Asking):
    """What managers lack."""

    async def requests(self) -> tuple[RequestLine, ...]:
        """Every request, open and closed, ranked by the money stuck behind it."""

        def job(session: Session) -> tuple[RequestLine, ...]:
            from data.backers import lines

            return lines(session)

        return await self._read(job)

    async def open_requests(self) -> tuple[Request, ...]:
        """The open requests, oldest first, without what stands behind them."""

        def job(session: Session) -> tuple[Request, ...]:
            from data.requests import open_requests

            return open_requests(session)

        return await self._read(job)

    async def request_backers(self, request_id: int) -> tuple[Backer, ...]:
        """The clients behind a request, open ones first, the most known money first."""

        def job(session: Session) -> tuple[Backer, ...]:
            from data.backers import backers

            return backers(session, request_id)

        return await self._read(job)

    async def lead_sources(self, now: datetime) -> tuple[SourceLine, ...]:
        """The sources of leads over the last days, the most open money first."""

        def job(session: Session) -> tuple[SourceLine, ...]:
            from data.leads import sources

            return sources(session, now)

        return await self._read(job)

    async def refusal_reasons(self, now: datetime) -> tuple[ReasonLine, ...]:
        """The reasons of refusals over the last days, those of the most clients first."""

        def job(session: Session) -> tuple[ReasonLine, ...]:
            from data.leads import reasons

            return reasons(session, now)

        return await self._read(job)

    async def source_backers(self, spellings: Sequence[str], now: datetime) -> tuple[Backer, ...]:
        """The clients that came from a source, written in any of these ways."""

        def job(session: Session) -> tuple[Backer, ...]:
            from data.leads import from_source

            return from_source(session, spellings, now)

        return await self._read(job)

    async def reason_backers(self, spellings: Sequence[str], now: datetime) -> tuple[Backer, ...]:
        """The clients who refused for a reason in the last days, written in any of these ways."""

        def job(session: Session) -> tuple[Backer, ...]:
            from data.leads import refused_for

            return refused_for(session, spellings, now)

        return await self._read(job)

    async def requests_file(self, form: SheetForm, now: datetime) -> bytes:
        """The requests, the sources of leads and the refusals as a file of this form, in the language in use."""

        def job(session: Session) -> bytes:
            return _written(session, form, now)

        return await self._read(job)

    async def export_requests(self, path: Path, form: SheetForm, now: datetime, *, replace: bool = False) -> None:
        """Write the requests, the sources of leads and the refusals into a file, whole or not at all.

        Raises:
            FileThereError: there is such a file, and it is not to be replaced.
            FileError: it cannot be written.
        """
        await self.hand_out(path, await self.requests_file(form, now), replace=replace)

    async def add_request(self, wish: Wish, now: datetime) -> Request:
        """Add a request by hand, without a client; a closed one of the same words is opened again.

        Raises:
            ConflictError: there is one, and it is open.
        """

        def job(session: Session) -> Request:
            from data.requests import add

            return add(session, self.desk, wish, now)

        return await self._write(job)

    async def change_request(self, request_id: int, wish: Wish, now: datetime) -> Request:
        """Change the area and the words of a request.

        Raises:
            ConflictError: there is another open one of that area and those words, or it is gone.
        """

        def job(session: Session) -> Request:
            from data.requests import change

            return change(session, self.desk, request_id, wish, now)

        return await self._write(job)

    async def meet_request(self, request_id: int, now: datetime) -> Request:
        """Say that managers have what was missing.

        Raises:
            ConflictError: the request is gone.
        """

        def job(session: Session) -> Request:
            from data.requests import done

            return done(session, self.desk, request_id, now)

        return await self._write(job)

    async def drop_request(self, request_id: int, reason: str, now: datetime) -> Request:
        """Say why a request will not be met.

        Raises:
            ConflictError: it is gone.
        """

        def job(session: Session) -> Request:
            from data.requests import drop

            return drop(session, self.desk, request_id, reason, now)

        return await self._write(job)

    async def reopen_request(self, request_id: int, now: datetime) -> Request:
        """Open a closed request again.

        Raises:
            ConflictError: it is gone, or there is another open one of its words.
        """

        def job(session: Session) -> Request:
            from data.requests import reopen

            return reopen(session, self.desk, request_id, now)

        return await self._write(job)

    async def merge_requests(self, into: int, others: Sequence[int], now: datetime) -> Request:
        """Make several requests one: the clients of the others stand behind the kept one.

        Raises:
            ConflictError: one of them is gone or closed.
        """

        def job(session: Session) -> Request:
            from data.requests import merge

            return merge(session, self.desk, into, others, now)

        return await self._write(job)


def _written(session: Session, form: SheetForm, now: datetime) -> bytes:
    from data.backers import lines
    from data.leads import reasons, sources
    from data.sheets.requests import written

    return written(lines(session), sources(session, now), reasons(session, now), form, now.date())
