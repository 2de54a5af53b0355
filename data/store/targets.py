"""Targets, and what pay would come out of which rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.store.base import Asking

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from cockpit.method.incentive import Payroll, Rates
    from cockpit.method.money import Money
    from cockpit.method.scope import Scope
    from cockpit.method.sheet import SheetForm
    from cockpit.method.target import Aim, Targets
    from cockpit.method.window import Window


class Aims(Asking):
    """Targets and the what-if of pay (R56, R57)."""

    async def targets(self, window: Window, now: datetime) -> Targets:
        """The targets of everybody for a week, a month or a quarter, with what came in it."""

        def job(session: Session) -> Targets:
            from data.targets import targets

            return targets(session, self.desk, window, now)

        return await self._read(job)

    async def set_target(self, aim: Aim, value: int | Money, now: datetime) -> None:
        """Set a target by hand: an amount for a figure of money, otherwise a count."""

        def job(session: Session) -> None:
            from data.targets import set_target

            set_target(session, self.desk, aim, value, now)

        await self._write(job)

    async def drop_target(self, aim: Aim, now: datetime) -> bool:
        """Remove a target set by hand; False when there was none."""

        def job(session: Session) -> bool:
            from data.targets import drop_target

            return drop_target(session, self.desk, aim, now)

        return await self._write(job)

    async def payroll(self, window: Window, now: datetime) -> Payroll:
        """What everybody would be paid for a month or a quarter by the rates as they are, and by those to try."""

        def job(session: Session) -> Payroll:
            from data.schemes import payroll

            return payroll(session, self.desk, window, now)

        return await self._read(job)

    async def save_scheme(
        self, segment_id: int | None, rates: Rates | None, now: datetime, *, trial: bool = False
    ) -> None:
        """Set the rates of a segment or of the department, or those to try; None drops them."""

        def job(session: Session) -> None:
            from data.schemes import save_scheme

            save_scheme(session, self.desk, segment_id, rates, now, trial=trial)

        await self._write(job)

    async def targets_file(self, form: SheetForm, now: datetime, scope: Scope, window: Window) -> bytes:
        """The targets of a scope and of those within it as a file of this form.

        Raises:
            ValueError: they cannot be written in this form.
        """
        found = await self.targets(window, now)

        def job(_: Session) -> bytes:
            from data.sheets.targets import targets_written

            return targets_written(found, scope, form)

        return await self._read(job)

    async def payroll_file(self, form: SheetForm, now: datetime, scope: Scope, window: Window) -> bytes:
        """The pay of a scope's managers as a file of this form.

        Raises:
            ValueError: it cannot be written in this form.
        """
        found = (await self.payroll(window, now)).within(scope)

        def job(_: Session) -> bytes:
            from data.sheets.targets import payroll_written

            return payroll_written(found, form)

        return await self._read(job)
