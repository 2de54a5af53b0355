"""Deals closed in a window: refusals (R19), deals won (R20) and what clients bought for (R23)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Integer, Select, and_, case, func, literal_column, or_, select
from sqlalchemy.orm import Session

from cockpit.method.average import mean_minor, middle_minor
from cockpit.method.kpi import Figure, Reason, Value
from cockpit.method.money import Money
from cockpit.method.scope import Level, Scope
from cockpit.method.share import Share
from cockpit.method.window import Window
from cockpit.method.words import DealStatus
from data.columns import spelled
from data.kpi_found import Found, Roll, Sums
from data.kpi_people import People
from data.tables import ClientRow, DealRow, ManagerRow

#: So many reasons of refusals are told of a scope, those of most deals.
MOST_REASONS = 50


def closed_in(window: Window, today: date, *statuses: DealStatus) -> ColumnElement[bool]:
    """Say which deals of `DealRow` were closed on a day of a window that has come."""
    return and_(
        or_(*(DealRow.status == spelled(status) for status in statuses)),
        DealRow.closed_on >= window.start,
        DealRow.closed_on <= window.until(today),
    )


def undated(*statuses: DealStatus) -> ColumnElement[bool]:
    """Say of which closed deals of `DealRow` nobody knows when they were closed."""
    return and_(or_(*(DealRow.status == spelled(status) for status in statuses)), DealRow.closed_on.is_(None))


@dataclass(slots=True)
class _Deals:
    """Deals closed, as far as they were added up."""

    deals: int = 0
    clients: int = 0
    known: int = 0
    sums: Sums = field(default_factory=Sums)


@dataclass(slots=True)
class _Closed:
    won: _Deals = field(default_factory=_Deals)
    lost: _Deals = field(default_factory=_Deals)
    undated: Counter[DealStatus] = field(default_factory=Counter)

    def of(self, status: DealStatus) -> _Deals:
        return self.won if status is DealStatus.WON else self.lost


def closed(session: Session, who: People, window: Window, today: date) -> Found:
    """Count REFUSALS, REFUSAL_RATE and WON."""
    execute = session.connection().execute
    roll = Roll(who, _Closed)
    both = (DealStatus.WON, DealStatus.LOST)
    if window.start <= today:
        by_currency = _by_manager(
            closed_in(window, today, *both),
            DealRow.currency,
            func.count().label("deals"),
            func.count(DealRow.amount_minor).label("known"),
            func.sum(DealRow.amount_minor).label("minor"),
        ).group_by(DealRow.currency)
        for row in execute(by_currency):
            for one in roll.of(row.manager_id):
                deals = one.of(row.status)
                deals.deals += row.deals
                deals.known += row.known
                deals.sums.put(row.minor, row.currency)
        clients = func.count(DealRow.client_id.distinct()).label("clients")
        for row in execute(_by_manager(closed_in(window, today, *both), clients)):
            for one in roll.of(row.manager_id):
                one.of(row.status).clients += row.clients
    for row in execute(_by_manager(undated(*both), func.count().label("deals"))):
        for one in roll.of(row.manager_id):
            one.undated[row.status] += row.deals
    return {scope: _told(one, window) for scope, one in roll.sums.items()}


def _by_manager(which: ColumnElement[bool], *what: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(ClientRow.manager_id, DealRow.status, *what)
        .select_from(DealRow)
        .join(ClientRow, ClientRow.id == DealRow.client_id)
        .where(which)
        .group_by(ClientRow.manager_id, DealRow.status)
    )


def _told(one: _Closed, window: Window) -> dict[Figure, Value]:
    won, lost, nowhere = one.won, one.lost, one.undated
    share = Share(lost.deals, won.deals + lost.deals)
    return {
        Figure.REFUSALS: Value(
            Figure.REFUSALS,
            window,
            n=lost.clients,
            number=float(lost.clients),
            money=lost.sums.money,
            without_amount=lost.deals - lost.known,
            undated=nowhere[DealStatus.LOST],
        ),
        Figure.REFUSAL_RATE: Value(Figure.REFUSAL_RATE, window, n=share.whole, share=share, undated=nowhere.total()),
        Figure.WON: Value(
            Figure.WON,
            window,
            n=won.deals,
            number=float(won.deals),
            money=won.sums.money,
            without_amount=won.deals - won.known,
            undated=nowhere[DealStatus.WON],
        ),
    }


def bought(window: Window, today: date, managers: Collection[int] | None = None) -> CTE:
    """Return what clients bought for: a row for each client and currency of the deals won in a window.

    Returns:
        the columns `manager_id`, `client_id`, `currency` and `minor`, both null of deals without an amount, `deals`,
        and `last_on`, the day the last of them was won.
    """
    known = case((DealRow.amount_minor.is_not(None), DealRow.currency)).label("currency")
    found = (
        select(
            ClientRow.manager_id,
            DealRow.client_id,
            known,
            func.sum(DealRow.amount_minor).label("minor"),
            func.count().label("deals"),
            func.max(DealRow.closed_on).label("last_on"),
        )
        .select_from(DealRow)
        .join(ClientRow, ClientRow.id == DealRow.client_id)
        .where(closed_in(window, today, DealStatus.WON))
        .group_by(ClientRow.manager_id, DealRow.client_id, known)
    )
    if managers is not None:
        found = found.where(ClientRow.manager_id.in_(managers))
    return found.cte("bought")


@dataclass(slots=True)
class _Checks:
    clients: int = 0
    with_amount: int = 0
    undated: int = 0
    sums: Sums = field(default_factory=Sums)


def checks(session: Session, who: People, window: Window, today: date) -> Found:
    """Count CHECK and CHECK_MEDIAN: the money won from each client who bought, by currency.

    A client counts once in each currency that it bought in, with the sum of its deals. Of those whose amounts nobody
    knows only their number is told.
    """
    execute = session.connection().execute
    roll = Roll(who, _Checks)
    if window.start <= today:
        clients = _by_manager(
            closed_in(window, today, DealStatus.WON),
            func.count(DealRow.client_id.distinct()).label("clients"),
            func.count(case((DealRow.amount_minor.is_not(None), DealRow.client_id)).distinct()).label("known"),
        )
        for row in execute(clients):
            for one in roll.of(row.manager_id):
                one.clients += row.clients
                one.with_amount += row.known
        each = bought(window, today)
        sums = (
            select(
                each.c.manager_id, each.c.currency, func.sum(each.c.minor).label("minor"), func.count().label("cases")
            )
            .where(each.c.currency.is_not(None))
            .group_by(each.c.manager_id, each.c.currency)
        )
        for row in execute(sums):
            for one in roll.of(row.manager_id):
                one.sums.put(row.minor, row.currency, row.cases)
    for row in execute(_by_manager(undated(DealStatus.WON), func.count().label("deals"))):
        for one in roll.of(row.manager_id):
            one.undated += row.deals
    middle = _medians(session, window, today) if window.start <= today else {}
    return {
        scope: {
            Figure.CHECK: _check(Figure.CHECK, window, one, _means(one.sums)),
            Figure.CHECK_MEDIAN: _check(Figure.CHECK_MEDIAN, window, one, middle.get(scope, ())),
        }
        for scope, one in roll.sums.items()
    }


def _check(figure: Figure, window: Window, one: _Checks, money: Collection[Money]) -> Value:
    most = sorted(money, key=lambda amount: (-one.sums.cases[amount.currency], -amount.minor, amount.currency))
    return Value(
        figure,
        window,
        n=one.clients,
        money=tuple(most),
        without_amount=one.clients - one.with_amount,
        undated=one.undated,
    )


def _means(sums: Sums) -> list[Money]:
    return [Money(mean_minor(minor, sums.cases[currency]), currency) for currency, minor in sums.minor.items()]


def _medians(session: Session, window: Window, today: date) -> Mapping[Scope, list[Money]]:
    """Let the database put the clients of each scope in the order of their money, and take those in the middle."""
    each = bought(window, today)
    owners: dict[Level, ColumnElement[int]] = {
        Level.DEPARTMENT: literal_column("0", Integer()),
        Level.SEGMENT: func.coalesce(ManagerRow.segment_id, 0),
        Level.MANAGER: each.c.manager_id,
    }
    middles: defaultdict[tuple[Scope, str], list[int]] = defaultdict(list)
    for level, owner in owners.items():
        parts = (owner, each.c.currency)
        places = (
            select(
                owner.label("owner"),
                each.c.currency,
                each.c.minor,
                func.row_number().over(partition_by=parts, order_by=each.c.minor).label("place"),
                func.count().over(partition_by=parts).label("many"),
            )
            .join(ManagerRow, ManagerRow.id == each.c.manager_id)
            .where(each.c.currency.is_not(None))
            .subquery()
        )
        twice = places.c.place * 2
        for row in session.connection().execute(
            select(places).where(twice >= places.c.many, twice <= places.c.many + 2)
        ):
            middles[Scope(level, row.owner), row.currency].append(int(row.minor))
    found: defaultdict[Scope, list[Money]] = defaultdict(list)
    for (scope, currency), amounts in middles.items():
        found[scope].append(Money(middle_minor(min(amounts), max(amounts)), currency))
    return found


def reasons(session: Session, who: People, window: Window, today: date) -> dict[Scope, tuple[Reason, ...]]:
    """Count the deals lost in a window by the reason that the file or the review gave, those of most deals first."""
    if window.start > today:
        return {}
    wanted = _by_manager(
        closed_in(window, today, DealStatus.LOST),
        DealRow.lost_reason,
        DealRow.currency,
        func.count().label("deals"),
        func.sum(DealRow.amount_minor).label("minor"),
    ).group_by(DealRow.lost_reason, DealRow.currency)
    roll = Roll(who, lambda: defaultdict[str, _Deals](_Deals))
    for row in session.connection().execute(wanted):
        for one in roll.of(row.manager_id):
            deals = one[row.lost_reason]
            deals.deals += row.deals
            deals.sums.put(row.minor, row.currency)
    return {
        scope: tuple(
            Reason(text, deals.deals, deals.sums.money)
            for text, deals in sorted(one.items(), key=lambda item: (-item[1].deals, item[0]))[:MOST_REASONS]
        )
        for scope, one in roll.sums.items()
    }
