"""Managers, clients, deals and segments entered by hand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from data.store.base import Asking

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cockpit.method.entry import ClientEntry, DealFields, ManagerEntry, SegmentEntry
    from cockpit.method.records import Client, Deal, Manager, Segment


class People(Asking):
    """What is entered by hand."""

    async def segments(self) -> tuple[str, ...]:
        """The names of the segments, in order."""

        def job(session: Session) -> tuple[str, ...]:
            from data.people import segments

            return segments(session)

        return await self._read(job)

    async def segment_list(self) -> tuple[Segment, ...]:
        """The segments, by name."""

        def job(session: Session) -> tuple[Segment, ...]:
            from data.people import segment_list

            return segment_list(session)

        return await self._read(job)

    async def save_segment(self, entry: SegmentEntry, now: datetime, segment_id: int | None = None) -> Segment:
        """Add a segment, or change the one with `segment_id`.

        Raises:
            ConflictError: there is another segment of that name.
        """

        def job(session: Session) -> Segment:
            from data.people import save_segment

            return save_segment(session, self.desk, entry, now, segment_id)

        return await self._write(job)

    async def remove_segment(self, segment_id: int, now: datetime) -> None:
        """Remove a segment with its playbook.

        Raises:
            ConflictError: managers belong to it.
        """

        def job(session: Session) -> None:
            from data.people import remove_segment

            remove_segment(session, self.desk, segment_id, now)

        await self._write(job)

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

    async def set_interval(self, client_id: int, days: int | None, now: datetime) -> Client:
        """Give a client a review interval of its own, 1 to 10 working days, or take it away with None (R5).

        Raises:
            ValueError: there is no such interval.
        """

        def job(session: Session) -> Client:
            from data.people import set_interval

            return set_interval(session, self.desk, client_id, days, now)

        return await self._write(job)

    async def save_deal(self, fields: DealFields, now: datetime, deal_id: int | None = None) -> Deal:
        """Add a deal, or change the one with `deal_id`; what was typed outranks any file."""

        def job(session: Session) -> Deal:
            from data.people import save_deal

            return save_deal(session, self.desk, fields, now, deal_id)

        return await self._write(job)
