"""A whole department at a glance (R41): what its managers' lines give together, segment by segment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cockpit.method.money import Money, prevailing, totals
from cockpit.method.overview import Debt, ManagerLine, Rung
from cockpit.method.records import Segment
from cockpit.method.words import Temperature


class Sorting(StrEnum):
    """What the parts of a department, and the managers of a part, are sorted by."""

    DEBT = "debt"
    MONEY = "money"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Attendance:
    """Days with a sitting out of the days on which one was expected: one a working day at least (R6)."""

    held: int = 0
    expected: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """What some managers have together. Sums of money stand by currency and are never mixed.

    Attributes:
        managers: how many they are.
        today: sittings begun today, of those managers who had something due.
        days: days with a sitting, of the working days of their strips; a today without one is not counted yet.
        debt: their review debt.
        due, due_money: clients who have to be reviewed.
        clients: open clients, without those asleep or parked.
        rungs: clients and money by temperature.
        payers, payers_money: clients who can pay.
        nobody: managers with clients of whom none can pay (R13).
    """

    managers: int
    today: Attendance
    days: Attendance
    debt: Debt
    due: int
    due_money: tuple[Money, ...]
    clients: int
    rungs: dict[Temperature, Rung]
    payers: int
    payers_money: tuple[Money, ...]
    nobody: int


@dataclass(frozen=True, slots=True)
class Part:
    """One segment of a department, or the managers without one (`segment` is None)."""

    segment: Segment | None
    lines: tuple[ManagerLine, ...]
    sums: Sums

    @property
    def key(self) -> int:
        """The segment's id; 0 for the managers without one."""
        return self.segment.id if self.segment else 0


@dataclass(frozen=True, slots=True)
class Department:
    """All parts of a department, and their sums together."""

    parts: tuple[Part, ...]
    sums: Sums


def department(
    lines: Iterable[ManagerLine], segments: Iterable[Segment], today: date, sorting: Sorting = Sorting.DEBT
) -> Department:
    """Divide managers among their segments.

    Args:
        lines: the managers.
        segments: all segments; one without managers is a part as well.
        today: the local day.
        sorting: the order of the parts and of the managers in each; those without a segment always come last.
    """
    lines = tuple(lines)
    known: dict[int, Segment | None] = {segment.id: segment for segment in segments}
    members: dict[int, list[ManagerLine]] = {key: [] for key in known}
    for line in lines:
        segment = line.manager.segment
        key = segment.id if segment else 0
        known.setdefault(key, segment)
        members.setdefault(key, []).append(line)
    rank = _Rank(sorting, lines)
    parts = []
    for key, segment in known.items():
        ordered = sorted(members[key], key=lambda line: rank(sums((line,), today), line.manager.name))
        parts.append(Part(segment, tuple(ordered), sums(ordered, today)))
    parts.sort(key=lambda part: (part.segment is None, rank(part.sums, part.segment.name if part.segment else "")))
    return Department(tuple(parts), sums(lines, today))


def sums(lines: Sequence[ManagerLine], today: date) -> Sums:
    """Add the lines of some managers up."""
    return Sums(
        managers=len(lines),
        today=_attended(_today(line, today) for line in lines),
        days=_attended(_days(line, today) for line in lines),
        debt=debts(line.debt for line in lines),
        due=sum(line.due for line in lines),
        due_money=totals(amount for line in lines for amount in line.due_money),
        clients=sum(line.clients for line in lines),
        rungs={warmth: _rung(lines, warmth) for warmth in Temperature},
        payers=sum(line.payers for line in lines),
        payers_money=totals(amount for line in lines for amount in line.payers_money),
        nobody=sum(not line.payers and has_clients(line) for line in lines),
    )


def debts(found: Iterable[Debt]) -> Debt:
    """Add review debts up; the oldest is the oldest of all."""
    found = tuple(found)
    return Debt(
        clients=sum(debt.clients for debt in found),
        money=totals(amount for debt in found for amount in debt.money),
        oldest_days=max((debt.oldest_days for debt in found), default=0),
    )


def has_clients(line: ManagerLine) -> bool:
    """Has the manager open clients, were it only sleeping or parked ones?"""
    return bool(line.clients or line.asleep or line.parked)


def _today(line: ManagerLine, today: date) -> Attendance:
    held = any(mark.day == today and mark.held for mark in line.strip) or line.today is not None
    return Attendance(int(held), int(held or line.due > 0))


def _days(line: ManagerLine, today: date) -> Attendance:
    expected = [mark for mark in line.strip if mark.held or mark.day != today]
    return Attendance(sum(mark.held > 0 for mark in expected), len(expected))


def _attended(found: Iterable[Attendance]) -> Attendance:
    found = tuple(found)
    return Attendance(sum(each.held for each in found), sum(each.expected for each in found))


def _rung(lines: Iterable[ManagerLine], warmth: Temperature) -> Rung:
    rungs = [line.rungs[warmth] for line in lines if warmth in line.rungs]
    return Rung(
        sum(rung.clients for rung in rungs),
        totals(amount for rung in rungs for amount in rung.money),
        sum(rung.without_amount for rung in rungs),
    )


class _Rank:
    """Sorts by the larger sum and then by name; by debt, money comes before the number of clients.

    Money is compared in the currency that most sums are in.
    """

    def __init__(self, sorting: Sorting, lines: Iterable[ManagerLine]) -> None:
        self._sorting = sorting
        amounts = (amount for line in lines for amount in (*line.debt.money, *_open_money(line.rungs)))
        self._currency = prevailing(Counter(amount.currency for amount in amounts), "")

    def __call__(self, found: Sums, name: str) -> tuple[int, int, str]:
        if self._sorting is Sorting.DEBT:
            return (-self._minor(found.debt.money), -found.debt.clients, name.casefold())
        if self._sorting is Sorting.MONEY:
            return (-self._minor(_open_money(found.rungs)), 0, name.casefold())
        return (0, 0, name.casefold())

    def _minor(self, amounts: Iterable[Money]) -> int:
        return sum(amount.minor for amount in amounts if amount.currency == self._currency)


def _open_money(rungs: Mapping[Temperature, Rung]) -> tuple[Money, ...]:
    return totals(amount for rung in rungs.values() for amount in rung.money)
