"""The second sitting of a day, the high-check line in a sitting, and what makes one complete."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from cockpit.language import tell
from cockpit.method.draft import ReviewDraft
from cockpit.method.money import Money
from cockpit.method.records import Deferral, Sitting
from cockpit.method.review import NextTask
from cockpit.method.words import Horizon, Lane, SittingState, Temperature, Verdict
from data import reviews, sittings
from data.changes import Pen
from data.queue import lines, view
from data.summaries import summary
from data.tables import ClientRow, DealRow, ManagerRow, PlaybookRow, SittingRow, TaskRow
from data.upkeep import refresh
from tests.data.builders import NOW, TODAY, Builder, Scene, outcome

AFTERNOON = NOW.replace(hour=15)
WEDNESDAY = TODAY + timedelta(days=2)


def _in_touch(scene: Scene) -> ClientRow:
    """Make a client with nothing to do about it today."""
    manager = scene.session.get_one(ManagerRow, scene.client.manager_id)
    client = scene.build.client(manager, created_at=scene.now)
    scene.build.deal(client, 10_000_000, last_activity_on=TODAY)
    refresh(scene.session, scene.desk, (client.id,), scene.now)
    return client


def _deal_moves(scene: Scene, client: ClientRow, stage: str, at: datetime) -> None:
    """Let a file or a hand move the client's deal on."""
    session = scene.session
    deal = session.query(DealRow).filter_by(client_id=client.id).one()
    Pen(session, at).deal(deal, {"stage": stage})
    refresh(session, scene.desk, (client.id,), at)


def _sit(scene: Scene, at: datetime, *, high_only: bool | None = None) -> Sitting:
    return sittings.sit_down(scene.session, scene.desk, scene.client.manager_id, at, high_only=high_only)


def _why(scene: Scene, client: ClientRow, at: datetime) -> tuple[Lane, str]:
    [line] = lines(scene.session, scene.desk, (client.id,), at)
    return line.lane, tell(line.why)


def test_the_second_sitting_of_a_day_is_about_what_was_promised_and_what_changed(scene: Scene) -> None:
    """R4: reviewed in the morning and due again today comes first, then who changed; nobody else is in the order."""
    session = scene.session
    still, moved = _in_touch(scene), _in_touch(scene)
    _deal_moves(scene, still, "КП", scene.now - timedelta(hours=1))
    today = NextTask("Позвонить", "Счёт оплачен", TODAY, Horizon.DAY)
    scene.save(scene.reached(next_task=today), 5)
    _deal_moves(scene, moved, "Договор", scene.now + timedelta(hours=2))
    found = view(session, scene.desk, scene.client.manager_id, AFTERNOON)
    assert found.second
    assert found.lanes[Lane.PROMISED] == (scene.client.id,)
    assert (found.lanes[Lane.CHANGED], found.lanes[Lane.REST]) == ((moved.id,), (still.id,))
    assert _why(scene, moved, AFTERNOON) == (Lane.CHANGED, "changed since the morning: stage, temperature")
    assert _why(scene, moved, scene.now)[0] is Lane.REST, "the morning has no such lane"
    sitting = _sit(scene, AFTERNOON)
    assert sitting.order == (scene.client.id, moved.id)
    assert sitting.due == {scene.client.id}
    again = view(session, scene.desk, scene.client.manager_id, AFTERNOON)
    assert (again.second, again.lanes) == (True, found.lanes)


def test_who_was_reviewed_in_the_morning_stays_out_of_the_second_sitting(scene: Scene) -> None:
    """R4: reviewed without contact, and even with the next task dropped: not due again on the same day."""
    session = scene.session
    scene.deal.last_activity_on = TODAY - timedelta(days=40)
    scene.save(scene.reached(verdict=Verdict.NO_CONTACT, contacted=False))
    task = scene.open_task()
    assert task is not None
    session.delete(task)
    refresh(session, scene.desk, (scene.client.id,), scene.now)
    found = view(session, scene.desk, scene.client.manager_id, AFTERNOON)
    assert (found.lanes[Lane.SILENT], found.lanes[Lane.REST]) == ((), (scene.client.id,))
    assert found.sitting is None
    assert _sit(scene, AFTERNOON).order == ()


def test_a_change_that_a_review_has_seen_is_none_and_a_task_done_today_is_one(scene: Scene) -> None:
    """R4."""
    client = _in_touch(scene)
    scene.save(scene.reached(), 5)
    _deal_moves(scene, client, "КП", scene.now + timedelta(minutes=30))
    _deal_moves(scene, scene.client, "КП", scene.now + timedelta(minutes=1))
    manager = scene.client.manager_id
    assert view(scene.session, scene.desk, manager, AFTERNOON).lanes[Lane.CHANGED] == (client.id,)
    sitting = _sit(scene, AFTERNOON)
    decided = outcome(client.id, next_task=NextTask("Позвонить", "Согласен", WEDNESDAY, Horizon.DAY))
    reviews.save(scene.session, scene.desk, sitting.id, decided, AFTERNOON)
    sittings.end(scene.session, scene.desk, sitting.id, AFTERNOON)
    assert view(scene.session, scene.desk, manager, AFTERNOON).lanes[Lane.CHANGED] == ()
    plan = scene.session.query(TaskRow).filter_by(client_id=client.id).one()
    plan.done_on = TODAY
    scene.session.flush()
    assert _why(scene, client, AFTERNOON) == (Lane.CHANGED, "changed since the morning: task done")


def test_without_a_sitting_in_the_morning_the_afternoon_is_the_first_of_the_day(scene: Scene) -> None:
    """R4: the morning's sitting was opened and nobody was reviewed in it."""
    rest = _in_touch(scene)
    found = view(scene.session, scene.desk, scene.client.manager_id, AFTERNOON)
    assert not found.second
    sitting = _sit(scene, AFTERNOON)
    assert sitting.order == (scene.client.id, rest.id)


def _line(session: Session, minor: int) -> None:
    body = {"high_check": {"amount": [minor, "RUB"]}}
    session.add(PlaybookRow(segment_id=None, body=body, changed_at=NOW, changed_by="Ирина"))
    session.flush()


@pytest.fixture
def three(session: Session, scene: Scene) -> tuple[ClientRow, ClientRow, ClientRow]:
    """The scene's client with 500,000 roubles, one promised with 100,000 and one whose 900,000 are an estimate."""
    _line(session, 50_000_000)
    manager = session.get_one(ManagerRow, scene.client.manager_id)
    small, guessed = (scene.build.client(manager) for _ in range(2))
    scene.build.deal(small, 10_000_000)
    scene.build.deal(guessed, None, estimate_minor=90_000_000, currency="RUB")
    for client in (small, guessed):
        scene.build.task(client)
    refresh(session, scene.desk, None, scene.now)
    return scene.client, small, guessed


def test_high_check_clients_alone_and_what_that_leaves_out_as_number_and_sum(
    scene: Scene, three: tuple[ClientRow, ClientRow, ClientRow]
) -> None:
    """R43: an estimate reaches no line, and is in no sum."""
    large, *_ = three
    manager = large.manager_id
    sittings.end(scene.session, scene.desk, scene.sitting, scene.now)
    found = view(scene.session, scene.desk, manager, scene.now, high_only=True)
    assert (found.line, found.high_only) == (Money(50_000_000, "RUB"), True)
    assert found.lanes[Lane.PROMISED] == (large.id,)
    assert (found.left_out, found.left_out_money) == (2, (Money(10_000_000, "RUB"),))
    everybody = view(scene.session, scene.desk, manager, scene.now)
    assert (len(everybody.lanes[Lane.PROMISED]), everybody.left_out, everybody.high_only) == (3, 0, False)
    assert everybody.line == found.line


def test_the_line_can_be_drawn_through_an_open_sitting_and_taken_away(
    scene: Scene, three: tuple[ClientRow, ClientRow, ClientRow]
) -> None:
    """R43, R7: who was reviewed already stays; completeness judges those above the line and says what it left out."""
    session, desk, (large, small, guessed) = scene.session, scene.desk, three
    scene.recruit()
    _sit(scene, scene.now)
    decided = outcome(small.id, session.query(TaskRow).filter_by(client_id=small.id).one().id)
    reviews.save(session, desk, scene.sitting, decided, scene.now)
    drawn = sittings.set_high_only(session, desk, scene.sitting, scene.now, on=True)
    assert (drawn.line, set(drawn.order)) == (Money(50_000_000, "RUB"), {large.id, small.id})
    assert (drawn.left_out, drawn.left_out_money) == (1, ())
    assert _sit(scene, scene.now).left_out == 1, "going on keeps the line"
    sittings.defer(session, desk, scene.sitting, Deferral(large.id, WEDNESDAY, "отпуск"), scene.now)
    sentence = summary(session, desk, scene.sitting, scene.now).state_sentence
    assert tell(sentence).replace("\u00a0", " ") == (
        "Complete: reviewed 1, put off 1, nobody is left. Below ₽500,000 1 client was left out."
    )
    sittings.set_high_only(session, desk, scene.sitting, scene.now, on=False)
    sittings.defer(session, desk, scene.sitting, Deferral(guessed.id, WEDNESDAY, "отпуск"), scene.now)
    drawn = sittings.set_high_only(session, desk, scene.sitting, scene.now, on=True)
    assert (set(drawn.order), drawn.left_out) == ({large.id, small.id}, 1), "who was put off below it is left out"
    back = sittings.set_high_only(session, desk, scene.sitting, scene.now, on=False)
    assert (back.line, back.left_out, back.order) == (None, 0, (large.id, guessed.id, small.id))
    again = _sit(scene, scene.now, high_only=True)
    sittings.end(session, desk, again.id, scene.now)
    ended = sittings.record(session, session.get_one(SittingRow, scene.sitting))
    assert (ended.state, ended.left_out) == (SittingState.COMPLETE, 1)


def test_without_a_line_there_is_nothing_to_leave_out(scene: Scene) -> None:
    """R43."""
    sitting = sittings.set_high_only(scene.session, scene.desk, scene.sitting, scene.now, on=True)
    assert (sitting.line, sitting.left_out, sitting.order) == (None, 0, (scene.client.id,))
    found = view(scene.session, scene.desk, scene.client.manager_id, scene.now, high_only=True)
    assert (found.line, found.high_only) == (None, False)


def _nothing(_scene: Scene) -> None:
    """Leave the scene as it is: nobody can pay."""


def _hot(scene: Scene) -> None:
    scene.deal.stage = "Договор"
    refresh(scene.session, scene.desk, (scene.client.id,), scene.now)


def _stopped(scene: Scene) -> None:
    scene.build.risk(scene.client, stops_payment=True)
    _hot(scene)


def _dropped(scene: Scene) -> None:
    scene.recruit().closed_on = TODAY
    scene.session.query(TaskRow).filter(TaskRow.ladder.is_not(None)).update({"state": "dropped"})


def _recruiting(scene: Scene) -> None:
    scene.recruit()


@pytest.mark.parametrize(
    ("prepare", "due"),
    [(_nothing, True), (_hot, False), (_stopped, True), (_recruiting, False), (_dropped, True)],
)
def test_with_nobody_who_can_pay_a_sitting_is_complete_with_a_recruiting_task_alone(
    scene: Scene, prepare: Callable[[Scene], None], due: bool
) -> None:
    """R13, R14, R7."""
    prepare(scene)
    hot = scene.client.temperature
    scene.save(scene.reached(temperature=hot, draft=ReviewDraft(scene.client.id)))
    open_still = view(scene.session, scene.desk, scene.client.manager_id, scene.now).sitting
    assert open_still is not None
    assert open_still.recruiting_due is due
    sittings.end(scene.session, scene.desk, scene.sitting, scene.now)
    found = summary(scene.session, scene.desk, scene.sitting, scene.now)
    assert found.sitting.state is (SittingState.INCOMPLETE if due else SittingState.COMPLETE)
    assert found.sitting.recruiting_due is due
    text = tell(found.state_sentence)
    assert text == (
        "Nobody can pay: the recruiting task is missing." if due else "Complete: reviewed 1, put off 0, nobody is left."
    )
    assert (hot is Temperature.HOT) == (prepare in {_hot, _stopped})


def test_a_manager_without_clients_needs_a_recruiting_task_as_well(scene: Scene) -> None:
    """R14."""
    build = Builder(scene.session)
    empty = build.manager("Новичок")
    sitting = sittings.sit_down(scene.session, scene.desk, empty.id, scene.now)
    assert (sitting.order, sitting.recruiting_due) == ((), True)
    build.recruiting(empty.id)
    assert not sittings.sit_down(scene.session, scene.desk, empty.id, scene.now).recruiting_due
