"""The words of the trade as closed sets. A value is what is stored and what JSON shows; labels are the catalogue's."""

from __future__ import annotations

from enum import StrEnum


class Temperature(StrEnum):
    """How near a client is to paying."""

    HOT = "hot"
    WARM = "warm"
    POTENTIAL = "potential"


class TemperatureSource(StrEnum):
    """Where a temperature comes from; a person's word outranks the rule, the rule outranks a stage's name."""

    STAGE = "stage"
    RULE = "rule"
    HAND = "hand"


class Lane(StrEnum):
    """A part of the queue, in the order in which the lanes come."""

    PROMISED = "promised"
    SILENT = "silent"
    CHANGED = "changed"
    REST = "rest"
    ASLEEP = "asleep"
    PARKED = "parked"


class Verdict(StrEnum):
    """Did the planned result come?"""

    REACHED = "reached"
    PARTLY = "partly"
    NOT_REACHED = "not_reached"
    NO_CONTACT = "no_contact"


class Ending(StrEnum):
    """Why a client needs no next task."""

    REFUSED = "refused"
    PAID = "paid"
    PARKED = "parked"


class DealStatus(StrEnum):
    """Where a deal stands; won and paid are two facts."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class TaskState(StrEnum):
    """What became of a task."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Horizon(StrEnum):
    """Whether a task belongs to the day or to the week."""

    DAY = "day"
    WEEK = "week"


class Slot(StrEnum):
    """Which of the day's two sittings."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


class SittingState(StrEnum):
    """A sitting is open until it is ended; complete means every due client was reviewed or deferred."""

    OPEN = "open"
    COMPLETE = "complete"
    INCOMPLETE = "incomplete"


class Area(StrEnum):
    """What managers lack to close sooner: the area of a request (R30, R50-R52)."""

    TOOL = "tool"
    MARKETING = "marketing"
    PRODUCT = "product"
    OFFER = "offer"
    LEADS = "leads"


class RequestState(StrEnum):
    """What became of a request."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Waking(StrEnum):
    """What is decided about sleeping clients, many at once."""

    KEEP = "keep"
    PARK = "park"
    REFUSE = "refuse"


class Skill(StrEnum):
    """The half of the training programme that a competency belongs to (R54)."""

    PRODUCT = "product"
    NEGOTIATION = "negotiation"


class ContactSource(StrEnum):
    """What a client's last contact is known from, best first; the last three are only ``at least``."""

    REVIEW = "review"
    ACTIVITY = "activity"
    TASK = "task"
    STAGE = "stage"
    UPDATED = "updated"
    CREATED = "created"

    @property
    def weak(self) -> bool:
        """Is the silence counted from it only a lower bound?"""
        return self in {ContactSource.STAGE, ContactSource.UPDATED, ContactSource.CREATED}
