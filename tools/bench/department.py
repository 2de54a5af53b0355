"""A department of any size for measuring: managers with clients and a deal each, the same for the same sizes."""

from __future__ import annotations

import random
from collections.abc import Collection
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.words import DealStatus, Horizon
from data.bulk import Bulk
from data.engine import make_engine
from data.facts import Derived
from data.newcomers import settle_newcomers
from data.schema import bring_up_to_date
from data.standards import Standards
from data.tables import Base, ClientRow, ImportRunRow, ManagerRow, TaskRow
from data.upkeep import refresh
from data.usual import work_out

_BATCH = 20_000
#: Of the closed deals so many were won, and all within so many days.
_WON, _CLOSED_DAYS = 0.6, 730
_TABLES = Base.metadata.tables
#: What is the same of every client.
_PLAIN = {
    "nameless": False, "source": "", "contact": "", "phone": "", "email": "", "lead_source": "", "note": "",
    "parked_reason": "", "put_off": False,
    **{name: value for name, value in Derived()._asdict().items() if value is not None},
}  # fmt: skip
_CLIENT = ("id", "manager_id", "name", "name_key", "created_at", "import_run_id", *_PLAIN)
_EMPTY = ("source", "product", "next_step", "lost_reason")
_DEAL = (
    "id", "client_id", "title", "stage", "status", "amount_minor", "currency", "created_on", "last_activity_on",
    "expected_on", "closed_on", *_EMPTY, "slips", "slip_days",
)  # fmt: skip


def build(file: Path, managers: int, clients: int, now: datetime, desk: Desk, *, closed: float = 0.0) -> None:
    """Write clients with a deal each, spread evenly over the managers, into a new SQLite file.

    Args:
        file: where it is written.
        managers: how many.
        clients: how many of all together.
        now: the moment at which they are imported.
        desk: the norms.
        closed: the share of the deals that were won or lost within the last two years.
    """
    engine = make_engine(f"sqlite:///{file}")
    bring_up_to_date(engine, now)
    chance = random.Random(managers * 31 + clients)  # noqa: S311  the same every time
    today = now.date()
    with Session(engine.execution_options(write=True)) as session, session.begin():
        session.execute(insert(ManagerRow), [_manager(number) for number in range(1, managers + 1)])
        run = ImportRunRow(at=now, source="bench", files=[], taken=clients, updated=0, unchanged=0, skipped=0)
        session.add(run)
        session.flush()
        connection = session.connection()
        into_clients, into_deals = (
            Bulk(connection, _TABLES["client"], _CLIENT),
            Bulk(connection, _TABLES["deal"], _DEAL),
        )
        for begin in range(0, clients, _BATCH):
            numbers = range(begin + 1, min(clients, begin + _BATCH) + 1)
            into_clients.insert(_client(number, managers, now, run.id) for number in numbers)
            into_deals.insert(_deal(number, today, chance, closed) for number in numbers)
        standards = Standards(session, desk)
        work_out(session, standards, now)
        left = settle_newcomers(session, standards, run.id, range(1, clients + 1), today)
        refresh(session, desk, left, now)
    engine.dispose()


def plan(file: Path, clients: Collection[int], now: datetime, desk: Desk) -> None:
    """Give some clients a task that is due today: the plan that their review judges."""
    engine = make_engine(f"sqlite:///{file}")
    today = now.date()
    with Session(engine.execution_options(write=True)) as session, session.begin():
        rows = session.execute(select(ClientRow.id, ClientRow.manager_id).where(ClientRow.id.in_(clients)))
        session.add_all(
            TaskRow(
                client_id=client,
                manager_id=manager,
                text="Call the CFO",
                planned_result="The budget is confirmed",
                due_on=today,
                horizon=Horizon.DAY,
                set_on=today - timedelta(days=7),
            )
            for client, manager in rows
        )
        refresh(session, desk, clients, now)
    engine.dispose()


def _manager(number: int) -> dict[str, object]:
    name = f"Manager {number:03}"
    return {"id": number, "name": name, "name_key": name.casefold(), "head": ""}


def _client(number: int, managers: int, now: datetime, run: int) -> tuple[object, ...]:
    name = f"Client {number:07}"
    return (number, (number - 1) % managers + 1, name, name.casefold(), now, run, *_PLAIN.values())


def _deal(number: int, today: date, chance: random.Random, closed: float) -> tuple[object, ...]:
    status, closed_on = DealStatus.OPEN, None
    created_on = today - timedelta(days=chance.randrange(5, 100))
    if closed and chance.random() < closed:
        status = DealStatus.WON if chance.random() < _WON else DealStatus.LOST
        closed_on = today - timedelta(days=chance.randrange(_CLOSED_DAYS))
        created_on = closed_on - timedelta(days=chance.randrange(120))
    return (
        number,
        number,
        "Licences",
        chance.choice(("New", "Proposal", "Contract sent")),
        status,
        chance.randrange(10_000, 5_000_000) * 100,
        "RUB",
        created_on,
        today - timedelta(days=chance.randrange(30)),
        today + timedelta(days=chance.randrange(60)),
        closed_on,
        *("" for _ in _EMPTY),
        0,
        0,
    )
