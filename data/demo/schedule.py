"""Who was reviewed when: the sittings of six weeks, and how long each client took."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import exp, log

from cockpit.method.words import Slot, Temperature
from data.demo.cast import DEPARTMENT, UNREVIEWED, Part
from data.demo.lead import Lead, Visit, World

_FIRST_MINUTES, _LAST_MINUTES = 29.0, 4.9
_CADENCE = {Temperature.HOT: (2, 3), Temperature.WARM: (3, 5), Temperature.POTENTIAL: (5, 8)}
_FEWEST, _MOST = 3, 10
_AFTERNOONS = 0.2
_AFTERNOON_CLIENTS = 3
_MORNING_HOUR, _AFTERNOON_HOUR = 9, 15


@dataclass(slots=True)
class Talk:
    """The time that one review took, in seconds."""

    seconds: float
    wall_seconds: float


@dataclass(slots=True)
class Sat:
    """One sitting: who was reviewed in it, in order, with the time each took."""

    id: int
    manager: int
    day: date
    slot: Slot
    started_at: datetime
    ended_at: datetime
    reviewed: list[int] = field(default_factory=list)
    talks: dict[int, Talk] = field(default_factory=dict)


class Schedule:
    """Lays the sittings out, day by day, and gives every client its visits."""

    def __init__(self, world: World) -> None:
        self.sittings: list[Sat] = []
        days = world.days
        self._days, self._chance = days, world.chance
        self._leads: defaultdict[int, list[Lead]] = defaultdict(list)
        self._free: dict[int, datetime] = {}
        for lead in world.leads:
            if lead.fate not in UNREVIEWED:
                self._leads[lead.manager].append(lead)
        for day in days.worked:
            for slot, hour in ((Slot.MORNING, _MORNING_HOUR), (Slot.AFTERNOON, _AFTERNOON_HOUR)):
                self._free = {segment: days.at(day, hour, 4 + 3 * segment) for segment in (0, 1)}
                for manager, part in enumerate(DEPARTMENT, start=1):
                    if self._takes_place(part, day, slot):
                        self._sit(manager, part, day, slot)

    def _takes_place(self, part: Part, day: date, slot: Slot) -> bool:
        if part.absent and day > self._days.back(part.absent + 1):
            return False
        last = day == self._days.worked[-1] and part.missed < 1
        if slot is Slot.AFTERNOON:
            return not last and self._chance.happens(_AFTERNOONS * (1 - part.missed))
        return last or not self._chance.happens(part.missed)

    def _sit(self, manager: int, part: Part, day: date, slot: Slot) -> None:
        progress = self._days.progress(day)
        most = round(_FEWEST + (_MOST - _FEWEST) * progress) if slot is Slot.MORNING else _AFTERNOON_CLIENTS
        waiting = sorted(
            (lead for lead in self._leads[manager] if self._waits(lead, day)),
            key=lambda lead: (not lead.visits, -(lead.units or 0), lead.id),
        )
        if not waiting:
            return
        started = self._free[part.segment]
        sitting = Sat(len(self.sittings) + 1, manager, day, slot, started, started)
        at = started
        for lead in waiting[:most]:
            talk = self._talk(part, progress, first=not lead.visits)
            at += timedelta(seconds=talk.wall_seconds)
            lead.visits.append(Visit(sitting.id, day, at, self._due(lead, day)))
            sitting.reviewed.append(lead.id)
            sitting.talks[lead.id] = talk
        sitting.ended_at = at + timedelta(seconds=self._chance.number(20, 150))
        self._free[part.segment] = sitting.ended_at + timedelta(minutes=self._chance.number(3, 9))
        self.sittings.append(sitting)

    @staticmethod
    def _waits(lead: Lead, day: date) -> bool:
        if not lead.joined <= day <= lead.last:
            return False
        due_on = lead.visits[-1].due_on if lead.visits else None
        return due_on is None or due_on <= day

    def _due(self, lead: Lead, day: date) -> date:
        return self._days.calendar.after(day, self._chance.number(*_CADENCE[lead.heat]))

    def _talk(self, part: Part, progress: float, *, first: bool) -> Talk:
        """Say how long a review takes after so much of the six weeks: half an hour at first, five minutes at last."""
        minutes = _FIRST_MINUTES * exp(-log(_FIRST_MINUTES / _LAST_MINUTES) * progress)
        minutes *= part.pace * (1.12 if first else 1.0) * exp(self._chance.random.gauss(0, 0.28))
        seconds = round(min(48.0, max(1.3, minutes)) * 60 + self._chance.random.random(), 1)
        return Talk(seconds, round(seconds * (1 + 0.2 * self._chance.random.random()) + 4, 1))
