"""A manager's queue: sorted by the database, read page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.money import Money, totals
from cockpit.method.overview import QueueLine, QueueView
from cockpit.method.queue import QueueFacts, Rules, arithmetic, place, reason
from cockpit.method.sitting import slot_of
from cockpit.method.words import DealStatus, Ending, Lane, SittingState, TaskState
from data import records
from data.lanes import LANES, Order
from data.playbooks import Playbooks
from data.standards import Standards
from data.tables import ClientRow, DealRow, DraftRow, ManagerRow, ReviewRow, SittingRow, TaskRow
from data.tasks import record as task_record

_APART = (Lane.ASLEEP, Lane.PARKED)

#: The ids of each lane, in order.
Lanes: TypeAlias = dict[Lane, tuple[int, ...]]


def rules_of(session: Session, desk: Desk, manager_id: int, now: datetime, books: Playbooks | None = None) -> Rules:
    """Read what a manager's queue is ranked by; `books` when the playbooks were read already."""
    return Standards(session, desk, (manager_id,), books).rules(manager_id, now)


def facts(row: ClientRow, currency: str, now: datetime) -> QueueFacts:
    """Take from a client's row what its place depends on; money in another currency than `currency` ranks nobody."""
    return QueueFacts(
        client_id=row.id,
        temperature=row.temperature,
        promise_on=row.promise_on,
        minor=row.money_minor if row.currency == currency else None,
        estimated=row.estimated,
        last_contact_on=row.last_contact_on,
        weak=row.contact_source.weak,
        opened_on=row.opened_on,
        last_reached_on=row.last_reached_on,
        parked_until=row.parked_until,
        reviewed_on=row.reviewed_on,
        interval=row.interval_days,
        review_due_on=row.review_due_on,
        kept_on=row.kept_on,
        known_on=row.created_at.astimezone(now.tzinfo).date(),
    )


def ordered(session: Session, desk: Desk, manager_id: int, now: datetime) -> Lanes:
    """Return a manager's open clients by lane, in the order of review. Reads nothing but the queue's index."""
    return _sorted(session, rules_of(session, desk, manager_id, now), manager_id)[0]


def view(
    session: Session, desk: Desk, manager_id: int, now: datetime, drafts: Collection[int] | None = None
) -> QueueView:
    """Read a manager's queue: within an open sitting of this slot in its order, otherwise as it stands now.

    A client that was added since the sitting began stands at the end of its lane.

    Args:
        session: a session that may read.
        desk: the norms and the currency.
        manager_id: whose queue.
        now: the present moment.
        drafts: the clients with a draft, when drafts do not stand in this store.
    """
    from data.sittings import lanes_of, record

    ranked_by = rules_of(session, desk, manager_id, now)
    row = session.scalar(
        select(SittingRow).where(
            SittingRow.manager_id == manager_id,
            SittingRow.day == now.date(),
            SittingRow.slot == slot_of(now, desk.norms),
            SittingRow.state == SittingState.OPEN,
        )
    )
    lanes, money = _sorted(session, ranked_by, manager_id)
    if row is not None:
        lanes = _fixed(lanes_of(row), lanes)
    closed = select(func.count()).where(ClientRow.manager_id == manager_id, ~ClientRow.is_open)
    return QueueView(
        manager=records.manager(session, manager_id),
        lanes=lanes,
        money={lane: _sum(members, money) for lane, members in lanes.items()},
        sitting=None if row is None else record(session, row),
        drafts=_drafts(session, manager_id, drafts),
        closed=session.scalar(closed) or 0,
    )


def lines(
    session: Session, desk: Desk, client_ids: Sequence[int], now: datetime, drafts: Collection[int] | None = None
) -> tuple[QueueLine, ...]:
    """Read the lines of some clients in the order asked for; an id that is not known is left out."""
    found = {row.id: row for row in session.scalars(select(ClientRow).where(ClientRow.id.in_(client_ids)))}
    managers = {row.manager_id for row in found.values()}
    standards = Standards(session, desk, managers)
    ranked_by = {manager: standards.rules(manager, now) for manager in managers}
    tasks = {
        row.client_id: task_record(row, client, manager)
        for row, client, manager in session.execute(
            select(TaskRow, ClientRow.name, ManagerRow.name)
            .join(ClientRow, ClientRow.id == TaskRow.client_id)
            .join(ManagerRow, ManagerRow.id == TaskRow.manager_id)
            .where(TaskRow.client_id.in_(found), TaskRow.state == TaskState.OPEN)
        )
    }
    agreed = (
        select(DealRow.client_id, func.min(DealRow.expected_on))
        .where(DealRow.client_id.in_(found), DealRow.status == DealStatus.OPEN)
        .group_by(DealRow.client_id)
    )
    pay_on = dict(session.execute(agreed).all())
    if drafts is None:
        begun = select(DraftRow.client_id).where(DraftRow.store == "", DraftRow.client_id.in_(found))
        drafts = set(session.scalars(begun))
    endings = _endings(session, [row.id for row in found.values() if not row.is_open])
    result = []
    for client in client_ids:
        row = found.get(client)
        if row is None:
            continue
        by = ranked_by[row.manager_id]
        here = place(facts(row, by.currency, now), by)
        result.append(
            QueueLine(
                client=records.client(row),
                lane=here.lane,
                why=reason(here, by),
                arithmetic=arithmetic(here, by),
                task=tasks.get(client),
                pay_on=pay_on.get(client),
                has_draft=client in drafts,
                ending=endings.get(client),
            )
        )
    return tuple(result)


def _endings(session: Session, clients: Collection[int]) -> dict[int, Ending]:
    """Return how the last review of some clients ended them; one that did not is left out."""
    if not clients:
        return {}
    reviews = (
        select(ReviewRow.client_id, ReviewRow.ending)
        .where(ReviewRow.client_id.in_(clients), ReviewRow.undone_at.is_(None))
        .order_by(ReviewRow.reviewed_at, ReviewRow.id)
    )
    last = dict(session.execute(reviews).all())
    return {client: ending for client, ending in last.items() if ending is not None}


def _sorted(session: Session, ranked_by: Rules, manager_id: int) -> tuple[Lanes, dict[int, tuple[int, str]]]:
    """Return the ids of each lane in order, and what is known of their money, without estimates."""
    lanes: tuple[list[int], ...] = tuple([] for _ in LANES)
    money: dict[int, tuple[int, str]] = {}
    for client, number, minor, currency in session.connection().execute(_in_order(ranked_by, manager_id)):
        lanes[number].append(client)
        if minor is not None:
            money[client] = (minor, currency)
    return {lane: tuple(members) for lane, members in zip(LANES, lanes, strict=True)}, money


def _sum(clients: Iterable[int], money: Mapping[int, tuple[int, str]]) -> tuple[Money, ...]:
    sums: defaultdict[str, int] = defaultdict(int)
    for client in clients:
        if client in money:
            minor, currency = money[client]
            sums[currency] += minor
    return totals(Money(minor, currency) for currency, minor in sums.items())


def _in_order(ranked_by: Rules, manager_id: int) -> Select[*tuple[Any, ...]]:
    order = Order(ranked_by)
    return (
        select(ClientRow.id, order.lane, case((~ClientRow.estimated, ClientRow.money_minor)), ClientRow.currency)
        .select_from(ClientRow)
        .outerjoin(order.silences, order.joined)
        .where(ClientRow.manager_id == manager_id, ClientRow.is_open)
        .order_by(*order.by)
    )


def _fixed(fixed: Lanes, present: Lanes) -> Lanes:
    """Return the lanes of a sitting, with the clients added or woken since at their ends.

    Nobody is worked through in the lanes apart, so who stands there is who sleeps or is parked now.
    """
    known = {client for lane, members in fixed.items() if lane not in _APART for client in members}
    kept = {lane: () if lane in _APART else members for lane, members in fixed.items()}
    return {lane: kept[lane] + tuple(client for client in present[lane] if client not in known) for lane in Lane}


def _drafts(session: Session, manager_id: int, drafts: Collection[int] | None) -> tuple[int, ...]:
    of_manager = select(ClientRow.id).where(ClientRow.manager_id == manager_id)
    if drafts is not None:
        return tuple(session.scalars(of_manager.where(ClientRow.id.in_(drafts)).order_by(ClientRow.id)))
    begun = of_manager.join(DraftRow, DraftRow.client_id == ClientRow.id).where(DraftRow.store == "")
    return tuple(session.scalars(begun.order_by(ClientRow.id)))
