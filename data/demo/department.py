"""What a made-up department goes by and asks for: its playbook, requests, tasks for a type of clients."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, replace
from typing import Any

from cockpit.method.incentive import Rates
from cockpit.method.words import Horizon, TaskState, Temperature
from data.demo.lead import World
from data.tables import MentionRow, PlaybookRow, RequestRow, ReviewRow, SchemeRow, SegmentRow, TaskRow

#: The segment of the large clients, which has a question and a template of its own and a high-check line.
_LARGE = 1
_HIGH_PERCENT = 60
#: Of the money that came, in hundredths of a per cent.
_PERCENT = 200
#: How many clients stand behind each request, in its order.
_MENTIONS = (6, 5, 4, 3, 3, 2, 2, 1, 1)
_ASKED_AGO = 20
#: Templates that next tasks were taken from, by temperature; the others were never used.
_TAKEN = {
    Temperature.HOT: ("invoice", "contract", "payment"),
    Temperature.WARM: ("offer", "demo", "budget", "meeting"),
    Temperature.POTENTIAL: ("meeting", "again"),
}
_TAKES = 0.7
#: Days from today, in working days, on which tasks for a type are due, and how many were set before.
_TASKS = ((0, 3), (2, 1), (-1, 5), (4, 2), (1, 2), (3, 1))


class Department:
    """Writes what stands beside the clients, once their reviews are written."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rows, self._days, self._chance = world.rows, world.days, world.chance
        self._texts = world.texts.department
        self._reviews: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
        for review in world.rows.of(ReviewRow):
            self._reviews[review["client_id"]].append(review)

    def write(self) -> None:
        """Write all of it."""
        for number, deputy in enumerate(self._texts.deputies, 1):
            self._rows.change(SegmentRow, number, deputy=deputy)
        self._playbook()
        self._pay()
        self._templates()
        self._requests()
        self._tasks()

    def _playbook(self) -> None:
        at, head = self._days.at(self._days.back(15), 18, 5), self._world.texts.people.segments[0][1]
        question = dict(zip(("label", "ask", "task", "planned_result"), self._texts.question, strict=True))
        self._rows.add(
            PlaybookRow,
            segment_id=_LARGE,
            body={
                "questions": [
                    *({"id": name} for name in ("decides", "criteria", "budget", "payment")),
                    {"id": "own-1", **question},
                    {"id": "kind"},
                ],
                "high_check": {"percent": _HIGH_PERCENT},
            },
            changed_at=at,
            changed_by=head,
        )

    def _pay(self) -> None:
        """Write the rates of pay, and others to try that pay more for what came and less for being there."""
        fixed, per_deal, bonus = (100 * units for units in self._texts.pay)
        now = Rates(self._world.texts.currency, fixed=fixed, percent=_PERCENT, per_deal=per_deal, target_bonus=bonus)
        trial = replace(now, fixed=fixed * 3 // 4, percent=_PERCENT * 2, plans_bonus=bonus // 2)
        self._rows.add(
            SchemeRow,
            segment_id=None,
            body={"rates": asdict(now), "trial": asdict(trial)},
            changed_at=self._days.at(self._days.back(12), 18, 20),
            changed_by=self._world.texts.people.segments[0][1],
        )

    def _templates(self) -> None:
        for review in self._rows.of(ReviewRow):
            if review.get("ending") is None and self._chance.happens(_TAKES):
                self._rows.change(ReviewRow, review["id"], template=self._chance.draw(_TAKEN[review["temperature"]]))

    def _requests(self) -> None:
        open_clients = [lead.id for lead in self._world.leads if self._reviews[lead.id] and lead.promise is not None]
        for (area, text), number in zip(self._texts.requests, _MENTIONS, strict=True):
            clients = self._chance.random.sample(open_clients, number)
            noted = {client: self._chance.random.choice(self._reviews[client]) for client in clients}
            first = min(noted.values(), key=lambda review: review["reviewed_at"])
            key = self._rows.add(
                RequestRow,
                area=area,
                text=text,
                text_key=" ".join(text.casefold().replace("ё", "е").split()),
                head=first["head"],
                opened_on=first["reviewed_at"].date(),
            )
            for client, review in noted.items():
                self._rows.add(
                    MentionRow,
                    request_id=key,
                    client_id=client,
                    review_id=review["id"],
                    noted_on=review["reviewed_at"].date(),
                )

    def _tasks(self) -> None:
        for manager, (ahead, ago) in enumerate(_TASKS, 1):
            temperature, text, planned = self._texts.tasks[(manager - 1) % len(self._texts.tasks)]
            due_on = self._days.ahead(ahead) if ahead >= 0 else self._days.back(-ahead)
            set_on = self._days.back(ago)
            self._rows.add(
                TaskRow,
                manager_id=manager,
                temperature=temperature,
                text=text,
                planned_result=planned,
                due_on=due_on,
                horizon=Horizon.DAY if self._days.calendar.between(set_on, due_on) <= 1 else Horizon.WEEK,
                state=TaskState.OPEN,
                set_on=set_on,
            )
