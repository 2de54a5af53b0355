"""What stands above a queue: whose it is, what is due and what that takes, and what is left out of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

from cockpit.language import minutes, moneys, percent, short_money, t, tn, weekday_day
from cockpit.language.words import slot_name
from cockpit.method.budget import Budget, Workload
from cockpit.method.overview import Debt, QueueView
from cockpit.method.queue import is_due
from cockpit.method.records import Sitting
from screens.plain import Cell, Span, spans

_LONG: Final = 120
_GAP: Final[Span] = (" · ", "muted")


def place(view: QueueView) -> str:
    """Say whose queue it is and which sitting is open."""
    sitting = view.sitting
    if sitting is None:
        return view.manager.name
    slot = slot_name(sitting.slot)
    return f"{view.manager.name} · {t('sitting of {day}, {slot}', day=sitting.day, slot=slot)}"


def progress(sitting: Sitting | None) -> str:
    """Say how far the sitting has come and how long it has taken."""
    if sitting is None:
        return t("no sitting begun")
    done = len(sitting.reviewed | sitting.deferred.keys())
    return f"{t('{done} of {total}', done=done, total=len(sitting.order))} · {minutes(sitting.seconds)}"


def awaited(view: QueueView) -> tuple[int, ...]:
    """Return the due clients that are not worked through, in the order of the queue."""
    sitting = view.sitting
    done = set() if sitting is None else sitting.reviewed | sitting.deferred.keys()
    return tuple(
        client for lane, clients in view.lanes.items() if is_due(lane) for client in clients if client not in done
    )


def lines(
    view: QueueView, workload: Workload | None, budget: Budget | None, spent: int, width: int
) -> tuple[tuple[Span, ...], ...]:
    """Write the lines above the list.

    Args:
        view: the queue.
        workload: what its due clients take; None while it is not known.
        budget: what the minutes that are left cover; None without a budget.
        spent: the minutes of it that are used.
        width: the cells of a line.
    """
    parts: list[Cell] = [_due(view)]
    if workload is not None and workload.clients:
        about = t("about {time}", time=duration(workload.seconds))
        parts.append(t("{about}, assumed", about=about) if workload.assumed else about)
    if view.debt.clients:
        parts.append(_debt(view.debt))
    found = _flow(parts, width)
    if view.second:
        found.append(((t("second sitting: what was promised for today and what changed"), "accent"),))
    if view.high_only and view.line is not None:
        found.append(((_left_out(view), "accent"),))
    if budget is not None:
        found.append(((covered(budget), ""), (f" · {_spent(spent)}" if spent else "", "muted")))
    return tuple(found)


def duration(seconds: float) -> str:
    """Write how long something takes, in whole minutes, rounded up."""
    whole = math.ceil(seconds / 60)
    if whole < _LONG:
        return t("{n} min", n=whole)
    hours, rest = divmod(whole, 60)
    return t("{hours} h {minutes} min", hours=hours, minutes=rest) if rest else t("{hours} h", hours=hours)


def covered(budget: Budget) -> str:
    """Say what a budget covers and what stays."""
    head = tn(
        "{minutes} min cover {n} client", "{minutes} min cover {n} clients", len(budget.covered), minutes=budget.minutes
    )
    if not budget.left:
        return t("{covered}: all that are due", covered=head)
    if budget.share is not None:
        head = t("{covered} and {share} of the money due", covered=head, share=percent(budget.share))
    return f"{head}; {staying(budget)}"


def staying(budget: Budget) -> str:
    """Say how many clients stay, with their money, and for which day."""
    n, day = len(budget.left), weekday_day(budget.until)
    if not budget.left_money:
        return tn("{n} client stays for {day}", "{n} clients stay for {day}", n, day=day)
    money = moneys(budget.left_money, short=True)
    return tn("{n} client, {money} stays for {day}", "{n} clients, {money} stay for {day}", n, money=money, day=day)


def clients_and_money(count: int, money: str) -> str:
    """Write a number of clients with their money, when it is known."""
    text = tn("{n} client", "{n} clients", count)
    return f"{text}, {money}" if money else text


def _spent(minutes: int) -> str:
    return tn("{n} min is used", "{n} min are used", minutes)


def _due(view: QueueView) -> Cell:
    """Say what has to be reviewed now, and what is left of it in an open sitting."""
    clients = [client for lane in view.lanes if is_due(lane) for client in view.lanes[lane]]
    sitting = view.sitting
    if sitting is not None:
        left = len(sitting.due - sitting.reviewed - sitting.deferred.keys())
        if not left:
            return ((t("every due client is done: x ends"), "good"),)
        return ((tn("{n} due client left", "{n} due clients left", left), "strong"),)
    if not clients:
        return t("nobody is due")
    money = [amount for lane in view.lanes if is_due(lane) for amount in view.money.get(lane, ())]
    return (
        (tn("{n} client due", "{n} clients due", len(clients)), "strong"),
        (f" · {moneys(money, short=True)}" if money else "", ""),
    )


def _debt(debt: Debt) -> Cell:
    owed = clients_and_money(debt.clients, moneys(debt.money, short=True) if debt.money else "")
    oldest = tn("oldest {n} day past", "oldest {n} days past", debt.oldest_days)
    return ((t("review debt {owed}, {oldest}", owed=owed, oldest=oldest), "warm"),)


def _left_out(view: QueueView) -> str:
    line = short_money(view.line) if view.line else ""
    if not view.left_out:
        return t("high-check only, from {line}: nobody is left out", line=line)
    owed = clients_and_money(view.left_out, moneys(view.left_out_money, short=True) if view.left_out_money else "")
    return t("high-check only, from {line}: {owed} left out", line=line, owed=owed)


def _flow(parts: Sequence[Cell], width: int) -> list[tuple[Span, ...]]:
    """Put the parts side by side; one that does not fit begins a line."""
    found: list[tuple[Span, ...]] = []
    at = 0
    for part in parts:
        pieces = spans(part, "muted")
        length = sum(cell_len(text) for text, _ in pieces)
        if found and at + len(_GAP[0]) + length <= width:
            found[-1] = (*found[-1], _GAP, *pieces)
            at += len(_GAP[0]) + length
        else:
            found.append(pieces)
            at = length
    return found
