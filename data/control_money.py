"""The rows of money and of hours behind the figures of control."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Select, Subquery, func, select

from cockpit.method.control import Entry
from cockpit.method.money import Money
from cockpit.method.sentence import say, say_count
from data.control_flow import past_currency, past_weeks, week_starts
from data.control_sources import Asked, by_money, count_of, first_sitting, people_with
from data.records import money
from data.revenue import came
from data.tables import ClientRow, DealRow, ManagerRow, ReviewRow, SittingRow

#: So many entries there are, and the first ones.
Found = tuple[int, list[Entry]]

_UNCONFIRMED: Final = say("won, payment not confirmed")
_BEFORE: Final = say("before the first sitting")
_SINCE: Final = say("since the first sitting")


def came_rows(of: Asked, limit: int) -> Found:
    """Read the money that came in the window."""
    return _money_of(of, of.window.start, limit)


def week_rows(of: Asked, limit: int) -> Found:
    """Read the money that came in the weeks that are told."""
    return _money_of(of, week_starts(of.until)[0], limit)


def _money_of(of: Asked, start: date, limit: int) -> Found:
    wanted = _sums(of, came(start, of.until))
    return count_of(of, wanted), [
        Entry(
            client,
            name,
            manager_id,
            manager,
            what=title or "",
            why=None if paid else _UNCONFIRMED,
            on=on,
            money=money(minor, currency),
        )
        for client, name, manager_id, manager, title, on, minor, currency, paid in of.session.execute(
            wanted.limit(limit)
        )
    ]


def _sums(of: Asked, rows: Subquery) -> Select[Any]:
    return (
        people_with(DealRow.title, rows.c.on, rows.c.minor, rows.c.currency, rows.c.paid)
        .join(rows, rows.c.client_id == ClientRow.id)
        .join(DealRow, DealRow.id == rows.c.deal_id, isouter=True)
        .where(of.mine())
        .order_by(rows.c.minor.desc(), rows.c.on, ClientRow.id)
    )


def past_rows(of: Asked, limit: int) -> Found:
    """Read the money of the weeks compared, those before the first sitting and those since."""
    first = first_sitting(of)
    if first is None:
        return 0, []
    currency = past_currency(of, first)
    total, found = 0, list[Entry]()
    for mondays, side in zip(past_weeks(of, first), (_BEFORE, _SINCE), strict=True):
        if not mondays:
            continue
        rows = came(mondays[0], mondays[-1] + timedelta(days=6))
        wanted = _sums(of, rows).where(rows.c.currency == currency)
        total += count_of(of, wanted)
        for client, name, manager_id, manager, title, on, minor, _, paid in of.session.execute(wanted.limit(limit)):
            why = side if paid else say("{one}; {other}", one=side, other=_UNCONFIRMED)
            entry = Entry(client, name, manager_id, manager, title or "", why, on, money(minor, currency))
            found.append(entry)
    return total, by_money(found)


def review_rows(of: Asked, limit: int) -> Found:
    """Read the clients whom the weeks went to, those with most minutes first, with the money they brought."""
    start = week_starts(of.until)[0]
    seconds = func.sum(ReviewRow.seconds)
    wanted = (
        people_with(func.count(), seconds, func.max(SittingRow.day))
        .join(ReviewRow, ReviewRow.client_id == ClientRow.id)
        .join(SittingRow, SittingRow.id == ReviewRow.sitting_id)
        .where(
            ReviewRow.undone_at.is_(None),
            SittingRow.day >= start,
            SittingRow.day <= of.until,
            of.mine(SittingRow.manager_id),
        )
        .group_by(ClientRow.id, ClientRow.name, ManagerRow.id, ManagerRow.name)
        .order_by(seconds.desc(), ClientRow.id)
    )
    rows: Sequence[Any] = of.session.execute(wanted.limit(limit)).all()
    rows_came = came(start, of.until)
    sums: defaultdict[int, list[Money]] = defaultdict(list)
    for client, currency, minor in of.session.execute(
        select(rows_came.c.client_id, rows_came.c.currency, func.sum(rows_came.c.minor))
        .where(rows_came.c.client_id.in_([row[0] for row in rows]))
        .group_by(rows_came.c.client_id, rows_came.c.currency)
    ):
        sums[client].append(Money(int(minor), currency))
    return count_of(of, wanted), [
        Entry(
            client,
            name,
            manager_id,
            manager,
            why=say_count("{n} review", "{n} reviews", n),
            on=on,
            part=max(sums[client], default=None),
            seconds=spent,
        )
        for client, name, manager_id, manager, n, spent, on in rows
    ]
