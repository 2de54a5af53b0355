"""What stands above a queue: whose it is, what is due and what that takes, and what is left out of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

from cockpit.language import clock, minutes, moneys, percent, short_money, t, tn
from cockpit.language.words import slot_name
from cockpit.method.budget import Budget, Workload
from cockpit.method.overview import Debt, QueueView
from cockpit.method.queue import is_due
from cockpit.method.records import Sitting
from cockpit.method.words import SittingState
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


def progress(view: QueueView) -> str:
    """Say how far the sitting has come and how long it has taken, or when it ended."""
    sitting = view.sitting
    if sitting is None:
        return _ended(view)
    empty = not sitting.reviewed and not sitting.deferred
    done = sum(client in sitting.reviewed or client in sitting.deferred for client in sitting.order)
    spent = t("begun, nothing done yet") if empty else minutes(sitting.seconds)
    return f"{t('{done} of {total}', done=done, total=len(sitting.order))} · {spent}"


def _ended(view: QueueView) -> str:
    if view.ended is None or view.ended_at is None:
        return t("no sitting begun")
    at = clock(view.ended_at)
    if view.ended is SittingState.COMPLETE:
        return t("sitting ended {time}, complete: s opens it again", time=at)
    return t("sitting ended {time}, incomplete: s opens it again", time=at)


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
    return f"{head}; {beyond(budget)}"


def beyond(budget: Budget) -> str:
    """Say how many clients the time does not cover, with their money and the largest of them."""
    owed = clients_and_money(len(budget.left), moneys(budget.left_money, short=True) if budget.left_money else "")
    told = t("beyond it: {owed}", owed=owed)
    if len(budget.left) == 1 or budget.largest is None or budget.largest.money is None:
        return told
    name = budget.largest.name or t("a client without a name")
    return t(
        "{beyond}, the largest {client} {money}", beyond=told, client=name, money=short_money(budget.largest.money)
    )


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
            return ((_nobody_left(sitting), "good"),)
        return ((tn("{n} due client left", "{n} due clients left", left), "strong"),)
    if not clients:
        return t("nobody is due")
    money = [amount for lane in view.lanes if is_due(lane) for amount in view.money.get(lane, ())]
    return (
        (tn("{n} client due", "{n} clients due", len(clients)), "strong"),
        (f" · {moneys(money, short=True)}" if money else "", ""),
    )


def _nobody_left(sitting: Sitting) -> str:
    """Say how the due clients were worked through."""
    put_off, reviewed = len(sitting.due & sitting.put_off), len(sitting.due & sitting.reviewed)
    if not put_off:
        return t("every due client is reviewed: x ends") if reviewed else t("nobody is due: x ends")
    if not reviewed:
        return t("nobody is left: {n} put off; x ends", n=put_off)
    return t("nobody is left: {reviewed} reviewed, {n} put off; x ends", reviewed=reviewed, n=put_off)


def _debt(debt: Debt) -> Cell:
    owed = clients_and_money(debt.clients, moneys(debt.money, short=True) if debt.money else "")
    oldest = tn("oldest {n} day past", "oldest {n} days past", debt.oldest_days)
    return ((t("review debt {owed}, {oldest}", owed=owed, oldest=oldest), "warm"),)


def _left_out(view: QueueView) -> str:
    line = short_money(view.line) if view.line else ""
    if view.line_percent is not None:
        line = t("{line} ({share} of the money)", line=line, share=percent(view.line_percent / 100))
    else:
        line = t("{line} (set in the playbook)", line=line)
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
