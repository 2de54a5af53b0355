"""The two sittings of a day: what changed for a manager's clients since the first one (R4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from cockpit.method.norms import Norms
from cockpit.method.sitting import slot_of
from cockpit.method.words import Lane, Slot, TaskState
from data.tables import ChangeRow, ClientRow, DeferralRow, ReviewRow, SittingRow, TaskRow

#: What stands for a task that the manager has done, among the names of changed fields.
TASK_DONE = "task_done"


class First(NamedTuple):
    """The first sitting of the day, which was held: when it began, and who was reviewed in it."""

    started_at: datetime
    reviewed: frozenset[int]


def first_sittings(session: Session, norms: Norms, managers: Collection[int], now: datetime) -> dict[int, First]:
    """Return today's morning sittings by manager, in the afternoon alone.

    One in which nobody was reviewed or put off was not held: the afternoon is then the first of the day.
    """
    if slot_of(now, norms) is not Slot.AFTERNOON:
        return {}
    rows = session.execute(
        select(SittingRow.id, SittingRow.manager_id, SittingRow.started_at).where(
            SittingRow.manager_id.in_(managers),
            SittingRow.day == now.date(),
            SittingRow.slot == Slot.MORNING,
            was_held(),
        )
    ).all()
    if not rows:
        return {}
    reviewed: defaultdict[int, set[int]] = defaultdict(set)
    talks = select(ReviewRow.sitting_id, ReviewRow.client_id).where(
        ReviewRow.sitting_id.in_([row.id for row in rows]), ReviewRow.undone_at.is_(None)
    )
    for sitting, client in session.execute(talks):
        reviewed[sitting].add(client)
    return {row.manager_id: First(row.started_at, frozenset(reviewed[row.id])) for row in rows}


def was_held() -> ColumnElement[bool]:
    """Say of a row of `SittingRow` whether anybody was reviewed or put off in it: only then it was held (R6)."""
    reviewed = select(ReviewRow.id).where(ReviewRow.sitting_id == SittingRow.id, ReviewRow.undone_at.is_(None))
    deferred = select(DeferralRow.id).where(DeferralRow.sitting_id == SittingRow.id)
    return or_(reviewed.exists(), deferred.exists())


def changed(
    session: Session, since: datetime, now: datetime, manager_id: int, clients: Sequence[int] | None = None
) -> dict[int, tuple[str, ...]]:
    """Return what changed for a manager's clients by a file or by hand, unless a review has seen it: field names.

    Args:
        session: a session that may read.
        since: when the first sitting of the day began.
        now: the present moment; a task that is not judged yet and was done today is a change as well.
        manager_id: whose clients.
        clients: some of them; None for all.
    """
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    seen = select(ReviewRow.id).where(
        ReviewRow.client_id == ChangeRow.client_id,
        ReviewRow.reviewed_at >= ChangeRow.at,
        ReviewRow.undone_at.is_(None),
    )
    theirs = select(ClientRow.id).where(ClientRow.manager_id == manager_id, ClientRow.is_open)
    if clients is not None:
        theirs = theirs.where(ClientRow.id.in_(clients))
    rows = select(ChangeRow.client_id, ChangeRow.field).where(
        ChangeRow.client_id.in_(theirs), ChangeRow.at > since, ChangeRow.review_id.is_(None), ~seen.exists()
    )
    for client, field in session.execute(rows.order_by(ChangeRow.id)):
        found[client][field] = None
    tasks = select(TaskRow.client_id).where(
        TaskRow.client_id.in_(theirs), TaskRow.state == TaskState.OPEN, TaskRow.done_on == now.date()
    )
    for judged_by_nobody in session.scalars(tasks):
        if judged_by_nobody is not None:
            found[judged_by_nobody][TASK_DONE] = None
    return {client: tuple(fields) for client, fields in found.items()}


def second(lanes: Mapping[Lane, tuple[int, ...]], first: First, moved: Collection[int]) -> dict[Lane, tuple[int, ...]]:
    """Return the lanes of the second sitting: who was reviewed in the first is silent no more, who changed comes next.

    Args:
        lanes: the lanes as they stand.
        first: the first sitting of the day.
        moved: the clients for whom something changed since.
    """
    silent = tuple(client for client in lanes[Lane.SILENT] if client not in first.reviewed)
    rest = (*(client for client in lanes[Lane.SILENT] if client in first.reviewed), *lanes[Lane.REST])
    return {
        **lanes,
        Lane.SILENT: silent,
        Lane.CHANGED: tuple(client for client in rest if client in moved),
        Lane.REST: tuple(client for client in rest if client not in moved),
    }


def lane_in_second(lane: Lane, client_id: int, first: First, moved: Collection[int]) -> Lane:
    """Return the lane of one client in the second sitting, by the same rule as `second`."""
    if lane is Lane.REST or (lane is Lane.SILENT and client_id in first.reviewed):
        return Lane.CHANGED if client_id in moved else Lane.REST
    return lane
