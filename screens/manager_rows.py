"""The lines of the list of managers: what stands in each column, and the line above the list."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.language import clock, minutes, moneys, number, t, tn
from cockpit.method.department import debts
from cockpit.method.money import Money, totals
from cockpit.method.overview import DayMark, Debt, ManagerLine, Match
from cockpit.method.records import Task
from cockpit.method.share import ENOUGH_FOR_RATE
from cockpit.method.words import SittingState, Temperature
from screens.facts import side_by_side
from screens.plain import Cell, Paint, Span
from screens.rows import Line
from screens.temperature import ASLEEP_SIGN, sparkline

_TREND = 4
#: Days of the calendar strip, one cell each.
STRIP = 10
#: A day without a sitting, with one, with two: different in height, so that they are told apart without colour.
_HELD = "·▃▇"
#: Today before its first sitting: nothing is missed yet.
_TODAY = "◦"
_PAINTS: dict[Temperature, Paint] = {
    Temperature.HOT: "hot",
    Temperature.WARM: "warm",
    Temperature.POTENTIAL: "potential",
}


def manager(line: ManagerLine) -> Line:
    """Write a manager, cell by cell in the order of the columns."""
    rungs = line.rungs
    return Line(
        (line.manager.id, None),
        (
            line.manager.name,
            today(line),
            ((str(line.due), "strong" if line.due else "muted"),),
            debt_clients(line.debt),
            debt_money(line.debt),
            _clients(line),
            _hot(line),
            payers(line),
            *(money(rungs[each].money, paint) if each in rungs else "" for each, paint in _PAINTS.items()),
            strip(line.strip),
            _pace(line),
        ),
    )


def debt_clients(debt: Debt) -> Cell:
    """Write how many clients are past their review interval."""
    return number(debt.clients) if debt.clients else (("—", "muted"),)


def debt_money(debt: Debt) -> Cell:
    """Write how much money waits with them; nothing when there is no debt."""
    return ((moneys(debt.money, short=True) if debt.money else "", "muted"),)


def strip(marks: Sequence[DayMark]) -> Cell:
    """Draw the last working days, today last: a day without a sitting is a dot, with both sittings a full bar (R6)."""
    drawn = "".join(_HELD[min(mark.held, len(_HELD) - 1)] for mark in marks[-STRIP:])
    if marks and not marks[-1].held:
        drawn = drawn[:-1] + _TODAY
    return ((drawn.rjust(STRIP), "muted"),)


def client(match: Match) -> Line:
    """Write a client that was found, with his manager."""
    found: Cell = ((match.client, ""), (f"  {match.manager}", "muted"))
    return Line((match.manager_id, match.client_id), (found,), wide=True)


def today(line: ManagerLine) -> Cell:
    """Write how the sitting of the present slot stands."""
    found = line.today
    if found is None:
        return ((t("now"), "accent"),) if line.due else (("—", "muted"),)
    if found.state is SittingState.OPEN or found.ended_at is None:
        return ((t("{done} of {total}", done=found.worked, total=found.total), "accent"),)
    if found.state is SittingState.COMPLETE:
        return ((t("done {time}", time=clock(found.ended_at)), "good"),)
    return ((t("part {time}", time=clock(found.ended_at)), "muted"),)


def _clients(line: ManagerLine) -> Cell:
    if not line.clients and line.asleep:
        return ((f"{ASLEEP_SIGN} {number(line.asleep)}", "asleep"),)
    return ((number(line.clients), "" if line.clients else "muted"),)


def _hot(line: ManagerLine) -> Cell:
    hot = line.rungs[Temperature.HOT].clients if Temperature.HOT in line.rungs else 0
    spans: list[Span] = [(number(hot), "" if hot else "muted")]
    if line.hot_new:
        spans.append((f" (+{number(line.hot_new)})", "good"))
    return tuple(spans)


def payers(line: ManagerLine) -> Cell:
    """Write who can pay; nobody is an alarm (R13), beside which the recruiting task stands when one is open (R14)."""
    if not line.payers:
        task = line.recruiting
        return ((t("nobody"), ""), (" !", "alarm"), ("" if task is None else f" {_recruited(line, task)}", "muted"))
    return able(line.payers, line.payers_money)


def able(clients: int, amounts: Sequence[Money]) -> Cell:
    """Write how many clients can pay and how much."""
    return ((f"{number(clients)} · {moneys(amounts, short=True)}", ""),)


def _recruited(line: ManagerLine, task: Task) -> str:
    """Write how many clients were found since the task was set, of those that are needed."""
    return "…" if task.ladder is None else f"{number(line.recruited)}/{number(task.ladder.potential)}"


def money(amounts: Sequence[Money], paint: Paint) -> Cell:
    """Write sums of money in a narrow column."""
    return ((moneys(amounts, short=True), paint),) if amounts else (("—", "muted"),)


def _pace(line: ManagerLine) -> Cell:
    """Write the median of the last sitting, starred when it is of few reviews, and those of the sittings before."""
    if line.pace.median is None:
        return (("—", "muted"),)
    few = line.pace.n < ENOUGH_FOR_RATE
    told = minutes(line.pace.median).rjust(5) + ("*" if few else " ")
    return ((told, "muted" if few else ""), (f" {sparkline(line.paces[-_TREND:])}", "muted"))


def all_in_all(lines: Sequence[ManagerLine]) -> Cell:
    """Write what all managers have due, what was left too long, and what can be paid."""
    due = sum(line.due for line in lines)
    if not lines:
        return t("No managers yet: a adds one, i imports a file.")
    due_money = totals(amount for line in lines for amount in line.due_money)
    can_pay = sum(line.payers for line in lines)
    payers_money = totals(amount for line in lines for amount in line.payers_money)
    return side_by_side(
        (
            (tn("{n} client due", "{n} clients due", due) + beside(due_money), "strong" if due else ""),
            (all_debt(debts(line.debt for line in lines)), ""),
            (tn("{n} client can pay", "{n} clients can pay", can_pay) + beside(payers_money), ""),
            (tn("{n} manager", "{n} managers", len(lines)), ""),
        )
    )


def beside(amounts: Sequence[Money]) -> str:
    """Write sums of money to stand after a number; nothing when there are none."""
    return f" · {moneys(amounts, short=True)}" if amounts else ""


def all_debt(debt: Debt) -> str:
    """Write a review debt as a part of a line: its clients, its money, the oldest."""
    if not debt.clients:
        return t("no review debt")
    parts = [tn("review debt {n} client", "review debt {n} clients", debt.clients)]
    if debt.money:
        parts.append(moneys(debt.money, short=True))
    if debt.oldest_days:
        parts.append(tn("oldest {n} day", "oldest {n} days", debt.oldest_days))
    return ", ".join(parts)


def left_out(segment: str, lines: Sequence[ManagerLine]) -> Cell:
    """Write which segment is shown, and what is not shown for it (R43)."""
    due = sum(line.due for line in lines)
    due_money = totals(amount for line in lines for amount in line.due_money)
    managers = tn("not shown: {n} manager", "not shown: {n} managers", len(lines))
    told = f"{managers} {tn('with {n} client due', 'with {n} clients due', due)}"
    if due_money:
        told += f", {moneys(due_money, short=True)}"
    return ((segment, "accent"), (f" · {told}", "muted"))
