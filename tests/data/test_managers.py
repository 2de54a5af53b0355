"""The managers' list: counted by the database exactly as the method ranks client by client."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.money import Money, totals
from cockpit.method.overview import Debt, ManagerLine, Rung
from cockpit.method.queue import Place, in_debt, is_due, rank
from cockpit.method.temperature import can_pay
from cockpit.method.words import Lane, SittingState, Slot, Temperature, Verdict
from data.managers import lines
from data.queue import facts, rules_of
from data.records import money
from data.tables import ClientRow, DeferralRow, ReviewRow, SittingRow, UsualRow
from data.upkeep import refresh
from tests.data.builders import NOW, TODAY, Builder
from tests.data.departments import CLIENTS, write_clients

DESK = Desk("Ирина", "here", "RUB")
MONDAY = TODAY


def _known(rows: Iterable[ClientRow]) -> tuple[Money, ...]:
    found = (money(row.money_minor, row.currency) for row in rows if not row.estimated)
    return totals(amount for amount in found if amount is not None)


def _expected(session: Session, manager_id: int) -> dict[str, Any]:
    """Work a manager's line out one client after the other, by the rules of the method."""
    rows = session.scalars(select(ClientRow).where(ClientRow.manager_id == manager_id, ClientRow.is_open)).all()
    by = rules_of(session, DESK, manager_id, NOW)
    places: dict[int, Place] = {
        place.facts.client_id: place for place in rank((facts(row, "RUB", NOW) for row in rows), by)
    }
    lanes = Counter(place.lane for place in places.values())
    due = [row for row in rows if is_due(places[row.id].lane)]
    put_off = [row for row in rows if places[row.id].lane is Lane.PARKED and row.put_off]
    awake = [row for row in rows if places[row.id].lane not in {Lane.ASLEEP, Lane.PARKED} or row in put_off]
    hot = [row for row in awake if row.temperature is Temperature.HOT]
    payers = [row for row in awake if can_pay(row.temperature, payment_stopped=row.payment_stopped)]
    late = [row for row in rows if in_debt(facts(row, "RUB", NOW), by)]
    oldest = max(((TODAY - row.review_due_on).days for row in late if row.review_due_on), default=0)
    since = [day for row in due if (day := row.last_contact_on or row.opened_on) is not None]
    rungs = {}
    for warmth in Temperature:
        members = [row for row in awake if row.temperature is warmth]
        unknown = sum(row.estimated or row.money_minor is None for row in members)
        rungs[warmth] = Rung(len(members), _known(members), unknown)
    return {
        "due": len(due),
        "due_money": _known(due),
        "clients": len(awake),
        "asleep": lanes[Lane.ASLEEP],
        "parked": lanes[Lane.PARKED] - len(put_off),
        "hot_new": sum(row.temperature_on is not None and row.temperature_on >= MONDAY for row in hot),
        "payers": len(payers),
        "payers_money": _known(payers),
        "rungs": rungs,
        "oldest_due_days": max(0, (TODAY - min(since)).days) if since else 0,
        "debt": Debt(len(late), _known(late), oldest),
    }


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(department=st.lists(st.tuples(CLIENTS, st.sampled_from([None, 14, 57])), min_size=1, max_size=4))
def test_the_database_counts_as_the_method_ranks(
    session: Session, department: list[tuple[list[dict[str, Any]], int | None]]
) -> None:
    with session.begin_nested() as example:
        build = Builder(session)
        for number, (clients, median) in enumerate(department):
            manager = build.manager(f"Менеджер [{number}]")
            usual = UsualRow(
                manager_id=manager.id, won=30, cycle_median=median, cycle_p95=median and median * 2, taken_on=TODAY
            )
            session.add(usual)
            session.flush()
            write_clients(session, manager.id, clients)
        for line in lines(session, DESK, NOW):
            expected = _expected(session, line.manager.id)
            assert {name: getattr(line, name) for name in expected} == expected
        example.rollback()


def _named(session: Session, now: datetime = NOW) -> dict[str, ManagerLine]:
    return {line.manager.name: line for line in lines(session, DESK, now)}


def test_the_order_is_due_money_first_and_then_the_names(session: Session) -> None:
    """Due 900 roubles, due 500 roubles, due a million dollars (not compared), then nothing due, by name."""
    build = Builder(session)
    for name, amount, currency in (
        ("в долларах", 100_000_000, "USD"),
        ("Яна", None, "RUB"),
        ("мало", 50_000, "RUB"),
        ("Борис", None, "RUB"),
        ("много", 90_000, "RUB"),
    ):
        manager = build.manager(name)
        if amount is not None:
            client = build.client(manager)
            build.deal(client, amount, currency=currency)
            build.task(client, TODAY)
    refresh(session, DESK, None, NOW)
    assert [line.manager.name for line in lines(session, DESK, NOW)] == ["много", "мало", "в долларах", "Борис", "Яна"]


def test_estimates_are_counted_apart_and_never_added(session: Session) -> None:
    build = Builder(session)
    manager = build.manager("Анна")
    for amount, estimate in ((70_000, None), (None, 30_000), (None, None)):
        client = build.client(manager)
        build.deal(client, amount, estimate_minor=estimate, currency="RUB", stage="Договор")
        build.task(client, TODAY)
    refresh(session, DESK, None, NOW)
    line = _named(session)["Анна"]
    assert line.rungs[Temperature.HOT] == Rung(3, (Money(70_000, "RUB"),), 2)
    assert (line.due, line.due_money) == (3, (Money(70_000, "RUB"),))
    assert (line.payers, line.payers_money) == (3, (Money(70_000, "RUB"),))


def test_a_manager_who_has_left_is_not_in_the_list(session: Session) -> None:
    build = Builder(session)
    build.manager("Ушёл", left_on=TODAY)
    build.manager("Уйдёт", left_on=TODAY + timedelta(days=1))
    assert set(_named(session)) == {"Уйдёт"}


def test_hot_is_fresh_when_it_became_so_this_week_or_when_a_first_client_began_this_week(session: Session) -> None:
    """Monday 23 November: one deal of October, one of today, both hot at first sight; later a third turns hot."""
    build = Builder(session)
    manager = build.manager("Анна")
    for begun, stage in ((date(2026, 10, 20), "Договор"), (TODAY, "Договор"), (date(2026, 10, 20), "Новая")):
        deal = build.deal(build.client(manager), stage=stage, created_on=begun, last_activity_on=TODAY)
    refresh(session, DESK, None, NOW)
    assert _named(session)["Анна"].hot_new == 1
    deal.stage = "Счёт выставлен"
    wednesday = NOW + timedelta(days=2)
    refresh(session, DESK, (deal.client_id,), wednesday)
    assert _named(session, wednesday)["Анна"].hot_new == 2
    assert _named(session, NOW + timedelta(days=7))["Анна"].hot_new == 0


def _sitting(session: Session, manager_id: int, day: date, *seconds: float, **columns: Any) -> SittingRow:
    row = SittingRow(
        manager_id=manager_id,
        head="Ирина",
        day=day,
        slot=columns.pop("slot", Slot.MORNING),
        started_at=NOW.replace(year=day.year, month=day.month, day=day.day),
        lanes=columns.pop("lanes", {}),
        **columns,
    )
    session.add(row)
    session.flush()
    client = session.scalars(select(ClientRow).where(ClientRow.manager_id == manager_id).order_by(ClientRow.id)).first()
    assert client is not None
    for number, value in enumerate(seconds):
        session.add(
            ReviewRow(
                sitting_id=row.id,
                client_id=client.id,
                head="Ирина",
                reviewed_at=row.started_at + timedelta(minutes=number),
                seconds=value,
                wall_seconds=value,
                first=False,
                verdict=Verdict.REACHED,
                temperature=Temperature.HOT,
            )
        )
    session.flush()
    return row


def test_the_pace_is_that_of_the_last_sitting_and_the_medians_are_of_the_last_five(session: Session) -> None:
    """Six sittings of medians 600, 500, 400, 300, 200, 150; a sitting of four seconds is none."""
    build = Builder(session)
    manager = build.manager("Анна")
    build.client(manager)
    for day, seconds in enumerate(([600.0], [500.0], [400.0, 4.0], [300.0], [200.0], [100.0, 200.0]), 10):
        _sitting(session, manager.id, date(2026, 11, day), *seconds)
    _sitting(session, manager.id, date(2026, 11, 20), 4.0, state=SittingState.INCOMPLETE)
    line = _named(session)["Анна"]
    assert line.paces == (500.0, 400.0, 300.0, 200.0, 150.0)
    assert (line.pace.n, line.pace.median, line.pace.p90) == (2, 150.0, None)
    assert line.last_sitting_on == date(2026, 11, 20)
    assert line.today is None


def test_todays_sitting_tells_how_many_of_its_clients_are_worked_through(session: Session) -> None:
    """Of three clients one was reviewed twice and one put off; the sleeping one is no part of the order."""
    build = Builder(session)
    manager = build.manager("Анна")
    first, second, third, sleeping = (build.client(manager) for _ in range(4))
    lanes = {"promised": [first.id], "silent": [second.id], "rest": [third.id], "asleep": [sleeping.id]}
    row = _sitting(session, manager.id, TODAY, 90.0, 95.0, lanes=lanes)
    session.add(DeferralRow(sitting_id=row.id, client_id=second.id, until=TODAY + timedelta(days=2), reason="занят"))
    session.flush()
    found = _named(session)["Анна"].today
    assert found is not None
    assert (found.id, found.state, found.worked, found.total, found.ended_at) == (row.id, SittingState.OPEN, 2, 3, None)
    assert _named(session, NOW.replace(hour=15))["Анна"].today is None
    row.ended_at, row.state = NOW.astimezone(UTC), SittingState.COMPLETE
    session.flush()
    session.expire_all()
    ended = _named(session)["Анна"].today
    assert ended is not None
    assert ended.ended_at is not None
    assert (ended.ended_at.hour, ended.ended_at.utcoffset()) == (NOW.hour, NOW.utcoffset())
