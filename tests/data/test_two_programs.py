"""Two programs on one store, and a program that is killed: nothing that was kept is lost."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.draft import ReviewDraft
from cockpit.method.entry import ManagerEntry
from cockpit.method.errors import ConflictError, HeldError
from data.schema import bring_up_to_date
from data.store import Store
from data.tables import ManagerRow, ReviewRow, TaskRow
from data.upkeep import refresh
from tests.data.builders import NOW, Builder, outcome

ROOT = Path(__file__).parents[2]


@pytest.fixture
def manager(engine: Engine, desk: Desk, now: datetime) -> int:
    """A manager with one client that has a plan."""
    with Session(engine.execution_options(write=True)) as session, session.begin():
        build = Builder(session)
        client = build.client(build.manager())
        build.deal(client)
        build.task(client)
        refresh(session, desk, None, now)
        return client.manager_id


@pytest.fixture
async def other(url: str, desk: Desk, now: datetime, tmp_path: Path) -> AsyncIterator[Store]:
    """A second program on the same store."""
    store = Store(url, replace(desk, holder="another-program"), drafts=tmp_path / "other-drafts.sqlite")
    await store.open(now)
    yield store
    assert store.close(10)


async def test_the_second_program_is_told_and_may_take_over(
    store: Store, other: Store, manager: int, now: datetime
) -> None:
    sitting = await store.sit_down(manager, now)
    [client] = sitting.order
    [task] = await store.tasks(now)
    with pytest.raises(HeldError):
        await other.sit_down(manager, now)
    taken = await other.sit_down(manager, now + timedelta(seconds=20), take_over=True)
    assert taken.id == sitting.id
    later = now + timedelta(seconds=30)
    draft = ReviewDraft(client, actual="набрано до конца")
    with pytest.raises(HeldError):
        await store.save_draft(draft, sitting.id, later)
    assert await store.draft(client) == draft
    with pytest.raises(HeldError):
        await store.save_review(sitting.id, outcome(client, task.id), later)
    assert await store.draft(client) == draft
    saved = await other.save_review(sitting.id, outcome(client, task.id), later)
    assert [review.id for review in await store.reviews()] == [saved.id]


async def test_a_plan_judged_elsewhere_is_a_conflict_and_the_draft_stays(
    store: Store, other: Store, manager: int, now: datetime
) -> None:
    sitting = await store.sit_down(manager, now)
    [client] = sitting.order
    [task] = await store.tasks(now)
    await store.save_review(sitting.id, outcome(client, task.id), now)
    await store.leave(sitting.id)
    await other.sit_down(manager, now)
    await other.save_draft(ReviewDraft(client, actual="позже"), sitting.id, now)
    with pytest.raises(ConflictError):
        await other.save_review(sitting.id, outcome(client, task.id), now)
    assert await other.draft(client) == ReviewDraft(client, actual="позже")


async def test_drafts_keep_a_sitting_alive(store: Store, other: Store, manager: int, now: datetime) -> None:
    sitting = await store.sit_down(manager, now)
    [client] = sitting.order
    for seconds in range(0, 120, 5):
        await store.save_draft(ReviewDraft(client, actual="а" * seconds), sitting.id, now + timedelta(seconds=seconds))
    with pytest.raises(HeldError):
        await other.sit_down(manager, now + timedelta(seconds=150))
    assert (await other.sit_down(manager, now + timedelta(seconds=200))).id == sitting.id


async def test_both_programs_write_at_once_and_nothing_is_lost(
    store: Store, other: Store, engine: Engine, now: datetime
) -> None:
    await store.save_manager(ManagerEntry("Первый", "Сегмент"), now)
    entries = [ManagerEntry(f"М [{number}]", "Сегмент") for number in range(20)]
    await asyncio.gather(
        *((store if number % 2 else other).save_manager(entry, now) for number, entry in enumerate(entries))
    )
    with Session(engine) as session:
        names = set(session.scalars(select(ManagerRow.name)))
    assert names == {"Первый", *(entry.name for entry in entries)}
    assert len(await other.segments()) == 1


def test_two_programs_make_one_fresh_file_together(tmp_path: Path, now: datetime) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from data.engine import make_engine

    def begin(_: int) -> str:
        engine = make_engine(f"sqlite:///{tmp_path}/cockpit.sqlite")
        try:
            return bring_up_to_date(engine, now)
        finally:
            engine.dispose()

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(begin, range(2))) == ["", ""]


def test_what_a_killed_program_had_saved_is_all_there(url: str, engine: Engine, manager: int, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts.sqlite"
    with subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-m", "tests.data.saving_loop", url, str(drafts)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    ) as program:
        assert program.stdout is not None
        kept: list[str] = []
        for line in program.stdout:
            kept.append(line.decode().strip())
            if len(kept) >= 25:
                break
        program.kill()
        kept += [line.decode().strip() for line in program.stdout if line.endswith(b"\n")]
    reviews = [int(line.split()[1]) for line in kept if line.startswith("review")]
    last_draft = [line.removeprefix("draft ") for line in kept if line.startswith("draft")][-1]
    with Session(engine) as session:
        found = session.scalars(select(ReviewRow).order_by(ReviewRow.id)).all()
        assert [row.id for row in found][: len(reviews)] == reviews
        assert len(found) - len(reviews) in {0, 1}
        assert len(session.scalars(select(TaskRow).where(TaskRow.state == "open")).all()) == 1
        if engine.dialect.name == "sqlite":
            assert session.scalar(sql("PRAGMA integrity_check")) == "ok"
        asyncio.run(_last_words(url, drafts, last_draft, {row.actual for row in found}))


async def _last_words(url: str, drafts: Path, text: str, reviewed: set[str]) -> None:
    """The last draft is still there, unless its review was saved already."""
    store = Store(url, Desk("Ирина", "after", "RUB"), drafts=drafts)
    await store.open(NOW)
    [task] = await store.tasks(NOW)
    assert task.client_id is not None
    draft = await store.draft(task.client_id)
    assert text in reviewed or (draft is not None and draft.actual == text)
    assert store.close(10)
