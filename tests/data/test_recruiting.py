"""Recruiting: who can pay, the rates from the log, and the task that is set."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.language import use
from cockpit.method.desk import Desk
from cockpit.method.money import Money
from cockpit.method.recruiting import Progress, Rate, ladder
from cockpit.method.words import DealStatus, TaskState, Temperature, TemperatureSource
from data import managers, recruiting, undo
from data.store import Store
from data.tables import ChangeRow, ClientRow, ManagerRow, PaymentRow, RiskRow, TaskRow
from tests.data.builders import TODAY, Builder

DUE = date(2026, 12, 21)
HOT: dict[str, Any] = {
    "temperature": Temperature.HOT,
    "temperature_source": TemperatureSource.HAND,
    "temperature_on": TODAY,
}


@pytest.fixture
def build(session: Session) -> Builder:
    return Builder(session)


@pytest.fixture
def anna(build: Builder) -> ManagerRow:
    return build.manager()


def changed(session: Session, client: ClientRow, old: str, new: str, at: datetime) -> None:
    session.add(ChangeRow(client_id=client.id, field="temperature", old=old, new=new, at=at))
    session.flush()


def cases(rate: Rate) -> tuple[tuple[int, int], tuple[int, int]]:
    return (rate.own.won, rate.own.closed), (rate.department.won, rate.department.closed)


def test_who_can_pay_is_named_with_money_and_day(
    session: Session, build: Builder, anna: ManagerRow, desk: Desk, now: datetime
) -> None:
    """R13."""
    small = build.client(anna, money_minor=100, currency="RUB", **HOT)
    large = build.client(anna, money_minor=900, currency="RUB", **HOT)
    build.deal(large, expected_on=date(2026, 11, 30))
    build.client(anna, payment_stopped=True, **HOT)
    build.client(anna, parked_until=date(2027, 1, 1), **HOT)
    build.client(anna)
    found = recruiting.recruiting(session, desk, anna.id, now)
    assert [(payer.client.id, payer.client.money, payer.pay_on) for payer in found.payers] == [
        (large.id, Money(900, "RUB"), date(2026, 11, 30)),
        (small.id, Money(100, "RUB"), None),
    ]
    assert not found.due


def test_the_rates_are_counted_from_the_log_of_temperatures(
    session: Session, build: Builder, anna: ManagerRow, desk: Desk, now: datetime
) -> None:
    """R14."""
    oleg = build.manager("Олег [/]")
    earlier = now - timedelta(days=30)
    paid, lost, cooled = (build.client(anna, temperature_on=TODAY - timedelta(days=60)) for _ in range(3))
    for client in (paid, lost, cooled):
        changed(session, client, "potential", "warm", earlier)
    changed(session, paid, "warm", "hot", earlier + timedelta(days=5))
    session.add(PaymentRow(client_id=paid.id, paid_on=TODAY, amount_minor=1, currency="RUB"))
    lost.is_open = False
    build.deal(lost, status=DealStatus.LOST, closed_on=TODAY)
    changed(session, cooled, "warm", "potential", earlier + timedelta(days=9))
    cold = build.client(oleg, temperature_on=TODAY - timedelta(days=60), is_open=False)
    build.deal(cold, status=DealStatus.LOST, closed_on=TODAY)
    found = recruiting.recruiting(session, desk, anna.id, now).rates
    assert cases(found.hot_pays) == ((1, 1), (1, 1))
    assert cases(found.warm_heats) == ((1, 2), (1, 2))
    assert cases(found.potential_warms) == ((3, 3), (3, 4))


def test_a_hot_client_whose_payment_is_stopped_is_named_with_the_risk(
    session: Session, build: Builder, anna: ManagerRow, desk: Desk, now: datetime
) -> None:
    """R13: he cannot pay, and it is said why."""
    client = build.client(anna, temperature=Temperature.HOT, payment_stopped=True)
    for text, closed_on in (("gone", TODAY), ("CFO [/]", None)):
        session.add(RiskRow(client_id=client.id, text=text, stops_payment=True, opened_on=TODAY, closed_on=closed_on))
    session.flush()
    found = recruiting.recruiting(session, desk, anna.id, now)
    assert [(each.client.id, each.risk) for each in found.stopped] == [(client.id, "CFO [/]")]
    assert found.due


def test_the_target_is_what_was_won_lately(
    session: Session, build: Builder, anna: ManagerRow, desk: Desk, now: datetime
) -> None:
    """R14."""
    seen = [recruiting.recruiting(session, desk, anna.id, now).payments]
    client = build.client(anna)
    for ago in (1, 5, 20, 30, 45, 60, 70, 80, 89, 90, 400):
        build.deal(client, status=DealStatus.WON, closed_on=TODAY - timedelta(days=ago))
    seen.append(recruiting.recruiting(session, desk, anna.id, now).payments)
    assert seen == [2, 3]


def test_a_recruiting_task_is_kept_with_its_ladder_and_replaces_the_one_before(
    session: Session, anna: ManagerRow, desk: Desk, now: datetime
) -> None:
    """R14."""
    found = recruiting.recruiting(session, desk, anna.id, now)
    assert found.due
    first = recruiting.set_recruiting(session, desk, anna.id, ladder(1, found.rates), now, due_on=DUE)
    second = recruiting.set_recruiting(session, desk, anna.id, ladder(2, found.rates), now, due_on=DUE)
    again = recruiting.recruiting(session, desk, anna.id, now)
    assert not again.due
    assert again.task == second
    assert second.ladder == ladder(2, found.rates)
    dropped = session.get_one(TaskRow, first.id)
    assert (dropped.state, dropped.closed_on) == (TaskState.DROPPED, TODAY)
    assert dropped.reason
    assert [line.recruiting for line in managers.lines(session, desk, now)] == [second]


def test_a_recruiting_task_can_be_taken_back_with_the_one_before(
    session: Session, anna: ManagerRow, desk: Desk, now: datetime
) -> None:
    """R14."""
    by = recruiting.recruiting(session, desk, anna.id, now).rates
    first = recruiting.set_recruiting(session, desk, anna.id, ladder(1, by), now, due_on=DUE)
    recruiting.set_recruiting(session, desk, anna.id, ladder(2, by), now, due_on=DUE)
    undo.take_back(session, desk, now)
    assert recruiting.open_recruiting(session) == {anna.id: first}
    undo.take_back(session, desk, now)
    assert session.scalars(select(TaskRow)).all() == []


def test_a_ladder_is_worded_in_the_language_of_the_reader(
    session: Session, anna: ManagerRow, desk: Desk, now: datetime
) -> None:
    by = recruiting.recruiting(session, desk, anna.id, now).rates
    use("ru")
    written = recruiting.set_recruiting(session, desk, anna.id, ladder(2, by), now, due_on=DUE)
    use("en")
    read = recruiting.open_recruiting(session)[anna.id]
    assert written.ladder == read.ladder
    assert read.planned_result == "2 payments ← 4 hot ← 10 warm ← 50 potential, rates assumed"


def test_what_came_of_it_is_counted_from_the_day_it_was_set(
    session: Session, build: Builder, anna: ManagerRow, desk: Desk, now: datetime
) -> None:
    """R14."""
    old = build.client(anna, temperature_on=TODAY - timedelta(days=60))
    changed(session, old, "potential", "warm", now - timedelta(days=20))
    by = recruiting.recruiting(session, desk, anna.id, now).rates
    recruiting.set_recruiting(session, desk, anna.id, ladder(2, by), now, due_on=DUE)
    later = now + timedelta(days=5)
    changed(session, old, "warm", "hot", later)
    cooled = build.client(anna)
    changed(session, cooled, "hot", "warm", later)
    build.client(anna, created_at=later)
    build.client(anna, created_at=later, **HOT)
    session.add(PaymentRow(client_id=old.id, paid_on=later.date(), amount_minor=1, currency="RUB"))
    session.flush()
    found = recruiting.recruiting(session, desk, anna.id, later)
    assert found.progress == Progress(potential=2, warm=1, hot=2, payments=1)
    assert recruiting.recruited(session, later) == {anna.id: 2}


async def test_the_store_sets_and_shows_a_recruiting_task(store: Store, now: datetime) -> None:
    """R14."""
    from cockpit.method.entry import ManagerEntry

    anna = await store.save_manager(ManagerEntry("Анна [b]"), now)
    found = await store.recruiting(anna.id, now)
    task = await store.set_recruiting(anna.id, ladder(found.payments, found.rates), DUE, now)
    assert (await store.recruiting(anna.id, now)).task == task
    assert task in await store.tasks(now, anna.id)
