"""The cast of a made-up team: its managers, and what has become of each client by today."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from cockpit.method.words import Temperature


class Fate(Enum):
    """Where a client stands today."""

    TODAY = auto()
    YESTERDAY = auto()
    OVERDUE = auto()
    AHEAD = auto()
    FORGOTTEN = auto()  # promised for a day ahead, but not spoken to for too long
    FRESH = auto()  # never reviewed, in touch
    SILENT = auto()  # never reviewed, silent
    ASLEEP = auto()
    PARKED = auto()
    UNPARKED = auto()
    PAID = auto()
    REFUSED = auto()
    WON_BEFORE = auto()
    LOST_BEFORE = auto()


#: Clients who are sold to no more.
CLOSED = frozenset({Fate.PAID, Fate.REFUSED, Fate.WON_BEFORE, Fate.LOST_BEFORE})
#: Clients who were never reviewed.
UNREVIEWED = frozenset({Fate.FRESH, Fate.SILENT, Fate.ASLEEP, Fate.WON_BEFORE, Fate.LOST_BEFORE})

H, W, P = Temperature.HOT, Temperature.WARM, Temperature.POTENTIAL


@dataclass(frozen=True, slots=True)
class Part:
    """One manager's part.

    Attributes:
        segment: 0 for large clients, 1 for the others.
        reached: the share of plans that are reached.
        pace: his minutes per client against the usual.
        missed: the share of sittings that did not take place.
        absent: for so many of the last working days there was none at all.
        overdue: the most working days that a promise of his is overdue.
        checks: how large his hot clients' deals are against the usual.
        stopped: hot clients of his whose payment is stopped.
        clients: what has become of his clients, with their temperature.
    """

    segment: int
    reached: float
    pace: float
    missed: float
    absent: int
    overdue: int
    checks: float
    stopped: int
    clients: tuple[tuple[Fate, Temperature], ...]


def _all(*groups: tuple[int, Fate, Temperature]) -> tuple[tuple[Fate, Temperature], ...]:
    return tuple((fate, temperature) for count, fate, temperature in groups for _ in range(count))


#: A superb manager, a good one, one with debt, one whom nobody can pay, a steady one, a beginner.
DEPARTMENT = (
    Part(
        0, 0.8, 0.75, 0.04, 0, 1, 1.35, 0,
        _all(
            (2, Fate.TODAY, H), (4, Fate.AHEAD, H), (1, Fate.TODAY, W), (3, Fate.AHEAD, W), (1, Fate.AHEAD, P),
            (1, Fate.FRESH, P), (3, Fate.PAID, H), (1, Fate.REFUSED, W), (1, Fate.WON_BEFORE, H),
        ),
    ),
    Part(
        0, 0.62, 1.0, 0.1, 0, 3, 1.1, 0,
        _all(
            (1, Fate.TODAY, H), (1, Fate.YESTERDAY, H), (2, Fate.AHEAD, H), (1, Fate.TODAY, W), (1, Fate.OVERDUE, W),
            (2, Fate.AHEAD, W), (1, Fate.SILENT, W), (2, Fate.AHEAD, P), (1, Fate.SILENT, P), (1, Fate.PARKED, W),
            (1, Fate.ASLEEP, P), (1, Fate.PAID, H), (1, Fate.REFUSED, W), (1, Fate.LOST_BEFORE, W),
        ),
    ),
    Part(
        0, 0.5, 1.25, 0.3, 7, 8, 1.0, 1,
        _all(
            (2, Fate.OVERDUE, H), (1, Fate.YESTERDAY, H), (1, Fate.FORGOTTEN, H), (3, Fate.OVERDUE, W),
            (2, Fate.SILENT, W), (1, Fate.OVERDUE, P), (3, Fate.SILENT, P), (3, Fate.ASLEEP, W),
            (1, Fate.SILENT, W), (1, Fate.REFUSED, P), (1, Fate.LOST_BEFORE, W),
        ),
    ),
    Part(
        1, 0.45, 1.15, 0.12, 0, 3, 1.2, 1,
        _all(
            (1, Fate.TODAY, H), (1, Fate.TODAY, W), (2, Fate.AHEAD, W), (1, Fate.TODAY, P), (1, Fate.YESTERDAY, P),
            (2, Fate.AHEAD, P), (1, Fate.UNPARKED, P), (1, Fate.FRESH, P), (1, Fate.ASLEEP, P),
            (2, Fate.REFUSED, P), (2, Fate.LOST_BEFORE, W),
        ),
    ),
    Part(
        1, 0.62, 0.95, 0.08, 0, 2, 1.6, 0,
        _all(
            (1, Fate.TODAY, H), (1, Fate.YESTERDAY, H), (1, Fate.AHEAD, H), (1, Fate.TODAY, W), (1, Fate.OVERDUE, W),
            (2, Fate.AHEAD, W), (1, Fate.AHEAD, P), (1, Fate.SILENT, P), (1, Fate.ASLEEP, W), (1, Fate.PARKED, P),
            (2, Fate.PAID, H), (1, Fate.REFUSED, W), (1, Fate.WON_BEFORE, H),
        ),
    ),
    Part(
        1, 0.5, 1.0, 1.0, 0, 0, 1.0, 0,
        _all((1, Fate.SILENT, H), (1, Fate.SILENT, W), (1, Fate.FRESH, W), (2, Fate.SILENT, P), (2, Fate.FRESH, P)),
    ),
)  # fmt: skip
