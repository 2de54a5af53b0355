"""The store's face: the way of one review through it, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.draft import ReviewDraft
from cockpit.method.entry import ClientEntry, ManagerEntry
from cockpit.method.words import SittingState, Temperature, TemperatureSource
from data.queue import ordered
from data.store import Store
from data.tables import ClientRow, SittingRow
from data.upkeep import refresh
from tests.data.builders import Builder, outcome


@pytest.fixture
async def client(store: Store, now: datetime) -> int:
    """The only client of the only manager, added through the store."""
    manager = await store.save_manager(ManagerEntry("Анна [b]Кузнецова", "Север"), now)
    return (await store.save_client(ClientEntry(manager.id, "ACME [/foo]"), now)).id


async def test_a_whole_sitting_of_one_client(store: Store, client: int, now: datetime) -> None:
    [line] = await store.managers(now)
    sitting = await store.sit_down(line.manager.id, now)
    assert sitting.order == (client,)
    draft = ReviewDraft(client, actual="Полфразы [/")
    await store.save_draft(draft, sitting.id, now)
    assert (await store.queue(line.manager.id, now)).drafts == (client,)
    assert await store.draft(client) == draft
    await store.save_review(sitting.id, outcome(client, draft=draft), now)
    assert await store.draft(client) is None
    assert (await store.queue(line.manager.id, now)).drafts == ()
    [task] = await store.tasks(now)
    assert (task.client, task.manager) == ("ACME [/foo]", "Анна [b]Кузнецова")
    summary = await store.end_sitting(sitting.id, now)
    assert (summary.left, summary.sitting.recruiting_due) == ((), True)
    assert summary.sitting.state is SittingState.INCOMPLETE, "nobody can pay"
    assert [review.client for review in await store.reviews()] == ["ACME [/foo]"]


async def test_undo_brings_the_card_back_with_all_that_was_in_it(store: Store, client: int, now: datetime) -> None:
    [line] = await store.managers(now)
    sitting = await store.sit_down(line.manager.id, now)
    draft = ReviewDraft(client, actual="Полфразы [/", seconds=33.0, cursor="due")
    await store.save_review(sitting.id, outcome(client, draft=draft), now)
    undone = await store.undo(now)
    assert undone is not None
    assert (undone.client_id, dict(undone.what.values)) == (client, {"name": "ACME [/foo]"})
    assert await store.draft(client) == draft
    assert await store.tasks(now) == ()
    assert await store.reviews() == ()


async def test_a_sitting_that_was_left_is_gone_on_with(store: Store, client: int, now: datetime) -> None:
    [line] = await store.managers(now)
    sitting = await store.sit_down(line.manager.id, now)
    await store.leave(sitting.id)
    await store.stay(sitting.id, now + timedelta(seconds=30))
    assert await store.sit_down(line.manager.id, now + timedelta(hours=1)) == sitting


async def test_the_first_look_of_a_day_brings_what_depends_on_the_day_up_to_date(
    store: Store, client: int, engine: Engine, now: datetime
) -> None:
    [line] = await store.managers(now)
    entry = ClientEntry(line.manager.id, "ACME [/foo]", temperature=Temperature.HOT)
    await store.save_client(entry, now, client)
    with Session(engine) as session:
        assert session.get_one(ClientRow, client).temperature_source is TemperatureSource.HAND
    await store.managers(now + timedelta(days=60))
    with Session(engine) as session:
        assert session.get_one(ClientRow, client).temperature_source is not TemperatureSource.HAND


async def test_a_sign_of_life_is_not_written_with_every_draft(
    store: Store, client: int, engine: Engine, now: datetime
) -> None:
    [line] = await store.managers(now)
    sitting = await store.sit_down(line.manager.id, now)
    for seconds in (1, 2, 10, 12):
        await store.save_draft(ReviewDraft(client, actual="x"), sitting.id, now + timedelta(seconds=seconds))
    with Session(engine) as session:
        assert session.scalars(select(SittingRow.held_at)).all() == [now + timedelta(seconds=12)]


def test_ranking_a_queue_reads_nothing_but_its_index(sqlite_session: Session, desk: Desk, now: datetime) -> None:
    build = Builder(sqlite_session)
    manager = build.manager()
    for _ in range(3):
        build.deal(build.client(manager))
    refresh(sqlite_session, desk, None, now)
    sqlite_session.flush()
    asked: list[tuple[str, object]] = []
    bind = sqlite_session.connection()
    event.listen(bind, "before_cursor_execute", lambda *args: asked.append((args[2], args[3])))
    lanes = ordered(sqlite_session, desk, manager.id, now)
    assert sum(map(len, lanes.values())) == 3
    [(statement, values)] = [
        one for one in asked if "FROM client" in one[0] and one[0].lstrip().startswith(("SELECT", "WITH"))
    ]
    assert isinstance(values, tuple)
    plan = [row[-1] for row in bind.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert any("USING COVERING INDEX ix_client_queue" in step for step in plan), plan


async def test_minutes_of_a_card_without_an_entry_come_back_in_the_same_sitting_alone(
    store: Store, client: int, now: datetime
) -> None:
    """R32: talk is counted, and no review counts as begun by it."""
    [line] = await store.managers(now)
    sitting = await store.sit_down(line.manager.id, now)
    await store.save_draft(ReviewDraft(client, seconds=42.0, wall_seconds=50.0), sitting.id, now)
    assert await store.draft(client, sitting.id) == ReviewDraft(client, seconds=42.0, wall_seconds=50.0)
    assert await store.draft(client) is None
    assert (await store.queue(line.manager.id, now)).drafts == ()
    await store.end_sitting(sitting.id, now)
    later = await store.sit_down(line.manager.id, now + timedelta(days=1))
    assert await store.draft(client, later.id) is None


async def test_a_glance_at_a_card_is_no_talk(store: Store, client: int, now: datetime) -> None:
    [line] = await store.managers(now)
    sitting = await store.sit_down(line.manager.id, now)
    await store.save_draft(ReviewDraft(client, seconds=4.0, wall_seconds=4.0), sitting.id, now)
    assert await store.draft(client, sitting.id) is None
