"""Who sits at this program, and what is normal here: what every question to the store is asked with."""

from __future__ import annotations

from dataclasses import dataclass, field

from cockpit.method.norms import DelegationRule, Norms


@dataclass(frozen=True, slots=True)
class Desk:
    """The place the cockpit is used at.

    Attributes:
        head: the reviewer's name, recorded with every sitting, review and undo step.
        holder: this running program as ``machine/process/token``, unlike any other, so that two do not write into the
            same cards unnoticed.
        currency: the ISO 4217 code meant when none is typed and none stands in a file.
        norms: what is normal.
        surprise: the card asks, before the actual is told, what the head expects (R36).
        budget_minutes: the minutes that a sitting is planned with (R31).
        delegation: what a deputy needs (R39).
    """

    head: str
    holder: str
    currency: str
    norms: Norms = field(default_factory=Norms)
    surprise: bool = False
    budget_minutes: int = 60
    delegation: DelegationRule = field(default_factory=DelegationRule)
