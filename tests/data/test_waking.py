"""Sleeping clients in bulk, and putting many off: one act, one step of undo, on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.errors import ConflictError
from cockpit.method.money import Money
from cockpit.method.records import Deferral
from cockpit.method.words import DealStatus, Ending, Lane, TaskState, Waking
from data.queue import lines, ordered, view
from data.sittings import record, sit_down
from data.summaries import summary
from data.tables import ChangeRow, ClientRow, DealRow, DeferralRow, ManagerRow, SittingRow, UndoStepRow
from data.undo import take_back
from data.upkeep import refresh
from data.waking import sleepers, wake
from data.workload import defer_many, workload
from tests.data.builders import NOW, TODAY, Builder, Scene

LONG_AGO = date(2026, 3, 2)
FRIDAY = date(2026, 11, 27)


def asleep(session: Session, desk: Desk, count: int = 3) -> tuple[int, list[int]]:
    """Make a manager with so many sleeping clients and one who is due; return his id and theirs."""
    build = Builder(session)
    manager = build.manager()
    made = [build.client(manager) for _ in range(count)]
    for number, client in enumerate(made):
        build.deal(client, 100_00 * (count - number), created_on=LONG_AGO)
    due = build.client(manager, "Due [/]")
    build.deal(due)
    build.task(due)
    refresh(session, desk, None, NOW)
    return manager.id, [client.id for client in made]


def lane(session: Session, desk: Desk, manager: int, which: Lane) -> list[int]:
    return list(ordered(session, desk, manager, NOW)[which])


def test_the_sleeping_clients_of_a_manager_are_read_in_the_order_of_the_queue(session: Session, desk: Desk) -> None:
    manager, clients = asleep(session, desk)
    found = sleepers(session, desk, manager, NOW)
    assert [client.id for client in found] == clients
    assert (found[0].opened_on, found[0].money) == (LONG_AGO, Money(300_00, "RUB"))


def test_a_client_that_is_kept_wakes_up_and_sleeps_again_after_undo(session: Session, desk: Desk) -> None:
    manager, clients = asleep(session, desk)
    wake(session, desk, clients[:2], Waking.KEEP, NOW)
    assert lane(session, desk, manager, Lane.ASLEEP) == clients[2:]
    assert session.get_one(ClientRow, clients[0]).kept_on == TODAY
    assert take_back(session, desk, NOW) is not None
    assert lane(session, desk, manager, Lane.ASLEEP) == clients


def test_clients_are_parked_with_a_day_and_a_reason(session: Session, desk: Desk) -> None:
    manager, clients = asleep(session, desk)
    wake(session, desk, clients, Waking.PARK, NOW, until=FRIDAY, reason="after the [/tender]")
    assert sorted(lane(session, desk, manager, Lane.PARKED)) == sorted(clients)
    rows = [session.get_one(ClientRow, client) for client in clients]
    assert {(row.parked_until, row.parked_reason) for row in rows} == {(FRIDAY, "after the [/tender]")}
    take_back(session, desk, NOW)
    assert lane(session, desk, manager, Lane.ASLEEP) == clients
    assert rows[0].parked_until is None


def test_refused_clients_lose_their_deals_with_the_reason_and_get_them_back(session: Session, desk: Desk) -> None:
    manager, clients = asleep(session, desk)
    second = Builder(session).deal(session.get_one(ClientRow, clients[0]), created_on=LONG_AGO)
    refresh(session, desk, clients, NOW)
    before = {client: session.get_one(ClientRow, client).money_minor for client in clients}
    wake(session, desk, clients, Waking.REFUSE, NOW, reason="no project any more")
    deals = session.scalars(select(DealRow).where(DealRow.client_id.in_(clients))).all()
    assert {(deal.status, deal.lost_reason, deal.closed_on) for deal in deals} == {
        (DealStatus.LOST, "no project any more", TODAY)
    }
    assert not any(session.get_one(ClientRow, client).is_open for client in clients)
    assert session.scalar(select(func.count()).select_from(UndoStepRow)) == 1
    undone = take_back(session, desk, NOW)
    assert undone is not None
    assert dict(undone[0].what.values)["name"] == "ACME [/foo], ООО [Ромашка], Вектор"
    assert session.get_one(DealRow, second.id).status is DealStatus.OPEN
    assert {client: session.get_one(ClientRow, client).money_minor for client in clients} == before
    assert lane(session, desk, manager, Lane.ASLEEP) == [clients[0], *clients[1:]]
    assert session.scalar(select(func.count()).where(ChangeRow.field == "status")) == 0


def test_a_refusal_drops_the_open_tasks_of_a_client(session: Session, desk: Desk) -> None:
    """A task does not leave a client asleep, so this is one whose task another program set a moment ago."""
    _, clients = asleep(session, desk)
    task = Builder(session).task(session.get_one(ClientRow, clients[0]))
    wake(session, desk, clients[:1], Waking.REFUSE, NOW, reason="gone")
    assert (task.state, task.closed_on, task.reason) == (TaskState.DROPPED, TODAY, "gone")
    take_back(session, desk, NOW)
    session.expire_all()
    assert (task.state, task.closed_on, task.reason) == (TaskState.OPEN, None, "")


def test_nobody_is_refused_when_one_of_them_woke_up(session: Session, desk: Desk) -> None:
    manager, clients = asleep(session, desk)
    awake = lane(session, desk, manager, Lane.PROMISED)
    with pytest.raises(ConflictError):
        wake(session, desk, [*clients, *awake], Waking.REFUSE, NOW, reason="gone")
    assert lane(session, desk, manager, Lane.ASLEEP) == clients


def test_an_open_sitting_goes_on_with_whoever_was_kept_parked_or_refused(session: Session, desk: Desk) -> None:
    manager, clients = asleep(session, desk)
    sit_down(session, desk, manager, NOW)
    kept, parked, refused = clients
    wake(session, desk, [kept], Waking.KEEP, NOW)
    wake(session, desk, [parked], Waking.PARK, NOW, until=FRIDAY, reason="later")
    wake(session, desk, [refused], Waking.REFUSE, NOW, reason="gone")
    lanes = view(session, desk, manager, NOW).lanes
    assert (lanes[Lane.ASLEEP], lanes[Lane.PARKED]) == ((), (parked,))
    assert kept in lanes[Lane.SILENT] + lanes[Lane.REST]
    assert refused not in {client for members in lanes.values() for client in members}
    for _ in range(3):
        take_back(session, desk, NOW)
    assert view(session, desk, manager, NOW).lanes[Lane.ASLEEP] == tuple(clients)


def test_a_client_kept_in_a_sitting_is_due_in_it_until_that_is_taken_back(session: Session, desk: Desk) -> None:
    """R7: head, list and summary count alike."""
    manager, clients = asleep(session, desk)
    begun = sit_down(session, desk, manager, NOW)

    def stands() -> tuple[tuple[int, ...], frozenset[int], tuple[int, ...]]:
        sitting = view(session, desk, manager, NOW).sitting
        assert sitting is not None
        return sitting.order, sitting.due, tuple(c.id for c in summary(session, desk, sitting.id, NOW).left)

    wake(session, desk, clients[:1], Waking.KEEP, NOW)
    due = (*begun.order, clients[0])
    assert stands() == (due, frozenset(due), due)
    assert view(session, desk, manager, NOW).lanes[Lane.SILENT] == (clients[0],)
    wake(session, desk, clients[1:2], Waking.PARK, NOW, until=FRIDAY, reason="later")
    assert stands()[0] == due
    for _ in range(2):
        take_back(session, desk, NOW)
    assert stands() == (begun.order, begun.due, begun.order)


def test_those_beyond_the_time_are_put_off_in_one_step(scene: Scene) -> None:
    """R31: the sitting is complete then, and undo makes them due again."""
    session, desk = scene.session, scene.desk
    manager = scene.client.manager_id
    others = [scene.build.client(session.get_one(ManagerRow, manager)) for _ in range(2)]
    for client in others:
        scene.build.deal(client)
        scene.build.task(client)
    refresh(session, desk, None, NOW)
    sit_down(session, desk, manager, NOW)
    everyone = [scene.client.id, *(client.id for client in others)]
    tomorrow = date(2026, 11, 24)
    deferrals = [Deferral(client, tomorrow, "no time left") for client in everyone[1:]]
    defer_many(session, desk, scene.sitting, deferrals, NOW)
    sitting = record(session, session.get_one(SittingRow, scene.sitting))
    assert {client: (one.until, one.reason) for client, one in sitting.deferred.items()} == dict.fromkeys(
        everyone[1:], (tomorrow, "no time left")
    )
    assert session.get_one(ClientRow, everyone[1]).parked_until == tomorrow
    assert take_back(session, desk, NOW) is not None
    assert session.scalar(select(func.count()).select_from(DeferralRow)) == 0
    assert session.get_one(ClientRow, everyone[1]).parked_until is None


def test_the_workload_knows_whom_nobody_reviewed_yet_and_what_reviews_took(scene: Scene) -> None:
    """R31: one review of 95.5 seconds with a plan, none without, so a first review is assumed to take half an hour."""
    new = scene.build.client(scene.build.manager("Oleg"), money_minor=5, currency="RUB", estimated=True)
    before = workload(scene.session, scene.desk, scene.client.manager_id, (scene.client.id,))
    assert before.clients[0].first
    scene.save(scene.reached())
    found = workload(scene.session, scene.desk, scene.client.manager_id, (new.id, 987_654, scene.client.id))
    assert [(client.client_id, client.first) for client in found.clients] == [(new.id, True), (scene.client.id, False)]
    assert (found.clients[0].money, found.clients[1].money) == (None, Money(50_000_000, "RUB"))
    assert (found.costs.repeat.seconds, found.costs.repeat.n) == (95.5, 1)
    assert (found.costs.first.seconds, found.costs.first.n) == (1800.0, 0)


@pytest.mark.parametrize("ending", [Ending.REFUSED, Ending.PAID])
def test_a_line_tells_how_a_client_without_open_deals_ended(scene: Scene, ending: Ending) -> None:
    before = lines(scene.session, scene.desk, (scene.client.id,), NOW)[0]
    paid = Money(50_000_000, "RUB") if ending is Ending.PAID else None
    scene.save(scene.reached(ending=ending, ending_reason="no [project]", ending_day=TODAY, ending_amount=paid))
    after = lines(scene.session, scene.desk, (scene.client.id,), NOW)[0]
    assert (before.ending, after.ending, after.client.is_open) == (None, ending, False)
