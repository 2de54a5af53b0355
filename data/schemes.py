"""The rates of pay, and what would come out of them for a time that is past (R57). Nobody's pay is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.language import tell
from cockpit.method.desk import Desk
from cockpit.method.incentive import Base, Month, PayLine, Payroll, Rates, Scheme, paid_by
from cockpit.method.sentence import say
from cockpit.method.share import Share
from cockpit.method.target import passed
from cockpit.method.window import Period, Window, window
from cockpit.method.workdays import WorkCalendar
from data.acts import recorded
from data.kpi_people import people
from data.rework import Week, plan_weeks
from data.tables import SchemeRow, SegmentRow
from data.takings import takings
from data.targets import revenue_targets


def payroll(session: Session, desk: Desk, shown: Window, now: datetime) -> Payroll:
    """Work out what everybody would be paid for the whole months of a window.

    Told are the managers who have not left, and of those who have, who took anything.

    Raises:
        ValueError: the window is no month and no quarter.
    """
    months = _months(shown)
    who, found = people(session, now.date()), takings(session, months, desk.currency, now.date())
    aims = revenue_targets(session, desk, months, now)
    plans = [_plans(session, desk, month, now) for month in months]
    gone = [_gone(month, now, desk.norms.calendar) for month in months]
    schemes = _schemes(session)
    empty = Payroll(now, shown, found.currency, found.others, (), schemes)
    lines = []
    for manager, name in who.names.items():
        if manager not in who.present and not any((manager, index) in found.by for index in range(len(months))):
            continue
        achieved = []
        for index, month in enumerate(months):
            taking, aim = found.of((manager,), index), aims[index].get(manager)
            # A target in another currency than the money here cannot be held against it.
            target = aim.value if aim is not None and aim.currency == found.currency else None
            achieved.append(
                Month(
                    window=month,
                    revenue=taking.revenue,
                    paid=taking.paid,
                    won=taking.won,
                    deals=taking.deals,
                    target=target,
                    chosen=target is not None and aim is not None and aim.chosen is not None,
                    plans=plans[index].get(manager, Share()),
                    gone=gone[index],
                )
            )
        line = PayLine(manager, name, who.segments[manager], tuple(achieved))
        lines.append(paid_by(line, empty.scheme(line.segment_id)))
    return Payroll(now, shown, found.currency, found.others, tuple(lines), schemes)


def save_scheme(
    session: Session, desk: Desk, segment_id: int | None, rates: Rates | None, now: datetime, *, trial: bool = False
) -> None:
    """Set the rates of a segment, or with None of the department, or those to try beside them; None drops them.

    A scheme with neither is removed, so that the department's holds for the segment.
    """
    row = session.scalar(
        select(SchemeRow)
        .where(SchemeRow.segment_id.is_(None) if segment_id is None else SchemeRow.segment_id == segment_id)
        .with_for_update(key_share=True)
    )
    body: dict[str, Any] = {**(row.body if row is not None else {})}
    body["trial" if trial else "rates"] = None if rates is None else asdict(rates)
    stays = any(body.values())
    if row is None and not stays:
        return
    name = tell(say("the department")) if segment_id is None else session.get_one(SegmentRow, segment_id).name
    with recorded(session, desk, now, "scheme changed", name):
        if row is None:
            row = SchemeRow(segment_id=segment_id)
            session.add(row)
        if stays:
            row.body, row.changed_at, row.changed_by = body, now, desk.head
        else:
            session.delete(row)


def _months(shown: Window) -> tuple[Window, ...]:
    """Return the months of a window.

    Raises:
        ValueError: it is no month and no quarter.
    """
    if shown.period not in (Period.MONTH, Period.QUARTER):
        raise ValueError(f"the pay of a {shown.period}")
    months = [window(Period.MONTH, shown.start)]
    while months[-1].end < shown.end:
        months.append(months[-1].after())
    return tuple(months)


def _plans(session: Session, desk: Desk, month: Window, now: datetime) -> dict[int, Share]:
    """Count by manager the plans due in a month that were judged, and those of them reached in time."""
    sums: dict[int, Week] = {}
    for (manager, _), week in plan_weeks(session, desk.norms.calendar, month.start, month.end, now).items():
        sums[manager] = sums.get(manager, Week()) + week
    return {manager: Share(week.hit, week.due) for manager, week in sums.items()}


def _gone(month: Window, now: datetime, calendar: WorkCalendar) -> Share:
    """Count the working days of a month that are over; a month without any is over with its last day."""
    over, days = passed(month, now.date(), calendar)
    return Share(over, days) if days else Share(int(month.end < now.date()), 1)


def _schemes(session: Session) -> tuple[Scheme, ...]:
    wanted = select(SchemeRow, SegmentRow.name).outerjoin(SegmentRow, SegmentRow.id == SchemeRow.segment_id)
    found = [
        Scheme(
            row.segment_id,
            name or "",
            _rates(row.body.get("rates")),
            _rates(row.body.get("trial")),
            row.changed_at,
            row.changed_by,
        )
        for row, name in session.execute(wanted)
    ]
    return tuple(sorted(found, key=lambda scheme: (scheme.segment_id is not None, scheme.name.casefold())))


def _rates(body: Mapping[str, Any] | None) -> Rates | None:
    return None if body is None else Rates(**{**body, "base": Base(body["base"])})
