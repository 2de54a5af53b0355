"""What control brings, counted on both databases with numbers by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.method.control import AFTER_REVIEW, Control, Entries, Entry, Heap, Part
from cockpit.method.desk import Desk
from cockpit.method.money import Money, totals
from cockpit.method.norms import Norms
from cockpit.method.queue import neglected as is_neglected
from cockpit.method.scope import DEPARTMENT, Scope
from cockpit.method.share import Share
from cockpit.method.window import Period, Window, window
from cockpit.method.words import DealStatus, SittingState, Slot, Temperature, Verdict
from data import lanes
from data.control import control
from data.control_rows import behind
from data.queue import facts, rules_of
from data.tables import (
    ChangeRow,
    ClientRow,
    OpportunityRow,
    PaymentRow,
    ReviewRow,
    SittingRow,
)
from data.upkeep import refresh
from tests.data.builders import NOW, TODAY, Builder
from tests.data.departments import many_clients, write_clients

DESK = Desk(head="Ирина [глава]", holder="this-program", currency="RUB")
NOVEMBER = window(Period.MONTH, TODAY)
MISS, HIT = Verdict.NOT_REACHED, Verdict.REACHED


class Team:
    """A department in one session."""

    def __init__(self, session: Session) -> None:
        self.session, self.build = session, Builder(session)
        self.anna = self.build.manager()

    def review(self, client: ClientRow, day: date, verdict: Verdict | None = None, **columns: Any) -> ReviewRow:
        """Make a review of five minutes on a day, in that day's sitting."""
        slot = (SittingRow.manager_id == client.manager_id, SittingRow.day == day)
        sitting = self.session.scalar(select(SittingRow).where(*slot))
        at = datetime(day.year, day.month, day.day, 10, tzinfo=NOW.tzinfo)
        if sitting is None:
            sitting = SittingRow(
                manager_id=client.manager_id,
                head="Ирина",
                day=day,
                slot=Slot.MORNING,
                started_at=at,
                state=SittingState.COMPLETE,
                lanes={},
            )
            self.session.add(sitting)
            self.session.flush()
        given = {"seconds": 300.0, "wall_seconds": 360.0, "first": False, "temperature": Temperature.WARM} | columns
        row = ReviewRow(
            sitting_id=sitting.id, client_id=client.id, head="Ирина", reviewed_at=at, verdict=verdict, **given
        )
        self.session.add(row)
        self.session.flush()
        return row

    def pay(self, client: ClientRow, minor: int, on: date, **columns: Any) -> None:
        """Note a payment."""
        self._add(PaymentRow(client_id=client.id, paid_on=on, amount_minor=minor, **{"currency": "RUB"} | columns))

    def find(self, review: ReviewRow, minor: int | None, on: date) -> None:
        """Note an opportunity that a review found."""
        currency = None if minor is None else "RUB"
        self._add(
            OpportunityRow(
                client_id=review.client_id,
                review_id=review.id,
                text="Второй [склад]",
                amount_minor=minor,
                currency=currency,
                found_on=on,
            )
        )

    def _add(self, row: Any) -> None:
        self.session.add(row)
        self.session.flush()

    def read(self, scope: Scope = DEPARTMENT, time: Window = NOVEMBER) -> Control:
        return control(self.session, DESK, scope, time, NOW)

    def rows(self, part: Part, limit: int = 2000, temperature: Temperature | None = None) -> Entries:
        return behind(self.session, DESK, part, DEPARTMENT, NOVEMBER, NOW, limit, temperature)


@pytest.fixture
def team(session: Session) -> Team:
    return Team(session)


def rub(minor: int) -> tuple[Money, ...]:
    return (Money(minor, "RUB"),)


def ended(row: Entry) -> str:
    return row.why.text if row.why else ""


def on(day: int, month: int = 11) -> date:
    return date(2026, month, day)


@pytest.mark.parametrize("norms", [Norms(), Norms(cap=3, promise_stretch=1)])
def test_the_database_finds_the_silent_whom_the_method_finds(session: Session, norms: Norms) -> None:
    """R44: also those put off, those whose promise is over, and those a promise excuses no more."""
    desk = Desk("Ирина", "here", "RUB", norms)
    manager = Builder(session).manager()
    write_clients(session, manager.id, many_clients(11, 1500))
    rules = rules_of(session, desk, manager.id, NOW)
    found = set(session.scalars(select(ClientRow.id).where(ClientRow.is_open, lanes.neglected(rules))))
    rows = session.scalars(select(ClientRow).where(ClientRow.is_open))
    assert found == {row.id for row in rows if is_neglected(facts(row, rules.currency, NOW), rules)}
    assert found


def test_the_silent_are_those_of_the_silent_lane_by_silence_and_those_whose_promise_is_over(team: Team) -> None:
    """R44: of five open clients two are silent and one broke its promise; who promised a day ahead is not."""
    build = team.build
    silent, broken, promised, fresh, small = (build.client(team.anna) for _ in range(5))
    long_ago = on(1, 10)
    for client, amount, last in (
        (silent, 50_000, long_ago),
        (broken, 20_000, long_ago),
        (promised, 7_000, on(9)),
        (fresh, 9_000, TODAY),
        (small, None, long_ago),
    ):
        build.deal(client, amount, created_on=long_ago, last_activity_on=last)
    build.task(broken, on(20))
    build.task(promised, on(27))
    refresh(team.session, DESK, None, NOW)
    found = team.read().silent
    assert found.share == Share(3, 5)
    assert (found.queued, found.passed, found.put_off) == (2, 1, 0)
    assert found.heap == Heap(3, rub(70_000), 1)
    rows = team.rows(Part.SILENT)
    assert [row.client_id for row in rows.rows] == [silent.id, broken.id, small.id]
    assert (rows.total, team.rows(Part.SILENT, 1).total, len(team.rows(Part.SILENT, 1).rows)) == (3, 3, 1)


def test_extra_money_is_paid_at_most_by_what_came_after_it_was_found(team: Team) -> None:
    """R44: 100 + 40 found and one without an amount; 30 came before, 60 after: 60 paid at most, of one of them."""
    client, other = (team.build.client(team.anna) for _ in range(2))
    review = team.review(client, on(5))
    team.find(review, 10_000, on(5))
    team.find(review, None, on(5))
    team.find(team.review(other, on(6)), 4_000, on(6))
    team.find(team.review(other, on(6), undone_at=NOW), 9_000, on(6))
    team.find(team.review(other, on(30, 10)), 9_000, on(30, 10))
    team.pay(client, 3_000, on(5))
    team.pay(client, 6_000, on(9))
    found = team.read().extra
    assert found.found == Heap(3, rub(14_000), 1)
    assert found.paid == Heap(1, rub(6_000))
    rows = team.rows(Part.FOUND).rows
    assert [(row.money, row.part) for row in rows[:2]] == [
        (Money(10_000, "RUB"), Money(6_000, "RUB")),
        (*rub(4_000), None),
    ]
    assert rows[0].what == "Второй [склад]"


def test_deals_whose_plans_failed_twice_or_that_slipped_stand_beside_the_money_that_came(team: Team) -> None:
    """R37: 500 failed twice, 300 slipped, 200 both: 1,000 in trouble; 70 paid and 25 won without a payment came."""
    build = team.build
    failed, slipped, both, fine, bought = (build.client(team.anna) for _ in range(5))
    for client, amount, slips in ((failed, 50_000, 0), (slipped, 30_000, 2), (both, 20_000, 1), (fine, 90_000, 0)):
        build.deal(client, amount, slips=slips, slip_days=10 * slips)
    for client in (failed, both):
        team.review(client, on(10), HIT)
        team.review(client, on(12), MISS)
        team.review(client, on(16), None)
        team.review(client, on(17), Verdict.NO_CONTACT)
    team.review(fine, on(12), MISS)
    team.review(fine, on(16), Verdict.PARTLY)
    paid = build.deal(bought, 8_000, status=DealStatus.WON, closed_on=on(3))
    build.deal(bought, 2_500, status=DealStatus.WON, closed_on=on(4))
    team.pay(bought, 7_000, on(10), deal_id=paid.id)
    refresh(team.session, DESK, None, NOW)
    found = team.read()
    assert found.failed == Heap(2, rub(70_000))
    assert found.slipped == Heap(2, rub(50_000))
    assert found.trouble == Heap(3, rub(100_000))
    assert (found.came, found.unconfirmed) == (Heap(2, rub(9_500)), rub(2_500))
    assert [row.client_id for row in team.rows(Part.TROUBLE).rows] == [failed.id, slipped.id, both.id]
    assert [row.client_id for row in team.rows(Part.FAILED).rows] == [failed.id, both.id]
    assert [row.money for row in team.rows(Part.CAME).rows] == [Money(7_000, "RUB"), Money(2_500, "RUB")]


def test_losses_after_a_missed_plan_are_told_by_month_and_before_and_since_the_first_sitting(team: Team) -> None:
    """R40: before 28 October 2 of 3 deals were lost, since then 2 of 4, one of them after a missed plan."""
    build = team.build
    client, kept = (build.client(team.anna) for _ in range(2))
    lost, won = {"status": DealStatus.LOST}, {"status": DealStatus.WON}
    build.deal(client, 1_000, closed_on=on(1, 10), **lost)
    build.deal(client, None, closed_on=on(27, 10), **lost)
    build.deal(kept, 1_000, closed_on=on(2, 10), **won)
    team.review(client, on(28, 10), HIT)
    team.review(client, on(9), MISS)
    team.review(kept, on(9), HIT)
    build.deal(client, 4_000, closed_on=on(9), **lost)
    build.deal(kept, 8_000, closed_on=on(10), **lost)
    build.deal(kept, 1_000, closed_on=on(10), **won)
    build.deal(kept, 1_000, closed_on=on(11), **won)
    found = team.read()
    october, november = found.months[-2:]
    assert (october.start, october.lost, october.missed, october.won) == (on(1, 10), Heap(2, rub(1_000), 1), Heap(), 1)
    assert (november.lost, november.missed, november.won) == (Heap(2, rub(12_000)), Heap(1, rub(4_000)), 2)
    assert (found.first_sitting, found.lost_before, found.lost_after) == (on(28, 10), Share(2, 3), Share(2, 4))
    (row,) = team.rows(Part.LOST).rows
    assert (row.client_id, row.money, row.on) == (client.id, Money(4_000, "RUB"), on(9))
    closed = team.rows(Part.CLOSED)
    assert Counter(ended(row) for row in closed.rows) == Counter(
        {
            "lost, before the first sitting": found.lost_before.part,
            "won, before the first sitting": found.lost_before.whole - found.lost_before.part,
            "lost, since the first sitting": found.lost_after.part,
            "won, since the first sitting": found.lost_after.whole - found.lost_after.part,
        }
    )
    assert closed.total == 7


def test_the_hours_of_a_week_stand_beside_its_money_and_that_of_reviewed_clients(team: Team) -> None:
    """R58: two reviews are ten minutes; money counts as of a reviewed client for 14 days after the review."""
    client, other = (team.build.client(team.anna) for _ in range(2))
    team.review(client, on(2))
    team.review(client, on(4))
    team.pay(client, 1_000, on(3))
    team.pay(client, 2_000, on(4) + timedelta(days=AFTER_REVIEW))
    team.pay(client, 4_000, on(5) + timedelta(days=AFTER_REVIEW))
    team.pay(other, 8_000, on(3))
    weeks = {week.start: week for week in team.read().weeks}
    first, third = weeks[on(2)], weeks[on(16)]
    assert (first.reviews, first.seconds, first.wall_seconds) == (2, 600.0, 720.0)
    assert (first.came, first.reviewed) == (rub(9_000), rub(1_000))
    assert (third.reviews, third.came, third.reviewed) == (0, rub(6_000), rub(2_000))
    (row,) = team.rows(Part.REVIEWS).rows
    assert (row.seconds, row.part) == (600.0, Money(7_000, "RUB"))
    rows = team.rows(Part.WEEKS)
    assert totals(row.money for row in rows.rows if row.money) == totals(
        each for week in weeks.values() for each in week.came
    )
    assert rows.total == len(rows.rows) == sum(week.sums for week in weeks.values()) == 4


def test_reviewed_clients_are_compared_with_others_of_the_same_temperature(team: Team) -> None:
    """R60: the temperature is that of the first day; a review after the purchase does not count; old deals do not."""
    build = team.build

    def client(
        *, reviewed: date | None, bought: date | None, was: str = "hot", began: date = date(2026, 10, 1)
    ) -> None:
        row = build.client(team.anna, temperature=Temperature.POTENTIAL)
        closed = {"status": DealStatus.WON, "closed_on": bought} if bought else {}
        build.deal(row, 1_000, created_on=began, **closed)
        team.session.add(ChangeRow(client_id=row.id, field="temperature", old=was, new="potential", at=NOW))
        if reviewed:
            team.review(row, reviewed)

    client(reviewed=on(5), bought=on(10))
    client(reviewed=on(5), bought=None)
    client(reviewed=on(12), bought=on(10))
    client(reviewed=None, bought=None)
    client(reviewed=None, bought=None, was="warm")
    client(reviewed=on(5), bought=on(10), began=on(1, 1))
    client(reviewed=on(5), bought=on(10), began=on(3))
    team.session.flush()
    hot, warm = team.read().groups
    assert (hot.temperature, hot.reviewed, hot.others) == (Temperature.HOT, Share(1, 2), Share(1, 2))
    assert (hot.reviewed_money, hot.others_money) == (rub(1_000), rub(1_000))
    assert (warm.reviewed, warm.others) == (Share(), Share(0, 1))
    assert hot.missing == (18, 18)
    groups = team.rows(Part.GROUPS)
    assert groups.total == 5
    assert all(each.on is None or isinstance(each.on, date) for each in groups.rows)
    assert any(each.on for each in groups.rows)
    for group in (hot, warm):
        mine = team.rows(Part.GROUPS, temperature=group.temperature)
        assert mine.total == len(mine.rows) == group.reviewed.whole + group.others.whole
        assert {row.temperature for row in mine.rows} == {group.temperature}


def test_the_weeks_before_the_first_sitting_are_compared_with_the_last_ones(team: Team) -> None:
    """R60: three weeks are on record before the week of 12 October; that week and the running one are left out."""
    client = team.build.client(team.anna)
    team.pay(client, 1_000, on(21, 9))
    team.pay(client, 3_000, on(10, 10))
    team.review(client, on(14, 10))
    team.pay(client, 500, on(15, 10))
    team.pay(client, 7_000, on(19, 10))
    team.pay(client, 9_000, TODAY)
    past = team.read().past
    assert past.before == (1_000, 0, 3_000)
    assert past.after == (7_000, 0, 0, 0, 0)
    assert past.missing == (2, 0)
    team.pay(client, 40_000, on(2), currency="USD")
    rows = team.rows(Part.PAST)
    for why, weeks in (("before the first sitting", past.before), ("since the first sitting", past.after)):
        assert sum(row.money.minor for row in rows.rows if row.money and ended(row) == why) == sum(weeks)
    assert rows.total == len(rows.rows) == 3


def test_a_manager_and_a_segment_have_their_own(team: Team) -> None:
    """R44, R58: for the department, a segment and a manager."""
    oleg = team.build.manager("Oleg [@click=app.quit]Petrov[/]")
    for manager, minor in ((team.anna, 1_000), (oleg, 2_000)):
        client = team.build.client(manager)
        team.build.deal(client, minor, last_activity_on=on(1, 10), created_on=on(1, 10))
        team.pay(client, minor, on(2))
        team.review(client, on(3), MISS)
    refresh(team.session, DESK, None, NOW)
    found = team.read(Scope.manager(oleg.id))
    assert (found.came.money, found.weeks[-4].reviews, found.silent.heap.money) == (rub(2_000), 1, rub(2_000))
    assert found.extra.found.n == 0
    segment = team.read(Scope.segment(None))
    assert segment.came.money == rub(3_000)
    assert segment.groups == team.read().groups


def test_without_anything_everything_is_empty(team: Team) -> None:
    found = team.read()
    assert (found.silent.share, found.first_sitting, found.groups, found.reviews) == (Share(), None, (), 0)
    assert len(found.months) == len(found.weeks) == 12
    assert all(team.rows(part).total == 0 for part in Part)
