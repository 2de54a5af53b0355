from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cockpit.language import use
from cockpit.method.money import Money
from cockpit.method.overview import DayMark, Debt, ManagerLine, Rung
from cockpit.method.records import Ladder, Manager, Task
from cockpit.method.timer import Pace
from cockpit.method.words import Horizon, TaskState, Temperature
from screens import manager_rows
from screens.plain import Cell, spans

TODAY = date(2026, 11, 23)
LINE = ManagerLine(Manager(1, "Anna [/]"), 0, (), 3, 0, 0, 0, 0, (), {}, Pace(0, None, None), ())
TASK = Task(1, None, "", 1, "Anna [/]", "Find clients", "", TODAY, Horizon.WEEK, TaskState.OPEN, TODAY)


@pytest.fixture(autouse=True)
def _english() -> None:
    use("en", year=2026)


def text(cell: Cell) -> str:
    return "".join(piece for piece, _ in spans(cell)).replace("\u00a0", " ")


def test_a_missed_day_a_day_with_one_sitting_and_a_day_with_two_look_different() -> None:
    """R6: the last ten working days, today last; a manager who is new has fewer."""
    held = (2, 1, 0, 1, 2)
    marks = tuple(DayMark(TODAY - timedelta(days=5 - at), number) for at, number in enumerate(held))
    assert text(manager_rows.strip(marks)) == "     ▇▃·▃▇"
    assert text(manager_rows.strip(marks * 3)) == "▇▃·▃▇▇▃·▃▇"


def test_nobody_who_can_pay_is_an_alarm_beside_which_the_recruiting_task_stands() -> None:
    """R13, R14: 12 of the 64 clients that the ladder needs were found since; who was there before counts no more."""
    ladder = Ladder(2, 4, 16, 64, 0.5, 0.25, 0.25)
    task = replace(TASK, ladder=ladder)
    recruiting = replace(LINE, recruiting=task, recruited=12, rungs={Temperature.POTENTIAL: Rung(40)})
    paid = replace(LINE, payers=3, payers_money=(Money(190_000_000, "RUB"),), recruiting=task)
    assert spans(manager_rows.payers(LINE))[1] == (" !", "alarm")
    assert [text(manager_rows.payers(line)) for line in (LINE, recruiting)] == ["nobody !", "nobody ! 12/64"]
    assert "!" not in text(manager_rows.payers(paid))


def test_the_debt_of_all_managers_is_a_number_a_sum_and_its_oldest() -> None:
    """R6, R16."""
    first = replace(LINE, debt=Debt(4, (Money(300_000_000, "RUB"),), 2))
    second = replace(LINE, debt=Debt(3, (Money(110_000_000, "RUB"),), 5))
    assert "review debt 7 clients, ₽4.1M, oldest 5 days" in text(manager_rows.all_in_all((first, second)))
    assert "no review debt" in text(manager_rows.all_in_all((LINE,)))
    assert [text(manager_rows.debt_clients(line.debt)) for line in (first, LINE)] == ["4", "—"]
