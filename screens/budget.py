"""The time budget on the screen (R31): how many minutes there are, and putting off whom they do not cover."""

from __future__ import annotations

from cockpit.language import minutes, moneys, t, tn, weekday_day
from cockpit.method.budget import Budget, Cost, Workload, read_minutes
from cockpit.method.sentence import Problem
from screens.base import CockpitScreen
from screens.dialogs import ConfirmDialog
from screens.fields import FieldSpec
from screens.forms import FormDialog, Values
from screens.queue_head import clients_and_money, duration


async def ask_minutes(screen: CockpitScreen[None], workload: Workload, present: int | None) -> tuple[int | None] | None:
    """Ask how many minutes there are; await it in a worker.

    Args:
        screen: where it is asked.
        workload: the due clients.
        present: the minutes that were given; None without a budget, then the usual ones are offered.

    Returns:
        The minutes, or None in their place for no budget any more; None when the form was left.
    """

    async def check(values: Values) -> tuple[Problem, ...]:
        found = read_minutes(values["minutes"]) if values["minutes"].strip() else 0
        return found if isinstance(found, tuple) else ()

    usual = screen.services.store.desk.budget_minutes
    field = FieldSpec("minutes", t("Minutes"), str(present or usual), hint=t("empty: no time budget"))
    form = FormDialog(t("How many minutes are there?"), (field,), check, note=_note(workload))
    values = await screen.app.push_screen_wait(form)
    if values is None:
        return None
    found = read_minutes(values["minutes"])
    return (found if isinstance(found, int) else None,)


def _note(workload: Workload) -> str:
    costs, told = workload.costs, []
    if any(not client.first for client in workload.clients):
        told.append(t("A client takes {time}.", time=_cost(costs.repeat)))
    if any(client.first for client in workload.clients):
        told.append(t("A first review takes {time}.", time=_cost(costs.first)))
    told.append(
        tn(
            "The {n} client that is due takes about {time}.",
            "The {n} clients that are due take about {time}.",
            len(workload.clients),
            time=duration(workload.seconds),
        )
    )
    return " ".join(told)


def _cost(cost: Cost) -> str:
    time = minutes(cost.seconds)
    if not cost.n:
        return t("{time} (assumed: the target)", time=time)
    return tn("{time} (measured on {n} review)", "{time} (the median of {n} reviews)", cost.n, time=time)


async def confirm_putting_off(screen: CockpitScreen[None], budget: Budget) -> bool:
    """Ask whether those that the time does not cover are put off; await it in a worker."""
    day, left = weekday_day(budget.until), len(budget.left)
    title = tn("Put {n} client off until {day}?", "Put {n} clients off until {day}?", left, day=day)
    money = moneys(budget.left_money, short=True) if budget.left_money else ""
    sentence = t(
        "The time does not cover {clients}. Reason: {reason}. The queue asks again on that day; u takes it back.",
        clients=clients_and_money(left, money),
        reason=t("no time left"),
    )
    return await screen.app.push_screen_wait(ConfirmDialog(title, sentence))
