"""How heads and managers learn, and when a head can hand over."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from data.store.base import Asking

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cockpit.method.delegation import Delegation, Pair
    from cockpit.method.learning import Learning
    from cockpit.method.records import Review
    from cockpit.method.scope import Scope
    from cockpit.method.sheet import SheetForm


class Progressing(Asking):
    """Learning and delegation (R32, R34, R35, R38, R39)."""

    async def learning(self, now: datetime, start: date | None = None, end: date | None = None) -> Learning:
        """How the department, each segment and each manager who has not left learn.

        Args:
            now: the present moment; its day is the last when `end` is None.
            start: the first day of the sittings and weeks shown; None for all there is. The curve and the own first
                ten reviews are of all there is up to the last day.
            end: the last day.
        """

        def job(session: Session) -> Learning:
            from data.learning import learning

            return learning(session, self.desk, now, start, end)

        return await self._read(job)

    async def learning_reviews(
        self, scope: Scope, now: datetime, start: date | None = None, limit: int = 2000
    ) -> tuple[int, tuple[Review, ...]]:
        """The reviews behind what `learning` tells of a scope: how many there are, and the latest of them.

        Args:
            scope: whose.
            now: the present moment; its day is the last.
            start: the first day of the sittings; None for all there is.
            limit: so many are read.
        """

        def job(session: Session) -> tuple[int, tuple[Review, ...]]:
            from data.learning_rows import behind

            return behind(session, scope, start, now.date(), limit)

        return await self._read(job)

    async def delegation(self, now: datetime) -> Delegation:
        """Which segments and managers can be handed over to a deputy, and what is missing for the others."""

        def job(session: Session) -> Delegation:
            from data.delegation import delegation

            return delegation(session, self.desk, now)

        return await self._read(job)

    async def delegation_pairs(self, segment_id: int, now: datetime) -> tuple[Pair, ...]:
        """The clients that head and deputy of a segment both reviewed, with both reviews, the newest first."""

        def job(session: Session) -> tuple[Pair, ...]:
            from data.delegation_pairs import pairs

            return pairs(session, self.desk, segment_id, now)

        return await self._read(job)

    async def learning_file(
        self, form: SheetForm, now: datetime, scope: Scope, start: date | None = None, end: date | None = None
    ) -> bytes:
        """How a scope and those within it learn, as a file of this form.

        Raises:
            ValueError: it cannot be written in this form.
        """
        found = await self.learning(now, start, end)

        def job(_: Session) -> bytes:
            from data.sheets.learning import written

            return written(found, scope, form)

        return await self._read(job)

    async def delegation_file(self, form: SheetForm, now: datetime, scope: Scope) -> bytes:
        """Who can hand over in a scope, as a file of this form.

        Raises:
            ValueError: it cannot be written in this form.
        """
        found = await self.delegation(now)

        def job(_: Session) -> bytes:
            from data.sheets.delegation import written

            return written(found, scope, form)

        return await self._read(job)
