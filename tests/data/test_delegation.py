"""Who can hand over, read from the reviews (R39)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from cockpit.language import tell
from cockpit.method.delegation import Finding
from cockpit.method.desk import Desk
from cockpit.method.norms import DelegationRule
from cockpit.method.scope import Scope
from cockpit.method.share import Share
from cockpit.method.words import Slot, Verdict
from data.delegation import delegation
from data.tables import ManagerRow, SegmentRow
from tests.data.builders import NOW, Builder
from tests.data.test_learning import Past

THIS = date(2026, 11, 23)
HEAD, DEPUTY = "Ирина [глава]", "Олег"


@pytest.fixture
def past(session: Session, desk: Desk) -> Past:
    return Past(session, desk)


@pytest.fixture
def retail(session: Session) -> SegmentRow:
    row = SegmentRow(name="Розница [/]", head=HEAD, deputy=DEPUTY)
    session.add(row)
    session.flush()
    return row


@pytest.fixture
def anna(past: Past, retail: SegmentRow) -> ManagerRow:
    return past.build.manager(segment_id=retail.id)


def _weeks_of(past: Past, manager: ManagerRow, *, weeks: int, missed: int = 1, seconds: float = 200.0) -> None:
    """Hold ten reviews of plans in each of the last whole weeks."""
    for back in range(1, weeks + 1):
        day = THIS - timedelta(weeks=back)
        for number in range(10):
            past.review(manager, day, seconds, verdict=Verdict.PARTLY if number < missed else Verdict.REACHED)


def _both(past: Past, manager: ManagerRow, *, clients: int, equal: int) -> None:
    """Let head and deputy review the same clients on one day."""
    day = THIS - timedelta(days=6)
    for number in range(clients):
        client = past.build.client(manager).id
        past.review(manager, day, verdict=Verdict.REACHED, client=client)
        verdict = Verdict.REACHED if number < equal else Verdict.NOT_REACHED
        past.review(manager, day, slot=Slot.AFTERNOON, head=" олег", verdict=verdict, client=client)


def test_a_segment_that_meets_all_conditions_can_be_handed_over(
    past: Past, anna: ManagerRow, retail: SegmentRow, session: Session, desk: Desk
) -> None:
    """R39: the running week does not count, names are compared without case and spaces."""
    _weeks_of(past, anna, weeks=4)
    _both(past, anna, clients=10, equal=9)
    past.review(anna, THIS, 250.0, verdict=Verdict.NOT_REACHED)
    found = delegation(session, desk, NOW)
    segment, manager = found.rows
    assert (segment.scope, manager.scope) == (Scope.segment(retail.id), Scope.manager(anna.id))
    for row in found.rows:
        assert (row.ready, row.below, row.head, row.deputy) == (True, 4, HEAD, DEPUTY)
        assert (row.agreement, row.deputy_reviews) == (Share(9, 10), 10)
        assert row.minutes.n == row.in_band.whole == 61
        assert [week.rework.whole for week in row.weeks] == [0, 0, 0, 0, 10, 10, 10, 30]


def test_a_new_department_is_told_what_is_missing(
    anna: ManagerRow, retail: SegmentRow, session: Session, desk: Desk
) -> None:
    """R39: nothing is proven, and everything says how much more it needs."""
    row = delegation(session, desk, NOW).of(Scope.segment(retail.id))
    assert row is not None
    assert {check.finding for check in row.checks} == {Finding.UNPROVEN}
    assert [tell(sentence) for sentence in row.missing] == [
        "not proven yet: no week has 5 reviews of plans",
        "minutes not proven yet: 0 of 20 repeat reviews in these weeks",
        "Олег has not reviewed yet: 10 clients reviewed by both are needed",
    ]


def test_a_week_of_holidays_is_passed_over(past: Past, anna: ManagerRow, session: Session, desk: Desk) -> None:
    """R39: three weeks, one without a sitting, and one more are four in a row."""
    for back in (1, 2, 3, 5):
        for _ in range(10):
            past.review(anna, THIS - timedelta(weeks=back), verdict=Verdict.REACHED)
    assert {row.below for row in delegation(session, desk, NOW).rows} == {4}


def test_line_and_weeks_are_those_of_the_desk(past: Past, anna: ManagerRow, session: Session, desk: Desk) -> None:
    """R39: they are settings."""
    _weeks_of(past, anna, weeks=4, missed=3)
    assert delegation(session, desk, NOW).rows[0].below == 0
    found = delegation(session, replace(desk, delegation=DelegationRule(line=0.4, weeks=2)), NOW)
    assert (found.rule.weeks, found.rows[0].below, len(found.rows[0].weeks)) == (2, 2, 4)
    assert found.rows[0].checks[0].finding is Finding.MET


def test_what_was_undone_or_is_another_heads_is_no_agreement(
    past: Past, anna: ManagerRow, session: Session, desk: Desk
) -> None:
    """R39."""
    _both(past, anna, clients=1, equal=1)
    day, client = THIS - timedelta(days=6), past.build.client(anna).id
    past.review(anna, day, verdict=Verdict.REACHED, client=client)
    past.review(anna, day, verdict=Verdict.REACHED, client=client, head=DEPUTY, undone_at=NOW)
    past.review(anna, day, verdict=Verdict.REACHED, client=client, head="Борис")
    row = delegation(session, desk, NOW).rows[0]
    assert (row.agreement, row.deputy_reviews) == (Share(1, 1), 1)


def test_managers_without_a_segment_come_last_and_those_who_left_do_not(
    anna: ManagerRow, retail: SegmentRow, session: Session, desk: Desk
) -> None:
    """R39: without a segment there is no deputy."""
    build = Builder(session)
    boris = build.manager("Борис")
    build.manager("Глеб", segment_id=retail.id, left_on=THIS)
    rows = delegation(session, desk, NOW).rows
    assert [row.scope for row in rows] == [
        Scope.segment(retail.id),
        Scope.manager(anna.id),
        Scope.segment(None),
        Scope.manager(boris.id),
    ]
    assert tell(rows[-1].missing[-1]) == "without a segment there is no deputy: put the managers into one"
