"""What is decided about sleeping clients, as typed."""

from __future__ import annotations

from datetime import date

from cockpit.method.norms import Norms
from cockpit.method.sentence import Problem, say
from cockpit.method.sitting import read_deferral
from cockpit.method.words import Waking


def read_waking(waking: Waking, day: str, reason: str, today: date, norms: Norms) -> date | tuple[Problem, ...] | None:
    """Read a decision: parking asks for a later day and a reason, refusing for a reason, keeping for neither.

    Returns:
        The day until which they are parked, None for another decision, or every problem.
    """
    if waking is Waking.PARK:
        return read_deferral(day, reason, today, norms)
    if waking is Waking.REFUSE and not reason.strip():
        return (Problem("reason", say("Why are they refused?")),)
    return None
