"""The forecast: the money to expect, the deals behind it, and what became of earlier ones."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from data.store.base import Asking

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cockpit.method.forecast import Band, Fact, Forecast, Place, Prospect
    from cockpit.method.outlook import Account
    from cockpit.method.scope import Scope
    from cockpit.method.sheet import SheetForm
    from cockpit.method.words import Temperature


class Forecasting(Asking):
    """When how much money comes, and why (R27, R28, R55)."""

    async def forecast(self, scope: Scope, now: datetime) -> Forecast:
        """The money to expect from the open deals of a scope."""

        def job(session: Session) -> Forecast:
            from data.forecasts import forecast

            return forecast(session, self.desk, scope, now)

        await self._new_day(now)
        return await self._read(job)

    async def prospects(
        self,
        scope: Scope,
        now: datetime,
        *,
        place: Place | None = None,
        temperature: Temperature | None = None,
        week: date | None = None,
        later: bool = False,
        band: Band | None = None,
        currency: str = "",
        limit: int = 2000,
    ) -> tuple[int, tuple[Prospect, ...]]:
        """The deals behind a cell or a row of the forecast: how many there are, and the first of them by money.

        Args:
            scope: whose deals.
            now: the present moment.
            place: only those that stand there; None for all.
            temperature: only those of clients of this type; None for all.
            week: only dated ones of the week that begins on this Monday; None for any.
            later: also dated ones that come after that week; without a week, only those after the last with a column.
            band: only dated ones of this band and surer ones; None for any.
            currency: only those with an amount in it; empty for any.
            limit: at most so many of them.
        """

        def job(session: Session) -> tuple[int, tuple[Prospect, ...]]:
            from data.prospects import Sought, prospects

            sought = Sought(place, temperature, week, later=later, band=band, currency=currency)
            return prospects(session, self.desk, scope, now, sought, limit=limit)

        await self._new_day(now)
        return await self._read(job)

    async def forecast_facts(self, scope: Scope, now: datetime, weeks: int = 12) -> tuple[Fact, ...]:
        """What the forecasts kept by sittings said of the last weeks, and what came, the latest week first."""

        def job(session: Session) -> tuple[Fact, ...]:
            from data.forecast_facts import forecast_facts

            return forecast_facts(session, scope, now, weeks)

        return await self._read(job)

    async def forecast_account(self, scope: Scope, now: datetime, limit: int = 10_000) -> Account:
        """The forecast of a scope with the deals behind it, the largest first, and what became of earlier ones."""
        from cockpit.method.outlook import Account

        found = await self.forecast(scope, now)
        total, deals = await self.prospects(scope, now, limit=limit)
        return Account(found, total, deals, await self.forecast_facts(scope, now))

    async def forecast_file(self, form: SheetForm, scope: Scope, now: datetime, name: str = "") -> bytes:
        """The forecast of a scope as a file of this form, in the language in use.

        Args:
            form: the form.
            scope: whose forecast.
            now: the present moment.
            name: of the manager or the segment; empty for the department.

        Raises:
            ValueError: it cannot be written in this form.
        """
        account = await self.forecast_account(scope, now)

        def job(_: Session) -> bytes:
            from data.sheets.forecast import written

            return written(account, name, form)

        return await self._read(job)

    async def export_forecast(
        self, path: Path, form: SheetForm, scope: Scope, now: datetime, name: str = "", *, replace: bool = False
    ) -> None:
        """Write the forecast of a scope into a file, whole or not at all.

        Raises:
            FileThereError: there is such a file, and it is not to be replaced.
            FileError: it cannot be written.
            ValueError: it cannot be written in this form.
        """
        await self.hand_out(path, await self.forecast_file(form, scope, now, name), replace=replace)
