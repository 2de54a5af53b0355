"""How everybody learns: the reviews of all sittings, added up for the department, the segments and the managers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.learning import (
    BASELINE,
    LAST_SITTINGS,
    Curve,
    Learner,
    Learning,
    SittingPoint,
    WeekPoint,
    baseline,
    fit,
    in_band,
    leader,
    reached,
)
from cockpit.method.scope import DEPARTMENT, Scope
from cockpit.method.share import Share
from cockpit.method.timer import SHORTEST, pace
from cockpit.method.words import Slot
from data import records
from data.rework import Week, plan_weeks
from data.tables import ManagerRow, ReviewRow, SittingRow

#: The seconds of the reviews of one sitting: of the first and of the repeat ones.
_Talks: TypeAlias = tuple[list[float], list[float]]


@dataclass(slots=True)
class _Read:
    """What is known of one manager: seconds by sitting, and by head in the order of the reviews."""

    sittings: defaultdict[tuple[date, Slot], _Talks] = field(default_factory=lambda: defaultdict(lambda: ([], [])))
    heads: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))


def learning(session: Session, desk: Desk, now: datetime, start: date | None, end: date | None) -> Learning:
    """Read how everybody learns.

    The managers are those who have not left, and those who left with anything in these days. A manager's curve and
    own start are of one head beside him, chosen by `cockpit.method.learning.leader`, and of all their reviews up to
    the last day; the own start of several managers is that of all their first ten.

    Args:
        session: a session that may read.
        desk: who asks, and the working days.
        now: the present moment.
        start: the first day of the sittings, of the reviews of plans and of the days plans were due, so that the first
            week may be a part of one; None for all there is.
        end: the last day; None for today.
    """
    last = end or now.date()
    talks = _talks(session, last)
    weeks: defaultdict[int, dict[date, Week]] = defaultdict(dict)
    for (manager_id, monday), week in plan_weeks(session, desk.norms.calendar, start, last, now).items():
        weeks[manager_id][monday] = week
    managers = records.managers(session, session.scalars(select(ManagerRow)))
    names: dict[Scope, str] = {DEPARTMENT: ""}
    members: defaultdict[Scope, list[int]] = defaultdict(list)
    people: dict[Scope, str] = {}
    for manager in sorted(managers.values(), key=lambda each: (each.name.casefold(), each.id)):
        held = any(start is None or day >= start for day, _ in talks[manager.id].sittings)
        if manager.left is not None and manager.left <= last and not held and not weeks[manager.id]:
            continue
        part = manager.segment
        people[Scope.manager(manager.id)] = manager.name
        names[Scope.segment(part.id if part else None)] = part.name if part else ""
        for scope in (DEPARTMENT, Scope.segment(part.id if part else None)):
            members[scope].append(manager.id)
    parts = sorted(
        (scope for scope in names if scope != DEPARTMENT), key=lambda scope: (not scope.id, names[scope].casefold())
    )
    starts = {each: _start(talks[each], desk.head) for each in members[DEPARTMENT]}
    learners = [
        Learner(
            scope=scope,
            name=names[scope],
            sittings=_points(_pooled(talks[each] for each in members[scope]), start),
            baseline=pace([value for each in members[scope] for value in starts[each][:BASELINE]]),
            weeks=_week_points(weeks[each] for each in members[scope]),
            managers=tuple(members[scope]),
        )
        for scope in (DEPARTMENT, *parts)
    ]
    for scope, name in people.items():
        own = starts[scope.id]
        learners.append(
            Learner(
                scope=scope,
                name=name,
                sittings=_points(talks[scope.id].sittings, start),
                curve=_curve(own, talks[scope.id]),
                curve_n=len(own),
                baseline=baseline(own),
                weeks=_week_points([weeks[scope.id]]),
                managers=(scope.id,),
            )
        )
    return Learning(now, start, last, tuple(learners))


def _talks(session: Session, last: date) -> defaultdict[int, _Read]:
    """Read the seconds of the reviews that count, in their order."""
    wanted = (
        select(
            SittingRow.manager_id, SittingRow.day, SittingRow.slot, ReviewRow.head, ReviewRow.first, ReviewRow.seconds
        )
        .join(SittingRow, SittingRow.id == ReviewRow.sitting_id)
        .where(ReviewRow.undone_at.is_(None), ReviewRow.seconds >= SHORTEST, SittingRow.day <= last)
        .order_by(ReviewRow.reviewed_at, ReviewRow.id)
    )
    found: defaultdict[int, _Read] = defaultdict(_Read)
    for manager, day, slot, head, first, seconds in session.connection().execute(wanted):
        read = found[manager]
        read.sittings[day, slot][0 if first else 1].append(seconds)
        read.heads[head].append(seconds)
    return found


def _start(read: _Read, head: str) -> list[float]:
    """Return the seconds of the reviews of the head whose curve the manager's is."""
    if not read.heads:
        return []
    return read.heads[leader({name: len(each) for name, each in read.heads.items()}, head)]


def _curve(own: list[float], read: _Read) -> Curve | None:
    """Fit the curve of a head's reviews; five minutes are reached with it, or in the last sittings."""
    curve = fit(own)
    last = (read.sittings[when] for when in _in_order(read.sittings)[-LAST_SITTINGS:])
    there = curve is not None and reached([pace([*first, *repeat]) for first, repeat in last])
    return replace(curve, more=0) if curve is not None and there else curve


def _pooled(reads: Iterable[_Read]) -> dict[tuple[date, Slot], _Talks]:
    """Put the sittings of several managers together that were held in the same half of a day."""
    found: defaultdict[tuple[date, Slot], _Talks] = defaultdict(lambda: ([], []))
    for read in reads:
        for when, (first, repeat) in read.sittings.items():
            both = found[when]
            both[0].extend(first)
            both[1].extend(repeat)
    return found


def _in_order(sittings: Iterable[tuple[date, Slot]]) -> list[tuple[date, Slot]]:
    """Sort sittings by day and half of the day."""
    order = list(Slot)
    return sorted(sittings, key=lambda when: (when[0], order.index(when[1])))


def _points(sittings: Mapping[tuple[date, Slot], _Talks], start: date | None) -> tuple[SittingPoint, ...]:
    """Sum up each sitting, the oldest first."""
    wanted = _in_order(when for when in sittings if start is None or when[0] >= start)
    points = []
    for day, slot in wanted:
        first, repeat = sittings[day, slot]
        every = [*first, *repeat]
        points.append(SittingPoint(day, slot, pace(every), pace(first), pace(repeat), in_band(every)))
    return tuple(points)


def _week_points(parts: Iterable[Mapping[date, Week]]) -> tuple[WeekPoint, ...]:
    """Add up the weeks of some managers, the oldest first."""
    found: defaultdict[date, Week] = defaultdict(Week)
    for part in parts:
        for monday, week in part.items():
            found[monday] += week
    return tuple(
        WeekPoint(monday, Share(week.hit, week.due), week.open, Share(week.reworked, week.planned), week.first)
        for monday, week in sorted(found.items())
    )
