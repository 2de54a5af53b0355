"""The sittings: sitting down beside a manager, going on, putting off, ending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, case, select, update
from sqlalchemy.orm import Session

from cockpit.language.plain import many_lines
from cockpit.method.desk import Desk
from cockpit.method.errors import ConflictError
from cockpit.method.money import Money
from cockpit.method.overview import ForecastLine
from cockpit.method.queue import is_due
from cockpit.method.records import Deferral, Sitting
from cockpit.method.sentence import say
from cockpit.method.sitting import Completeness, completeness, slot_of
from cockpit.method.words import Lane, SittingState, Temperature
from data.acts import recorded
from data.hold import LOCK, check, hold, let_go
from data.queue import Lanes, ordered
from data.records import manager as manager_record
from data.records import money
from data.sources import AnyRow
from data.tables import Base, ClientRow, DeferralRow, ManagerRow, ReviewRow, SittingRow
from data.upkeep import refresh_in

_ORDER = (Lane.PROMISED, Lane.SILENT, Lane.REST)
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


def sit_down(session: Session, desk: Desk, manager_id: int, now: datetime, *, take_over: bool = False) -> Sitting:
    """Begin the sitting of this slot, or go on with it, an ended one too; what came due since stands at the end.

    Sittings of earlier days and slots that were left open are closed with what was left of them.

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
            _close(session, row, now)
            let_go(row, desk)
    lanes = ordered(session, desk, manager_id, now)
    if present is None:
        present = SittingRow(
            manager_id=manager_id,
            head=desk.head,
            day=day,
            slot=slot,
            started_at=now,
            state=SittingState.OPEN,
            lanes={lane.value: list(members) for lane, members in lanes.items()},
            left_clients=0,
            holder=desk.holder,
            held_at=now,
        )
        session.add(present)
    else:
        reopen(present)
        present.head = desk.head
        present.lanes = _with_new(present.lanes, lanes, _worked(session, present.id))
    session.flush()
    return record(session, present)


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
        client.parked_until, client.parked_reason = row.until, row.reason
        refresh_in(act, desk, client.id)


def end(session: Session, desk: Desk, sitting_id: int, now: datetime) -> None:
    """End a sitting: complete, or incomplete with the clients and the money left; keep its forecast.

    Raises:
        HeldError: another program has taken it over.
    """
    from data.summaries import forecast

    row = session.get_one(SittingRow, sitting_id, with_for_update=LOCK)
    hold(row, desk, now)
    if row.state is SittingState.OPEN:
        _close(session, row, now)
        row.forecast = _forecast_json(forecast(session, desk, row.manager_id, now))
    let_go(row, desk)
    session.flush()


def reopen(row: SittingRow) -> None:
    """Go on with a sitting, also with one that was ended."""
    row.state = SittingState.OPEN
    row.ended_at = row.left_money = row.forecast = None
    row.left_clients = 0


def record(session: Session, row: SittingRow) -> Sitting:
    """Turn a sitting's row into a record, with what was done in it so far."""
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
        order=tuple(client for lane in _ORDER for client in lanes[lane]),
        due=frozenset(client for lane in _DUE for client in lanes[lane]),
        reviewed=frozenset(client for client, _ in reviews),
        deferred={one.client_id: Deferral(one.client_id, one.until, one.reason) for one in deferred},
        seconds=sum(seconds for _, seconds in reviews),
        left=row.left_clients,
        left_money=tuple(Money(minor, currency) for minor, currency in row.left_money or ()),
    )


def lanes_of(row: SittingRow) -> dict[Lane, tuple[int, ...]]:
    """Return the ids of each lane in the order fixed when the sitting began; every lane has an entry."""
    return {lane: tuple(row.lanes.get(lane.value, ())) for lane in Lane}


def forecast_of(row: SittingRow) -> tuple[ForecastLine, ...] | None:
    """Return the forecast kept when the sitting ended; None when none was kept."""
    if row.forecast is None:
        return None
    return tuple(
        ForecastLine(
            temperature=Temperature(line["temperature"]),
            currency=line["currency"],
            weeks={date.fromisoformat(week): minor for week, minor in line["weeks"].items()},
            overdue=line["overdue"],
            undated=line["undated"],
        )
        for line in row.forecast
    )


def standing(session: Session, row: SittingRow) -> Completeness:
    """Say what is left of a sitting as it stands, by the money that its clients have now, without estimates."""
    sitting = record(session, row)
    columns = select(ClientRow.id, case((~ClientRow.estimated, ClientRow.money_minor)), ClientRow.currency)
    found = session.execute(columns.where(ClientRow.manager_id == row.manager_id, ClientRow.is_open))
    known = {client: money(minor, currency) for client, minor, currency in found}
    return completeness(sitting, known)


def _close(session: Session, row: SittingRow, now: datetime) -> None:
    left = standing(session, row)
    row.state, row.ended_at = left.state, now
    row.left_clients = len(left.left)
    row.left_money = [[amount.minor, amount.currency] for amount in left.money]


def _with_new(lanes: Mapping[str, list[int]], present: Lanes, worked: set[int]) -> dict[str, list[int]]:
    """Return the lanes with the clients that became due since at their ends; nobody else moves."""
    stay_put = worked.union(*(lanes.get(lane.value, ()) for lane in _DUE))
    new = {lane: [client for client in present[lane] if client not in stay_put] for lane in _DUE}
    moved = {client for members in new.values() for client in members}
    return {
        lane.value: [client for client in lanes.get(lane.value, ()) if client not in moved] + new.get(lane, [])
        for lane in Lane
    }


def _worked(session: Session, sitting_id: int) -> set[int]:
    reviewed = select(ReviewRow.client_id).where(ReviewRow.sitting_id == sitting_id, ReviewRow.undone_at.is_(None))
    deferred = select(DeferralRow.client_id).where(DeferralRow.sitting_id == sitting_id)
    return set(session.scalars(reviewed.union(deferred)))


def _forecast_json(lines: Sequence[ForecastLine]) -> list[dict[str, Any]]:
    return [
        {
            "temperature": line.temperature.value,
            "currency": line.currency,
            "weeks": {week.isoformat(): minor for week, minor in line.weeks.items()},
            "overdue": line.overdue,
            "undated": line.undated,
        }
        for line in lines
    ]
