"""The queue: sorted by the database exactly as the method ranks it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.norms import Norms
from cockpit.method.queue import rank
from cockpit.method.words import Lane
from cockpit.method.workdays import WorkCalendar
from data.queue import facts, ordered, rules_of
from data.tables import ClientRow, UsualRow
from tests.data.builders import NOW, TODAY, Builder
from tests.data.departments import CLIENTS, write_clients

HOLIDAYS = frozenset({date(2026, 11, 4), date(2026, 11, 20), TODAY})

#: Examples share the database of their test; each takes its rows back.
properties = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)

NORMS = st.sampled_from([Norms(), Norms(cap=3, promise_stretch=1), Norms(calendar=WorkCalendar(holidays=HOLIDAYS))])
USUAL = st.sampled_from([(None, None, "RUB"), (14, 30, "RUB"), (57, 116, "USD")])


@properties
@given(clients=CLIENTS, norms=NORMS, habits=USUAL)
def test_the_database_sorts_as_the_method_ranks(
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
        ranked = rank((facts(row, ranked_by.currency) for row in rows), ranked_by)
        example.rollback()
    assert [client for members in lanes.values() for client in members] == [found.facts.client_id for found in ranked]
    for lane in Lane:
        assert list(lanes[lane]) == [found.facts.client_id for found in ranked if found.lane is lane]
