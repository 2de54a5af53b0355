"""The reviews that head and deputy both held of the same clients, side by side (R39)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.method.delegation import Judged, Pair, paired, same_name
from cockpit.method.desk import Desk
from data.delegation import SAMPLE_WEEKS
from data.reviews import selected
from data.tables import ManagerRow, ReviewRow, SegmentRow, SittingRow


@dataclass(frozen=True, slots=True)
class _Held(Judged):
    """A verdict with the id of its review."""

    review_id: int


def pairs(session: Session, desk: Desk, segment_id: int, now: datetime) -> tuple[Pair, ...]:
    """Read the pairs of reviews whose verdicts `data.delegation` counts, the newest first.

    Args:
        session: a session that may read.
        desk: who asks, and the working days.
        segment_id: whose head and deputy; a segment without either has no pairs.
        now: the present moment.
    """
    segment = session.get(SegmentRow, segment_id)
    if segment is None or not segment.head or not segment.deputy or same_name(segment.head, segment.deputy):
        return ()
    today = now.date()
    present = ManagerRow.left_on.is_(None) | (ManagerRow.left_on > today)
    wanted = (
        select(ReviewRow.client_id, SittingRow.day, ReviewRow.head, ReviewRow.verdict, ReviewRow.id)
        .join(SittingRow, SittingRow.id == ReviewRow.sitting_id)
        .join(ManagerRow, ManagerRow.id == SittingRow.manager_id)
        .where(
            ManagerRow.segment_id == segment_id,
            present,
            SittingRow.day.between(today - timedelta(weeks=SAMPLE_WEEKS), today),
            ReviewRow.undone_at.is_(None),
            ReviewRow.verdict.is_not(None),
        )
        .order_by(ReviewRow.reviewed_at, ReviewRow.id)
    )
    held = [
        _Held(client, day, same_name(head, segment.deputy), verdict, review)
        for client, day, head, verdict, review in session.connection().execute(wanted)
        if verdict is not None and (same_name(head, segment.deputy) or same_name(head, segment.head))
    ]
    found = list(paired(held, desk.norms.calendar))
    ids = [each.review_id for pair in found for each in pair]
    reviews = {each.id: each for each in selected(session, select(ReviewRow).where(ReviewRow.id.in_(ids)))}
    told = []
    for pair in reversed(found):
        deputy, head = sorted(pair, key=lambda each: not each.by_deputy)
        told.append(Pair(reviews[head.review_id], reviews[deputy.review_id]))
    return tuple(told)
