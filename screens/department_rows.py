"""The lines of the department: a segment with its sums, and the managers under it in the same columns."""

from __future__ import annotations

from typing import Literal, TypeAlias

from cockpit.language import number, t, tn
from cockpit.method.department import Attendance, Department, Part, Sums
from cockpit.method.overview import ManagerLine
from cockpit.method.words import Temperature
from screens import manager_rows
from screens.columns import Column
from screens.plain import Cell, Paint
from screens.rows import Line

#: A line of the list: a segment by its id, 0 for the managers without one, or a manager by his.
Key: TypeAlias = "tuple[Literal['segment', 'manager'], int]"

_MONEY: tuple[tuple[Temperature, Paint], ...] = (
    (Temperature.HOT, "hot"),
    (Temperature.WARM, "warm"),
    (Temperature.POTENTIAL, "potential"),
)


def columns() -> tuple[Column, ...]:
    """Return the columns in the language in use."""
    return (
        Column("name", t("Segment, manager"), least=17, enough=30, most=34, weight=1, priority=9),
        Column("today", t("Today"), least=12, priority=8),
        Column("sittings", t("Sittings"), least=10, priority=7),
        Column("debt", t("Debt"), least=4, align="right", priority=8),
        Column("debt-money", t("Debt, sum"), least=10, align="right", priority=7),
        Column("due", t("Due"), least=4, align="right", priority=6),
        Column("due-money", t("Due, sum"), least=10, align="right", priority=5),
        Column("nobody", t("Nobody"), least=6, align="right", priority=6),
        Column("payers", t("Can pay"), least=14, align="right", priority=5),
        Column("head", t("Sales head"), least=14, most=30, weight=2, priority=4),
        Column("money-hot", t("Hot"), least=9, most=12, weight=1, align="right", priority=3),
        Column("money-warm", t("Warm"), least=9, most=12, weight=1, align="right", priority=2),
        Column("money-potential", t("Potential"), least=9, most=12, weight=1, align="right", priority=2),
    )


def part(found: Part, *, open_: bool) -> Line:
    """Write a segment with its sums and how many managers it has."""
    segment, sums = found.segment, found.sums
    name = segment.name if segment else t("Without a segment")
    sign = " " if not found.lines else "▾" if open_ else "▸"
    heads = " · ".join(each for each in ((segment.head, segment.deputy) if segment else ()) if each)
    return Line(
        ("segment", found.key),
        (
            ((f"{sign} ", "muted"), (name, "strong"), (f"  {number(sums.managers)}", "muted")),
            _attended(sums.today),
            _attended(sums.days),
            manager_rows.debt_clients(sums.debt),
            manager_rows.debt_money(sums.debt),
            _count(sums.due),
            manager_rows.money(sums.due_money, "muted"),
            ((number(sums.nobody), ""), (" !", "alarm")) if sums.nobody else (("—", "muted"),),
            manager_rows.able(sums.payers, sums.payers_money) if sums.payers else (("—", "muted"),),
            ((heads, "muted"),),
            *_rungs(sums),
        ),
    )


def manager(line: ManagerLine, sums: Sums, head: str) -> Line:
    """Write a manager under his segment.

    Args:
        line: the manager.
        sums: what his line gives.
        head: who leads his segment; another head of his own is named.
    """
    own = line.manager.head if line.manager.head != head else ""
    return Line(
        ("manager", line.manager.id),
        (
            f"    {line.manager.name}",
            manager_rows.today(line),
            manager_rows.strip(line.strip),
            manager_rows.debt_clients(line.debt),
            manager_rows.debt_money(line.debt),
            _count(line.due),
            manager_rows.money(line.due_money, "muted"),
            (("!", "alarm"),) if sums.nobody else "",
            manager_rows.payers(line),
            ((own, "muted"),),
            *_rungs(sums),
        ),
    )


def total(department: Department) -> Cell:
    """Write what the whole department has."""
    found = department.sums
    can_pay = tn("{n} client can pay", "{n} clients can pay", found.payers) + manager_rows.beside(found.payers_money)
    if found.nobody:
        can_pay += f", {tn('{n} manager has nobody', '{n} managers have nobody', found.nobody)}"
    return manager_rows.side_by_side(
        (
            (tn("{n} manager", "{n} managers", found.managers), ""),
            (t("sittings today {held} of {n}", held=found.today.held, n=found.today.expected), ""),
            (t("in ten days {held} of {n}", held=found.days.held, n=found.days.expected), ""),
            (manager_rows.all_debt(found.debt), "strong" if found.debt.clients else ""),
            (tn("{n} client due", "{n} clients due", found.due) + manager_rows.beside(found.due_money), ""),
            (can_pay, ""),
        )
    )


def _attended(days: Attendance) -> Cell:
    if not days.expected:
        return (("—", "muted"),)
    return t("{done} of {total}", done=days.held, total=days.expected)


def _count(n: int) -> Cell:
    return number(n) if n else (("—", "muted"),)


def _rungs(sums: Sums) -> tuple[Cell, ...]:
    return tuple(manager_rows.money(sums.rungs[warmth].money, paint) for warmth, paint in _MONEY)
