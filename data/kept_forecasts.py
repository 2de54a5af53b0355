"""The forecast that a sitting keeps when it ends: as a table, and deal by deal for the comparison (R28)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from cockpit.method.chances import columns
from cockpit.method.desk import Desk
from cockpit.method.forecast import Band, Cell, Chance, Forecast, Place, Range, Rest
from cockpit.method.money import Money
from cockpit.method.scope import Scope
from cockpit.method.words import Temperature
from data.bulk import Bulk
from data.columns import spelled
from data.forecasts import added_up
from data.outlook import Outlook
from data.tables import Base, ForecastRow, SittingRow

_KEPT = (
    "sitting_id", "client_id", "deal_id", "temperature", "band", "expected_on", "rate", "amount_minor", "currency",
)  # fmt: skip


def keep(session: Session, desk: Desk, row: SittingRow, now: datetime) -> None:
    """Keep the forecast of a sitting's manager in it.

    Only the last sitting of a manager in a week keeps its deals one by one: no later week is ever compared with an
    earlier one's.
    """
    outlook = Outlook(session, desk, Scope.manager(row.manager_id), now)
    row.forecast = _as_json(added_up(session, outlook))
    session.flush()
    monday = row.day - timedelta(days=row.day.weekday())
    of_the_week = select(SittingRow.id).where(
        SittingRow.manager_id == row.manager_id,
        SittingRow.day >= monday,
        SittingRow.day < monday + timedelta(weeks=1),
        SittingRow.started_at <= row.started_at,
    )
    connection = session.connection()
    connection.execute(delete(ForecastRow).where(ForecastRow.sitting_id.in_(of_the_week)))
    Bulk(connection, Base.metadata.tables[ForecastRow.__tablename__], _KEPT).insert(_deals(session, outlook, row.id))


def forget(session: Session, row: SittingRow) -> None:
    """Forget what a sitting kept, because it goes on."""
    row.forecast = None
    session.connection().execute(delete(ForecastRow).where(ForecastRow.sitting_id == row.id))


def kept_forecast(row: SittingRow) -> Forecast | None:
    """Return the forecast kept when a sitting ended; None when none was kept.

    Before there were bands a sitting kept the money by type and week alone. It is shown as possible, without the
    narrower bands, without rates, and without the numbers of deals.
    """
    if row.forecast is None:
        return None
    if isinstance(row.forecast, Mapping):
        return _from_json(row, row.forecast)
    return _from_lines(row, row.forecast)


def _deals(session: Session, outlook: Outlook, sitting_id: int) -> Iterator[tuple[Any, ...]]:
    """Yield the values of `_KEPT` for the deals that have a known amount and are expected in one of the columns."""
    end = outlook.weeks[-1] + timedelta(weeks=1)
    for deals in outlook.deals():
        found = deals.subquery("deals")
        dated = (found.c.place == spelled(Place.DATED), found.c.agreed < end, found.c.minor.is_not(None))
        for row in session.connection().execute(select(found).where(*dated)).all():
            on, rate = row.agreed + outlook.shift(row.manager, row.heat), outlook.rate(row.manager, row.heat)
            if on < end:
                yield sitting_id, row.client, row.deal, row.heat, Band(row.band), on, rate, row.minor, row.currency


def _as_json(of: Forecast) -> dict[str, Any]:
    return {
        "as_of": of.as_of.isoformat(),
        "weeks": [week.isoformat() for week in of.weeks],
        "cells": [
            [
                cell.temperature,
                cell.week.isoformat() if cell.week is not None else None,
                cell.currency,
                cell.commit,
                cell.likely,
                cell.possible,
                cell.weighted,
                cell.deals,
            ]
            for cell in of.cells
        ],
        "rests": [
            [
                rest.place,
                rest.temperature,
                rest.deals,
                [[amount.minor, amount.currency] for amount in rest.money],
                rest.without_amount,
            ]
            for rest in of.rests
        ],
        "chances": [[one.temperature, one.rate, one.won, one.closed, one.assumed] for one in of.chances],
        "slips": dict(of.slips),
        "ranges": [[one.currency, one.low, one.middle, one.high, one.mean] for one in of.ranges],
        "without_amount": of.without_amount,
    }


def _from_json(row: SittingRow, kept: Mapping[str, Any]) -> Forecast:
    return Forecast(
        as_of=datetime.fromisoformat(kept["as_of"]),
        scope=Scope.manager(row.manager_id),
        weeks=tuple(date.fromisoformat(week) for week in kept["weeks"]),
        cells=tuple(
            Cell(Temperature(heat), None if week is None else date.fromisoformat(week), *sums)
            for heat, week, *sums in kept["cells"]
        ),
        rests=tuple(
            Rest(Place(place), Temperature(heat), deals, tuple(Money(*amount) for amount in money), without_amount)
            for place, heat, deals, money, without_amount in kept["rests"]
        ),
        chances=tuple(Chance(Temperature(heat), *rate) for heat, *rate in kept["chances"]),
        slips={Temperature(heat): days for heat, days in kept["slips"].items()},
        ranges=tuple(Range(*one) for one in kept["ranges"]),
        without_amount=kept["without_amount"],
        kept=True,
    )


def _from_lines(row: SittingRow, lines: Sequence[Mapping[str, Any]]) -> Forecast:
    weeks = columns(row.day)
    sums: dict[tuple[Temperature, date | None, str], int] = {}
    rests: dict[tuple[Place, Temperature], list[Money]] = {}
    for line in lines:
        heat, currency = Temperature(line["temperature"]), line["currency"]
        aside = {Place.OVERDUE: line["overdue"], Place.UNDATED: line["undated"]}
        if heat is Temperature.POTENTIAL:
            aside = {Place.POTENTIAL: sum(aside.values()) + sum(line["weeks"].values())}
        else:
            for day, minor in line["weeks"].items():
                monday = date.fromisoformat(day)
                key = (heat, monday if monday <= weeks[-1] else None, currency)
                sums[key] = sums.get(key, 0) + minor
        for place, minor in aside.items():
            if minor:
                rests.setdefault((place, heat), []).append(Money(minor, currency))
    return Forecast(
        as_of=row.ended_at or row.started_at,
        scope=Scope.manager(row.manager_id),
        weeks=weeks,
        cells=tuple(Cell(*key, possible=minor) for key, minor in sums.items()),
        rests=tuple(Rest(*key, money=tuple(money)) for key, money in rests.items()),
        kept=True,
    )
