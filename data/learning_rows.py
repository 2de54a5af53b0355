"""The reviews behind what is told of learning."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cockpit.method.records import Review
from cockpit.method.scope import Level, Scope
from data.reviews import selected
from data.tables import ManagerRow, ReviewRow, SittingRow


def behind(session: Session, scope: Scope, start: date | None, end: date, limit: int) -> tuple[int, tuple[Review, ...]]:
    """Read the reviews of a scope that count, of the sittings from `start` to `end`.

    Args:
        session: a session that may read.
        scope: whose.
        start: the first day; None for all there is.
        end: the last day.
        limit: so many are read.

    Returns:
        How many there are, and the latest of them, the newest first.
    """
    wanted = select(ReviewRow).join(SittingRow).where(ReviewRow.undone_at.is_(None), SittingRow.day <= end)
    if start is not None:
        wanted = wanted.where(SittingRow.day >= start)
    match scope.level:
        case Level.MANAGER:
            wanted = wanted.where(SittingRow.manager_id == scope.id)
        case Level.SEGMENT:
            members = select(ManagerRow.id).where(ManagerRow.segment_id.is_not_distinct_from(scope.id or None))
            wanted = wanted.where(SittingRow.manager_id.in_(members))
        case Level.DEPARTMENT:
            pass
    total = session.scalar(wanted.with_only_columns(func.count())) or 0
    latest = wanted.order_by(ReviewRow.reviewed_at.desc(), ReviewRow.id.desc()).limit(limit)
    return total, selected(session, latest)[::-1]
