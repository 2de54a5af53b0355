"""The managers with what is due, and what some of them have together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from cockpit.method import overview, timer
from cockpit.method.words import SittingState, Temperature
from cockpit.output.base import Form, Money
from cockpit.output.tasks import Task


class Pace(Form):
    """Minutes per client, in seconds, with the number of reviews they come from."""

    n: int
    median_seconds: float | None
    p90_seconds: float | None

    @classmethod
    def of(cls, pace: timer.Pace) -> Pace:
        """Make the form of a pace."""
        return cls(n=pace.n, median_seconds=pace.median, p90_seconds=pace.p90)


class Rung(Form):
    """The open clients of one temperature."""

    clients: int
    money: tuple[Money, ...]
    without_amount: int


class Today(Form):
    """How the sitting of the present slot stands."""

    state: SittingState
    worked: int
    total: int
    ended_at: datetime | None


class Debt(Form):
    """Review debt: the clients past their interval, and by how many calendar days the oldest is past it."""

    clients: int
    money: tuple[Money, ...]
    oldest_days: int

    @classmethod
    def of(cls, debt: overview.Debt) -> Debt:
        """Make the form of a review debt."""
        return cls(clients=debt.clients, money=Money.each(debt.money), oldest_days=debt.oldest_days)


class WorkDay(Form):
    """A working day of the calendar strip: the sittings held on it, and how many of them were complete."""

    day: date
    held: int
    complete: int


class Manager(Form):
    """One manager with what is due; `strip` is his last ten working days, `recruiting` his open recruiting task.

    `recruited` is how many clients he found since that task was set.
    """

    id: int
    name: str
    segment: str | None
    head: str
    due: int
    due_money: tuple[Money, ...]
    clients: int
    asleep: int
    parked: int
    hot: int
    hot_new: int
    can_pay: int
    can_pay_money: tuple[Money, ...]
    by_temperature: dict[Temperature, Rung]
    minutes: Pace
    last_sittings_median_seconds: tuple[float, ...]
    last_sitting_on: date | None
    today: Today | None
    debt: Debt
    strip: tuple[WorkDay, ...]
    recruiting: Task | None
    recruited: int

    @classmethod
    def of(cls, line: overview.ManagerLine) -> Manager:
        """Make the form of a manager's line."""
        rungs = each_rung(line.rungs)
        hot = rungs.get(Temperature.HOT)
        today = line.today
        return cls(
            id=line.manager.id,
            name=line.manager.name,
            segment=line.manager.segment.name if line.manager.segment else None,
            head=line.manager.head,
            due=line.due,
            due_money=Money.each(line.due_money),
            clients=line.clients,
            asleep=line.asleep,
            parked=line.parked,
            hot=hot.clients if hot else 0,
            hot_new=line.hot_new,
            can_pay=line.payers,
            can_pay_money=Money.each(line.payers_money),
            by_temperature=rungs,
            minutes=Pace.of(line.pace),
            last_sittings_median_seconds=line.paces,
            last_sitting_on=line.last_sitting_on,
            today=Today(state=today.state, worked=today.worked, total=today.total, ended_at=today.ended_at)
            if today
            else None,
            debt=Debt.of(line.debt),
            strip=tuple(WorkDay(day=mark.day, held=mark.held, complete=mark.complete) for mark in line.strip),
            recruiting=Task.of(line.recruiting) if line.recruiting else None,
            recruited=line.recruited,
        )


class Managers(Form):
    """Output of ``cockpit managers --json``."""

    as_of: datetime
    managers: tuple[Manager, ...]


def each_rung(rungs: Mapping[Temperature, overview.Rung]) -> dict[Temperature, Rung]:
    """Make the forms of the open clients by temperature."""
    return {
        temperature: Rung(clients=rung.clients, money=Money.each(rung.money), without_amount=rung.without_amount)
        for temperature, rung in rungs.items()
    }
