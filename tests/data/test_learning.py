"""How everybody learns, read from the reviews (R32, R34, R35, R38)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.learning import Learner, WeekPoint
from cockpit.method.scope import DEPARTMENT, Scope
from cockpit.method.share import Share
from cockpit.method.words import SittingState, Slot, TaskState, Temperature, Verdict
from data.learning import learning
from data.rework import is_rework, needed_rework
from data.tables import ManagerRow, ReviewRow, SegmentRow, SittingRow
from tests.data.builders import NOW, Builder

MONDAY = date(2026, 11, 16)
TUESDAY, FRIDAY, SATURDAY = (MONDAY + timedelta(days=n) for n in (1, 4, 5))
NEXT = MONDAY + timedelta(days=7)


class Past:
    """Writes sittings and reviews of the past, which nothing else follows from."""

    def __init__(self, session: Session, desk: Desk) -> None:
        self.session = session
        self.build = Builder(session)
        self._head = desk.head
        self._number = count()

    def sitting(self, manager: ManagerRow, day: date, slot: Slot = Slot.MORNING, head: str = "") -> int:
        """Hold a sitting, or return the one that was."""
        found = self.session.scalar(
            select(SittingRow.id).where(
                SittingRow.manager_id == manager.id, SittingRow.day == day, SittingRow.slot == slot
            )
        )
        if found is not None:
            return found
        row = SittingRow(
            manager_id=manager.id,
            head=head or self._head,
            day=day,
            slot=slot,
            started_at=_at(day, 0),
            state=SittingState.COMPLETE,
            lanes={},
        )
        self.session.add(row)
        self.session.flush()
        return row.id

    def review(
        self, manager: ManagerRow, day: date, seconds: float = 200.0, slot: Slot = Slot.MORNING, **columns: Any
    ) -> ReviewRow:
        """Review a client; with a verdict it had a plan, due that day."""
        head = columns.pop("head", self._head)
        client = columns.pop("client", None) or self.build.client(manager).id
        verdict = columns.get("verdict")
        columns.setdefault("first", verdict is None)
        columns.setdefault("planned_due_on", None if verdict is None else day)
        row = ReviewRow(
            sitting_id=self.sitting(manager, day, slot, head),
            client_id=client,
            head=head,
            reviewed_at=columns.pop("reviewed_at", _at(day, next(self._number))),
            seconds=seconds,
            wall_seconds=seconds,
            temperature=Temperature.WARM,
            **columns,
        )
        self.session.add(row)
        self.session.flush()
        return row


def _at(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=NOW.tzinfo) + timedelta(minutes=minute)


@pytest.fixture
def past(session: Session, desk: Desk) -> Past:
    return Past(session, desk)


@pytest.fixture
def anna(past: Past) -> ManagerRow:
    return past.build.manager()


def _of(session: Session, desk: Desk, scope: Scope = DEPARTMENT, **days: date | None) -> Learner:
    found = learning(session, desk, NOW, days.get("start"), days.get("end")).of(scope)
    assert found is not None
    return found


def test_minutes_of_a_sitting_tell_first_and_repeat_reviews_apart(
    past: Past, anna: ManagerRow, session: Session, desk: Desk
) -> None:
    """R32, R35: undone reviews and those under five seconds count nowhere."""
    for seconds in (1200.0, 1800.0):
        past.review(anna, MONDAY, seconds)
    for seconds in (240.0, 600.0, 59.0):
        past.review(anna, MONDAY, seconds, verdict=Verdict.REACHED)
    past.review(anna, MONDAY, 100.0, undone_at=NOW)
    past.review(anna, MONDAY, 4.9)
    past.review(anna, MONDAY, 90.0, Slot.AFTERNOON, verdict=Verdict.PARTLY)
    morning, afternoon = _of(session, desk, Scope.manager(anna.id)).sittings
    assert (morning.day, morning.slot, afternoon.slot) == (MONDAY, Slot.MORNING, Slot.AFTERNOON)
    assert (morning.every.n, morning.every.median, morning.in_band) == (5, 600.0, 1)
    assert (morning.first.n, morning.first.median) == (2, 1500.0)
    assert (morning.repeat.n, morning.repeat.median) == (3, 240.0)
    assert (afternoon.every.n, afternoon.in_band) == (1, 1)


def test_the_curve_and_the_own_start_are_of_one_head_beside_one_manager(
    past: Past, anna: ManagerRow, session: Session, desk: Desk
) -> None:
    """R32, R35: in the order of the reviews, whatever days are shown."""
    for minute, seconds in enumerate([1800.0] * 10 + [900.0] * 5):
        past.review(anna, MONDAY if minute < 10 else TUESDAY, seconds)
    for _ in range(3):
        past.review(anna, FRIDAY, 5000.0, head="Борис")
    found = _of(session, desk, Scope.manager(anna.id), start=FRIDAY)
    assert found.curve is not None
    assert (found.curve_n, found.curve.points) == (15, ((3.0, 1800.0), (8.0, 1800.0), (13.0, 900.0)))
    assert (found.baseline.n, found.baseline.median) == (10, 1800.0)
    assert [point.day for point in found.sittings] == [FRIDAY]
    assert _of(session, desk).curve is None


def test_a_curve_waits_for_fifteen_reviews(past: Past, anna: ManagerRow, session: Session, desk: Desk) -> None:
    """R35."""
    for _ in range(14):
        past.review(anna, MONDAY)
    found = _of(session, desk, Scope.manager(anna.id))
    assert (found.curve, found.curve_n) == (None, 14)


def test_plans_are_counted_in_the_week_they_were_due(
    past: Past, anna: ManagerRow, session: Session, desk: Desk
) -> None:
    """R34: by their day, or done by it; one due on a Saturday has until Monday."""
    reached: dict[str, Any] = {"verdict": Verdict.REACHED}
    past.review(anna, FRIDAY, **reached)
    past.review(anna, TUESDAY, planned_due_on=FRIDAY, **reached)
    past.review(anna, NEXT, planned_due_on=SATURDAY, **reached)
    past.review(anna, NEXT, planned_due_on=FRIDAY, **reached)
    client = past.build.client(anna)
    plan = past.build.task(client, FRIDAY, state=TaskState.DONE, done_on=FRIDAY)
    past.review(anna, NEXT, planned_due_on=FRIDAY, client=client.id, plan_id=plan.id, **reached)
    past.review(anna, FRIDAY, verdict=Verdict.NOT_REACHED)
    past.review(anna, FRIDAY)
    past.build.task(past.build.client(anna), FRIDAY)
    past.build.task(past.build.client(anna), NOW.date())
    past.build.task(past.build.client(anna), FRIDAY, state=TaskState.DROPPED)
    before, running = _of(session, desk, Scope.manager(anna.id)).weeks
    assert (before.start, before.hit, before.open) == (MONDAY, Share(4, 6), 1)
    assert (running.start, running.hit, running.open) == (NEXT, Share(), 0)


@pytest.mark.parametrize(
    ("columns", "reworked"),
    [
        ({"verdict": Verdict.REACHED}, 0),
        ({"verdict": Verdict.PARTLY}, 1),
        ({"verdict": Verdict.NOT_REACHED}, 1),
        ({"verdict": Verdict.NO_CONTACT}, 0),
        ({"verdict": Verdict.REACHED, "correction": "Перезвонить [сразу]"}, 1),
        ({"verdict": Verdict.REACHED, "error_type": "late"}, 1),
        ({"verdict": Verdict.NO_CONTACT, "correction": "Позвонить", "outside_control": True}, 0),
        ({"verdict": Verdict.PARTLY, "outside_control": True}, 1),
    ],
)
def test_rework_is_a_missed_plan_or_a_correction(
    past: Past, anna: ManagerRow, session: Session, desk: Desk, columns: dict[str, Any], reworked: int
) -> None:
    """R38: first reviews are counted apart; the rule is the same for one review at hand."""
    review = past.review(anna, MONDAY, **columns)
    past.review(anna, MONDAY, correction="Первый разбор")
    past.review(anna, MONDAY, undone_at=NOW, **columns)
    [week] = _of(session, desk).weeks
    assert (week.rework, week.first) == (Share(reworked, 1), 1)
    assert needed_rework(review) is bool(reworked)
    assert session.scalar(select(func.count()).select_from(ReviewRow).where(is_rework(), ~ReviewRow.first)) == reworked


def test_a_segment_and_the_department_add_their_managers_up(
    past: Past, anna: ManagerRow, session: Session, desk: Desk
) -> None:
    """R34, R38: pooled by half a day; who left and has nothing in these days is not shown."""
    part = SegmentRow(name="Розница [/]")
    session.add(part)
    session.flush()
    boris = past.build.manager("Борис", segment_id=part.id)
    gone = past.build.manager("Глеб", left_on=MONDAY)
    past.review(anna, MONDAY, 100.0, verdict=Verdict.REACHED)
    past.review(boris, MONDAY, 300.0, verdict=Verdict.PARTLY)
    found = learning(session, desk, NOW, None, None)
    assert [learner.scope for learner in found.learners] == [
        DEPARTMENT,
        Scope.segment(part.id),
        Scope.segment(None),
        Scope.manager(anna.id),
        Scope.manager(boris.id),
    ]
    whole = found.learners[0]
    assert [(point.every.n, point.every.median, point.in_band) for point in whole.sittings] == [(2, 200.0, 2)]
    assert whole.weeks == (WeekPoint(MONDAY, Share(1, 2), 0, Share(1, 2), 0),)
    assert (whole.baseline.n, whole.baseline.median) == (2, 200.0)
    past.review(gone, MONDAY, 100.0)
    assert learning(session, desk, NOW, None, None).of(Scope.manager(gone.id)) is not None
    assert learning(session, desk, NOW, NEXT, None).of(Scope.manager(gone.id)) is None


def test_days_choose_the_sittings_and_the_reviews_of_plans_alike(
    past: Past, anna: ManagerRow, session: Session, desk: Desk
) -> None:
    """R34: what is told of plans and rework is of the days that the reviews are of, not of their whole weeks."""
    for day in (MONDAY - timedelta(days=3), MONDAY, FRIDAY, NEXT):
        past.review(anna, day, verdict=Verdict.REACHED)
    found = _of(session, desk, start=TUESDAY, end=SATURDAY)
    assert [point.day for point in found.sittings] == [FRIDAY]
    assert [(week.start, week.rework.whole) for week in found.weeks] == [(MONDAY, 1)]
    assert found.in_band.whole == found.rework.whole == found.hit.whole == 1


def test_five_minutes_are_reached_with_the_last_sittings_whatever_the_curve_says(
    past: Past, anna: ManagerRow, session: Session, desk: Desk
) -> None:
    """R35: three sittings with five reviews in all within five minutes."""
    for _ in range(15):
        past.review(anna, MONDAY, 900.0)
    for day, number in ((TUESDAY, 1), (TUESDAY + timedelta(days=1), 2), (FRIDAY, 2)):
        before = _of(session, desk, Scope.manager(anna.id)).curve
        assert before is not None
        assert before.more != 0
        for _ in range(number):
            past.review(anna, day, 290.0)
    after = _of(session, desk, Scope.manager(anna.id)).curve
    assert after is not None
    assert after.more == 0


def test_without_managers_there_is_an_empty_department(session: Session, desk: Desk) -> None:
    """R32."""
    found = learning(session, desk, NOW, None, None)
    assert [(each.scope, each.sittings, each.weeks) for each in found.learners] == [(DEPARTMENT, (), ())]
