"""Builders of rows for the tests: only what a test names is said, and names are what files really hold."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from cockpit.method.words import Horizon, TaskState
from data.tables import ClientRow, DealRow, ManagerRow, RiskRow, TaskRow

MANAGER = "Анна [b]Кузнецова"
CLIENTS = ("ACME [/foo]", "ООО [Ромашка]", "Вектор", "[@click=app.bell]Жми[/]", "O'Brien & Söhne %s {name}")
NOW = datetime(2026, 11, 23, 9, 40, tzinfo=ZoneInfo("Europe/Moscow"))
TODAY = NOW.date()


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
        columns.setdefault("created_at", NOW)
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

    def risk(self, client: ClientRow, text: str = "Конкурент [дешевле]", **columns: Any) -> RiskRow:
        """Make an open risk."""
        row = RiskRow(client_id=client.id, text=text, opened_on=columns.pop("opened_on", date(2026, 11, 18)), **columns)
        self.session.add(row)
        self.session.flush()
        return row
