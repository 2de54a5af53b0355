"""A department of any size for measuring: managers with clients and a deal each, the same for the same sizes."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from data.engine import make_engine
from data.schema import bring_up_to_date
from data.tables import ClientRow, DealRow, ManagerRow
from data.upkeep import refresh

_BATCH = 20_000


def build(file: Path, managers: int, clients: int, now: datetime, desk: Desk) -> None:
    """Write `clients` open clients with a deal each, spread evenly over the managers, into a new SQLite file."""
    engine = make_engine(f"sqlite:///{file}")
    bring_up_to_date(engine, now)
    chance = random.Random(managers * 31 + clients)  # noqa: S311  the same every time
    today = now.date()
    with Session(engine.execution_options(write=True)) as session, session.begin():
        session.execute(insert(ManagerRow), [_manager(number) for number in range(1, managers + 1)])
        for begin in range(0, clients, _BATCH):
            numbers = range(begin + 1, min(clients, begin + _BATCH) + 1)
            session.execute(insert(ClientRow), [_client(number, managers, now) for number in numbers])
            session.execute(insert(DealRow), [_deal(number, today, chance) for number in numbers])
    with Session(engine.execution_options(write=True)) as session, session.begin():
        refresh(session, desk, None, now)
    engine.dispose()


def _manager(number: int) -> dict[str, object]:
    name = f"Manager {number:03}"
    return {"id": number, "name": name, "name_key": name.casefold(), "head": ""}


def _client(number: int, managers: int, now: datetime) -> dict[str, object]:
    name = f"Client {number:07}"
    return {
        "id": number,
        "manager_id": (number - 1) % managers + 1,
        "name": name,
        "name_key": name.casefold(),
        "created_at": now,
    }


def _deal(number: int, today: date, chance: random.Random) -> dict[str, object]:
    return {
        "id": number,
        "client_id": number,
        "title": "Licences",
        "stage": chance.choice(("New", "Proposal", "Contract sent")),
        "amount_minor": chance.randrange(10_000, 5_000_000) * 100,
        "currency": "RUB",
        "created_on": today - timedelta(days=chance.randrange(5, 100)),
        "last_activity_on": today - timedelta(days=chance.randrange(30)),
        "expected_on": today + timedelta(days=chance.randrange(60)),
    }
