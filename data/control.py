"""What control brings to a department, a segment or a manager (R37, R40, R44, R58, R60)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from cockpit.method.control import Control, Extra, Heap, Silence, paid_of
from cockpit.method.desk import Desk
from cockpit.method.scope import Scope
from cockpit.method.share import Share
from cockpit.method.window import Window
from cockpit.method.words import Lane
from data.control_flow import flow
from data.control_groups import groups
from data.control_sources import Asked, Pile, asked, failed_twice, found_in_reviews, in_trouble, one
from data.lanes import LANES, counts, lane_number, neglected
from data.revenue import came
from data.standards import Standards
from data.tables import ClientRow, DealRow, OpportunityRow
from data.tallies import alike


def control(session: Session, desk: Desk, scope: Scope, window: Window, now: datetime) -> Control:
    """Count what control brings to a scope, in a window."""
    of = asked(session, desk, scope, window, now)
    standards = Standards(session, desk)
    failed, slipped, trouble = _trouble(of, standards)
    seen = flow(of)
    return Control(
        as_of=now,
        scope=scope,
        window=window,
        first_sitting=seen.first_sitting,
        silent=_silence(of, standards),
        extra=_extra(of),
        failed=failed,
        slipped=slipped,
        trouble=trouble,
        came=seen.came,
        unconfirmed=seen.unconfirmed,
        months=seen.months,
        lost_before=seen.lost_before,
        lost_after=seen.lost_after,
        weeks=seen.weeks,
        groups=groups(of, standards, seen.first_sitting),
        past=seen.past,
    )


def _silence(of: Asked, standards: Standards) -> Silence:
    open_clients, pile = 0, Pile()
    lanes: defaultdict[Lane, int] = defaultdict(int)
    known = case((~ClientRow.estimated, ClientRow.money_minor))
    for by, managers in alike(standards, of.managers, of.now):
        lane, silent = lane_number(by).label("lane"), one(neglected(by)).label("silent")
        rows = of.session.execute(
            select(lane, silent, ClientRow.currency, func.count(), func.count(known), func.sum(known))
            .where(ClientRow.manager_id.in_(managers), ClientRow.is_open, counts(by))
            .group_by(lane, silent, ClientRow.currency)
        )
        for number, is_silent, currency, n, with_amount, minor in rows:
            open_clients += n
            if is_silent:
                lanes[LANES[number]] += n
                pile.add(n, with_amount, minor, currency)
    return Silence(Share(pile.n, open_clients), pile.heap, lanes[Lane.SILENT], lanes[Lane.PROMISED])


def _trouble(of: Asked, standards: Standards) -> tuple[Heap, Heap, Heap]:
    """Add up the open deals whose plans failed twice, those that slipped, and both without counting one twice."""
    failed, slipped, both = Pile(), Pile(), Pile()
    twice = failed_twice(of)
    is_failed, is_slipped = ClientRow.id.in_(select(twice.c.client_id)), DealRow.slips > 0
    for by, managers in alike(standards, of.managers, of.now):
        flags = (one(is_failed).label("failed"), one(is_slipped).label("slipped"))
        rows = of.session.execute(
            select(
                *flags, DealRow.currency, func.count(), func.count(DealRow.amount_minor), func.sum(DealRow.amount_minor)
            )
            .join(ClientRow, ClientRow.id == DealRow.client_id)
            .where(
                ClientRow.manager_id.in_(managers),
                ClientRow.is_open,
                counts(by),
                in_trouble(twice),
            )
            .group_by(*flags, DealRow.currency)
        )
        for did_fail, did_slip, currency, n, known, minor in rows:
            for pile, belongs in ((failed, did_fail), (slipped, did_slip), (both, True)):
                if belongs:
                    pile.add(n, known, minor, currency)
    return failed.heap, slipped.heap, both.heap


class Opportunity(NamedTuple):
    """An opportunity that a review found, and how much of it was paid since at most."""

    id: int
    client_id: int
    text: str
    found_on: date
    minor: int | None
    currency: str | None
    paid: int = 0


def opportunities(of: Asked) -> list[Opportunity]:
    """Read the opportunities that reviews of the window found, with what their clients paid since (R44)."""
    wanted = found_in_reviews(of)
    rows = of.session.execute(
        select(
            OpportunityRow.id,
            OpportunityRow.client_id,
            OpportunityRow.text,
            OpportunityRow.found_on,
            OpportunityRow.amount_minor,
            OpportunityRow.currency,
        )
        .join(ClientRow, ClientRow.id == OpportunityRow.client_id)
        .where(*wanted)
        .order_by(OpportunityRow.found_on, OpportunityRow.id)
    )
    found = [Opportunity(*row) for row in rows]
    if not found:
        return []
    clients = select(OpportunityRow.client_id).join(ClientRow, ClientRow.id == OpportunityRow.client_id).where(*wanted)
    money = came(of.window.start, of.today)
    sums: defaultdict[tuple[int, str], list[tuple[date, int]]] = defaultdict(list)
    paid_since = select(money.c.client_id, money.c.currency, money.c.on, money.c.minor).where(
        money.c.client_id.in_(clients)
    )
    for client, currency, on, minor in of.session.execute(paid_since):
        sums[client, currency].append((on, minor))
    return _paid(found, sums)


def _paid(found: list[Opportunity], sums: Mapping[tuple[int, str], list[tuple[date, int]]]) -> list[Opportunity]:
    of_client: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for place, each in enumerate(found):
        if each.minor is not None and each.currency is not None:
            of_client[each.client_id, each.currency].append(place)
    for key, places in of_client.items():
        amounts = [(found[place].found_on, found[place].minor or 0) for place in places]
        for place, paid in zip(places, paid_of(amounts, sums.get(key, ())), strict=True):
            found[place] = found[place]._replace(paid=paid)
    return found


def _extra(of: Asked) -> Extra:
    found, paid = Pile(), Pile()
    for each in opportunities(of):
        found.add(1, int(each.minor is not None), each.minor, each.currency)
        if each.paid:
            paid.add(1, 1, each.paid, each.currency)
    return Extra(found.heap, paid.heap)
