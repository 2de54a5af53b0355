"""The words of the method as a user reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cockpit.language.texts import t
from cockpit.method.words import DealStatus, Ending, Lane, Slot, Temperature, Verdict

if TYPE_CHECKING:
    from cockpit.method.records import Client


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


def slot_name(slot: Slot) -> str:
    """Name a slot of the day."""
    return t("morning") if slot is Slot.MORNING else t("afternoon")


def client_name(client: Client) -> str:
    """Name a client; one that no file named is said to have no name."""
    return t("no name ({id})", id=client.name) if client.nameless else client.name
