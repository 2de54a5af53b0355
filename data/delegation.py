"""What is known about handing the sittings over to a deputy (R39)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from cockpit.method.delegation import Delegation, Judged, Readiness, ReworkWeek, agreed, judge, same_name
from cockpit.method.desk import Desk
from cockpit.method.learning import in_band
from cockpit.method.records import Manager, Segment
from cockpit.method.scope import Scope
from cockpit.method.share import Share
from cockpit.method.timer import SHORTEST, pace
from data import records
from data.rework import Week, rework_weeks
from data.tables import ManagerRow, ReviewRow, SittingRow

#: Weeks without enough reviews are passed over, but no more than so many times the weeks that are asked for.
_BACK = 2
#: What head and deputy both reviewed is looked for in so many weeks.
SAMPLE_WEEKS = 12


class _Both(NamedTuple):
    """What is known of a head and his deputy."""

    agreement: Share = Share()
    deputy_reviews: int = 0


def delegation(session: Session, desk: Desk, now: datetime) -> Delegation:
    """Judge every segment and every manager who has not left.

    The rework is that of the whole weeks before the running one, twice as many as are asked for, so that a week of
    holidays can be passed over; the minutes are those of the repeat reviews of the last of them and the running one.
    """
    today, rule = now.date(), desk.delegation
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(weeks=back) for back in range(rule.weeks * _BACK, 0, -1)]
    present = select(ManagerRow).where(or_(ManagerRow.left_on.is_(None), ManagerRow.left_on > today))
    managers = sorted(
        records.managers(session, session.scalars(present)).values(),
        key=lambda each: (_part(each.segment), each.name.casefold(), each.id),
    )
    counted = rework_weeks(session, mondays[0], monday - timedelta(days=1))
    seconds = _repeats(session, monday - timedelta(weeks=rule.weeks), today)
    both = _both(session, desk, managers, today)
    parts: defaultdict[int, list[Manager]] = defaultdict(list)
    for manager in managers:
        parts[manager.segment.id if manager.segment else 0].append(manager)
    rows = []
    for segment_id, members in parts.items():
        segment = members[0].segment
        head, deputy = (segment.head, segment.deputy) if segment else ("", "")
        known = both.get(segment_id, _Both())
        scopes = [(Scope.segment(segment_id), segment.name if segment else "", members)]
        scopes += [(Scope.manager(each.id), each.name, [each]) for each in members]
        for scope, name, people in scopes:
            times = [value for each in people for value in seconds[each.id]]
            weeks = [(start, _rework(counted[each.id, start] for each in people)) for start in mondays]
            row = Readiness(
                scope=scope,
                name=name,
                segment_id=segment_id,
                head=head,
                deputy=deputy,
                weeks=tuple(ReworkWeek(start, share) for start, share in weeks),
                minutes=pace(times),
                in_band=Share(in_band(times), len(times)),
                agreement=known.agreement,
                deputy_reviews=known.deputy_reviews,
            )
            rows.append(judge(row, rule))
    return Delegation(now, rule, tuple(rows))


def _part(segment: Segment | None) -> tuple[bool, str, int]:
    """Sort by segment, those without one last."""
    return (True, "", 0) if segment is None else (False, segment.name.casefold(), segment.id)


def _rework(weeks: Iterable[Week]) -> Share:
    return sum((Share(week.reworked, week.planned) for week in weeks), Share())


def _repeats(session: Session, start: date, end: date) -> defaultdict[int, list[float]]:
    """Return the seconds of the repeat reviews of these days by manager."""
    wanted = (
        select(SittingRow.manager_id, ReviewRow.seconds)
        .join(ReviewRow, ReviewRow.sitting_id == SittingRow.id)
        .where(
            SittingRow.day.between(start, end),
            ReviewRow.undone_at.is_(None),
            ReviewRow.seconds >= SHORTEST,
            ~ReviewRow.first,
        )
    )
    found: defaultdict[int, list[float]] = defaultdict(list)
    for manager, seconds in session.connection().execute(wanted):
        found[manager].append(seconds)
    return found


def _both(session: Session, desk: Desk, managers: Iterable[Manager], today: date) -> dict[int, _Both]:
    """Return how head and deputy agree, by segment, over the clients that both judged."""
    since = today - timedelta(weeks=SAMPLE_WEEKS)
    segments = {each.id: each.segment for each in managers if each.segment and each.segment.deputy}
    counted = (
        select(SittingRow.manager_id, ReviewRow.head, func.count())
        .join(ReviewRow, ReviewRow.sitting_id == SittingRow.id)
        .where(SittingRow.day.between(since, today), ReviewRow.undone_at.is_(None))
        .group_by(SittingRow.manager_id, ReviewRow.head)
    )
    deputies: defaultdict[int, int] = defaultdict(int)
    names: defaultdict[int, set[str]] = defaultdict(set)
    for manager, head, number in session.connection().execute(counted):
        segment = segments.get(manager)
        if segment is None or same_name(segment.head, segment.deputy):
            continue
        if same_name(head, segment.deputy):
            deputies[segment.id] += number
            names[segment.id].add(head)
    found: dict[int, _Both] = {}
    for segment in {each.id: each for each in segments.values()}.values():
        share = Share()
        if deputies[segment.id]:
            people = [manager for manager, own in segments.items() if own.id == segment.id]
            of_these = and_(SittingRow.manager_id.in_(people), SittingRow.day.between(since, today))
            share = agreed(_judged(session, segment, names[segment.id], of_these), desk.norms.calendar)
        found[segment.id] = _Both(share, deputies[segment.id])
    return found


def _judged(
    session: Session, segment: Segment, deputy: Collection[str], of_these: ColumnElement[bool]
) -> Iterable[Judged]:
    """Read the verdicts of head and deputy in these sittings, in their order, on the clients that the deputy judged."""
    counts = (of_these, ReviewRow.undone_at.is_(None), ReviewRow.verdict.is_not(None))
    seen = (
        select(ReviewRow.client_id)
        .join(SittingRow, SittingRow.id == ReviewRow.sitting_id)
        .where(*counts, ReviewRow.head.in_(deputy))
    )
    wanted = (
        select(ReviewRow.client_id, SittingRow.day, ReviewRow.head, ReviewRow.verdict)
        .join(SittingRow, SittingRow.id == ReviewRow.sitting_id)
        .where(*counts, ReviewRow.client_id.in_(seen))
        .order_by(ReviewRow.reviewed_at, ReviewRow.id)
    )
    for client, day, head, verdict in session.connection().execute(wanted):
        by_deputy = head in deputy
        if verdict is not None and (by_deputy or same_name(head, segment.head)):
            yield Judged(client, day, by_deputy, verdict)
