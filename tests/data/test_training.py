"""The corrections as they are read for training, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import update

from cockpit.method.money import Money
from cockpit.method.playbook import Competency, ErrorType, Playbook, own
from cockpit.method.records import Review
from cockpit.method.training import EVERYBODY, Pair, Training
from cockpit.method.words import DealStatus, Ending, Skill, Verdict
from data import sittings, undo
from data.playbook_changes import Keeper, own_parts
from data.summaries import summary
from data.tables import PlaybookRow, SegmentRow, SittingRow
from data.training import pairs, training
from tests.data.builders import TODAY, Scene, outcome


def corrected(scene: Scene, minutes: int = 0, **fields: object) -> Review:
    """Save a correction of the scene's client, which judges the plan that is open."""
    task = scene.open_task()
    given = {"verdict": Verdict.NOT_REACHED, "correction": "Звонить [раньше]", "error_type": "late"} | fields
    return scene.save(outcome(scene.client.id, task.id if task else None, **given), minutes)


def read(scene: Scene) -> Training:
    return training(scene.session, None, TODAY)


def test_a_correction_is_read_with_its_manager_its_client_and_what_the_miss_cost(scene: Scene) -> None:
    """R38, R53: the delay is that to the next review, the loss that of the deal lost since."""
    corrected(scene, competency="order")
    scene.session.execute(
        update(SittingRow).where(SittingRow.id == scene.sitting).values(day=TODAY - timedelta(days=2))
    )
    scene.build.deal(scene.client, 70_000, status=DealStatus.LOST, closed_on=TODAY)
    scene.build.deal(scene.client, 90_000, status=DealStatus.LOST, closed_on=date(2026, 11, 1))
    (found,) = read(scene).corrections
    assert (found.client, found.text) == (scene.client.name, "Звонить [раньше]")
    assert (found.error_type, found.competency, found.on) == ("late", "order", TODAY - timedelta(days=2))
    assert found.money == Money(50_000_000, "RUB")
    assert found.delay_days is None, "the next review has not come"
    assert found.lost == (Money(70_000, "RUB"),)
    sittings.end(scene.session, scene.desk, scene.sitting, scene.now)
    scene.sitting = sittings.sit_down(scene.session, scene.desk, scene.client.manager_id, scene.now).id
    corrected(scene, 5)
    later, earlier = read(scene).corrections
    assert earlier.delay_days == (TODAY - date(2026, 11, 20)).days
    assert earlier.lost == ()
    assert later.lost == (Money(70_000, "RUB"),)


def test_only_corrections_of_the_window_that_count_are_read(scene: Scene) -> None:
    """R53: what was outside control, taken back or reached is none."""
    corrected(scene)
    undo.take_back(scene.session, scene.desk, scene.now + timedelta(minutes=1))
    corrected(scene, 2, outside_control=True)
    scene.save(outcome(scene.client.id, getattr(scene.open_task(), "id", None)), 3)
    assert read(scene).corrections == ()
    corrected(scene, 4)
    assert read(scene).n == 1
    assert training(scene.session, TODAY + timedelta(days=1), TODAY + timedelta(days=9)).n == 0
    assert training(scene.session, None, TODAY - timedelta(days=1)).n == 0


def test_the_lists_are_those_of_the_department_with_what_was_given_and_is_in_none(scene: Scene) -> None:
    """R38, R53: from editable lists."""
    listed = [{"id": "own", "label": "Own [list]", "skill": "product"}]
    scene.session.add(PlaybookRow(body={"competencies": listed}, changed_at=scene.now, changed_by="Ирина"))
    scene.session.flush()
    corrected(scene, competency="order", error_type="gone")
    found = read(scene)
    assert [each.id for each in found.competencies] == ["own", "order"]
    assert found.error("gone") is not None
    assert found.cells("competency")[EVERYBODY, "order"].n == 1


def test_what_was_taken_out_of_its_list_keeps_its_last_name(scene: Scene) -> None:
    """R38, R53: also where a segment goes back to the lists of the department."""
    session, now = scene.session, scene.now
    segment = SegmentRow(name="Опт")
    session.add(segment)
    session.flush()
    mine = Competency("mine", own("Считать [ROI]"), Skill.PRODUCT)
    rude = ErrorType("rude", own("Грубил"))
    renamed = replace(mine, label=own("Считать окупаемость"))
    for listed in ((mine,), (renamed,), ()):
        Keeper(session, scene.desk, now).save(None, "competencies", listed)
    Keeper(session, scene.desk, now).save(segment.id, "error_types", (rude,))
    Keeper(session, scene.desk, now).inherit(segment.id, "error_types")
    corrected(scene, competency="mine", error_type="rude")
    corrected(scene, 1, competency="order")
    found = read(scene)
    assert (found.competency("mine"), found.error("rude")) == (renamed, rude)
    assert found.competency("order") == Playbook().competency("order"), (
        "the program's own, which is in the list no more"
    )
    undo.take_back(session, scene.desk, now + timedelta(minutes=2))
    Keeper(session, scene.desk, now).save(None, "competencies", (mine,))
    assert read(scene).competency("mine") == mine
    assert own_parts(session, None) == {"competencies"}


def test_pairs_are_counted_over_the_department(scene: Scene) -> None:
    """R53: what is proposed on the card."""
    corrected(scene, competency="order")
    corrected(scene, 1, competency="order")
    corrected(scene, 2, competency="")
    assert pairs(scene.session) == (Pair("late", "order", 2),)


def test_a_client_that_refused_counts_with_his_loss_and_without_open_money(scene: Scene) -> None:
    """R38: deals are lost by errors."""
    corrected(scene, ending=Ending.REFUSED, ending_reason="дорого", next_task=None)
    (found,) = read(scene).corrections
    assert found.money is None
    assert found.lost == (Money(50_000_000, "RUB"),)


def test_the_summary_counts_what_was_filed_under_nothing_and_the_wrong_guesses(scene: Scene) -> None:
    """R36, R38: values, so that the table of training is honest."""
    corrected(scene, error_type="", expected=Verdict.REACHED)
    corrected(scene, 1, expected=Verdict.NOT_REACHED)
    found = summary(scene.session, scene.desk, scene.sitting, scene.now)
    assert (found.corrections, found.untagged) == (2, 1)
    assert (found.guesses, found.surprises) == (2, 1)
