"""The rows behind the figures of control."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from cockpit.method.control import Entries, Entry, Part
from cockpit.method.desk import Desk
from cockpit.method.queue import Rules, place
from cockpit.method.scope import Scope
from cockpit.method.sentence import Sentence, say, say_count
from cockpit.method.window import Window
from cockpit.method.words import DealStatus, Temperature, Verdict
from data.control import opportunities
from data.control_flow import month_starts
from data.control_groups import compared
from data.control_money import Found, came_rows, past_rows, review_rows, week_rows
from data.control_sources import (
    Asked,
    asked,
    by_money,
    count_of,
    failed_twice,
    first_sitting,
    in_trouble,
    last_verdict,
    lost_after_a_miss,
    one,
    people_with,
)
from data.lanes import counts, neglected
from data.queue import facts
from data.records import money
from data.standards import Standards
from data.tables import ClientRow, DealRow, ManagerRow
from data.tallies import alike

_MISSED: Final = {
    Verdict.PARTLY: say("the last plan was reached partly"),
    Verdict.NOT_REACHED: say("the last plan was not reached"),
    Verdict.NO_CONTACT: say("the last plan: nobody was reached"),
}
#: How a deal ended, and whether the first sitting had been by then; None when there was none yet.
_ENDED: Final[Mapping[tuple[DealStatus, bool | None], Sentence]] = {
    (DealStatus.LOST, None): say("lost"),
    (DealStatus.WON, None): say("won"),
    (DealStatus.LOST, False): say("lost, before the first sitting"),
    (DealStatus.WON, False): say("won, before the first sitting"),
    (DealStatus.LOST, True): say("lost, since the first sitting"),
    (DealStatus.WON, True): say("won, since the first sitting"),
}
_SIDES: Final = {
    (1, 1): say("reviewed, bought"),
    (1, 0): say("reviewed, did not buy"),
    (0, 1): say("not reviewed, bought"),
    (0, 0): say("not reviewed, did not buy"),
}


def behind(  # noqa: PLR0917  what is asked
    session: Session,
    desk: Desk,
    part: Part,
    scope: Scope,
    window: Window,
    now: datetime,
    limit: int,
    temperature: Temperature | None = None,
) -> Entries:
    """Read the rows behind a part of the figures, the most money first, at most `limit` of them.

    With a `temperature` the clients compared are only those who had it on the first day.
    """
    of = asked(session, desk, scope, window, now)
    reader = partial(_groups, warm=temperature) if part is Part.GROUPS else _READERS[part]
    total, rows = reader(of, limit)
    return Entries(part, scope, window, total, tuple(rows[:limit]))


def _largest(amount: Any) -> tuple[Any, ...]:
    return (amount.is_(None), amount.desc())


def _silent(of: Asked, limit: int) -> Found:
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
    return total, by_money(found)


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


def _found(of: Asked, limit: int) -> Found:
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
    wanted = people_with().where(ClientRow.id.in_(list(clients)))
    return {client: (name, manager_id, manager) for client, name, manager_id, manager in of.session.execute(wanted)}


def _troubled(which: Part, of: Asked, limit: int) -> Found:
    total, found = 0, list[Entry]()
    twice = failed_twice(of)
    failed = ClientRow.id.in_(select(twice.c.client_id))
    deals = in_trouble(twice, failed=which is not Part.SLIPPED, slipped=which is not Part.FAILED)
    for by, managers in alike(Standards(of.session, of.desk), of.managers, of.now):
        wanted = (
            people_with(
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
        total += count_of(of, wanted)
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
    return total, by_money(found)


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


def _lost(of: Asked, limit: int) -> Found:
    first = first_sitting(of)
    if first is None:
        return 0, []
    wanted = (
        people_with(
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
    return count_of(of, wanted), [
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


def _closed(of: Asked, limit: int) -> Found:
    """Read the deals won and lost in the months that are told, before the first sitting and since."""
    first = first_sitting(of)
    wanted = (
        people_with(
            DealRow.title,
            DealRow.lost_reason,
            DealRow.status,
            DealRow.closed_on,
            DealRow.amount_minor,
            DealRow.currency,
        )
        .join(DealRow, DealRow.client_id == ClientRow.id)
        .where(
            DealRow.status.in_([DealStatus.WON, DealStatus.LOST]),
            DealRow.closed_on >= month_starts(of.until)[0],
            DealRow.closed_on <= of.until,
            of.mine(),
        )
        .order_by(*_largest(DealRow.amount_minor), DealRow.id)
    )
    return count_of(of, wanted), [
        Entry(
            client,
            name,
            manager_id,
            manager,
            what=(reason if status is DealStatus.LOST else "") or title,
            why=_ENDED[status, None if first is None else on >= first],
            on=on,
            money=money(minor, currency),
        )
        for client, name, manager_id, manager, title, reason, status, on, minor, currency in of.session.execute(
            wanted.limit(limit)
        )
    ]


def _groups(of: Asked, limit: int, warm: Temperature | None = None) -> Found:
    if (first := first_sitting(of)) is None or first > of.until:
        return 0, []
    found = compared(of, Standards(of.session, of.desk))
    wanted = (
        people_with(found.c.reviewed, found.c.bought, found.c.bought_on, found.c.temperature)
        .join(found, found.c.client_id == ClientRow.id)
        .order_by(found.c.bought.desc(), found.c.reviewed.desc(), ClientRow.id)
    )
    if warm is not None:
        wanted = wanted.where(found.c.temperature == warm)
    return count_of(of, wanted), [
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


_READERS: Final[Mapping[Part, Callable[[Asked, int], Found]]] = {
    Part.SILENT: _silent,
    Part.FOUND: _found,
    Part.TROUBLE: partial(_troubled, Part.TROUBLE),
    Part.FAILED: partial(_troubled, Part.FAILED),
    Part.SLIPPED: partial(_troubled, Part.SLIPPED),
    Part.CAME: came_rows,
    Part.LOST: _lost,
    Part.CLOSED: _closed,
    Part.REVIEWS: review_rows,
    Part.WEEKS: week_rows,
    Part.GROUPS: _groups,
    Part.PAST: past_rows,
}
