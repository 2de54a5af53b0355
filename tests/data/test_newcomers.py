"""The first facts of imported clients: what the database works out is what the method says client by client."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.words import DealStatus
from data import newcomers
from data.facts import DERIVED, Derived
from data.newcomers import settle_newcomers
from data.standards import Standards
from data.tables import ChangeRow, ClientRow, DealRow, ImportRunRow
from data.upkeep import refresh
from data.usual import work_out
from tests.data.builders import NOW, TODAY, Builder

DESK = Desk("Ирина", "here", "RUB")
STAGES = ("", "Договор [/foo]", "КП отправлено", "Новая", "Отказ", "Negotiation %s", "Proposal {name}")


def _day(chance: random.Random, back: int, ahead: int) -> date | None:
    return None if chance.random() < 0.4 else TODAY + timedelta(days=chance.randint(-back, ahead))


def _deal(chance: random.Random, client_id: int, codes: Sequence[str]) -> dict[str, Any]:
    return {
        "client_id": client_id,
        "status": chance.choice(list(DealStatus)),
        "stage": chance.choice(STAGES),
        "amount_minor": chance.choice([None, 0, chance.randint(1, 10**9)]),
        "estimate_minor": chance.choice([None, 7, chance.randint(1, 10**6)]),
        "currency": chance.choice(codes),
        "created_on": _day(chance, 60, 3),
        "closed_on": _day(chance, 30, 0),
        "expected_on": _day(chance, 10, 40),
        "updated_on": _day(chance, 10, 3),
        "stage_changed_on": _day(chance, 10, 3),
        "last_activity_on": _day(chance, 10, 3) if chance.random() < 0.5 else None,
        "next_task_on": _day(chance, 5, 5),
    }


def _import(session: Session, chance: random.Random, count: int) -> tuple[int, list[int]]:
    """Write clients with any deals as an import leaves them, among clients that were there before; return its run."""
    build = Builder(session)
    run = ImportRunRow(at=NOW, source="table", files=[], taken=0, updated=0, unchanged=0, skipped=0)
    session.add(run)
    managers = [build.manager(f"Анна [b] {number}") for number in range(3)]
    build.deal(build.client(managers[0], "Давно здесь"))
    ids = [build.client(chance.choice(managers), import_run_id=run.id, created_at=NOW).id for _ in range(count)]
    deals = []
    for client_id in ids:
        codes = ["RUB", "USD"] if chance.random() < 0.1 else [chance.choice(["RUB", "RUB", "EUR"])]
        deals += [_deal(chance, client_id, codes) for _ in range(chance.choice([0, 1, 1, 2, 5]))]
    session.execute(insert(DealRow), deals)
    return run.id, ids


def _derived(session: Session) -> dict[int, tuple[Any, ...]]:
    columns = (getattr(ClientRow, name) for name in DERIVED)
    found = session.connection().execute(select(ClientRow.id, *columns).order_by(ClientRow.id))
    return {row.id: tuple(row[1:]) for row in found}


@pytest.mark.parametrize("seed", range(4))
def test_all_at_once_comes_to_the_same_as_one_by_one(
    session: Session, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newcomers, "_CHUNK", 50)
    run_id, ids = _import(session, random.Random(seed), 150)  # noqa: S311  nothing secret
    refresh(session, DESK, None, NOW)
    one_by_one = _derived(session)
    session.execute(update(ClientRow).where(ClientRow.import_run_id == run_id).values(Derived()._asdict()))
    work_out(session, Standards(session, DESK), NOW)
    left = settle_newcomers(session, Standards(session, DESK), run_id, ids, TODAY)
    assert len(left) < len(ids) / 4
    refresh(session, DESK, left, NOW)
    assert _derived(session) == one_by_one
    assert session.scalars(select(ChangeRow)).all() == []


def test_a_column_of_stages_that_holds_anything_is_left_to_be_done_one_by_one(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(newcomers, "_MOST_STAGES", 2)
    run_id, ids = _import(session, random.Random(5), 20)  # noqa: S311  nothing secret
    work_out(session, Standards(session, DESK), NOW)
    assert sorted(settle_newcomers(session, Standards(session, DESK), run_id, ids, TODAY)) == ids


def test_no_newcomers_are_done_at_once(session: Session) -> None:
    assert settle_newcomers(session, Standards(session, DESK), 1, (), TODAY) == ()


def test_a_client_without_a_deal_is_open_since_today(session: Session) -> None:
    """Nothing is known of it but that it is here, so its manager's median check is its money."""
    build = Builder(session)
    run = ImportRunRow(at=NOW, source="table", files=[], taken=0, updated=0, unchanged=0, skipped=0)
    session.add(run)
    manager = build.manager()
    build.deal(build.client(manager), 900, status=DealStatus.WON, closed_on=TODAY)
    client = build.client(manager, import_run_id=run.id, created_at=NOW)
    work_out(session, Standards(session, DESK), NOW)
    assert settle_newcomers(session, Standards(session, DESK), run.id, (client.id,), TODAY) == []
    session.expire_all()
    assert (client.is_open, client.temperature_on, client.last_contact_on) == (True, TODAY, None)
    assert (client.money_minor, client.currency, client.estimated) == (900, "RUB", True)
