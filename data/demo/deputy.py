"""The deputy's own look at one manager's clients, a working day after the head's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any, Final

from cockpit.method.words import Horizon, Lane, SittingState, Slot, TaskState, Verdict
from data.demo.lead import World
from data.tables import ReviewRow, SittingRow, TaskRow

#: The manager of the large clients who is not their deputy himself.
_MANAGER: Final = 2
_CLIENTS: Final = 12
#: The days before today on which the head reviewed them, in working days.
_FROM, _TO = 22, 4
_MOST_A_DAY: Final = 3
#: Where the deputy saw it otherwise than the head.
_OTHERWISE: Final = frozenset({3, 8})
_JUDGED: Final = frozenset({Verdict.REACHED, Verdict.PARTLY})
_SLOWER: Final = 1.15
#: Seconds between two clients.
_BETWEEN: Final = 6


@dataclass(frozen=True, slots=True)
class _Seen:
    """A review of the head, and the task that follows from it."""

    review: dict[str, Any]
    task: dict[str, Any]
    day: date


class Deputy:
    """Writes the deputy's reviews, once those of the head are written.

    The head asks for a small step until the next working day, the deputy judges it, and what was to do after the
    head's review is to do after his.
    """

    def __init__(self, world: World) -> None:
        self._rows, self._days = world.rows, world.days
        self._texts = world.texts.department
        self._tasks = {task["review_id"]: task for task in world.rows.of(TaskRow) if task.get("review_id")}
        self._held = {(one["manager_id"], one["day"], one["slot"]) for one in world.rows.of(SittingRow)}

    def write(self) -> None:
        """Write all of it."""
        by_day: defaultdict[date, list[_Seen]] = defaultdict(list)
        clients: set[int] = set()
        for seen in self._candidates():
            client, there = seen.review["client_id"], by_day[seen.day]
            if client not in clients and len(clients) < _CLIENTS and len(there) < _MOST_A_DAY:
                clients.add(client)
                there.append(seen)
        number = 0
        for day, found in sorted(by_day.items()):
            if found:
                self._sit(day, found, number)
                number += len(found)

    def _candidates(self) -> Iterator[_Seen]:
        """Yield the head's reviews that can be looked at once more on the next working day, the latest day first."""
        days = {sitting["id"]: sitting["day"] for sitting in self._rows.of(SittingRow)}
        own = {sitting["id"] for sitting in self._rows.of(SittingRow) if sitting["manager_id"] == _MANAGER}
        chains: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
        for review in self._rows.of(ReviewRow):
            if review["sitting_id"] in own:
                chains[review["client_id"]].append(review)
        found = []
        for chain in chains.values():
            for review, then in zip_longest(chain, chain[1:]):
                if review["verdict"] not in _JUDGED or review["id"] not in self._tasks:
                    continue
                day = self._days.calendar.after(days[review["sitting_id"]], 1)
                task = self._tasks[review["id"]]
                free = (_MANAGER, day, Slot.AFTERNOON) not in self._held
                waits = task["due_on"] > day and (then is None or days[then["sitting_id"]] > day)
                if free and waits and self._days.back(_FROM) <= day <= self._days.back(_TO):
                    found.append(_Seen(review, task, day))
        yield from sorted(found, key=lambda seen: (seen.day, seen.review["id"]), reverse=True)

    def _sit(self, day: date, found: list[_Seen], number: int) -> None:
        deputy, at = self._texts.deputies[0], self._days.at(day, 15, 40)
        clients = [seen.review["client_id"] for seen in found]
        sitting = self._rows.add(
            SittingRow,
            manager_id=_MANAGER,
            head=deputy,
            day=day,
            slot=Slot.AFTERNOON,
            started_at=at,
            lanes={lane.value: clients if lane is Lane.PROMISED else [] for lane in Lane},
            state=SittingState.COMPLETE,
            left_clients=0,
            left_money=[],
        )
        for place, seen in enumerate(found, number):
            seconds = round(seen.review["seconds"] * _SLOWER, 1)
            at += timedelta(seconds=seconds + _BETWEEN)
            self._look(seen, place, {"sitting_id": sitting, "head": deputy, "reviewed_at": at, "seconds": seconds})
        self._rows.change(SittingRow, sitting, ended_at=at + timedelta(minutes=1))

    def _look(self, seen: _Seen, place: int, review: dict[str, Any]) -> None:
        """Write the small step, the review that judges it, and the head's task as the one that follows from it."""
        step = self._texts.checks[place % len(self._texts.checks)]
        good = (seen.review["verdict"] is Verdict.REACHED) is not (place in _OTHERWISE)
        said = (
            {"actual": step.reached, "path": step.path}
            if good
            else {"actual": step.partly, "correction": step.fix.text}
            | {"error_type": step.fix.error, "competency": step.fix.competency}
        )
        task = self._rows.add(
            TaskRow,
            client_id=seen.review["client_id"],
            manager_id=_MANAGER,
            review_id=seen.review["id"],
            text=step.task,
            planned_result=step.planned,
            due_on=seen.day,
            horizon=Horizon.DAY,
            state=TaskState.DONE if good else TaskState.DROPPED,
            set_on=seen.task["set_on"],
            closed_on=seen.day,
        )
        key = self._rows.add(
            ReviewRow,
            client_id=seen.review["client_id"],
            wall_seconds=review["seconds"] + _BETWEEN,
            first=False,
            verdict=Verdict.REACHED if good else Verdict.PARTLY,
            plan_id=task,
            planned_result=step.planned,
            planned_due_on=seen.day,
            temperature=seen.review["temperature"],
            **review,
            **said,
        )
        near = self._days.calendar.between(seen.day, seen.task["due_on"]) <= 1
        horizon = Horizon.DAY if near else Horizon.WEEK
        self._rows.change(TaskRow, seen.task["id"], review_id=key, set_on=seen.day, horizon=horizon)
