"""The lines of the list of managers: what stands in each column, and the line above the list."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.language import clock, minutes, moneys, number, t, tn
from cockpit.method.money import Money, totals
from cockpit.method.overview import ManagerLine, Match
from cockpit.method.words import SittingState, Temperature
from screens.plain import Cell, Paint, Span
from screens.rows import Line
from screens.temperature import ASLEEP_SIGN, sparkline

_TREND = 5
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
            _today(line),
            ((str(line.due), "strong" if line.due else "muted"),),
            _clients(line),
            _hot(line),
            _payers(line),
            *(_money(rungs[each].money, paint) if each in rungs else "" for each, paint in _PAINTS.items()),
            _pace(line),
        ),
    )


def client(match: Match) -> Line:
    """Write a client that was found, with his manager."""
    found: Cell = ((match.client, ""), (f"  {match.manager}", "muted"))
    return Line((match.manager_id, match.client_id), (found,), wide=True)


def _today(line: ManagerLine) -> Cell:
    today = line.today
    if today is None:
        return ((t("now"), "accent"),) if line.due else (("—", "muted"),)
    if today.state is SittingState.OPEN or today.ended_at is None:
        return ((t("{done} of {total}", done=today.worked, total=today.total), "accent"),)
    if today.state is SittingState.COMPLETE:
        return ((t("done {time}", time=clock(today.ended_at)), "good"),)
    return ((t("part {time}", time=clock(today.ended_at)), "muted"),)


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


def _payers(line: ManagerLine) -> Cell:
    if not line.payers:
        return ((t("nobody"), ""), ("  !", "alarm"))
    return ((f"{number(line.payers)} · {moneys(line.payers_money, short=True)}", ""),)


def _money(amounts: tuple[Money, ...], paint: Paint) -> Cell:
    return ((moneys(amounts, short=True), paint),) if amounts else (("—", "muted"),)


def _pace(line: ManagerLine) -> Cell:
    if line.pace.median is None:
        return (("—", "muted"),)
    return ((minutes(line.pace.median).rjust(5), ""), (f" {sparkline(line.paces[-_TREND:])}", "muted"))


def all_in_all(lines: Sequence[ManagerLine]) -> Cell:
    """Write what all managers have due and what can be paid."""
    due = sum(line.due for line in lines)
    if not lines:
        return t("No managers yet: a adds one, i imports a file.")
    money = totals(amount for line in lines for amount in line.due_money)
    payers = sum(line.payers for line in lines)
    payers_money = totals(amount for line in lines for amount in line.payers_money)
    spans: list[Span] = [
        (tn("{n} client due", "{n} clients due", due), "strong" if due else ""),
        (f" · {moneys(money, short=True)}" if money else "", ""),
        ("   ", ""),
        (tn("{n} client can pay", "{n} clients can pay", payers), ""),
        (f" · {moneys(payers_money, short=True)}" if payers_money else "", ""),
        ("   ", ""),
        (tn("{n} manager", "{n} managers", len(lines)), ""),
    ]
    return tuple(spans)
