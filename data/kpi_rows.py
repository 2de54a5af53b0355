"""The rows behind a figure (R26): what was counted, told row by row from the same statements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, Subquery, case, func, literal, null, or_, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.kpi import Behind, Case, Figure, Value
from cockpit.method.money import Money
from cockpit.method.scope import Scope
from cockpit.method.window import Window
from cockpit.method.words import DealStatus, Temperature
from data.columns import spelled
from data.days import days_between
from data.kpi_closed import bought, closed_in
from data.kpi_cycles import FIGURES as CYCLES
from data.kpi_offers import WANT_OFFERS, Offers
from data.kpi_people import People, people
from data.kpi_revenue import PERIODS
from data.kpi_standing import Standing
from data.kpi_stock import MONEY, with_signs
from data.kpis import values
from data.revenue import came
from data.tables import ClientRow, DealRow, ManagerRow, PaymentRow

AnySelect = Select[*tuple[Any, ...]]


class _Asked(NamedTuple):
    """What rows are asked for."""

    session: Session
    desk: Desk
    who: People
    now: datetime
    figure: Figure
    window: Window

    @property
    def today(self) -> date:
        return self.now.date()


def behind(
    session: Session, desk: Desk, figure: Figure, scope: Scope, window: Window, *, now: datetime, limit: int
) -> Behind:
    """Read the rows behind a figure of a scope: the part of a share first, then the most money or the longest."""
    everybody = people(session, now.date())
    mine = set(everybody.within(scope))
    who = replace(everybody, names={manager: name for manager, name in everybody.names.items() if manager in mine})
    value = values(session, desk, everybody if not mine else who, window, now=now, figures=[figure])[scope][figure]
    if value.window.start > now.date() or not mine:
        return Behind(value, scope, 0, ())
    asked = _Asked(session, desk, who, now, figure, value.window)
    return _read(asked, value, scope, limit)


def _read(asked: _Asked, value: Value, scope: Scope, limit: int) -> Behind:
    rows = _ROWS[asked.figure](asked).subquery("behind")
    c = rows.c
    theirs = ClientRow.manager_id.in_(list(asked.who.names))
    of_clients = select(func.count()).select_from(rows).join(ClientRow, ClientRow.id == c.client_id).where(theirs)
    weight = c.days if asked.figure in CYCLES else c.minor
    first = (
        select(
            rows, ClientRow.name.label("client"), ManagerRow.id.label("manager_id"), ManagerRow.name.label("manager")
        )
        .select_from(rows)
        .join(ClientRow, ClientRow.id == c.client_id)
        .join(ManagerRow, ManagerRow.id == ClientRow.manager_id)
        .where(theirs)
        .order_by(c.counted.desc(), weight.is_(None), weight.desc(), c.on.desc(), c.client_id)
        .limit(limit)
    )
    execute = asked.session.connection().execute
    cases = tuple(
        Case(
            client_id=row.client_id,
            client=row.client,
            manager_id=row.manager_id,
            manager=row.manager,
            what=row.what or "",
            on=row.on,
            money=None if row.minor is None or row.currency is None else Money(int(row.minor), row.currency),
            estimated=bool(row.estimated),
            days=row.days,
            counted=bool(row.counted),
            confirmed=bool(row.confirmed),
        )
        for row in execute(first)
    )
    return Behind(value, scope, int(execute(of_clients).scalar_one()), cases)


def _row(
    client_id: Any,
    on: Any,
    minor: Any,
    currency: Any,
    *,
    what: Any = None,
    estimated: Any = None,
    days: Any = None,
    counted: Any = None,
    confirmed: Any = None,
) -> AnySelect:
    """Select one row of `Case`, flags as 1 and 0."""
    return select(
        client_id.label("client_id"),
        on.label("on"),
        minor.label("minor"),
        currency.label("currency"),
        (literal("") if what is None else what).label("what"),
        _flag(estimated, usual=0).label("estimated"),
        (null() if days is None else days).label("days"),
        _flag(counted, usual=1).label("counted"),
        _flag(confirmed, usual=1).label("confirmed"),
    )


def _flag(condition: Any, *, usual: int) -> Any:
    return literal(usual) if condition is None else case((condition, 1), else_=0)


def _of_deal(*, what: Any = None, days: Any = None, counted: Any = None) -> AnySelect:
    named = case((DealRow.title != "", DealRow.title), else_=DealRow.product) if what is None else what
    return _row(
        DealRow.client_id,
        DealRow.closed_on,
        DealRow.amount_minor,
        DealRow.currency,
        what=named,
        days=days,
        counted=counted,
    )


def _refusals(asked: _Asked) -> AnySelect:
    return _of_deal(what=DealRow.lost_reason).where(closed_in(asked.window, asked.today, DealStatus.LOST))


def _refusal_rate(asked: _Asked) -> AnySelect:
    lost = DealRow.status == spelled(DealStatus.LOST)
    return _of_deal(counted=lost).where(closed_in(asked.window, asked.today, DealStatus.WON, DealStatus.LOST))


def _won(asked: _Asked) -> AnySelect:
    return _of_deal().where(closed_in(asked.window, asked.today, DealStatus.WON))


def _cycle(asked: _Asked) -> AnySelect:
    length = days_between(DealRow.created_on, DealRow.closed_on)
    closed = closed_in(asked.window, asked.today, CYCLES[asked.figure])
    return _of_deal(days=length, counted=length >= 0).where(closed, DealRow.created_on.is_not(None))


def _checks(asked: _Asked) -> AnySelect:
    c = bought(asked.window, asked.today, tuple(asked.who.names)).c
    return _row(c.client_id, c.last_on, c.minor, c.currency)


def _paid(asked: _Asked) -> AnySelect:
    named = case((DealRow.title != "", DealRow.title), else_=DealRow.product)
    return (
        _row(PaymentRow.client_id, PaymentRow.paid_on, PaymentRow.amount_minor, PaymentRow.currency, what=named)
        .select_from(PaymentRow)
        .outerjoin(DealRow, DealRow.id == PaymentRow.deal_id)
        .where(PaymentRow.paid_on >= asked.window.start, PaymentRow.paid_on <= asked.window.until(asked.today))
    )


def _revenue(asked: _Asked) -> AnySelect:
    money = came(asked.window.start, asked.window.until(asked.today))
    c = money.c
    named = case((DealRow.title != "", DealRow.title), else_=DealRow.product)
    return (
        _row(c.client_id, c.on, c.minor, c.currency, what=named, confirmed=c.paid == 1)
        .select_from(money)
        .outerjoin(DealRow, DealRow.id == c.deal_id)
    )


def _signs(asked: _Asked) -> Subquery:
    standing = Standing(asked.session, asked.desk, tuple(asked.who.names), asked.now)
    return with_signs(asked.session, standing, asked.window, asked.now)


def _standing(asked: _Asked) -> AnySelect:
    c = _signs(asked).c
    heat = MONEY.get(asked.figure, Temperature.HOT)
    rows = _row(c.client_id, c.since, c.minor, c.currency, estimated=c.estimated)
    rows = rows.where(c.temperature == spelled(heat))
    return rows.where(c.fresh == 1) if asked.figure is Figure.HOT_NEW else rows


def _no_offer(asked: _Asked) -> AnySelect:
    c = _signs(asked).c
    wanting = or_(*(c.temperature == spelled(heat) for heat in WANT_OFFERS))
    return _row(c.client_id, c.since, c.minor, c.currency, estimated=c.estimated, counted=c.without == 1).where(wanting)


def _offers(asked: _Asked) -> AnySelect:
    offers = Offers(asked.session, asked.now)
    made = offers.made(asked.window)
    worked = offers.worked(asked.window, made).subquery("everyone")
    got = made.c.client_id.is_not(None)
    return (
        _row(worked.c.client_id, made.c.on, made.c.minor, made.c.currency, what=made.c.text, counted=got)
        .select_from(worked)
        .outerjoin(made, made.c.client_id == worked.c.client_id)
    )


_ROWS: dict[Figure, Callable[[_Asked], AnySelect]] = {
    Figure.HOT: _standing,
    Figure.HOT_NEW: _standing,
    Figure.REFUSALS: _refusals,
    Figure.REFUSAL_RATE: _refusal_rate,
    Figure.WON: _won,
    Figure.PAID: _paid,
    **dict.fromkeys(MONEY, _standing),
    **dict.fromkeys(CYCLES, _cycle),
    Figure.CHECK: _checks,
    Figure.CHECK_MEDIAN: _checks,
    Figure.OFFERS: _offers,
    Figure.NO_OFFER: _no_offer,
    Figure.REVENUE: _revenue,
    **dict.fromkeys(PERIODS, _revenue),
}
