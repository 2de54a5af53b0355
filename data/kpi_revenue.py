"""Payments that came (R20) and revenue (R25): by a window, and by the day, week and month of its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cockpit.method.kpi import Figure, Value
from cockpit.method.window import Period, Window, window
from cockpit.method.words import DealStatus
from data.kpi_closed import undated
from data.kpi_found import Found, Roll, Sums
from data.kpi_people import People
from data.revenue import came
from data.tables import ClientRow, DealRow

#: The periods that revenue is told of besides the window.
PERIODS = {
    Figure.REVENUE_DAY: Period.DAY,
    Figure.REVENUE_WEEK: Period.WEEK,
    Figure.REVENUE_MONTH: Period.MONTH,
}


@dataclass(slots=True)
class _Came:
    payments: int = 0
    deals: int = 0
    undated: int = 0
    paid: Sums = field(default_factory=Sums)
    both: Sums = field(default_factory=Sums)
    unconfirmed: Sums = field(default_factory=Sums)


def revenue(session: Session, who: People, span: Window, today: date, figure: Figure = Figure.REVENUE) -> Found:
    """Count the money that came on the days of a window that have come; with REVENUE also PAID."""
    execute = session.connection().execute
    roll = Roll(who, _Came)
    if span.start <= today:
        money = came(span.start, span.until(today))
        c = money.c
        sums = (
            select(
                ClientRow.manager_id, c.paid, c.currency, func.count().label("cases"), func.sum(c.minor).label("minor")
            )
            .select_from(money)
            .join(ClientRow, ClientRow.id == c.client_id)
            .group_by(ClientRow.manager_id, c.paid, c.currency)
        )
        for row in execute(sums):
            for one in roll.of(row.manager_id):
                one.both.put(row.minor, row.currency)
                if row.paid:
                    one.payments += row.cases
                    one.paid.put(row.minor, row.currency)
                else:
                    one.deals += row.cases
                    one.unconfirmed.put(row.minor, row.currency)
    if figure is Figure.REVENUE:
        nowhere = (
            select(ClientRow.manager_id, func.count().label("deals"))
            .select_from(DealRow)
            .join(ClientRow, ClientRow.id == DealRow.client_id)
            .where(undated(DealStatus.WON))
            .group_by(ClientRow.manager_id)
        )
        for row in execute(nowhere):
            for one in roll.of(row.manager_id):
                one.undated += row.deals
    return {scope: _told(one, figure, span) for scope, one in roll.sums.items()}


def _told(one: _Came, figure: Figure, span: Window) -> dict[Figure, Value]:
    found = {
        figure: Value(
            figure,
            span,
            n=one.payments + one.deals,
            money=one.both.money,
            unconfirmed=one.unconfirmed.money,
            undated=one.undated,
        )
    }
    if figure is Figure.REVENUE:
        found[Figure.PAID] = Value(Figure.PAID, span, n=one.payments, number=float(one.payments), money=one.paid.money)
    return found


def period_of(figure: Figure, span: Window, today: date) -> Window:
    """Return the day, week or month of the last day of a window that has come."""
    return window(PERIODS[figure], span.until(today))
