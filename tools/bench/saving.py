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
# One row of each is written by every save measured here, and these facts of the client.
_WRITTEN = ("review", "task", "risk", "opportunity", "undo_step")
_FACTS = ("promise_on", "last_contact_on", "contact_source", "reviewed_on")


def measure(folder: Path, now: datetime, desk: Desk) -> tuple[float, float]:
    """Return the median milliseconds of one save, and of a commit of the same rows by sqlite3 alone.

    The two take turns: a disk that rested answers later than one that is kept busy.
    """
    file = folder / "saves.sqlite"
    build(file, 1, _REVIEWS, now, desk)
    engine = make_engine(f"sqlite:///{file}")
    writing = engine.execution_options(write=True)
    with Session(writing) as session, session.begin():
        sitting = sit_down(session, desk, 1, now)
    raw = _Raw(file, folder / "raw_saves.sqlite")
    ours, theirs = [], []
    for client in range(1, _REVIEWS + 1):
        with Session(engine) as session:
            facts = card(session, desk, client, now)
        outcome = settle(facts, _draft(client), now.date(), desk.norms, desk.currency)
        assert isinstance(outcome, Outcome)
        begun = time.perf_counter()
        with Session(writing, expire_on_commit=False) as session, session.begin():
            save(session, desk, sitting.id, outcome, now)
        ours.append((time.perf_counter() - begun) * 1000)
        theirs.append(raw.write(client))
    engine.dispose()
    return median(ours), median(theirs)


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


class _Raw:
    """Writes the rows that a save wrote, read back from its file, into a copy of its tables, by sqlite3 alone."""

    def __init__(self, saved: Path, target: Path) -> None:
        self._saved = sqlite3.connect(saved, isolation_level=None)
        self._target = sqlite3.connect(target, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            self._target.execute(f"PRAGMA {pragma}")
        made = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        for (statement,) in self._saved.execute(made).fetchall():
            self._target.execute(statement)
        clients = self._saved.execute("SELECT * FROM client ORDER BY id").fetchall()
        self._target.executemany(_insertion("client", clients[0]), clients)

    def write(self, client: int) -> float:
        """Write what the last save wrote, about this client, in one commit; return its milliseconds."""
        written = []
        for table in _WRITTEN:
            row = self._saved.execute(f"SELECT * FROM {table} ORDER BY id DESC LIMIT 1").fetchone()  # noqa: S608  our names
            written.append((_insertion(table, row), row))
        facts = self._saved.execute(f"SELECT {', '.join(_FACTS)}, id FROM client WHERE id = ?", (client,)).fetchone()  # noqa: S608  our names
        update = f"UPDATE client SET {', '.join(f'{name} = ?' for name in _FACTS)} WHERE id = ?"  # noqa: S608  our names
        begun = time.perf_counter()
        self._target.execute("BEGIN IMMEDIATE")
        for statement, row in written:
            self._target.execute(statement, row)
        self._target.execute(update, facts)
        self._target.execute("COMMIT")
        return (time.perf_counter() - begun) * 1000


def _insertion(table: str, row: tuple[object, ...]) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})"  # noqa: S608  our names
