"""The rows behind the figures of control."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from cockpit.method.control import Entries, Entry, Part
from cockpit.method.desk import Desk
from cockpit.method.money import Money
from cockpit.method.queue import Rules, place
from cockpit.method.scope import Scope
from cockpit.method.sentence import Sentence, say, say_count
from cockpit.method.window import Window
from cockpit.method.words import Verdict
from data.control import opportunities
from data.control_flow import month_starts, week_starts
from data.control_groups import compared
from data.control_sources import (
    Asked,
    asked,
    failed_twice,
    first_sitting,
    in_trouble,
    last_verdict,
    lost_after_a_miss,
    one,
)
from data.lanes import counts, neglected
from data.queue import facts
from data.records import money
from data.revenue import came
from data.standards import Standards
from data.tables import ClientRow, DealRow, ManagerRow, ReviewRow, SittingRow
from data.tallies import alike

#: So many entries, and how many there are of them in all.
_Found = tuple[int, list[Entry]]

_MISSED: Final = {
    Verdict.PARTLY: say("the last plan was reached partly"),
    Verdict.NOT_REACHED: say("the last plan was not reached"),
    Verdict.NO_CONTACT: say("the last plan: nobody was reached"),
}
_SIDES: Final = {
    (1, 1): say("reviewed, bought"),
    (1, 0): say("reviewed, did not buy"),
    (0, 1): say("not reviewed, bought"),
    (0, 0): say("not reviewed, did not buy"),
}


def behind(  # noqa: PLR0917  what is asked
    session: Session, desk: Desk, part: Part, scope: Scope, window: Window, now: datetime, limit: int
) -> Entries:
    """Read the rows behind a part of the figures, the most money first, at most `limit` of them."""
    of = asked(session, desk, scope, window, now)
    total, rows = _READERS[part](of, limit)
    return Entries(part, scope, window, total, tuple(rows[:limit]))


def _people(*columns: Any) -> Select[Any]:
    """Select columns beside the client's and the manager's, of `ClientRow`."""
    return select(
        ClientRow.id, ClientRow.name, ManagerRow.id.label("manager_id"), ManagerRow.name.label("manager"), *columns
    ).join(ManagerRow, ManagerRow.id == ClientRow.manager_id)


def _total(of: Asked, wanted: Select[Any]) -> int:
    return of.session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0


def _largest(amount: Any) -> tuple[Any, ...]:
    return (amount.is_(None), amount.desc())


def _by_money(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda each: (each.money is None, -(each.money.minor if each.money else 0)))


def _silent(of: Asked, limit: int) -> _Found:
    total, found = 0, list[Entry]()
    known = case((~ClientRow.estimated, ClientRow.money_minor))
    for by, managers in alike(Standards(of.session, of.desk), of.managers, of.now):
        mine = (ClientRow.manager_id.in_(managers), ClientRow.is_open, neglected(by))
        total += of.session.scalar(select(func.count()).select_from(ClientRow).where(*mine)) or 0
        rows = of.session.execute(
            select(ClientRow, ManagerRow.name)
            .join(ManagerRow, ManagerRow.id == ClientRow.manager_id)
            .where(*mine)
            .order_by(*_largest(known), ClientRow.id)
            .limit(limit)
        )
        for client, manager in rows:
            found.append(
                Entry(
                    client.id,
                    client.name,
                    client.manager_id,
                    manager,
                    why=_silence(client, by, of.now),
                    on=client.last_contact_on or client.opened_on,
                    money=None if client.estimated else money(client.money_minor, client.currency),
                )
            )
    return total, _by_money(found)


def _silence(client: ClientRow, by: Rules, now: datetime) -> Sentence:
    standing = place(facts(client, by.currency, now), by)
    if standing.facts.last_contact_on is None and standing.facts.opened_on is None:
        return say("no contact is known, norm {norm}", norm=standing.norm)
    return say_count(
        "silent {n} working day, norm {norm}",
        "silent {n} working days, norm {norm}",
        standing.silence,
        norm=standing.norm,
    )


def _found(of: Asked, limit: int) -> _Found:
    every = sorted(opportunities(of), key=lambda each: (each.minor is None, -(each.minor or 0), each.id))
    shown = every[:limit]
    people = _names(of, {each.client_id for each in shown})
    return len(every), [
        Entry(
            each.client_id,
            *people[each.client_id],
            what=each.text,
            on=each.found_on,
            money=money(each.minor, each.currency),
            part=money(each.paid or None, each.currency),
        )
        for each in shown
    ]


def _names(of: Asked, clients: Iterable[int]) -> Mapping[int, tuple[str, int, str]]:
    wanted = _people().where(ClientRow.id.in_(list(clients)))
    return {client: (name, manager_id, manager) for client, name, manager_id, manager in of.session.execute(wanted)}


def _troubled(which: Part, of: Asked, limit: int) -> _Found:
    total, found = 0, list[Entry]()
    twice = failed_twice(of)
    failed = ClientRow.id.in_(select(twice.c.client_id))
    deals = in_trouble(twice, failed=which is not Part.SLIPPED, slipped=which is not Part.FAILED)
    for by, managers in alike(Standards(of.session, of.desk), of.managers, of.now):
        wanted = (
            _people(
                DealRow.title,
                DealRow.expected_on,
                DealRow.amount_minor,
                DealRow.currency,
                DealRow.slips,
                DealRow.slip_days,
                one(failed).label("failed"),
            )
            .join(DealRow, DealRow.client_id == ClientRow.id)
            .where(
                ClientRow.manager_id.in_(managers),
                ClientRow.is_open,
                counts(by),
                deals,
            )
            .order_by(*_largest(DealRow.amount_minor), DealRow.id)
        )
        total += _total(of, wanted)
        for client, name, manager_id, manager, title, on, minor, currency, slips, days, twice in of.session.execute(
            wanted.limit(limit)
        ):
            found.append(
                Entry(
                    client,
                    name,
                    manager_id,
                    manager,
                    what=title,
                    why=_trouble(slips, days, failed=bool(twice)),
                    on=on,
                    money=money(minor, currency),
                )
            )
    return total, _by_money(found)


def _trouble(slips: int, days: int, *, failed: bool) -> Sentence:
    moved = say_count(
        "the day of payment moved {times}×, by {n} day",
        "the day of payment moved {times}×, by {n} days",
        days,
        times=slips,
    )
    twice = say("two plans failed in a row")
    if failed and slips:
        return say("{one}; {other}", one=twice, other=moved)
    return twice if failed else moved


def _came(of: Asked, limit: int) -> _Found:
    rows = came(of.window.start, of.until)
    wanted = (
        _people(DealRow.title, rows.c.on, rows.c.minor, rows.c.currency, rows.c.paid)
        .join(rows, rows.c.client_id == ClientRow.id)
        .join(DealRow, DealRow.id == rows.c.deal_id, isouter=True)
        .where(of.mine())
        .order_by(rows.c.minor.desc(), rows.c.on, ClientRow.id)
    )
    return _total(of, wanted), [
        Entry(
            client,
            name,
            manager_id,
            manager,
            what=title or "",
            why=None if paid else say("won, payment not confirmed"),
            on=on,
            money=money(minor, currency),
        )
        for client, name, manager_id, manager, title, on, minor, currency, paid in of.session.execute(
            wanted.limit(limit)
        )
    ]


def _lost(of: Asked, limit: int) -> _Found:
    first = first_sitting(of)
    if first is None:
        return 0, []
    wanted = (
        _people(
            DealRow.lost_reason,
            DealRow.closed_on,
            DealRow.amount_minor,
            DealRow.currency,
            last_verdict().label("verdict"),
        )
        .join(DealRow, DealRow.client_id == ClientRow.id)
        .where(*lost_after_a_miss(of, max(first, month_starts(of.until)[0]), of.until))
        .order_by(*_largest(DealRow.amount_minor), DealRow.id)
    )
    return _total(of, wanted), [
        Entry(
            client,
            name,
            manager_id,
            manager,
            what=reason,
            why=_MISSED.get(verdict),
            on=on,
            money=money(minor, currency),
        )
        for client, name, manager_id, manager, reason, on, minor, currency, verdict in of.session.execute(
            wanted.limit(limit)
        )
    ]


def _reviews(of: Asked, limit: int) -> _Found:
    """Read the clients whom the weeks went to, those with most minutes first, with the money they brought."""
    start = week_starts(of.until)[0]
    seconds = func.sum(ReviewRow.seconds)
    wanted = (
        _people(func.count(), seconds, func.max(SittingRow.day))
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
    return _total(of, wanted), [
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


def _groups(of: Asked, limit: int) -> _Found:
    if (first := first_sitting(of)) is None or first > of.until:
        return 0, []
    found = compared(of, Standards(of.session, of.desk))
    wanted = (
        _people(found.c.reviewed, found.c.bought, found.c.bought_on, found.c.temperature)
        .join(found, found.c.client_id == ClientRow.id)
        .order_by(found.c.bought.desc(), found.c.reviewed.desc(), ClientRow.id)
    )
    return _total(of, wanted), [
        Entry(
            client,
            name,
            manager_id,
            manager,
            why=_SIDES[int(reviewed), int(bought)],
            on=on,
            temperature=warmth,
        )
        for client, name, manager_id, manager, reviewed, bought, on, warmth in of.session.execute(wanted.limit(limit))
    ]


_READERS: Final[Mapping[Part, Callable[[Asked, int], _Found]]] = {
    Part.SILENT: _silent,
    Part.FOUND: _found,
    Part.TROUBLE: partial(_troubled, Part.TROUBLE),
    Part.FAILED: partial(_troubled, Part.FAILED),
    Part.SLIPPED: partial(_troubled, Part.SLIPPED),
    Part.CAME: _came,
    Part.LOST: _lost,
    Part.REVIEWS: _reviews,
    Part.GROUPS: _groups,
}
