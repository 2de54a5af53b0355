"""The queue: sorted by the database exactly as the method ranks it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.money import Money
from cockpit.method.norms import Norms
from cockpit.method.queue import rank
from cockpit.method.words import DealStatus, Lane
from cockpit.method.workdays import WorkCalendar
from data.engine import make_engine
from data.queue import facts, lines, ordered, rules_of, view
from data.tables import ClientRow, DraftRow, ManagerRow, UsualRow
from data.upkeep import refresh
from tests.data.builders import NOW, TODAY, Builder, Scene
from tests.data.departments import CLIENTS, many_clients, write_clients

HOLIDAY_CALENDAR = WorkCalendar(holidays=frozenset({date(2026, 11, 4), date(2026, 11, 20), TODAY}))

NORMS = st.sampled_from([Norms(), Norms(cap=3, promise_stretch=1), Norms(calendar=HOLIDAY_CALENDAR)])
USUAL = st.sampled_from([(None, None, "RUB"), (14, 30, "RUB"), (57, 116, "USD")])


def _compare(
    session: Session, clients: list[dict[str, Any]], norms: Norms, habits: tuple[int | None, int | None, str]
) -> None:
    desk = Desk("Ирина", "here", "RUB", norms)
    median, p95, currency = habits
    with session.begin_nested() as example:
        manager = Builder(session).manager()
        session.add(
            UsualRow(
                manager_id=manager.id,
                won=30,
                cycle_median=median,
                cycle_p95=p95,
                main_currency=currency,
                taken_on=TODAY - timedelta(days=1),
            )
        )
        write_clients(session, manager.id, clients)
        lanes = ordered(session, desk, manager.id, NOW)
        ranked_by = rules_of(session, desk, manager.id, NOW)
        rows = session.scalars(select(ClientRow).where(ClientRow.is_open, ClientRow.manager_id == manager.id))
        ranked = rank((facts(row, ranked_by.currency, NOW) for row in rows), ranked_by)
        example.rollback()
    for lane in Lane:
        assert list(lanes[lane]) == [found.facts.client_id for found in ranked if found.lane is lane]
    assert [client for members in lanes.values() for client in members] == [found.facts.client_id for found in ranked]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(clients=CLIENTS, norms=NORMS, habits=USUAL)
def test_the_database_sorts_as_the_method_ranks(
    session: Session, clients: list[dict[str, Any]], norms: Norms, habits: tuple[int | None, int | None, str]
) -> None:
    _compare(session, clients, norms, habits)


@pytest.mark.parametrize("norms", [Norms(), Norms(cap=3, promise_stretch=1), Norms(calendar=HOLIDAY_CALENDAR)])
def test_the_database_sorts_a_large_department_as_the_method_ranks(session: Session, norms: Norms) -> None:
    _compare(session, many_clients(7, 1500), norms, (None, None, "RUB"))


def test_ranking_reads_nothing_but_the_index(sqlite_file: Path, desk: Desk) -> None:
    engine = make_engine(f"sqlite:///{sqlite_file}")
    plans = []

    def explain(connection: Connection, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        raw = connection.connection.driver_connection
        if statement.startswith(("WITH", "SELECT client.id")) and raw is not None:
            plans.extend(raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall())

    with Session(engine) as session:
        manager = Builder(session).manager()
        event.listen(engine, "before_cursor_execute", explain)
        ordered(session, desk, manager.id, NOW)
    engine.dispose()
    steps = [step[3] for step in plans if "client" in step[3]]
    assert steps == ["SEARCH client USING COVERING INDEX ix_client_queue (manager_id=? AND is_open=?)"]


def test_without_a_sitting_the_queue_stands_as_it_is_now(session: Session, desk: Desk) -> None:
    """Two due by promise (900 + 100 roubles), a silent one in dollars, one who is parked and one who bought."""
    build = Builder(session)
    manager = build.manager()
    small, large, foreign, parked, closed = (build.client(manager) for _ in range(5))
    for client, amount in ((small, 10_000), (large, 90_000)):
        build.deal(client, amount)
        build.task(client)
    build.deal(foreign, 500, currency="USD", last_activity_on=date(2026, 9, 1))
    build.deal(parked, None)
    parked.parked_until = TODAY + timedelta(days=3)
    build.deal(closed, status=DealStatus.WON, closed_on=TODAY, amount=7)
    session.add(DraftRow(client_id=large.id, store="", sitting_id=None, body={}, saved_at=NOW))
    session.add(DraftRow(client_id=small.id, store="elsewhere", sitting_id=None, body={}, saved_at=NOW))
    refresh(session, desk, None, NOW)
    found = view(session, desk, manager.id, NOW)
    assert found.lanes == {
        Lane.PROMISED: (large.id, small.id),
        Lane.SILENT: (foreign.id,),
        Lane.CHANGED: (),
        Lane.REST: (),
        Lane.ASLEEP: (),
        Lane.PARKED: (parked.id,),
    }
    assert found.money[Lane.PROMISED] == (Money(100_000, "RUB"),)
    assert found.money[Lane.SILENT] == (Money(500, "USD"),)
    assert found.money[Lane.PARKED] == (), "an estimate is not added"
    assert (found.sitting, found.drafts, found.closed) == (None, (large.id,), 1)
    assert view(session, desk, manager.id, NOW, frozenset({small.id})).drafts == (small.id,)


def test_within_a_sitting_the_order_stays_and_a_client_added_since_stands_at_its_end(scene: Scene) -> None:
    session, manager = scene.session, scene.client.manager_id
    scene.save(scene.reached())
    late = scene.build.client(session.get_one(ManagerRow, manager))
    scene.build.deal(late, 900_000_000_00)
    scene.build.task(late)
    refresh(session, scene.desk, (late.id,), scene.now)
    found = view(session, scene.desk, manager, scene.now)
    assert found.lanes[Lane.PROMISED] == (scene.client.id, late.id)
    assert found.sitting is not None
    assert found.sitting.reviewed == {scene.client.id}
    afternoon = view(session, scene.desk, manager, scene.now.replace(hour=15))
    assert (afternoon.sitting, afternoon.lanes[Lane.PROMISED]) == (None, (late.id,))


def test_a_line_tells_the_reason_the_task_and_the_day_of_payment(scene: Scene) -> None:
    """500,000 roubles, silent 16 working days at a norm of 10: the score is spelt out for the second client alone."""
    session = scene.session
    second = scene.build.client(session.get_one(ManagerRow, scene.client.manager_id))
    scene.build.deal(second, 50_000_000, last_activity_on=date(2026, 10, 30))
    refresh(session, scene.desk, None, scene.now)
    session.add(DraftRow(client_id=second.id, store="", sitting_id=None, body={}, saved_at=NOW))
    silent, promised = lines(session, scene.desk, (second.id, 987_654, scene.client.id), scene.now)
    assert (promised.lane, promised.arithmetic, promised.has_draft) == (Lane.PROMISED, None, False)
    assert promised.task is not None
    assert (promised.task.id, promised.task.client) == (scene.plan.id, scene.client.name)
    assert promised.pay_on == date(2026, 11, 30)
    assert (silent.client.id, silent.lane, silent.task, silent.pay_on) == (second.id, Lane.SILENT, None, None)
    assert silent.has_draft
    assert silent.arithmetic is not None
    assert dict(silent.arithmetic.values)["money"] == Money(50_000_000, "RUB")
    assert dict(silent.arithmetic.values)["factor"] == 1.6


def test_a_page_of_lines_asks_as_often_as_one_line(session: Session, desk: Desk) -> None:
    build = Builder(session)
    manager = build.manager()
    clients = []
    for _ in range(20):
        client = build.client(manager)
        build.deal(client)
        build.task(client)
        clients.append(client.id)
    refresh(session, desk, None, NOW)
    asked: list[str] = []
    event.listen(session.connection(), "before_cursor_execute", lambda *call: asked.append(call[2]))
    lines(session, desk, clients[:1], NOW)
    once = len(asked)
    lines(session, desk, clients, NOW)
    assert len(asked) == 2 * once
