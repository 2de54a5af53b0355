"""Sitting down, going on, putting off, ending, and who has a sitting open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from cockpit.method.errors import ConflictError, HeldError
from cockpit.method.forecast import Place
from cockpit.method.money import Money
from cockpit.method.records import Deferral
from cockpit.method.words import Lane, SittingState, Slot
from data import sittings
from data.kept_forecasts import kept_forecast
from data.managers import lines
from data.queue import ordered, view
from data.tables import ClientRow, SittingRow
from data.undo import take_back
from data.upkeep import refresh
from tests.data.builders import FRIDAY, TODAY, Scene


def _row(scene: Scene) -> SittingRow:
    return scene.session.get_one(SittingRow, scene.sitting)


def _sit(scene: Scene, minutes: int = 0, holder: str = "", *, take_over: bool = False) -> int:
    desk = replace(scene.desk, holder=holder or scene.desk.holder)
    now = scene.now + timedelta(minutes=minutes)
    sitting = sittings.sit_down(scene.session, desk, scene.client.manager_id, now, take_over=take_over)
    return sitting.id


def test_the_order_of_a_sitting_is_fixed_when_it_begins(scene: Scene) -> None:
    """R3: it belongs to a head, a manager, a day and a slot."""
    sitting = sittings.record(scene.session, _row(scene))
    assert (sitting.day, sitting.slot, sitting.head) == (TODAY, Slot.MORNING, scene.desk.head)
    assert (sitting.order, sitting.due) == ((scene.client.id,), frozenset({scene.client.id}))
    assert sitting.started_at == scene.now
    scene.save(scene.reached())
    again = sittings.record(scene.session, _row(scene))
    assert again.order == sitting.order
    assert (again.reviewed, again.seconds) == (frozenset({scene.client.id}), 95.5)


def test_the_sleeping_are_no_part_of_the_order(scene: Scene) -> None:
    asleep = scene.build.client(scene.build.manager("Олег"), created_at=scene.now - timedelta(days=400))
    scene.build.deal(asleep, created_on=date(2025, 11, 1))
    refresh(scene.session, scene.desk, (asleep.id,), scene.now)
    sitting = sittings.sit_down(scene.session, scene.desk, asleep.manager_id, scene.now)
    assert sitting.order == ()
    assert sittings.lanes_of(scene.session.get_one(SittingRow, sitting.id))[Lane.ASLEEP] == (asleep.id,)


def test_sitting_down_again_goes_on_with_the_same_sitting(scene: Scene) -> None:
    assert _sit(scene, 30) == scene.sitting
    assert _row(scene).started_at == scene.now


def test_who_came_due_since_stands_at_the_end_and_nobody_else_moves(scene: Scene) -> None:
    manager = scene.client.manager_id
    late = ClientRow(manager_id=manager, name="Опоздавший", name_key="опоздавший", created_at=scene.now)
    scene.session.add(late)
    scene.session.flush()
    scene.build.deal(late, 900_000_000_00)
    scene.build.task(late)
    refresh(scene.session, scene.desk, (late.id,), scene.now)
    scene.save(scene.reached(next_task=None, ending=None))
    assert ordered(scene.session, scene.desk, manager, scene.now)[Lane.PROMISED][0] == late.id
    _sit(scene, 30)
    sitting = sittings.record(scene.session, _row(scene))
    assert sitting.order == (scene.client.id, late.id)
    assert sitting.due == {scene.client.id, late.id}


def test_the_afternoon_begins_a_sitting_of_its_own_and_closes_the_mornings(scene: Scene) -> None:
    afternoon = _sit(scene, 240)
    assert afternoon != scene.sitting
    morning = _row(scene)
    assert (morning.state, morning.left_clients, morning.holder) == (SittingState.INCOMPLETE, 1, None)
    record = sittings.record(scene.session, morning)
    assert (record.left, record.left_money) == (1, (Money(50_000_000, "RUB"),))
    assert record.ended_at == scene.now + timedelta(minutes=240)


def test_a_sitting_of_an_earlier_day_with_nothing_left_is_closed_complete(scene: Scene) -> None:
    scene.recruit()
    scene.save(scene.reached())
    _sit(scene, 24 * 60)
    assert _row(scene).state is SittingState.COMPLETE


def test_another_program_that_is_alive_keeps_the_sitting(scene: Scene) -> None:
    with pytest.raises(HeldError) as raised:
        _sit(scene, 0, "another-program")
    assert dict(raised.value.sentence.values) == {"head": scene.desk.head, "time": "09:40"}
    assert _row(scene).holder == scene.desk.holder


def test_a_sitting_can_be_taken_over_and_is_then_held_there(scene: Scene) -> None:
    assert _sit(scene, 0, "another-program", take_over=True) == scene.sitting
    with pytest.raises(HeldError):
        sittings.stay(scene.session, scene.desk, scene.sitting, scene.now + timedelta(seconds=30))
    with pytest.raises(HeldError):
        sittings.end(scene.session, scene.desk, scene.sitting, scene.now + timedelta(seconds=30))


def test_a_program_without_a_sign_of_life_for_a_minute_has_let_go(scene: Scene) -> None:
    later = scene.now + timedelta(seconds=50)
    sittings.stay(scene.session, scene.desk, scene.sitting, later)
    with pytest.raises(HeldError):
        _sit(scene, 1, "another-program")
    assert _sit(scene, 2, "another-program") == scene.sitting


def test_a_sitting_that_was_left_is_free_at_once(scene: Scene) -> None:
    sittings.leave(scene.session, replace(scene.desk, holder="another-program"), scene.sitting)
    with pytest.raises(HeldError):
        _sit(scene, 0, "another-program")
    sittings.leave(scene.session, scene.desk, scene.sitting)
    assert _sit(scene, 0, "another-program") == scene.sitting


def test_a_client_put_off_counts_as_worked_through_and_rests_until_its_day(scene: Scene) -> None:
    scene.recruit()
    for day, reason in ((FRIDAY, "Директор [в отпуске]"), (date(2026, 12, 1), "Дольше")):
        deferral = Deferral(scene.client.id, day, reason)
        sittings.defer(scene.session, scene.desk, scene.sitting, deferral, scene.now)
        sitting = sittings.record(scene.session, _row(scene))
        assert dict(sitting.deferred) == {scene.client.id: deferral}
        assert (scene.client.parked_until, scene.client.parked_reason) == (day, reason)
    lanes = ordered(scene.session, scene.desk, scene.client.manager_id, scene.now)
    assert lanes[Lane.PARKED] == (scene.client.id,)
    sittings.end(scene.session, scene.desk, scene.sitting, scene.now)
    assert _row(scene).state is SittingState.COMPLETE


def test_ending_says_what_is_left_and_keeps_the_forecast(scene: Scene) -> None:
    sittings.end(scene.session, scene.desk, scene.sitting, scene.now + timedelta(minutes=20))
    row = _row(scene)
    assert (row.state, row.left_clients, row.left_money) == (SittingState.INCOMPLETE, 1, [[50_000_000, "RUB"]])
    assert row.holder is None
    kept = kept_forecast(row)
    assert kept is not None
    assert kept.kept
    [rest] = kept.rests
    assert (rest.place, rest.deals, rest.money) == (Place.POTENTIAL, 1, (Money(50_000_000, "RUB"),))


def test_an_ended_sitting_of_this_slot_is_open_again_when_one_sits_down(scene: Scene) -> None:
    sittings.end(scene.session, scene.desk, scene.sitting, scene.now)
    with pytest.raises(ConflictError):
        scene.save(scene.reached())
    assert _sit(scene, 10) == scene.sitting
    row = _row(scene)
    assert (row.state, row.ended_at, row.left_clients, row.left_money) == (SittingState.OPEN, None, 0, None)
    scene.save(scene.reached(), 11)


def test_one_open_sitting_stays_for_each_manager(scene: Scene) -> None:
    for minutes in (240, 24 * 60, 48 * 60):
        _sit(scene, minutes)
    states = scene.session.scalars(select(SittingRow.state).order_by(SittingRow.id)).all()
    assert states == [SittingState.INCOMPLETE] * 3 + [SittingState.OPEN]


def test_a_queue_tells_when_the_sitting_of_this_slot_ended(scene: Scene) -> None:
    """R7: it can be opened again."""
    manager = scene.client.manager_id
    assert view(scene.session, scene.desk, manager, scene.now).ended is None
    later = scene.now + timedelta(minutes=9)
    sittings.end(scene.session, scene.desk, scene.sitting, later)
    found = view(scene.session, scene.desk, manager, later)
    assert (found.sitting, found.ended, found.ended_at) == (None, SittingState.INCOMPLETE, later)
    sittings.sit_down(scene.session, scene.desk, manager, later)
    again = view(scene.session, scene.desk, manager, later)
    assert (again.sitting is not None, again.ended, again.ended_at) == (True, None, None)


def test_a_sitting_in_which_nothing_was_done_is_not_begun_once_it_is_left(scene: Scene) -> None:
    """R7: begun by putting off, which was taken back."""

    def today() -> tuple[bool, date | None]:
        [line] = lines(scene.session, scene.desk, scene.now)
        return line.today is not None, line.last_sitting_on

    day = scene.now.date()
    deferral = Deferral(scene.client.id, day + timedelta(days=1), "отпуск")
    sittings.defer(scene.session, scene.desk, scene.sitting, deferral, scene.now)
    sittings.leave(scene.session, scene.desk, scene.sitting)
    assert today() == (True, day)
    assert take_back(scene.session, scene.desk, scene.now) is not None
    assert today() == (False, None)
    sittings.sit_down(scene.session, scene.desk, scene.client.manager_id, scene.now)
    assert today() == (True, None)
