"""The department by segment."""

from __future__ import annotations

from datetime import datetime

from cockpit.method import department
from cockpit.method.words import Temperature
from cockpit.output.base import Form, Money
from cockpit.output.managers import Debt, Rung, each_rung


class Attendance(Form):
    """Days with a sitting out of the days on which one was expected."""

    held: int
    expected: int


class Sums(Form):
    """What some managers have together: sittings of today and of the last ten working days, debt, money."""

    managers: int
    sittings_today: Attendance
    sittings_ten_days: Attendance
    debt: Debt
    due: int
    due_money: tuple[Money, ...]
    clients: int
    by_temperature: dict[Temperature, Rung]
    can_pay: int
    can_pay_money: tuple[Money, ...]
    managers_with_nobody: int

    @classmethod
    def of(cls, sums: department.Sums) -> Sums:
        """Make the form of the sums of some managers."""
        return cls(
            managers=sums.managers,
            sittings_today=Attendance(held=sums.today.held, expected=sums.today.expected),
            sittings_ten_days=Attendance(held=sums.days.held, expected=sums.days.expected),
            debt=Debt.of(sums.debt),
            due=sums.due,
            due_money=Money.each(sums.due_money),
            clients=sums.clients,
            by_temperature=each_rung(sums.rungs),
            can_pay=sums.payers,
            can_pay_money=Money.each(sums.payers_money),
            managers_with_nobody=sums.nobody,
        )


class Segment(Form):
    """One segment with its sums and the names of its managers; `segment` is null for those without one."""

    id: int | None
    segment: str | None
    head: str
    deputy: str
    managers: tuple[str, ...]
    sums: Sums

    @classmethod
    def of(cls, part: department.Part) -> Segment:
        """Make the form of a part of the department."""
        segment = part.segment
        return cls(
            id=segment.id if segment else None,
            segment=segment.name if segment else None,
            head=segment.head if segment else "",
            deputy=segment.deputy if segment else "",
            managers=tuple(line.manager.name for line in part.lines),
            sums=Sums.of(part.sums),
        )


class Department(Form):
    """Output of ``cockpit department --json``: the segments by review debt, those without one last."""

    as_of: datetime
    segments: tuple[Segment, ...]
    total: Sums
