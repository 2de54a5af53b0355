"""Saving a review, against the same rows written by sqlite3."""

from __future__ import annotations

import sqlite3
import time
from datetime import datetime
from pathlib import Path
from statistics import median

from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.draft import OpportunityDraft, ReviewDraft, RiskDraft
from cockpit.method.review import Outcome, settle
from data.cards import card
from data.engine import make_engine
from data.reviews import save
from data.sittings import sit_down
from tools.bench.department import build

_REVIEWS = 200


def measure(folder: Path, now: datetime, desk: Desk) -> tuple[float, float]:
    """Return the median milliseconds of one save, and of a commit of the same rows by sqlite3 alone."""
    file = folder / "saves.sqlite"
    build(file, 1, _REVIEWS, now, desk)
    engine = make_engine(f"sqlite:///{file}")
    writing = engine.execution_options(write=True)
    with Session(writing) as session, session.begin():
        sitting = sit_down(session, desk, 1, now)
    ours = []
    for client in range(1, _REVIEWS + 1):
        with Session(engine) as session:
            facts = card(session, desk, client, now)
        outcome = settle(facts, _draft(client), now.date(), desk.norms, desk.currency)
        assert isinstance(outcome, Outcome)
        begun = time.perf_counter()
        with Session(writing, expire_on_commit=False) as session, session.begin():
            save(session, desk, sitting.id, outcome, now)
        ours.append((time.perf_counter() - begun) * 1000)
    engine.dispose()
    return median(ours), median(_raw(file, folder / "raw_saves.sqlite"))


def _draft(client: int) -> ReviewDraft:
    return ReviewDraft(
        client,
        actual="The CFO asked for the budget in writing",
        task="Call the CFO",
        planned_result="The budget is confirmed",
        risks=[RiskDraft("A competitor is in the tender")],
        opportunities=[OpportunityDraft("Training", "120000")],
        seconds=200.0,
        wall_seconds=240.0,
    )


def _raw(saved: Path, target: Path) -> list[float]:
    """Write the rows that one save wrote, read back from the file, into a copy of its tables, one commit each."""
    source = sqlite3.connect(saved)
    made = source.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'").fetchall()
    rows = {
        table: source.execute(f"SELECT * FROM {table} ORDER BY id LIMIT {_REVIEWS}").fetchall()  # noqa: S608  our names
        for table in ("review", "task", "risk", "opportunity", "undo_step")
    }
    clients = source.execute("SELECT * FROM client ORDER BY id").fetchall()
    connection = sqlite3.connect(target, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    for (statement,) in made:
        connection.execute(statement)
    places = ", ".join("?" * len(clients[0]))
    connection.executemany(f"INSERT INTO client VALUES ({places})", clients)  # noqa: S608  our names
    times = []
    for number in range(_REVIEWS):
        begun = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for table, found in rows.items():
            if number < len(found):
                places = ", ".join("?" * len(found[number]))
                connection.execute(f"INSERT INTO {table} VALUES ({places})", found[number])  # noqa: S608  our names
        connection.execute("UPDATE client SET last_contact_on = ? WHERE id = ?", ("2026-11-23", number + 1))
        connection.execute("COMMIT")
        times.append((time.perf_counter() - begun) * 1000)
    return times
