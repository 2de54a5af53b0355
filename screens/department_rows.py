"""The lines of the department: a segment with its sums, and the managers under it in the same columns."""

from __future__ import annotations

from typing import Literal, TypeAlias

from cockpit.language import number, t, tn
from cockpit.method.department import Attendance, Department, Part, Sums
from cockpit.method.overview import ManagerLine
from cockpit.method.words import Temperature
from screens import manager_rows
from screens.columns import Column
from screens.facts import side_by_side
from screens.plain import Cell, Paint
from screens.rows import Line

#: A line of the list: all, a segment by its id, 0 for the managers without one, or a manager by his.
Key: TypeAlias = "tuple[Literal['all', 'segment', 'manager'], int]"

_MONEY: tuple[tuple[Temperature, Paint], ...] = (
    (Temperature.HOT, "hot"),
    (Temperature.WARM, "warm"),
    (Temperature.POTENTIAL, "potential"),
)


def columns() -> tuple[Column, ...]:
    """Return the columns in the language in use."""
    return (
        Column("name", t("Segment, manager"), least=20, enough=26, most=34, weight=1, priority=9),
        Column("head", t("Sales head"), least=14, enough=24, most=30, weight=1, priority=5),
        Column("today", t("Today"), least=12, priority=8),
        Column("sittings", t("Sittings"), least=10, priority=7),
        Column("debt", t("Debt"), least=4, align="right", priority=8),
        Column("debt-money", t("Debt, sum"), least=9, align="right", priority=6),
        Column("due", t("Due"), least=5, align="right", priority=6),
        Column("due-money", t("Due, sum"), least=9, align="right", priority=4),
        Column("nobody", t("Nobody"), least=6, align="right", priority=6),
        Column("payers", t("Can pay"), least=15, align="right", priority=7),
        Column("money-hot", t("Hot"), least=9, most=12, weight=1, align="right", priority=3),
        Column("money-warm", t("Warm"), least=9, most=12, weight=1, align="right", priority=2),
        Column("money-potential", t("Potential"), least=9, most=12, weight=1, align="right", priority=2),
    )


def total(department: Department) -> Line:
    """Write the sums of the whole department, in the same columns."""
    name: Cell = ((t("All"), "strong"), (f"  {number(department.sums.managers)}", "muted"))
    return Line(("all", 0), (name, "", *_sums(department.sums)))


def part(found: Part, *, open_: bool) -> Line:
    """Write a segment with its sums and how many managers it has."""
    segment = found.segment
    name = segment.name if segment else t("No segment")
    sign = " " if not found.lines else "▾" if open_ else "▹"
    heads = " · ".join(each for each in ((segment.head, segment.deputy) if segment else ()) if each)
    title: Cell = ((f"{sign} ", "muted"), (name, "strong"), (f"  {number(found.sums.managers)}", "muted"))
    return Line(("segment", found.key), (title, ((heads, "muted"),), *_sums(found.sums)))


def _sums(found: Sums) -> tuple[Cell, ...]:
    return (
        _attended(found.today),
        _attended(found.days),
        manager_rows.debt_clients(found.debt),
        manager_rows.debt_money(found.debt),
        _count(found.due),
        manager_rows.money(found.due_money, "muted"),
        ((number(found.nobody), ""), (" !", "alarm")) if found.nobody else (("—", "muted"),),
        manager_rows.able(found.payers, found.payers_money) if found.payers else (("—", "muted"),),
        *_rungs(found),
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
            ((own, "muted"),),
            manager_rows.today(line),
            manager_rows.strip(line.strip),
            manager_rows.debt_clients(line.debt),
            manager_rows.debt_money(line.debt),
            _count(line.due),
            manager_rows.money(line.due_money, "muted"),
            "",
            manager_rows.payers(line),
            *_rungs(sums),
        ),
    )


def said(department: Department) -> Cell:
    """Write in words what no column shows: how old the debt is, and where nobody can pay."""
    found = department.sums
    if not any(part.segment for part in department.parts):
        return t("No segments yet: a makes one, e on a manager puts him into it.")
    nobody = tn("{n} manager has nobody who can pay", "{n} managers have nobody who can pay", found.nobody)
    return side_by_side(
        (
            (manager_rows.all_debt(found.debt), "strong" if found.debt.clients else ""),
            *(((nobody, ""),) if found.nobody else ()),
            (tn("{n} manager", "{n} managers", found.managers), ""),
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
