"""Builders of rows for the tests: only what a test names is said, and names are what files really hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.draft import ReviewDraft
from cockpit.method.records import Review
from cockpit.method.review import NextTask, Outcome
from cockpit.method.words import Horizon, TaskState, Temperature, TemperatureSource, Verdict
from data import reviews, sittings
from data.tables import ClientRow, DealRow, ManagerRow, RiskRow, TaskRow
from data.upkeep import refresh

MANAGER = "Анна [b]Кузнецова"
CLIENTS = ("ACME [/foo]", "ООО [Ромашка]", "Вектор", "[@click=app.bell]Жми[/]", "O'Brien & Söhne %s {name}")
NOW = datetime(2026, 11, 23, 9, 40, tzinfo=ZoneInfo("Europe/Moscow"))
TODAY = NOW.date()
FRIDAY = date(2026, 11, 27)


class Builder:
    """Makes rows in one session, each flushed at once, so that its id is known."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._number = count()

    def manager(self, name: str = MANAGER, **columns: Any) -> ManagerRow:
        """Make a manager."""
        row = ManagerRow(name=name, name_key=" ".join(name.casefold().split()), **columns)
        self.session.add(row)
        self.session.flush()
        return row

    def client(self, manager: ManagerRow, name: str | None = None, **columns: Any) -> ClientRow:
        """Make a client; without a name it takes the next of `CLIENTS`."""
        number = next(self._number)
        name = name or CLIENTS[number % len(CLIENTS)] + (f" {number}" if number >= len(CLIENTS) else "")
        columns.setdefault("created_at", NOW - timedelta(days=22))
        row = ClientRow(manager_id=manager.id, name=name, name_key=" ".join(name.casefold().split()), **columns)
        self.session.add(row)
        self.session.flush()
        return row

    def deal(self, client: ClientRow, amount: int | None = 50_000_000, **columns: Any) -> DealRow:
        """Make an open deal of so many kopecks, begun on 1 November."""
        columns.setdefault("currency", None if amount is None else "RUB")
        columns.setdefault("created_on", date(2026, 11, 1))
        row = DealRow(client_id=client.id, amount_minor=amount, **columns)
        self.session.add(row)
        self.session.flush()
        return row

    def task(self, client: ClientRow, due_on: date = date(2026, 11, 20), **columns: Any) -> TaskRow:
        """Make the plan of the client's next review."""
        columns.setdefault("text", "Позвонить [директору]")
        columns.setdefault("planned_result", "Бюджет подтверждён")
        row = TaskRow(
            client_id=client.id,
            manager_id=client.manager_id,
            due_on=due_on,
            horizon=columns.pop("horizon", Horizon.DAY),
            state=columns.pop("state", TaskState.OPEN),
            set_on=columns.pop("set_on", date(2026, 11, 18)),
            **columns,
        )
        self.session.add(row)
        self.session.flush()
        return row

    def recruiting(self, manager_id: int, **columns: Any) -> TaskRow:
        """Make the recruiting task of a manager with nobody who can pay."""
        ladder = {"payments": 1, "hot": 2, "warm": 8, "potential": 160, "hot_pays": 0.6, "warm_heats": 0.25}
        row = TaskRow(
            manager_id=manager_id,
            text="Найти [клиентов]",
            planned_result="160 потенциальных клиентов",
            due_on=columns.pop("due_on", date(2026, 12, 7)),
            horizon=Horizon.WEEK,
            state=columns.pop("state", TaskState.OPEN),
            set_on=date(2026, 11, 18),
            ladder={**ladder, "potential_warms": 0.05, "assumed": ["hot_pays", "warm_heats", "potential_warms"]},
            **columns,
        )
        self.session.add(row)
        self.session.flush()
        return row

    def risk(self, client: ClientRow, text: str = "Конкурент [дешевле]", **columns: Any) -> RiskRow:
        """Make an open risk."""
        row = RiskRow(client_id=client.id, text=text, opened_on=columns.pop("opened_on", date(2026, 11, 18)), **columns)
        self.session.add(row)
        self.session.flush()
        return row


@dataclass
class Scene:
    """A manager with one client, who has a deal and a plan, and the sitting that was begun beside him."""

    session: Session
    desk: Desk
    now: datetime
    build: Builder
    client: ClientRow
    deal: DealRow
    plan: TaskRow
    sitting: int

    def save(self, decided: Outcome, minutes: int = 0) -> Review:
        """Save a review so many minutes after the beginning."""
        return reviews.save(self.session, self.desk, self.sitting, decided, self.now + timedelta(minutes=minutes))

    def reached(self, **fields: Any) -> Outcome:
        """Decide that the plan was reached, and more."""
        return outcome(self.client.id, self.plan.id, **fields)

    def recruit(self) -> TaskRow:
        """Give the manager, who has nobody who can pay, his recruiting task."""
        return self.build.recruiting(self.client.manager_id)

    def open_task(self) -> TaskRow | None:
        """Return the client's open task."""
        return self.session.scalar(
            select(TaskRow).where(TaskRow.client_id == self.client.id, TaskRow.state == TaskState.OPEN)
        )


def set_scene(session: Session, desk: Desk, now: datetime) -> Scene:
    """Make the scene."""
    build = Builder(session)
    client = build.client(build.manager())
    deal = build.deal(client, expected_on=date(2026, 11, 30))
    plan = build.task(client)
    refresh(session, desk, None, now)
    sitting = sittings.sit_down(session, desk, client.manager_id, now).id
    return Scene(session, desk, now, build, client, deal, plan, sitting)


def outcome(client_id: int, plan_id: int | None = None, **fields: Any) -> Outcome:
    """Make what a review decided: a plan that was reached, with a next task, unless said otherwise."""
    ending = fields.get("ending")
    draft = fields.pop("draft", None) or ReviewDraft(client_id, actual="Директор [подтвердил]", seconds=95.5)
    known: dict[str, Any] = {
        "verdict": None if plan_id is None else Verdict.REACHED,
        "actual": "Директор [подтвердил]",
        "correction": "",
        "error_type": "",
        "competency": "",
        "outside_control": False,
        "path": "",
        "path_amount": None,
        "path_on": None,
        "risks": (),
        "closed_risks": (),
        "opportunities": (),
        "answers": (),
        "next_task": None if ending else NextTask("Выслать договор", "Договор подписан", FRIDAY, Horizon.WEEK),
        "ending": None,
        "ending_reason": "",
        "ending_day": None,
        "ending_amount": None,
        "temperature": Temperature.POTENTIAL,
        "temperature_source": TemperatureSource.RULE,
        "contacted": True,
        "skipped": (),
        "seconds": 95.5,
        "wall_seconds": 120.25,
    }
    return Outcome(draft=draft, client_id=client_id, plan_id=plan_id, **(known | fields))
