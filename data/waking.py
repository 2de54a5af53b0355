"""Sleeping clients, decided about many at once: kept, parked until a day, or refused (NUMBERS.md 2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.language.plain import many_lines
from cockpit.method.desk import Desk
from cockpit.method.errors import ConflictError
from cockpit.method.records import Client
from cockpit.method.sentence import say
from cockpit.method.words import DealStatus, Lane, TaskState, Waking
from data import records
from data.acts import Act, recorded
from data.changes import Field, Pen
from data.queue import ordered
from data.sittings import rejoin
from data.tables import ClientRow, DealRow, TaskRow
from data.upkeep import refresh
from data.workload import chunks, locked, named

_KINDS: Final = {Waking.KEEP: "asleep kept", Waking.PARK: "asleep parked", Waking.REFUSE: "asleep refused"}


def sleepers(session: Session, desk: Desk, manager_id: int, now: datetime) -> tuple[Client, ...]:
    """Read a manager's sleeping clients in the order of the queue."""
    asleep = ordered(session, desk, manager_id, now)[Lane.ASLEEP]
    found: dict[int, Client] = {}
    for ids in chunks(asleep):
        rows = session.scalars(select(ClientRow).where(ClientRow.id.in_(ids)))
        found |= {row.id: records.client(row) for row in rows}
    return tuple(found[client] for client in asleep)


def wake(
    session: Session,
    desk: Desk,
    clients: Sequence[int],
    waking: Waking,
    now: datetime,
    *,
    until: date | None = None,
    reason: str = "",
) -> None:
    """Decide about sleeping clients of one manager; all of them are one step of undo.

    Kept, a client counts as awake from today. Parked, it is not reviewed before `until`, for the reason. Refused, its
    open deals are lost today and its open tasks dropped, both with the reason. An open sitting goes on with them as
    they stand now.

    Args:
        session: a session that may write.
        desk: whose act it is.
        clients: their ids.
        waking: what is decided.
        now: the present moment.
        until: the day until which they are parked.
        reason: why they are parked or refused.

    Raises:
        ConflictError: one of them does not sleep any more; nothing was written.
    """
    rows = locked(session, clients)
    _check(session, desk, rows, len(set(clients)), now)
    written = many_lines(reason)
    with recorded(session, desk, now, _KINDS[waking], named(session, clients)) as act:
        if waking is Waking.REFUSE:
            _refuse(act, clients, written)
        else:
            after: dict[str, Any] = {"kept_on": now.date()}
            if waking is Waking.PARK:
                after = {"parked_until": until, "parked_reason": written, "put_off": False}
            for row in rows:
                act.change(ClientRow, row.id, {name: getattr(row, name) for name in after}, after)
        session.flush()
        session.expire_all()
        refresh(session, desk, clients, now)
    rejoin(session, desk, clients, now)


def _check(session: Session, desk: Desk, rows: Sequence[ClientRow], asked: int, now: datetime) -> None:
    asleep: set[int] = set()
    for manager in {row.manager_id for row in rows}:
        asleep.update(ordered(session, desk, manager, now)[Lane.ASLEEP])
    if len(rows) < asked or any(row.id not in asleep for row in rows):
        raise ConflictError(
            say("Someone woke up"),
            say("Not all of these clients sleep any more, so nothing was done. Look at the list again."),
        )


def _refuse(act: Act, clients: Sequence[int], reason: str) -> None:
    """Lose the open deals and drop the open tasks."""
    session, today = act.session, act.now.date()
    pen = Pen(session, act.now)
    lost: dict[str, Field] = {"status": DealStatus.LOST, "lost_reason": reason, "closed_on": today}
    dropped = {"state": TaskState.DROPPED, "closed_on": today, "reason": reason}
    for ids in chunks(clients):
        deals = select(DealRow).where(DealRow.client_id.in_(ids), DealRow.status == DealStatus.OPEN)
        for deal in session.scalars(deals.order_by(DealRow.id).with_for_update(key_share=True)).all():
            pen.deal(deal, lost)
        tasks = select(TaskRow).where(TaskRow.client_id.in_(ids), TaskRow.state == TaskState.OPEN)
        for task in session.scalars(tasks).all():
            act.change(TaskRow, task.id, {name: getattr(task, name) for name in dropped}, dropped)
