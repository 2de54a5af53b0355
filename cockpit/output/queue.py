"""The order of review."""

from __future__ import annotations

from datetime import date, datetime

from cockpit.language import tell
from cockpit.method import overview
from cockpit.method.words import Lane, Temperature
from cockpit.output.base import Form, Money
from cockpit.output.tasks import Task


class Place(Form):
    """One client's place in the queue."""

    client_id: int
    client: str
    named: bool
    lane: Lane
    temperature: Temperature
    money: Money | None
    estimated: bool
    why: str
    arithmetic: str | None
    next_task: Task | None
    pay_on: date | None
    has_draft: bool

    @classmethod
    def of(cls, line: overview.QueueLine) -> Place:
        """Make the form of a queue line; its sentences are in the language in use."""
        client = line.client
        return cls(
            client_id=client.id,
            client=client.name,
            named=not client.nameless,
            lane=line.lane,
            temperature=client.temperature,
            money=Money.of(client.money),
            estimated=client.estimated,
            why=tell(line.why),
            arithmetic=tell(line.arithmetic) if line.arithmetic else None,
            next_task=Task.of(line.task) if line.task else None,
            pay_on=line.pay_on,
            has_draft=line.has_draft,
        )


class Queue(Form):
    """Output of ``cockpit queue --json``: the clients in the order of review, the sleeping and parked ones last."""

    as_of: datetime
    manager: str
    clients: tuple[Place, ...]
    closed_clients: int
