"""How a figure went over the last periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.kpi import Figure
from cockpit.method.money import prevailing
from cockpit.method.scope import Scope
from cockpit.method.window import Window
from cockpit.method.words import DealStatus
from data.columns import spelled
from data.kpi_found import Roll
from data.kpi_people import people
from data.revenue import came
from data.tables import ClientRow, DealRow, PaymentRow

#: So many periods are told of, the window among them.
PERIODS = 8


def trend(
    session: Session, desk: Desk, figure: Figure, window: Window, now: datetime
) -> Mapping[Scope, tuple[float | None, ...]]:
    """Count a figure in the last eight periods of the window's kind, the window the last.

    Told are REFUSALS, WON and PAID as counts and REVENUE in minor units of the currency of most of its cases; None
    stands for a period that has not begun, or that lies wholly before the first deal or payment of all.

    Raises:
        ValueError: there is no trend of this figure.
    """
    today, spans = now.date(), [window]
    while len(spans) < PERIODS:
        spans.insert(0, spans[0].before())
    who, first = people(session, today), _first_day(session)
    roll = Roll(who, Counter[int])
    last = window.until(today)
    if spans[0].start <= last:
        for manager, place, value in _counted(session, desk, figure, spans, last):
            for one in roll.of(manager):
                one[place] += value
    known = [span.start <= today and first is not None and span.end >= first for span in spans]
    return {
        scope: tuple(float(roll.sums[scope][place]) if told else None for place, told in enumerate(known))
        for scope, _ in who.every()
    }


def _counted(
    session: Session, desk: Desk, figure: Figure, spans: Sequence[Window], last: date
) -> list[tuple[int, int, int]]:
    """Return for each manager and place of a period what was counted."""
    execute, start = session.connection().execute, spans[0].start
    if figure is Figure.REVENUE:
        money = came(start, last)
        c, place = money.c, _place(money.c.on, spans)
        sums = (
            select(
                ClientRow.manager_id, place, c.currency, func.count().label("cases"), func.sum(c.minor).label("minor")
            )
            .select_from(money)
            .join(ClientRow, ClientRow.id == c.client_id)
            .group_by(ClientRow.manager_id, place, c.currency)
        )
        rows = execute(sums).all()
        cases: Counter[str] = Counter()
        for row in rows:
            cases[row.currency] += row.cases
        main = prevailing(cases, desk.currency)
        return [(row.manager_id, row.place, int(row.minor)) for row in rows if row.currency == main]
    if figure is Figure.PAID:
        place = _place(PaymentRow.paid_on, spans)
        counted = (
            select(ClientRow.manager_id, place, func.count().label("cases"))
            .select_from(PaymentRow)
            .join(ClientRow, ClientRow.id == PaymentRow.client_id)
            .where(PaymentRow.paid_on >= start, PaymentRow.paid_on <= last)
        )
    elif figure in _STATUSES:
        place = _place(DealRow.closed_on, spans)
        what = func.count(DealRow.client_id.distinct()) if figure is Figure.REFUSALS else func.count()
        counted = (
            select(ClientRow.manager_id, place, what.label("cases"))
            .select_from(DealRow)
            .join(ClientRow, ClientRow.id == DealRow.client_id)
            .where(DealRow.status == spelled(_STATUSES[figure]), DealRow.closed_on >= start, DealRow.closed_on <= last)
        )
    else:
        raise ValueError(f"no trend of {figure}")
    found = execute(counted.group_by(ClientRow.manager_id, place))
    return [(row.manager_id, row.place, row.cases) for row in found]


_STATUSES = {Figure.REFUSALS: DealStatus.LOST, Figure.WON: DealStatus.WON}


def _place(day: Any, spans: Sequence[Window]) -> ColumnElement[int]:
    """Say in which of the periods, one after the other, a day lies."""
    later = [(day >= span.start, place) for place, span in reversed(list(enumerate(spans)))]
    return case(*later[:-1], else_=0).label("place")


def _first_day(session: Session) -> date | None:
    """Return the first day on which anything was closed or paid."""
    closed = [
        select(func.min(DealRow.closed_on)).where(DealRow.status == spelled(status))
        for status in (DealStatus.WON, DealStatus.LOST)
    ]
    days = [session.scalar(one) for one in (*closed, select(func.min(PaymentRow.paid_on)))]
    return min((day for day in days if day is not None), default=None)
