"""What the reviews of plans say: plans reached by their day, and reviews that needed rework (NUMBERS.md 3)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import QueryableAttribute, Session

from cockpit.method.words import TaskState, Verdict
from cockpit.method.workdays import WorkCalendar
from data.tables import ReviewRow, SittingRow, TaskRow
from data.training import is_correction, needed_correction

#: The verdicts after which there is more to do; one that nobody could be reached for says nothing about the plan.
_MISSED = (Verdict.PARTLY, Verdict.NOT_REACHED)


@dataclass(slots=True)
class Week:
    """The reviews of plans of one manager in one week.

    Attributes:
        due: plans due in it that were judged; `hit` those reached by their day; `open` those not judged yet.
        planned: reviews held in it that had a plan; `reworked` those that needed rework; `first` those without a plan.
    """

    due: int = 0
    hit: int = 0
    open: int = 0
    planned: int = 0
    reworked: int = 0
    first: int = 0

    def __add__(self, other: Week) -> Week:
        return Week(
            self.due + other.due,
            self.hit + other.hit,
            self.open + other.open,
            self.planned + other.planned,
            self.reworked + other.reworked,
            self.first + other.first,
        )


def is_rework() -> ColumnElement[bool]:
    """Say which reviews of a plan needed rework: the plan was missed or half met, or a correction was given."""
    return and_(ReviewRow.undone_at.is_(None), or_(ReviewRow.verdict.in_(_MISSED), is_correction()))


def needed_rework(review: ReviewRow) -> bool:
    """Say the same of one review that is at hand."""
    return review.undone_at is None and (review.verdict in _MISSED or needed_correction(review))


def rework_weeks(session: Session, start: date | None, end: date) -> defaultdict[tuple[int, date], Week]:
    """Count the reviews held on these days by manager and the Monday of their week; the plans due are left at zero."""
    held = (
        select(
            SittingRow.manager_id,
            SittingRow.day,
            func.count(case((~ReviewRow.first, 1))),
            func.count(case((and_(~ReviewRow.first, is_rework()), 1))),
            func.count(case((ReviewRow.first, 1))),
        )
        .join(SittingRow, SittingRow.id == ReviewRow.sitting_id)
        .where(_between(SittingRow.day, start, end))
        .group_by(SittingRow.manager_id, SittingRow.day)
    )
    weeks: defaultdict[tuple[int, date], Week] = defaultdict(Week)
    for manager, day, planned, reworked, first in session.connection().execute(held):
        week = weeks[manager, _monday(day)]
        week.planned += planned
        week.reworked += reworked
        week.first += first
    return weeks


def plan_weeks(
    session: Session, calendar: WorkCalendar, start: date | None, end: date, now: datetime
) -> defaultdict[tuple[int, date], Week]:
    """Count the same, and the plans due on these days, by manager and the Monday of the week.

    A plan is reached by its day when its review said so on that day or sooner, or when the manager had done it by then;
    one due on a day without work has until the next working day. A plan that is open past its day is not reached yet.
    """
    weeks = rework_weeks(session, start, end)
    due = ReviewRow.planned_due_on
    in_time = and_(ReviewRow.verdict == Verdict.REACHED, TaskRow.done_on <= due)
    day_held = case((ReviewRow.verdict == Verdict.REACHED, SittingRow.day), else_=None)
    judged = (
        select(SittingRow.manager_id, due, day_held, func.count(), func.count(case((in_time, 1))))
        .select_from(ReviewRow)
        .join(SittingRow, SittingRow.id == ReviewRow.sitting_id)
        .outerjoin(TaskRow, TaskRow.id == ReviewRow.plan_id)
        .where(~ReviewRow.first, ReviewRow.verdict.is_not(None), _between(due, start, end))
        .group_by(SittingRow.manager_id, due, day_held)
    )
    for manager, due_on, day, number, done in session.connection().execute(judged):
        week = weeks[manager, _monday(due_on)]
        week.due += number
        if day is not None:
            week.hit += number if day <= calendar.after(due_on, 0) else done
    waiting = select(TaskRow.manager_id, TaskRow.due_on, func.count()).where(
        TaskRow.state == TaskState.OPEN,
        TaskRow.client_id.is_not(None),
        TaskRow.due_on <= end,
        TaskRow.due_on < now.date(),
    )
    if start is not None:
        waiting = waiting.where(TaskRow.due_on >= start)
    for manager, due_on, number in session.connection().execute(waiting.group_by(TaskRow.manager_id, TaskRow.due_on)):
        weeks[manager, _monday(due_on)].open += number
    return weeks


def _between(day: QueryableAttribute[Any], start: date | None, end: date) -> ColumnElement[bool]:
    """Say which reviews count and are of these days."""
    parts = [ReviewRow.undone_at.is_(None), day <= end]
    return and_(*parts) if start is None else and_(*parts, day >= start)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
