"""A manager's queue: sorted by the database, read page by page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from cockpit.language.words import field_sentence
from cockpit.method.desk import Desk
from cockpit.method.money import Money, totals
from cockpit.method.overview import Debt, QueueLine, QueueView
from cockpit.method.queue import QueueFacts, Rules, arithmetic, changed_reason, place, reason
from cockpit.method.sitting import slot_of
from cockpit.method.words import DealStatus, Ending, Lane, SittingState, TaskState
from data import records
from data.lanes import LANES, Order, overdue
from data.narrowing import Lanes, Narrowed, Purses, narrowed, summed
from data.playbooks import Playbooks
from data.slots import changed, first_sittings, lane_in_second, second
from data.standards import Standards
from data.tables import ClientRow, DealRow, DraftRow, ManagerRow, ReviewRow, SittingRow, TaskRow
from data.tasks import record as task_record

_APART = (Lane.ASLEEP, Lane.PARKED)


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
        put_off=row.put_off,
    )


def ordered(session: Session, desk: Desk, manager_id: int, now: datetime) -> Lanes:
    """Return a manager's open clients by lane, in the order of review. Reads nothing but the queue's index."""
    return standing(session, desk, rules_of(session, desk, manager_id, now), manager_id, now).lanes


class Standing(NamedTuple):
    """A manager's open clients as they stand.

    Attributes:
        lanes: their ids by lane, in order.
        money: what is known of their money, without estimates.
        second: the lanes are those of the second sitting of the day (R4).
    """

    lanes: Lanes
    money: Purses
    second: bool


def standing(session: Session, desk: Desk, ranked_by: Rules, manager_id: int, now: datetime) -> Standing:
    """Sort a manager's open clients, for the first or the second sitting of the day."""
    lanes, money = _sorted(session, ranked_by, manager_id)
    first = first_sittings(session, desk.norms, (manager_id,), now).get(manager_id)
    if first is None:
        return Standing(lanes, money, second=False)
    moved = changed(session, first.started_at, now, manager_id)
    return Standing(second(lanes, first, moved), money, second=True)


def view(
    session: Session,
    desk: Desk,
    manager_id: int,
    now: datetime,
    drafts: Collection[int] | None = None,
    *,
    high_only: bool = False,
) -> QueueView:
    """Read a manager's queue: within an open sitting of this slot in its order, otherwise as it stands now.

    A client that was added since the sitting began stands at the end of its lane.

    Args:
        session: a session that may read.
        desk: the norms and the currency.
        manager_id: whose queue.
        now: the present moment.
        drafts: the clients with a draft, when drafts do not stand in this store.
        high_only: leave out who stands below the high-check line (R43); an open sitting knows itself whether it does.
    """
    from data.sittings import every_lane, record, recruiting_due, reviewed

    standards = Standards(session, desk, (manager_id,))
    ranked_by, line = standards.rules(manager_id, now), standards.line(manager_id)
    row = session.scalar(
        select(SittingRow).where(
            SittingRow.manager_id == manager_id,
            SittingRow.day == now.date(),
            SittingRow.slot == slot_of(now, desk.norms),
        )
    )
    ended = None if row is None or row.state is SittingState.OPEN or row.ended_at is None else row
    lanes, money, in_second = standing(session, desk, ranked_by, manager_id, now)
    sitting = None
    kept: Collection[int] = ()
    if row is not None and row.state is SittingState.OPEN:
        sitting = record(session, row, recruiting_due=recruiting_due(session, ranked_by, manager_id))
        lanes, kept = _fixed(every_lane(row), lanes), reviewed(session, row.id)
        high_only, line = sitting.line is not None, sitting.line or line
    shown = narrowed(lanes, money, line, kept) if high_only and line is not None else Narrowed(lanes)
    closed = select(func.count()).where(ClientRow.manager_id == manager_id, ~ClientRow.is_open)
    high_check = standards.high_check(manager_id)
    return QueueView(
        manager=records.manager(session, manager_id),
        lanes=shown.lanes,
        money={lane: summed(members, money) for lane, members in shown.lanes.items()},
        sitting=sitting,
        drafts=_drafts(session, manager_id, drafts),
        closed=session.scalar(closed) or 0,
        line=line,
        high_only=high_only and line is not None,
        left_out=shown.left_out,
        left_out_money=shown.left_out_money,
        second=in_second,
        debt=_debt(session, ranked_by, manager_id),
        line_percent=high_check.percent if high_check is not None else None,
        ended_at=ended.ended_at.astimezone(now.tzinfo) if ended is not None and ended.ended_at else None,
        ended=ended.state if ended is not None else None,
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
    firsts = first_sittings(session, desk.norms, managers, now)
    moved: dict[int, tuple[str, ...]] = {}
    for manager, begun_first in firsts.items():
        moved |= changed(session, begun_first.started_at, now, manager, client_ids)
    result = []
    for client in client_ids:
        row = found.get(client)
        if row is None:
            continue
        by = ranked_by[row.manager_id]
        here = place(facts(row, by.currency, now), by)
        lane, why = here.lane, reason(here, by)
        if (first := firsts.get(row.manager_id)) is not None:
            lane = lane_in_second(lane, client, first, moved)
            if lane is Lane.CHANGED:
                why = changed_reason([field_sentence(field) for field in moved[client]])
        result.append(
            QueueLine(
                client=records.client(row),
                lane=lane,
                why=why,
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


def _debt(session: Session, ranked_by: Rules, manager_id: int) -> Debt:
    """Count and add up a manager's clients past their interval (R6, R16)."""
    known = case((~ClientRow.estimated, ClientRow.money_minor))
    rows = session.connection().execute(
        select(ClientRow.currency, func.count(), func.sum(known), func.min(ClientRow.review_due_on))
        .where(ClientRow.manager_id == manager_id, ClientRow.is_open, overdue(ranked_by))
        .group_by(ClientRow.currency)
    )
    found = rows.all()
    money = totals(Money(int(minor), code) for code, _, minor, _ in found if minor is not None)
    since = min((day for _, _, _, day in found), default=ranked_by.today)
    return Debt(sum(number for _, number, _, _ in found), money, (ranked_by.today - since).days)


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


def begun(session: Session, clients: Sequence[int], drafts: Collection[int] | None) -> tuple[int, ...]:
    """Return those of some clients of whom a review was begun and not saved, in the order given."""
    if drafts is None:
        drafts = set(session.scalars(select(DraftRow.client_id).where(DraftRow.store == "")))
    return tuple(client for client in clients if client in drafts)


def _drafts(session: Session, manager_id: int, drafts: Collection[int] | None) -> tuple[int, ...]:
    of_manager = select(ClientRow.id).where(ClientRow.manager_id == manager_id)
    if drafts is not None:
        return tuple(session.scalars(of_manager.where(ClientRow.id.in_(drafts)).order_by(ClientRow.id)))
    begun = of_manager.join(DraftRow, DraftRow.client_id == ClientRow.id).where(DraftRow.store == "")
    return tuple(session.scalars(begun.order_by(ClientRow.id)))
