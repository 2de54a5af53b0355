"""The reviews behind what is told of learning, on both databases."""

from __future__ import annotations

from datetime import timedelta

from cockpit.method.scope import DEPARTMENT, Scope
from data import sittings, undo
from data.learning_rows import behind
from data.tables import ManagerRow, SegmentRow
from tests.data.builders import TODAY, Scene, outcome


def test_the_reviews_of_a_scope_and_a_time_are_read_the_latest_first(scene: Scene) -> None:
    """Rule 5: a number opens its rows; the scope and the days are those of the figure."""
    plan = scene.open_task()
    first = scene.save(outcome(scene.client.id, plan.id if plan else None), 1)
    manager = scene.client.manager_id
    sittings.end(scene.session, scene.desk, scene.sitting, scene.now + timedelta(minutes=2))
    scene.sitting = sittings.sit_down(scene.session, scene.desk, manager, scene.now).id
    plan = scene.open_task()
    second = scene.save(outcome(scene.client.id, plan.id if plan else None), 5)

    for scope in (DEPARTMENT, Scope.manager(manager), Scope.segment(None)):
        total, found = behind(scene.session, scope, None, TODAY, 10)
        assert (total, [each.id for each in found]) == (2, [second.id, first.id])
    assert behind(scene.session, Scope.manager(manager + 1), None, TODAY, 10) == (0, ())
    assert behind(scene.session, DEPARTMENT, TODAY + timedelta(days=1), TODAY + timedelta(days=1), 10) == (0, ())
    assert behind(scene.session, DEPARTMENT, None, TODAY - timedelta(days=1), 10) == (0, ())
    total, found = behind(scene.session, DEPARTMENT, TODAY, TODAY, 1)
    assert (total, [each.id for each in found]) == (2, [second.id])


def test_a_segment_has_the_reviews_of_its_managers_and_what_was_taken_back_counts_nowhere(scene: Scene) -> None:
    plan = scene.open_task()
    scene.save(outcome(scene.client.id, plan.id if plan else None), 1)
    segment = SegmentRow(name="Key [/]")
    scene.session.add(segment)
    scene.session.flush()
    manager = scene.session.get_one(ManagerRow, scene.client.manager_id)
    manager.segment_id = segment.id
    scene.session.flush()
    assert behind(scene.session, Scope.segment(segment.id), None, TODAY, 10)[0] == 1
    assert behind(scene.session, Scope.segment(None), None, TODAY, 10)[0] == 0
    undo.take_back(scene.session, scene.desk, scene.now + timedelta(minutes=2))
    assert behind(scene.session, DEPARTMENT, None, TODAY, 10) == (0, ())
