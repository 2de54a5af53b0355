"""The sittings: sitting down beside a manager, going on, putting off, ending."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from cockpit.language.plain import many_lines
from cockpit.method.desk import Desk
from cockpit.method.errors import ConflictError
from cockpit.method.money import Money
from cockpit.method.queue import Rules, is_due
from cockpit.method.records import Deferral, Sitting
from cockpit.method.sentence import say
from cockpit.method.sitting import Completeness, completeness, slot_of
from cockpit.method.words import Lane, SittingState, TaskState, Temperature
from data.acts import recorded
from data.hold import LOCK, check, hold, let_go
from data.lanes import counts
from data.narrowing import ORDER, Lanes, Purses, narrowed
from data.queue import rules_of
from data.queue import standing as standing_of
from data.records import manager as manager_record
from data.records import money
from data.sources import AnyRow
from data.standards import Standards
from data.tables import Base, ClientRow, DeferralRow, ManagerRow, ReviewRow, SittingRow, TaskRow
from data.upkeep import refresh_in

# The rest of the clients is no part of the second sitting of a day (R4), though anybody may be reviewed in it.
_ORDER = {False: ORDER, True: (Lane.PROMISED, Lane.SILENT, Lane.CHANGED)}
#: Beside the lanes a sitting keeps whether it is the day's second, and its lanes as they are without the line.
_SECOND, _EVERY = "second", "every"
_DUE = tuple(lane for lane in Lane if is_due(lane))

_SITTINGS = Base.metadata.tables[SittingRow.__tablename__]
_SITTING = (
    select(
        SittingRow.head,
        SittingRow.state,
        SittingRow.holder,
        SittingRow.held_at,
        SittingRow.manager_id,
        ManagerRow.name.label("manager"),
    )
    .join(ManagerRow, ManagerRow.id == SittingRow.manager_id)
    .where(SittingRow.id == bindparam("sitting"))
    .with_for_update(key_share=True, of=SittingRow)
)
_HOLDING = update(_SITTINGS).where(_SITTINGS.c.id == bindparam("sitting"))


def sit_down(
    session: Session,
    desk: Desk,
    manager_id: int,
    now: datetime,
    *,
    take_over: bool = False,
    high_only: bool | None = None,
) -> Sitting:
    """Begin the sitting of this slot, or go on with it, an ended one too; what came due since stands at the end.

    Sittings of earlier days and slots that were left open are closed with what was left of them. After a sitting in
    the morning the afternoon's is about what was promised, who is silent and what changed since (R4).

    Args:
        session: a session that may write; nothing is committed.
        desk: whose sitting it is.
        manager_id: beside whom.
        now: the present moment.
        take_over: go on with it although another program has it open.
        high_only: only clients above the high-check line (R43); None for as it stands.

    Raises:
        HeldError: another program that is alive has one of them open.
    """
    session.get_one(ManagerRow, manager_id, with_for_update=LOCK)  # two heads sit down one after the other
    day, slot = now.date(), slot_of(now, desk.norms)
    rows = session.scalars(
        select(SittingRow)
        .where(
            SittingRow.manager_id == manager_id,
            (SittingRow.state == SittingState.OPEN) | ((SittingRow.day == day) & (SittingRow.slot == slot)),
        )
        .order_by(SittingRow.id)
        .with_for_update(key_share=True)
    ).all()
    present = None
    for row in rows:
        hold(row, desk, now, take_over=take_over)
        if (row.day, row.slot) == (day, slot):
            present = row
        else:
            _close(session, row, rules_of(session, desk, manager_id, now), now)
            let_go(row, desk)
    session.flush()
    standards = Standards(session, desk, (manager_id,))
    ranked_by = standards.rules(manager_id, now)
    found = standing_of(session, desk, ranked_by, manager_id, now)
    if present is None:
        present = SittingRow(
            manager_id=manager_id,
            head=desk.head,
            day=day,
            slot=slot,
            started_at=now,
            state=SittingState.OPEN,
            lanes=_json(found.lanes, second=found.second),
            left_clients=0,
            holder=desk.holder,
            held_at=now,
        )
        session.add(present)
    else:
        reopen(session, present)
        present.head = desk.head
        fixed = _with_new(every_lane(present), found.lanes, worked(session, present.id))
        present.lanes = _json(fixed, second=is_second(present))
    session.flush()
    line = standards.line(manager_id) if (present.high_minor is not None if high_only is None else high_only) else None
    _draw(session, present, line, found.money)
    return record(session, present, recruiting_due=recruiting_due(session, ranked_by, manager_id))


def set_high_only(session: Session, desk: Desk, sitting_id: int, now: datetime, *, on: bool) -> Sitting:
    """Leave the clients below the high-check line out of an open sitting, or bring them back (R43).

    Without a line nothing happens. Who was reviewed stays.

    Raises:
        HeldError: another program has taken it over.
        ConflictError: it has been ended.
    """
    manager_id = open_sitting(session, desk, sitting_id, now).manager_id
    row = session.get_one(SittingRow, sitting_id)
    session.refresh(row)
    standards = Standards(session, desk, (manager_id,))
    ranked_by = standards.rules(manager_id, now)
    _draw(session, row, standards.line(manager_id) if on else None, purses(session, manager_id))
    return record(session, row, recruiting_due=recruiting_due(session, ranked_by, manager_id))


def rejoin(session: Session, desk: Desk, clients: Collection[int], now: datetime) -> None:
    """Put clients who woke up, or sleep again, where they stand now in the open sittings of this slot.

    Each stands at the end of its lane, as who comes due does; who was worked through stays.
    """
    theirs = select(ClientRow.manager_id).where(ClientRow.id.in_(list(clients)))
    rows = session.scalars(
        select(SittingRow)
        .where(
            SittingRow.manager_id.in_(theirs),
            SittingRow.day == now.date(),
            SittingRow.slot == slot_of(now, desk.norms),
            SittingRow.state == SittingState.OPEN,
        )
        .with_for_update(key_share=True)
    ).all()
    for row in rows:
        found = standing_of(session, desk, rules_of(session, desk, row.manager_id, now), row.manager_id, now)
        moved = set(clients) - worked(session, row.id)
        lanes = every_lane(row)
        fixed = {
            lane: tuple(client for client in lanes[lane] if client not in moved)
            + tuple(client for client in found.lanes[lane] if client in moved)
            for lane in Lane
        }
        row.lanes = _json(fixed, second=is_second(row))
        _draw(session, row, money(row.high_minor, row.high_currency), found.money)


def _draw(session: Session, row: SittingRow, line: Money | None, known: Purses) -> None:
    """Draw the line through a sitting's lanes, or take it away."""
    lanes, second = every_lane(row), is_second(row)
    if line is None:
        row.lanes = _json(lanes, second=second)
        row.high_minor = row.high_currency = row.left_out_money = None
        row.left_out_clients = 0
    else:
        shown = narrowed(lanes, known, line, reviewed(session, row.id))
        row.lanes = {**_json(shown.lanes, second=second), _EVERY: _json(lanes, second=second)}
        row.high_minor, row.high_currency = line.minor, line.currency
        row.left_out_clients = shown.left_out
        row.left_out_money = [[amount.minor, amount.currency] for amount in shown.left_out_money]
    session.flush()


def stay(session: Session, desk: Desk, sitting_id: int, now: datetime) -> None:
    """Give a sign of life, so that the sitting stays ours.

    Raises:
        HeldError: another program has taken it over.
    """
    hold(session.get_one(SittingRow, sitting_id, with_for_update=LOCK), desk, now)


def leave(session: Session, desk: Desk, sitting_id: int) -> None:
    """Let go of a sitting that stays open."""
    row = session.get(SittingRow, sitting_id, with_for_update=LOCK)
    if row is not None:
        let_go(row, desk)


def open_sitting(session: Session, desk: Desk, sitting_id: int, now: datetime) -> AnyRow:
    """Hold a sitting that may be written to, and return its `manager_id` and the name of the `manager`.

    Raises:
        HeldError: another program has taken it over.
        ConflictError: it has been ended.
    """
    connection = session.connection()
    row = connection.execute(_SITTING, {"sitting": sitting_id}).one()
    check(row.head, row.holder, row.held_at, desk, now)
    if row.state is not SittingState.OPEN:
        raise ConflictError(
            say("The sitting has ended"),
            say("It was ended elsewhere. Sit down beside the manager again and go on; what you typed is kept."),
        )
    if (row.holder, row.held_at) != (desk.holder, now):
        connection.execute(_HOLDING, {"sitting": sitting_id, "holder": desk.holder, "held_at": now})
    return row


def defer(session: Session, desk: Desk, sitting_id: int, deferral: Deferral, now: datetime) -> None:
    """Put a client off until a day: it counts as worked through here, and no queue asks for it before that day.

    Raises:
        HeldError: another program has taken the sitting over.
        ConflictError: the sitting has been ended.
    """
    open_sitting(session, desk, sitting_id, now)
    client = session.get_one(ClientRow, deferral.client_id, with_for_update=LOCK)
    with recorded(session, desk, now, "deferral", client.name, client_id=client.id, sitting_id=sitting_id) as act:
        row = session.scalar(
            select(DeferralRow).where(DeferralRow.sitting_id == sitting_id, DeferralRow.client_id == client.id)
        )
        if row is None:
            row = DeferralRow(sitting_id=sitting_id, client_id=client.id)
            session.add(row)
        row.until, row.reason = deferral.until, many_lines(deferral.reason)
        client.parked_until, client.parked_reason, client.put_off = row.until, row.reason, True
        refresh_in(act, desk, client.id)


def end(session: Session, desk: Desk, sitting_id: int, now: datetime) -> None:
    """End a sitting: complete, or incomplete with the clients and the money left; keep its forecast.

    Raises:
        HeldError: another program has taken it over.
    """
    from data.kept_forecasts import keep

    row = session.get_one(SittingRow, sitting_id, with_for_update=LOCK)
    hold(row, desk, now)
    if row.state is SittingState.OPEN:
        _close(session, row, rules_of(session, desk, row.manager_id, now), now)
        keep(session, desk, row, now)
    let_go(row, desk)
    session.flush()


def reopen(session: Session, row: SittingRow) -> None:
    """Go on with a sitting, also with one that was ended; the forecast it kept is forgotten."""
    from data.kept_forecasts import forget

    forget(session, row)
    row.state = SittingState.OPEN
    row.ended_at = row.left_money = None
    row.left_clients, row.recruiting_due = 0, False


def record(session: Session, row: SittingRow, *, recruiting_due: bool | None = None) -> Sitting:
    """Turn a sitting's row into a record, with what was done in it so far.

    Args:
        session: a session that may read.
        row: the sitting.
        recruiting_due: what holds now, for one that is open; None for what it ended with.
    """
    reviews = session.execute(
        select(ReviewRow.client_id, ReviewRow.seconds).where(
            ReviewRow.sitting_id == row.id, ReviewRow.undone_at.is_(None)
        )
    ).all()
    deferred = session.scalars(select(DeferralRow).where(DeferralRow.sitting_id == row.id))
    lanes = lanes_of(row)
    return Sitting(
        id=row.id,
        manager=manager_record(session, row.manager_id),
        head=row.head,
        day=row.day,
        slot=row.slot,
        started_at=row.started_at,
        state=row.state,
        ended_at=row.ended_at,
        order=tuple(client for lane in _ORDER[is_second(row)] for client in lanes[lane]),
        due=frozenset(client for lane in _DUE for client in lanes[lane]),
        reviewed=frozenset(client for client, _ in reviews),
        deferred={one.client_id: Deferral(one.client_id, one.until, one.reason) for one in deferred},
        seconds=sum(seconds for _, seconds in reviews),
        left=row.left_clients,
        left_money=_moneys(row.left_money),
        line=money(row.high_minor, row.high_currency),
        left_out=row.left_out_clients,
        left_out_money=_moneys(row.left_out_money),
        recruiting_due=row.recruiting_due if recruiting_due is None else recruiting_due,
    )


def _moneys(kept: Sequence[Sequence[Any]] | None) -> tuple[Money, ...]:
    return tuple(Money(minor, currency) for minor, currency in kept or ())


def lanes_of(row: SittingRow) -> Lanes:
    """Return the ids of each lane in the order fixed when the sitting began; every lane has an entry."""
    return _lanes(row.lanes)


def every_lane(row: SittingRow) -> Lanes:
    """Return the lanes with those whom the high-check line leaves out."""
    return _lanes(row.lanes.get(_EVERY, row.lanes))


def is_second(row: SittingRow) -> bool:
    """Is it the second sitting of its day (R4)?"""
    return bool(row.lanes.get(_SECOND, False))


def _lanes(kept: Mapping[str, Sequence[int]]) -> Lanes:
    return {lane: tuple(kept.get(lane.value, ())) for lane in Lane}


def _json(lanes: Lanes, *, second: bool) -> dict[str, Any]:
    found: dict[str, Any] = {lane.value: list(members) for lane, members in lanes.items()}
    return {**found, _SECOND: True} if second else found


def recruiting_due(session: Session, ranked_by: Rules, manager_id: int) -> bool:
    """Can none of a manager's clients pay, and is no recruiting task set (R13, R14)?"""
    payer = select(ClientRow.id).where(
        ClientRow.manager_id == manager_id,
        ClientRow.is_open,
        ClientRow.temperature == Temperature.HOT,
        ~ClientRow.payment_stopped,
        counts(ranked_by),
    )
    set_already = select(TaskRow.id).where(
        TaskRow.manager_id == manager_id, TaskRow.ladder.is_not(None), TaskRow.state == TaskState.OPEN
    )
    return all(session.execute(found.limit(1)).first() is None for found in (payer, set_already))


def standing(session: Session, row: SittingRow, ranked_by: Rules) -> Completeness:
    """Say what is left of a sitting, by the money that its clients have now, without estimates (R7)."""
    open_still = row.state is SittingState.OPEN
    due = recruiting_due(session, ranked_by, row.manager_id) if open_still else None
    known = purses(session, row.manager_id)
    return completeness(
        record(session, row, recruiting_due=due), {client: Money(*amount) for client, amount in known.items()}
    )


def purses(session: Session, manager_id: int) -> dict[int, tuple[int, str]]:
    """Return what is known of the money of a manager's open clients, without estimates."""
    columns = select(ClientRow.id, ClientRow.money_minor, ClientRow.currency)
    known = ClientRow.money_minor.is_not(None) & ~ClientRow.estimated
    found = session.connection().execute(columns.where(ClientRow.manager_id == manager_id, ClientRow.is_open, known))
    return {client: (minor, currency) for client, minor, currency in found if minor is not None and currency}


def _close(session: Session, row: SittingRow, ranked_by: Rules, now: datetime) -> None:
    left = standing(session, row, ranked_by)
    row.state, row.ended_at = left.state, now
    row.recruiting_due = left.recruiting_due
    row.left_clients = len(left.left)
    row.left_money = [[amount.minor, amount.currency] for amount in left.money]


def _with_new(lanes: Lanes, present: Lanes, done: set[int]) -> Lanes:
    """Return the lanes with the clients that became due since at their ends; nobody else moves."""
    stay_put = done.union(*(lanes[lane] for lane in _DUE))
    new = {lane: tuple(client for client in present[lane] if client not in stay_put) for lane in _DUE}
    moved = {client for members in new.values() for client in members}
    return {lane: tuple(client for client in lanes[lane] if client not in moved) + new.get(lane, ()) for lane in Lane}


def worked(session: Session, sitting_id: int) -> set[int]:
    """Return the clients reviewed or put off in a sitting."""
    deferred = select(DeferralRow.client_id).where(DeferralRow.sitting_id == sitting_id)
    return reviewed(session, sitting_id).union(session.scalars(deferred))


def reviewed(session: Session, sitting_id: int) -> set[int]:
    """Return the clients reviewed in a sitting."""
    talks = select(ReviewRow.client_id).where(ReviewRow.sitting_id == sitting_id, ReviewRow.undone_at.is_(None))
    return set(session.scalars(talks))
