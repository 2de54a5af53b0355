"""Delegation: when a head can hand the sittings over to a deputy, and what is missing until then (R39)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from cockpit.method.scope import Scope
from cockpit.method.sentence import Sentence
from cockpit.method.share import Share
from cockpit.method.timer import Pace, pace

_NO_PACE: Final = pace(())
_NO_SHARE: Final = Share()


@dataclass(frozen=True, slots=True)
class DelegationRule:
    """What has to be reached.

    Attributes:
        line: the rework share has to stay below it, 0 to 1.
        weeks: for so many weeks in a row.
        sample: clients that both have to have reviewed.
        agreement: the share of them whose verdicts have to be equal, 0 to 1.
    """

    line: float = 0.3
    weeks: int = 4
    sample: int = 10
    agreement: float = 0.8


class Condition(StrEnum):
    """The conditions, in their order."""

    REWORK = "rework"
    MINUTES = "minutes"
    AGREEMENT = "agreement"


class Finding(StrEnum):
    """How a condition stands; unproven is neither, because there is too little to say."""

    MET = "met"
    MISSED = "missed"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class Check:
    """One condition: how it stands, and that in plain words."""

    condition: Condition
    finding: Finding
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class ReworkWeek:
    """The rework share of one whole week; `start` is its Monday."""

    start: date
    rework: Share


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether the sittings beside these managers can be handed over.

    Attributes:
        scope, name: a segment or a manager; the name is empty for the managers without a segment.
        segment_id: the segment he belongs to, itself for a segment; 0 without one.
        head, deputy: who hands over to whom; empty when none is named.
        weeks: the whole weeks that were looked at, the oldest first.
        below: how many weeks in a row, up to the last, were below the line.
        minutes: of the repeat reviews of these weeks and the running one, in seconds.
        in_band: how many of them took one to five minutes.
        agreement: equal verdicts among the clients that head and deputy both reviewed, in the whole segment.
        checks: the conditions in their order.
    """

    scope: Scope
    name: str
    segment_id: int = 0
    head: str = ""
    deputy: str = ""
    weeks: tuple[ReworkWeek, ...] = ()
    below: int = 0
    minutes: Pace = _NO_PACE
    in_band: Share = _NO_SHARE
    agreement: Share = _NO_SHARE
    checks: tuple[Check, ...] = ()

    @property
    def ready(self) -> bool:
        """Are all conditions met?"""
        return bool(self.checks) and not self.missing

    @property
    def missing(self) -> tuple[Sentence, ...]:
        """What is missing, in plain words."""
        return tuple(check.sentence for check in self.checks if check.finding is not Finding.MET)


@dataclass(frozen=True, slots=True)
class Delegation:
    """Who can hand over: each segment and after it its managers by name, those without a segment last."""

    as_of: datetime
    rule: DelegationRule
    rows: tuple[Readiness, ...]

    def of(self, scope: Scope) -> Readiness | None:
        """Return one of them."""
        return next((row for row in self.rows if row.scope == scope), None)
