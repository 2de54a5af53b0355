"""The key figures R18-R25 of everybody, and the rows behind each (R26)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cockpit.method.scope import DEPARTMENT
from data.store.base import Asking

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cockpit.method.kpi import Behind, Figure, Kpis
    from cockpit.method.scope import Scope
    from cockpit.method.sheet import SheetForm
    from cockpit.method.window import Window


class Numbers(Asking):
    """What the department achieved, counted in the database."""

    async def kpis(self, window: Window, now: datetime) -> Kpis:
        """The figures of the department, of every segment and of every manager, in a window and the one before it."""
        await self._new_day(now)

        def job(session: Session) -> Kpis:
            from data.kpis import kpis

            return kpis(session, self.desk, window, now)

        return await self._read(job)

    async def behind(self, figure: Figure, scope: Scope, window: Window, now: datetime, limit: int = 2000) -> Behind:
        """The rows behind a figure of a scope, the most telling first, at most `limit` of them (R26)."""
        await self._new_day(now)

        def job(session: Session) -> Behind:
            from data.kpi_rows import behind

            return behind(session, self.desk, figure, scope, window, now=now, limit=limit)

        return await self._read(job)

    async def kpi_trend(
        self, figure: Figure, window: Window, now: datetime
    ) -> Mapping[Scope, tuple[float | None, ...]]:
        """How a figure went in the last eight periods of the window's kind, the window the last, by scope.

        Told are REFUSALS, WON and PAID as counts, and REVENUE in minor units of the currency of most of its cases; None
        stands for a period that has not begun, or lies before the first closed deal or payment of all.
        """

        def job(session: Session) -> Mapping[Scope, tuple[float | None, ...]]:
            from data.kpi_trend import trend

            return trend(session, self.desk, figure, window, now)

        return await self._read(job)

    async def kpi_file(self, form: SheetForm, now: datetime, window: Window, scope: Scope = DEPARTMENT) -> bytes:
        """The key figures of a scope as a file of this form, in the language in use.

        Raises:
            ValueError: they cannot be written in this form.
        """
        found = await self.kpis(window, now)

        def job(_: Session) -> bytes:
            from data.sheets.kpi import written

            return written(found, scope, form)

        return await self._read(job)

    async def export_kpi(
        self,
        path: Path,
        form: SheetForm,
        now: datetime,
        window: Window,
        scope: Scope = DEPARTMENT,
        *,
        replace: bool = False,
    ) -> None:
        """Write the key figures of a scope into a file, whole or not at all.

        Raises:
            FileThereError: there is such a file, and it is not to be replaced.
            FileError: it cannot be written.
            ValueError: they cannot be written in this form.
        """
        await self.hand_out(path, await self.kpi_file(form, now, window, scope), replace=replace)
