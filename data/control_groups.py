"""Clients reviewed in a window beside those that were not (R60)."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)

from cockpit.method.control import Groups
from cockpit.method.share import Share
from cockpit.method.words import DealStatus, Temperature
from data.columns import LocalDay, Word
from data.control_sources import Asked, one
from data.days import beginning
from data.revenue import came
from data.standards import Standards
from data.tables import ChangeRow, ClientRow, DealRow, ReviewRow, SittingRow
from data.tallies import Purse


def groups(of: Asked, standards: Standards, first: date | None) -> tuple[Groups, ...]:
    """Count the clients with a deal open on the first day, by temperature and by whether they were reviewed.

    There are none to compare before the day of the first sitting, `first`.
    """
    if not of.managers or first is None or first > of.until:
        return ()
    cohort = compared(of, standards)
    by = (cohort.c.temperature, cohort.c.reviewed)
    people: Counter[tuple[Temperature, int]] = Counter()
    buyers: Counter[tuple[Temperature, int]] = Counter()
    for warmth, reviewed, n, bought in of.session.execute(
        select(*by, func.count(), func.sum(cohort.c.bought)).group_by(*by)
    ):
        people[warmth, reviewed] += n
        buyers[warmth, reviewed] += int(bought)
    purses: defaultdict[tuple[Temperature, int], Purse] = defaultdict(Purse)
    money = came(of.window.start, of.until)
    payers = compared(of, standards, select(money.c.client_id))
    by = (payers.c.temperature, payers.c.reviewed)
    for warmth, reviewed, currency, minor in of.session.execute(
        select(*by, money.c.currency, func.sum(money.c.minor))
        .join(money, money.c.client_id == payers.c.client_id)
        .group_by(*by, money.c.currency)
    ):
        purses[warmth, reviewed].put(minor, currency)
    return tuple(
        Groups(
            warmth,
            Share(buyers[warmth, 1], people[warmth, 1]),
            Share(buyers[warmth, 0], people[warmth, 0]),
            purses[warmth, 1].money,
            purses[warmth, 0].money,
        )
        for warmth in Temperature
        if people[warmth, 1] or people[warmth, 0]
    )


def compared(of: Asked, standards: Standards, among: Any = None) -> CTE:
    """Return the clients compared; with `among`, a select of client ids, only those of them.

    Returns:
        the columns `client_id`, `manager_id`, `temperature` on the first day of the window, `reviewed` and `bought`
        (1 or 0), and `bought_on`.
    """
    deals = _deals(of, among)
    had = (
        select(
            deals.c.client_id,
            ClientRow.manager_id,
            ClientRow.temperature,
            func.min(deals.c.bought_on).label("bought_on"),
        )
        .join(ClientRow, ClientRow.id == deals.c.client_id)
        .where(_young(of, standards, deals.c.created_on))
        .group_by(deals.c.client_id, ClientRow.manager_id, ClientRow.temperature)
        .subquery("had")
    )
    # Asked client by client: an index answers each, and a join of two grouped tables has none.
    facts = select(had, _reviewed_on(of, had.c.client_id), _stood(of, had.c.client_id)).subquery("facts")
    in_time = or_(facts.c.bought_on.is_(None), facts.c.reviewed_on <= facts.c.bought_on)
    warmth = func.coalesce(facts.c.stood, cast(facts.c.temperature, String))
    return select(
        facts.c.client_id,
        facts.c.manager_id,
        type_coerce(warmth, Word(Temperature)).label("temperature"),
        one(and_(facts.c.reviewed_on.is_not(None), in_time)).label("reviewed"),
        one(facts.c.bought_on.is_not(None)).label("bought"),
        facts.c.bought_on,
    ).cte("compared")


def _deals(of: Asked, among: Any) -> Subquery:
    """Return the deals that were open when the window began, with the day of the purchase if it was in the window."""
    start, until = of.window.start, of.until
    bought_on = case((and_(DealRow.status == DealStatus.WON, DealRow.closed_on <= until), DealRow.closed_on))
    columns = (DealRow.client_id, DealRow.created_on)
    here = [DealRow.created_on < start, *([] if among is None else [DealRow.client_id.in_(among)])]
    return union_all(
        select(*columns, type_coerce(null(), LocalDay()).label("bought_on")).where(
            DealRow.status == DealStatus.OPEN, *here
        ),
        *(
            select(*columns, bought_on.label("bought_on")).where(
                DealRow.status == status, DealRow.closed_on >= start, *here
            )
            for status in (DealStatus.WON, DealStatus.LOST)
        ),
    ).subquery("deals")


def _young(of: Asked, standards: Standards, created_on: Any) -> ColumnElement[bool]:
    """Say whether a manager's deal was not older than deals are ever won when the window began."""
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for manager in of.managers:
        alike[standards.rules(manager, of.now).asleep_after].append(manager)
    young = {days: created_on >= of.window.start - timedelta(days=days) for days in alike}
    if len(alike) == 1 and of.everybody:
        return next(iter(young.values()))
    return or_(*(and_(ClientRow.manager_id.in_(managers), young[days]) for days, managers in alike.items()))


def _reviewed_on(of: Asked, client_id: Any) -> Any:
    """Return the first day in the window on which a client was reviewed."""
    return (
        select(func.min(SittingRow.day))
        .join(ReviewRow, ReviewRow.sitting_id == SittingRow.id)
        .where(
            ReviewRow.client_id == client_id,
            ReviewRow.undone_at.is_(None),
            SittingRow.day >= of.window.start,
            SittingRow.day <= of.until,
        )
        .scalar_subquery()
        .label("reviewed_on")
    )


def _stood(of: Asked, client_id: Any) -> Any:
    """Return what temperature a client had when the window began, if it changed since."""
    return (
        select(ChangeRow.old)
        .where(
            ChangeRow.client_id == client_id,
            ChangeRow.field == "temperature",
            ChangeRow.at >= beginning(of.window.start, of.now.tzinfo),
        )
        .order_by(ChangeRow.at, ChangeRow.id)
        .limit(1)
        .scalar_subquery()
        .label("stood")
    )
