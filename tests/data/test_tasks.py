"""Setting, doing, dropping and moving tasks, and what that changes for the client."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.method.errors import ConflictError
from cockpit.method.records import Task
from cockpit.method.task import Move, TaskFields, When
from cockpit.method.words import Horizon, Lane, TaskState, Temperature, Verdict
from data import cards, queue, tasks
from data.tables import ChangeRow, TaskRow
from data.undo import WORDS, take_back
from data.upkeep import refresh
from tests.data.builders import FRIDAY, TODAY, Scene

THURSDAY = date(2026, 11, 26)


def _fields(manager_id: int, client_id: int | None = None, temperature: Temperature | None = None) -> TaskFields:
    return TaskFields(manager_id, client_id, temperature, "Звонок [1]", "Ответ\x1b получен", FRIDAY, Horizon.WEEK)


@pytest.fixture
def planned(scene: Scene) -> Scene:
    """A client whose plan is due on Friday, in nobody's way until then."""
    scene.plan.due_on = FRIDAY
    refresh(scene.session, scene.desk, None, scene.now)
    return scene


def test_a_task_for_a_type_of_clients_is_set_and_done(session: Session, scene: Scene) -> None:
    """R29: a task for a client type; it needs no review, so done closes it."""
    manager = scene.client.manager_id
    task = tasks.add(session, scene.desk, _fields(manager, temperature=Temperature.WARM), scene.now)
    assert (task.client_id, task.temperature, task.state) == (None, Temperature.WARM, TaskState.OPEN)
    assert "\x1b" not in task.planned_result
    done = tasks.finish(session, scene.desk, task.id, scene.now)
    assert (done.state, done.done_on, done.closed_on) == (TaskState.DONE, TODAY, TODAY)
    with pytest.raises(ConflictError):
        tasks.finish(session, scene.desk, task.id, scene.now)


def test_a_client_who_has_a_task_gets_no_second_one(session: Session, scene: Scene) -> None:
    """R1: a client has one plan, which the next review opens on."""
    with pytest.raises(ConflictError) as raised:
        tasks.add(session, scene.desk, _fields(scene.client.manager_id, scene.client.id), scene.now)
    assert dict(raised.value.sentence.values)["task"] == "Позвонить [директору]"
    assert len(tasks.lines(session, scene.now)) == 1


def test_a_task_set_for_a_client_without_one_is_the_plan_of_his_next_review(session: Session, scene: Scene) -> None:
    """R1, R29: a client's task is the plan that his next review opens on."""
    other = scene.build.client(scene.build.manager("Олег [/]"))
    scene.build.deal(other)
    task = tasks.add(session, scene.desk, _fields(scene.client.manager_id, other.id), scene.now)
    assert task.manager == "Олег [/]"
    assert other.promise_on == FRIDAY
    card = cards.card(session, scene.desk, other.id, scene.now)
    assert card.plan == task


def test_a_done_task_of_a_client_is_a_contact_and_brings_him_up_to_be_judged(session: Session, planned: Scene) -> None:
    """R1: done is not yet reached; the plan stays open, and the client is promised until a review has judged it."""
    desk, client, later = planned.desk, planned.client, planned.now + timedelta(days=1)
    manager = client.manager_id
    assert client.id not in queue.ordered(session, desk, manager, planned.now)[Lane.PROMISED]
    task = tasks.finish(session, desk, planned.plan.id, later)
    assert (task.state, task.done_on) == (TaskState.OPEN, later.date())
    assert (client.promise_on, client.last_contact_on) == (later.date(), later.date())
    assert client.contact_source == "task"
    assert client.id in queue.ordered(session, desk, manager, later)[Lane.PROMISED]
    card = cards.card(session, desk, client.id, later)
    assert card.plan is not None
    assert card.plan.done_on == later.date()
    planned.now = later
    planned.save(planned.reached())
    assert client.contact_source == "review"
    (line, _) = sorted(tasks.lines(session, later), key=lambda line: line.task.id)
    assert (line.task.state, line.verdict) == (TaskState.DONE, Verdict.REACHED)


def test_an_overdue_task_that_was_done_keeps_its_day(session: Session, scene: Scene) -> None:
    tasks.finish(session, scene.desk, scene.plan.id, scene.now)
    assert scene.client.promise_on == scene.plan.due_on == date(2026, 11, 20)


def test_a_dropped_task_leaves_its_client_without_a_plan(session: Session, scene: Scene) -> None:
    """R29: dropped with a reason."""
    task = tasks.drop(session, scene.desk, scene.plan.id, "Клиент [сам]\x07 отменил", scene.now)
    assert (task.state, task.closed_on) == (TaskState.DROPPED, TODAY)
    assert "\x07" not in task.reason
    assert scene.client.promise_on is None
    assert cards.card(session, scene.desk, scene.client.id, scene.now).plan is None


def test_a_moved_task_tells_its_client_s_card_what_changed(session: Session, scene: Scene) -> None:
    """R29: moved to a later day with a reason; the day it had stands in the log."""
    task = tasks.move(session, scene.desk, scene.plan.id, Move(THURSDAY, "Директор в отпуске"), scene.now)
    assert (task.due_on, task.reason, task.moves, task.horizon) == (THURSDAY, "Директор в отпуске", 1, Horizon.WEEK)
    assert scene.client.promise_on == THURSDAY
    (change,) = session.scalars(select(ChangeRow).where(ChangeRow.field == "task_due_on"))
    assert (change.client_id, change.old, change.new) == (scene.client.id, "2026-11-20", "2026-11-26")
    scene.save(scene.reached())
    later = scene.now + timedelta(hours=1)
    plan = scene.open_task()
    assert plan is not None
    tasks.move(session, scene.desk, plan.id, Move(date(2026, 11, 30), "x"), later)
    (told,) = cards.card(session, scene.desk, scene.client.id, later).changes
    assert (told.what, told.old, told.new) == ("task_due_on", FRIDAY, date(2026, 11, 30))


def test_a_task_that_was_done_and_is_moved_is_to_be_done_after_all(session: Session, scene: Scene) -> None:
    tasks.finish(session, scene.desk, scene.plan.id, scene.now)
    assert tasks.move(session, scene.desk, scene.plan.id, Move(FRIDAY, "x"), scene.now).done_on is None
    assert scene.client.promise_on == FRIDAY


@pytest.mark.parametrize("act", ["added", "done", "dropped", "moved"])
def test_every_change_of_a_task_is_taken_back_whole(session: Session, planned: Scene, act: str) -> None:
    desk, now, client = planned.desk, planned.now, planned.client
    if act == "added":
        session.delete(planned.plan)
        session.flush()
        refresh(session, desk, [client.id], now)
    before = (tasks.lines(session, now), client.promise_on, client.last_contact_on)
    if act == "added":
        tasks.add(session, desk, _fields(client.manager_id, client.id), now)
    elif act == "done":
        tasks.finish(session, desk, planned.plan.id, now)
    elif act == "dropped":
        tasks.drop(session, desk, planned.plan.id, "x", now)
    else:
        tasks.move(session, desk, planned.plan.id, Move(date(2026, 12, 1), "x"), now)
    assert (tasks.lines(session, now), client.promise_on, client.last_contact_on) != before
    taken = take_back(session, desk, now)
    assert taken is not None
    assert taken[0].what.text == WORDS[f"task {act}"].text
    session.refresh(client)
    assert (tasks.lines(session, now), client.promise_on, client.last_contact_on) == before


def test_what_was_closed_stays_on_the_list_for_a_fortnight(session: Session, scene: Scene) -> None:
    scene.build.task(scene.client, state=TaskState.DONE, closed_on=TODAY - timedelta(days=14))
    scene.build.task(scene.client, state=TaskState.DONE, closed_on=TODAY - timedelta(days=15))
    other = scene.build.manager("Олег [/]")
    assert len(tasks.lines(session, scene.now)) == 2
    assert len(tasks.lines(session, scene.now, scene.client.manager_id)) == 2
    assert tasks.lines(session, scene.now, other.id) == ()


def test_every_manager_with_a_task_has_a_sheet_and_one_asked_for_always(session: Session, scene: Scene) -> None:
    """R29: a manager's sheet for the day and the week."""
    other = scene.build.manager("Абрам [/]")
    (sheet,) = tasks.sheets(session, scene.now)
    assert [line.task.id for line in sheet.parts[When.OVERDUE].clients] == [scene.plan.id]
    tasks.add(session, scene.desk, _fields(other.id), scene.now)
    assert [sheet.manager for sheet in tasks.sheets(session, scene.now)] == ["Абрам [/]", sheet.manager]
    third = scene.build.manager("Вера")
    (empty,) = tasks.sheets(session, scene.now, third.id)
    assert (empty.manager, empty.lines) == ("Вера", ())


def test_a_closed_task_is_not_changed_any_more(session: Session, scene: Scene) -> None:
    tasks.drop(session, scene.desk, scene.plan.id, "x", scene.now)
    changes: list[Callable[[], Task]] = [
        lambda: tasks.finish(session, scene.desk, scene.plan.id, scene.now),
        lambda: tasks.drop(session, scene.desk, scene.plan.id, "y", scene.now),
        lambda: tasks.move(session, scene.desk, scene.plan.id, Move(FRIDAY, "y"), scene.now),
    ]
    for change in changes:
        with pytest.raises(ConflictError):
            change()
    assert session.get_one(TaskRow, scene.plan.id).reason == "x"
