"""What control brings, and the rows behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.store.base import Asking

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from cockpit.method.control import Control, Entries, Part
    from cockpit.method.scope import Scope
    from cockpit.method.sheet import SheetForm
    from cockpit.method.window import Window
    from cockpit.method.words import Temperature


class Watching(Asking):
    """The clients nobody spoke to, the money found and in trouble, and what the hours brought."""

    async def control(self, scope: Scope, window: Window, now: datetime) -> Control:
        """What control brings to a scope in a window; silence and trouble are those of now, whatever the window."""
        await self._new_day(now)

        def job(session: Session) -> Control:
            from data.control import control

            return control(session, self.desk, scope, window, now)

        return await self._read(job)

    async def control_behind(  # noqa: PLR0917  what is asked
        self,
        part: Part,
        scope: Scope,
        window: Window,
        now: datetime,
        limit: int = 2000,
        temperature: Temperature | None = None,
    ) -> Entries:
        """The rows behind a part of it, the most money first, at most `limit` of them.

        With a `temperature` the clients compared are only those who had it on the first day.
        """
        await self._new_day(now)

        def job(session: Session) -> Entries:
            from data.control_rows import behind

            return behind(session, self.desk, part, scope, window, now, limit, temperature)

        return await self._read(job)

    async def control_file(self, form: SheetForm, now: datetime, scope: Scope, name: str, window: Window) -> bytes:
        """What control brings to a scope, which has this name, as a file of this form.

        Raises:
            ValueError: it cannot be written in this form.
        """
        found = await self.control(scope, window, now)

        def job(_: Session) -> bytes:
            from data.sheets.control import written

            return written(found, name, form)

        return await self._read(job)
