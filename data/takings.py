"""What came and what was won, by manager and period: what targets are proposed from and what pay is worked out from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal_column, select
from sqlalchemy.orm import Session

from cockpit.method.average import mean_minor
from cockpit.method.kpi import Figure
from cockpit.method.money import prevailing
from cockpit.method.window import Window
from cockpit.method.words import DealStatus
from data.revenue import came
from data.tables import ClientRow, DealRow, PaymentRow


@dataclass(slots=True)
class Taking:
    """What one or more managers took in one period; money is minor units of the currency of `Takings`.

    Attributes:
        revenue: payments, and won deals without a payment on record; `paid` the payments alone, of which there were
            `payments` in any currency.
        deals: the deals won; `won` the money of those with an amount, and `buyers` the clients who made these.
    """

    revenue: int = 0
    paid: int = 0
    payments: int = 0
    deals: int = 0
    won: int = 0
    buyers: int = 0

    def __add__(self, other: Taking) -> Taking:
        return Taking(
            self.revenue + other.revenue,
            self.paid + other.paid,
            self.payments + other.payments,
            self.deals + other.deals,
            self.won + other.won,
            self.buyers + other.buyers,
        )

    def value(self, figure: Figure) -> int | None:
        """Return the value of a figure; None of the check when nobody bought."""
        match figure:
            case Figure.REVENUE:
                return self.revenue
            case Figure.WON:
                return self.deals
            case Figure.PAID:
                return self.payments
            case Figure.CHECK:
                return mean_minor(self.won, self.buyers) if self.buyers else None
        raise ValueError(f"no target is set for {figure}")


@dataclass(frozen=True, slots=True)
class Takings:
    """What everybody took in periods that follow one another.

    Attributes:
        currency: that of the most payments and won deals, counted, not added up; money in others is left out, and
            `others` says that there is some.
        by: what a manager took in a period, by his id and the period's index.
    """

    periods: tuple[Window, ...]
    currency: str
    others: bool
    by: Mapping[tuple[int, int], Taking]

    def of(self, managers: Iterable[int], period: int) -> Taking:
        """Return what these managers took in a period, the index of which is given."""
        return sum((self.by[manager, period] for manager in managers if (manager, period) in self.by), Taking())


def takings(session: Session, periods: Sequence[Window], usual: str, today: date) -> Takings:
    """Count what everybody took up to today.

    Args:
        session: a session that may read.
        periods: one after the other, the oldest first.
        usual: the currency meant when none occurs more often.
        today: the local day; what is dated later has not come.
    """
    start, end = periods[0].start, periods[-1].until(today)
    by: defaultdict[tuple[int, int], Taking] = defaultdict(Taking)
    money = came(start, end)
    at = _period_of(money.c.on, periods).label("at")
    groups = (ClientRow.manager_id, at, money.c.currency, money.c.paid)
    wanted = (
        select(*groups, func.count(), func.sum(money.c.minor))
        .join(ClientRow, ClientRow.id == money.c.client_id)
        .group_by(*groups)
    )
    sums = [(*row[:5], int(row[5])) for row in session.connection().execute(wanted)]
    at = _period_of(DealRow.closed_on, periods).label("at")
    known = DealRow.amount_minor.is_not(None)
    keys = (ClientRow.manager_id, at, DealRow.currency)
    bought = (
        select(
            *keys,
            func.count(),
            func.sum(DealRow.amount_minor),
            func.count(case((known, DealRow.client_id)).distinct()),
        )
        .select_from(DealRow)
        .join(ClientRow, ClientRow.id == DealRow.client_id)
        .where(DealRow.status == DealStatus.WON, DealRow.closed_on >= start, DealRow.closed_on <= end)
        .group_by(*keys)
    )
    deals = session.connection().execute(bought).all()
    counts: Counter[str] = Counter()
    for _, _, code, _, number, _ in sums:
        counts[code] += number
    for _, _, code, number, minor, _ in deals:
        if minor is not None and code is not None:
            counts[code] += number
    currency = prevailing(counts, usual)
    for manager, period, code, paid, number, minor in sums:
        taking = by[manager, period]
        if paid:
            taking.payments += number
        if code == currency:
            taking.revenue += minor
            taking.paid += minor if paid else 0
    for manager, period, code, number, minor, buyers in deals:
        taking = by[manager, period]
        taking.deals += number
        if code == currency and minor is not None:
            taking.won += int(minor)
            taking.buyers += buyers
    return Takings(tuple(periods), currency, len(counts) > 1, by)


def first_days(session: Session, managers: Collection[int]) -> dict[int, date]:
    """Return the first day of which anything is known of each of these managers: a deal made or closed, a payment."""
    if not managers:
        return {}
    # Grouped by a sum, so that SQLite reads the one index that holds both days and not deal after deal of a manager.
    manager_id = ClientRow.manager_id + literal_column("0")
    deals = (
        select(manager_id, func.min(DealRow.created_on), func.min(DealRow.closed_on))
        .join(DealRow, DealRow.client_id == ClientRow.id)
        .group_by(manager_id)
    )
    payments = (
        select(manager_id, func.min(PaymentRow.paid_on))
        .join(PaymentRow, PaymentRow.client_id == ClientRow.id)
        .group_by(manager_id)
    )
    found: dict[int, date] = {}
    for wanted in (deals, payments):
        for manager, *days in session.execute(wanted):
            known = [day for day in (found.get(manager), *days) if day is not None]
            if known and manager in managers:
                found[manager] = min(known)
    return found


def _period_of(day: Any, periods: Sequence[Window]) -> ColumnElement[int]:
    """Return the index of the period that a day falls into; the day is in one of them."""
    return case(*((day <= period.end, index) for index, period in enumerate(periods)))
