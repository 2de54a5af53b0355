"""The words of the method as a user reads them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from cockpit.language.texts import N_, t, tell, tn
from cockpit.method.sentence import Sentence
from cockpit.method.words import (
    Area,
    DealStatus,
    Ending,
    Lane,
    RequestState,
    Skill,
    Slot,
    TaskState,
    Temperature,
    Verdict,
)

if TYPE_CHECKING:
    from cockpit.method.overview import TaskLine
    from cockpit.method.records import Client, Task


def temperature_name(temperature: Temperature) -> str:
    """Name a temperature."""
    return {Temperature.HOT: t("hot"), Temperature.WARM: t("warm"), Temperature.POTENTIAL: t("potential")}[temperature]


def lane_name(lane: Lane) -> str:
    """Name a lane of the queue."""
    names = {
        Lane.PROMISED: t("promised"),
        Lane.SILENT: t("silent"),
        Lane.CHANGED: t("changed today"),
        Lane.REST: t("the rest"),
        Lane.ASLEEP: t("asleep"),
        Lane.PARKED: t("parked"),
    }
    return names[lane]


def verdict_name(verdict: Verdict | None) -> str:
    """Name a verdict; a review without a plan has none."""
    if verdict is None:
        return t("without a plan")
    names = {
        Verdict.REACHED: t("reached"),
        Verdict.PARTLY: t("partly"),
        Verdict.NOT_REACHED: t("not reached"),
        Verdict.NO_CONTACT: t("no contact"),
    }
    return names[verdict]


def ending_name(ending: Ending) -> str:
    """Name why a client needs no next task."""
    return {Ending.REFUSED: t("refused"), Ending.PAID: t("paid"), Ending.PARKED: t("parked")}[ending]


def status_name(status: DealStatus) -> str:
    """Name where a deal stands."""
    return {DealStatus.OPEN: t("open"), DealStatus.WON: t("won"), DealStatus.LOST: t("lost")}[status]


def skill_name(skill: Skill) -> str:
    """Name a half of the training programme."""
    return t("Product") if skill is Skill.PRODUCT else t("Negotiation")


def slot_name(slot: Slot) -> str:
    """Name a slot of the day."""
    return t("morning") if slot is Slot.MORNING else t("afternoon")


def area_name(area: Area) -> str:
    """Name the area of a request."""
    names = {
        Area.TOOL: t("tool"),
        Area.MARKETING: t("marketing"),
        Area.PRODUCT: t("product"),
        Area.OFFER: t("offer"),
        Area.LEADS: t("leads"),
    }
    return names[area]


def request_state_name(state: RequestState) -> str:
    """Name what became of a request."""
    return {RequestState.OPEN: t("open"), RequestState.DONE: t("done"), RequestState.DROPPED: t("dropped")}[state]


def about_clients(task: Task) -> str:
    """Say which clients a task without a client is about."""
    if task.ladder is not None:
        return t("recruiting")
    names = {
        None: t("all clients"),
        Temperature.HOT: t("all hot clients"),
        Temperature.WARM: t("all warm clients"),
        Temperature.POTENTIAL: t("all potential clients"),
    }
    return names[task.temperature]


def task_state(line: TaskLine, today: date) -> str:
    """Say how a task stands: how late it is, what became of it, how often it was moved."""
    task = line.task
    if line.verdict is not None:
        return verdict_name(line.verdict)
    if task.state is TaskState.DROPPED:
        return t("dropped: {reason}", reason=task.reason) if task.reason else t("dropped")
    if task.done_on is not None and task.state is TaskState.OPEN:
        return t("done on {day}, not judged yet", day=task.done_on)
    if task.state is TaskState.DONE:
        return t("done")
    late = (today - task.due_on).days
    parts = [tn("{n} day late", "{n} days late", late)] if late > 0 else []
    if task.moves:
        parts.append(t("moved {n}×", n=task.moves) + (f": {task.reason}" if task.reason else ""))
    return ", ".join(parts) or t("to be done")


_FIELDS: Final = {
    "amount": N_("amount"),
    "stage": N_("stage"),
    "expected_on": N_("pay by"),
    "status": N_("status"),
    "closed_on": N_("closed on"),
    "title": N_("title"),
    "temperature": N_("temperature"),
    "manager": N_("manager"),
    "name": N_("name"),
    "contact": N_("contact person"),
    "phone": N_("phone"),
    "email": N_("email"),
    "note": N_("note"),
    "lead_source": N_("source"),
    "lost_reason": N_("reason of the loss"),
    "parked_until": N_("parked until"),
    "client": N_("client"),
    "next_task_on": N_("day of the next task"),
    "next_step": N_("next task"),
    "task": N_("task"),
    "task_due_on": N_("task due"),
    "task_done": N_("task done"),
}


def field_sentence(field: str) -> Sentence:
    """Name a field of a deal, a client or a task that changed; one that is not known is named as it is stored."""
    return Sentence(_FIELDS[field]) if field in _FIELDS else Sentence("{field}", (("field", field.replace("_", " ")),))


def field_name(field: str) -> str:
    """Name a field that changed, in the user's language."""
    return tell(field_sentence(field))


def client_name(client: Client) -> str:
    """Name a client; one that no file named is said to have no name."""
    return t("no name ({id})", id=client.name) if client.nameless else client.name
