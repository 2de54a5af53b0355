"""What the corrections say about who has to learn what."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.store.base import Asking

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cockpit.method.sheet import SheetForm
    from cockpit.method.training import Pair, Training


class Lessons(Asking):
    """The corrections, added up."""

    async def training(self, now: datetime, start: date | None, end: date | None = None) -> Training:
        """The corrections of the sittings of these local days, with what the misses cost since.

        Args:
            now: the present moment; its day is the last when `end` is None.
            start: the first day; None for all there is.
            end: the last day.
        """

        def job(session: Session) -> Training:
            from data.training import training

            return training(session, start, end or now.date())

        return await self._read(job)

    async def training_file(self, form: SheetForm, now: datetime, start: date | None) -> bytes:
        """The programme of training as a file of this form, in the language in use.

        Raises:
            ValueError: it cannot be written in this form.
        """
        found = await self.training(now, start)

        def job(_: Session) -> bytes:
            from data.sheets.training import written

            return written(found, form)

        return await self._read(job)

    async def export_training(
        self, path: Path, form: SheetForm, now: datetime, start: date | None, *, replace: bool = False
    ) -> None:
        """Write the programme of training into a file, whole or not at all.

        Raises:
            FileThereError: there is such a file, and it is not to be replaced.
            FileError: it cannot be written.
            ValueError: it cannot be written in this form.
        """
        await self.hand_out(path, await self.training_file(form, now, start), replace=replace)

    async def pairs(self) -> tuple[Pair, ...]:
        """How often this department gave each competency with each error type."""

        def job(session: Session) -> tuple[Pair, ...]:
            from data.training import pairs

            return pairs(session)

        return await self._read(job)
