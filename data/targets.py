"""Targets: proposed from what was taken in the last periods, and set by hand (R56)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.language import tell
from cockpit.method.desk import Desk
from cockpit.method.kpi import Figure, Kind
from cockpit.method.money import Money
from cockpit.method.scope import DEPARTMENT, Level, Scope
from cockpit.method.sentence import say
from cockpit.method.target import (
    FIGURES,
    MOST_PERIODS,
    PERIODS,
    Aim,
    Chosen,
    Target,
    Targets,
    full_since,
    grows,
    passed,
    propose,
    summed,
)
from cockpit.method.window import Period, Window
from data.acts import recorded
from data.hold import LOCK
from data.kpi_people import People, people
from data.tables import ManagerRow, SegmentRow, TargetRow
from data.takings import first_days, takings


def targets(session: Session, desk: Desk, window: Window, now: datetime) -> Targets:
    """Read the targets of everybody who has not left for a period, with what came in it.

    What managers took who have left is part of what their segment and the department took.

    Raises:
        ValueError: targets are not set for such a period.
    """
    past = _Past(session, desk, (window,), now)
    lines = tuple(line for figure in FIGURES for line in past.targets(figure, window))
    over, days = passed(window, now.date(), desk.norms.calendar)
    return Targets(
        as_of=now,
        window=window,
        passed=over,
        days=days,
        currency=past.found.currency,
        others=past.found.others,
        lines=lines,
        segments=tuple(past.who.segments.items()),
    )


def revenue_targets(
    session: Session, desk: Desk, months: Sequence[Window], now: datetime
) -> tuple[Mapping[int, Target], ...]:
    """Return the revenue targets of the managers for each of some months, by manager, as its own past proposes them."""
    past = _Past(session, desk, months, now)
    return tuple(
        {line.scope.id: line for line in past.targets(Figure.REVENUE, month) if line.scope.level is Level.MANAGER}
        for month in months
    )


def set_target(session: Session, desk: Desk, aim: Aim, value: int | Money, now: datetime) -> None:
    """Set a target by hand in place of the one that is proposed, or of the one set before.

    Args:
        session: a session that may write.
        desk: who sets it.
        aim: which target.
        value: an amount for a figure of money, otherwise a count.
        now: the present moment.

    Raises:
        ValueError: there is no such target.
    """
    money = value if isinstance(value, Money) else None
    number = value.minor if isinstance(value, Money) else value
    wanted = aim.figure.kind is Kind.MONEY
    if aim.figure not in FIGURES or aim.period not in PERIODS or wanted != (money is not None) or number <= 0:
        raise ValueError(f"a target of {value} for {aim}")
    row = _row(session, aim)
    with recorded(session, desk, now, "target set", _name(session, aim.scope)):
        if row is None:
            row = TargetRow(
                level=aim.scope.level, owner_id=aim.scope.id, figure=aim.figure.value, period=aim.period.value
            )
            session.add(row)
        row.number = None if money is not None else float(number)
        row.minor, row.currency = (None, None) if money is None else (money.minor, money.currency)
        row.set_on, row.set_by = now.date(), desk.head


def drop_target(session: Session, desk: Desk, aim: Aim, now: datetime) -> bool:
    """Remove a target that was set by hand, so that the proposal stands again; False when there was none."""
    row = _row(session, aim)
    if row is None:
        return False
    with recorded(session, desk, now, "target removed", _name(session, aim.scope)):
        session.delete(row)
    return True


class _Past:
    """What everybody took in some periods and in those before them, and the targets set by hand.

    Args:
        session: a session that may read.
        desk: who asks.
        shown: the periods, of one kind, one after the other.
        now: the present moment.

    Raises:
        ValueError: targets are not set for such a period.
    """

    def __init__(self, session: Session, desk: Desk, shown: Sequence[Window], now: datetime) -> None:
        if shown[0].period not in PERIODS:
            raise ValueError(f"targets for a {shown[0].period}")
        periods = list(shown)
        # One more than is looked at: who took something in it was there through all the others.
        for _ in range(MOST_PERIODS + 1):
            periods.insert(0, periods[0].before())
        self.who = people(session, now.date())
        self.found = takings(session, periods, desk.currency, now.date())
        self._calendar = desk.norms.calendar
        self._chosen = _chosen(session, shown[0].period, self.found.currency)
        known = {manager for manager in self.who.names if (manager, 0) in self.found.by}
        self._first = {**first_days(session, [manager for manager in self.who.names if manager not in known])}
        self._first.update(dict.fromkeys(known, periods[0].start))

    def targets(self, figure: Figure, window: Window) -> list[Target]:
        """Put the targets of a period for one figure together: the department, the segments, the managers."""
        found, at = self.found, self.found.periods.index(window)
        currency = found.currency if figure.kind is Kind.MONEY else ""
        all_of_them = []
        for scope, name in self.who.every():
            if self.who.has_left(scope):
                continue
            members = self.who.within(scope)
            history = [found.of(members, index).value(figure) for index in self._full(members, at)]
            target = Target(
                scope=scope,
                name=name,
                figure=figure,
                currency=currency,
                proposal=propose(history),
                chosen=self._chosen.get((scope, figure)),
                fact=found.of(members, at).value(figure),
            )
            all_of_them.append(target)
        return [_with_sum(target, all_of_them, self.who) for target in all_of_them] if grows(figure) else all_of_them

    def _full(self, members: Iterable[int], at: int) -> range:
        """Return which of the last periods before the one `at` these managers were there through."""
        first = min((self._first[manager] for manager in members if manager in self._first), default=None)
        start = at - MOST_PERIODS
        return range(start + full_since(self.found.periods[start:at], first, self._calendar), at)


def _with_sum(target: Target, all_of_them: list[Target], who: People) -> Target:
    """Add to a segment's or the department's target the sum of its managers'."""
    if target.scope.level is Level.MANAGER:
        return target
    members = set(who.within(target.scope))
    parts = [each for each in all_of_them if each.scope.level is Level.MANAGER and each.scope.id in members]
    managers, with_target, of = summed(parts)
    return replace(target, managers=managers, with_target=with_target, of=of)


def _chosen(session: Session, period: Period, currency: str) -> dict[tuple[Scope, Figure], Chosen]:
    """Read the targets set by hand; one in another currency than the money here cannot be held against it."""
    rows = session.scalars(select(TargetRow).where(TargetRow.period == period.value))
    return {
        (Scope(row.level, row.owner_id), Figure(row.figure)): Chosen(
            row.minor if row.minor is not None else int(row.number or 0), row.set_on, row.set_by
        )
        for row in rows
        if row.currency in (None, currency)
    }


def _row(session: Session, aim: Aim) -> TargetRow | None:
    return session.scalar(
        select(TargetRow)
        .where(
            TargetRow.level == aim.scope.level,
            TargetRow.owner_id == aim.scope.id,
            TargetRow.figure == aim.figure.value,
            TargetRow.period == aim.period.value,
        )
        .with_for_update(key_share=True)
    )


def _name(session: Session, scope: Scope) -> str:
    """Name whose target it is.

    Raises:
        sqlalchemy.exc.NoResultFound: there is no such manager or segment.
    """
    if scope == DEPARTMENT:
        return tell(say("the department"))
    if scope.level is Level.MANAGER:
        return session.get_one(ManagerRow, scope.id, with_for_update=LOCK).name
    return session.get_one(SegmentRow, scope.id).name if scope.id else tell(say("No segment"))
