"""The deals behind the forecast, each with its reason (R55)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from heapq import nsmallest
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.forecast import Band, Place, Prospect
from cockpit.method.money import Money
from cockpit.method.scope import Scope
from cockpit.method.words import Temperature, Verdict
from data.outlook import Outlook
from data.tables import ClientRow, DealRow, ManagerRow, ReviewRow

#: A statement is given so many ids at once; databases take some ten thousand at most.
_CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Sought:
    """Which deals of the forecast are asked for.

    Attributes:
        place: where they stand; None for anywhere. A week, and `later`, are of dated deals alone.
        temperature: of their clients; None for any.
        week: the Monday of the week they are expected in; None for any.
        later: they are expected in that week or after it; without a week, after the last one with a column.
        band: dated deals of this band and surer ones; None for any.
        currency: of their amount; empty for any, and for those without a known amount.
    """

    place: Place | None = None
    temperature: Temperature | None = None
    week: date | None = None
    later: bool = False
    band: Band | None = None
    currency: str = ""


def prospects(
    session: Session, desk: Desk, scope: Scope, now: datetime, sought: Sought, *, limit: int
) -> tuple[int, tuple[Prospect, ...]]:
    """Read the deals behind a part of the forecast.

    Args:
        session: a session that may read.
        desk: the norms, and the currency whose deals come first.
        scope: whose deals.
        now: the present moment.
        sought: which of them.
        limit: at most so many are returned.

    Returns:
        How many there are, and the first of them: those of the desk's currency before others, the largest first,
        those without a known amount last.
    """
    outlook = Outlook(session, desk, scope, now)
    number = 0
    found: list[Any] = []
    for deals in outlook.deals():
        rows = deals.subquery("deals")
        where = _wanted(rows, outlook, sought)
        number += session.scalar(select(func.count()).select_from(rows).where(*where)) or 0
        wanted = (
            select(rows)
            .where(*where)
            .order_by(
                rows.c.minor.is_(None),
                rows.c.currency != desk.currency,
                rows.c.currency,
                rows.c.minor.desc(),
                rows.c.deal,
            )
        )
        found += session.connection().execute(wanted.limit(limit)).all()

    def order(row: Any) -> tuple[Any, ...]:
        currency = row.currency or ""
        return row.minor is None, currency != desk.currency, currency, -(row.minor or 0), row.deal

    return number, _records(session, outlook, nsmallest(limit, found, key=order), now)


def _wanted(rows: Any, outlook: Outlook, sought: Sought) -> list[Any]:
    where = []
    if sought.week is not None or sought.later:
        where += [rows.c.place == Place.DATED.value, outlook.within(rows, sought.week, later=sought.later)]
    if sought.place is not None:
        where.append(rows.c.place == sought.place.value)
    if sought.temperature is not None:
        where.append(rows.c.heat == sought.temperature)
    if sought.band is not None:
        bands = tuple(Band)[: list(Band).index(sought.band) + 1]
        where += [rows.c.place == Place.DATED.value, rows.c.band.in_([band.value for band in bands])]
    if sought.currency:
        where += [rows.c.currency == sought.currency, rows.c.minor.is_not(None)]
    return where


class _Reached(NamedTuple):
    """The last result of a client that was reached."""

    words: str = ""
    on: date | None = None
    head: str = ""


_NOT_REACHED = _Reached()


def _records(session: Session, outlook: Outlook, rows: Sequence[Any], now: datetime) -> tuple[Prospect, ...]:
    deals = _by_id(
        session, (DealRow.id, DealRow.slips, DealRow.slip_days, DealRow.estimate_minor, DealRow.currency),
        (row.deal for row in rows),
    )  # fmt: skip
    clients = _by_id(session, (ClientRow.id, ClientRow.name, ClientRow.payment_stopped), {row.client for row in rows})
    managers = _by_id(session, (ManagerRow.id, ManagerRow.name), {row.manager for row in rows})
    verdicts, reached = _reviews(session, clients, now)
    found = []
    for row in rows:
        deal, client = deals[row.deal], clients[row.client]
        place, dated = Place(row.place), row.place == Place.DATED
        estimated = row.minor is None and deal.estimate_minor is not None and deal.currency is not None
        minor = deal.estimate_minor if estimated else row.minor
        result = reached.get(row.client, _NOT_REACHED)
        found.append(
            Prospect(
                deal_id=row.deal,
                client_id=row.client,
                client=client.name,
                manager_id=row.manager,
                manager=managers[row.manager].name,
                temperature=row.heat,
                place=place,
                band=Band(row.band) if dated else None,
                money=None if minor is None else Money(minor, row.currency),
                estimated=estimated,
                agreed_on=row.agreed,
                expected_on=row.agreed + outlook.shift(row.manager, row.heat) if dated else None,
                rate=outlook.rate(row.manager, row.heat) if dated else 0.0,
                reached=result.words,
                reached_on=result.on,
                confirmed_by=result.head,
                slips=deal.slips,
                slip_days=deal.slip_days,
                stopped=client.payment_stopped,
                missed=verdicts.get(row.client, Verdict.REACHED) is not Verdict.REACHED,
            )
        )
    return tuple(found)


def _by_id(session: Session, columns: Sequence[Any], ids: Iterable[int]) -> dict[int, Any]:
    found: dict[int, Any] = {}
    for some in _chunks(ids):
        rows = session.connection().execute(select(*columns).where(columns[0].in_(some)))
        found |= {row.id: row for row in rows}
    return found


def _reviews(
    session: Session, clients: Iterable[int], now: datetime
) -> tuple[Mapping[int, Verdict], Mapping[int, _Reached]]:
    """Return the last verdict on the plans of some clients, and their last reached result."""
    verdicts: dict[int, Verdict] = {}
    reached: dict[int, _Reached] = {}
    backwards = (ReviewRow.reviewed_at.desc(), ReviewRow.id.desc())
    for some in _chunks(clients):
        numbered = (
            select(
                ReviewRow.id,
                func.row_number().over(partition_by=ReviewRow.client_id, order_by=backwards).label("back"),
                func.row_number()
                .over(partition_by=(ReviewRow.client_id, ReviewRow.verdict), order_by=backwards)
                .label("of_its_kind"),
            )
            .where(ReviewRow.client_id.in_(some), ReviewRow.undone_at.is_(None), ReviewRow.verdict.is_not(None))
            .subquery()
        )
        last = (
            select(
                ReviewRow.client_id, ReviewRow.verdict, ReviewRow.planned_result, ReviewRow.actual,
                ReviewRow.reviewed_at, ReviewRow.head, numbered.c.back,
            )
            .join(numbered, numbered.c.id == ReviewRow.id)
            .where((numbered.c.back == 1) | ((numbered.c.of_its_kind == 1) & (ReviewRow.verdict == Verdict.REACHED)))
        )  # fmt: skip
        for row in session.connection().execute(last):
            if row.back == 1:
                verdicts[row.client_id] = row.verdict
            if row.verdict is Verdict.REACHED:
                on = row.reviewed_at.astimezone(now.tzinfo).date()
                reached[row.client_id] = _Reached(row.planned_result or row.actual, on, row.head)
    return verdicts, reached


def _chunks(ids: Iterable[int]) -> Iterator[Sequence[int]]:
    every = list(ids)
    for start in range(0, len(every), _CHUNK):
        yield every[start : start + _CHUNK]
