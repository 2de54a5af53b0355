"""Targets and rates of pay as they are kept and worked out, on both databases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.entry import ManagerEntry, SegmentEntry
from cockpit.method.errors import ConflictError
from cockpit.method.incentive import Part, Rates
from cockpit.method.kpi import Figure
from cockpit.method.money import Money
from cockpit.method.scope import DEPARTMENT, Scope
from cockpit.method.share import Share
from cockpit.method.target import Aim, Target
from cockpit.method.window import Period, Window, window
from cockpit.method.words import DealStatus, TaskState, Verdict
from data import undo
from data.kpis import kpis
from data.people import remove_segment, save_manager, save_segment
from data.schemes import payroll, save_scheme
from data.tables import ManagerRow, PaymentRow, ReviewRow, SchemeRow, SegmentRow, SittingRow, TargetRow
from data.targets import drop_target, set_target, targets
from tests.data.builders import NOW, TODAY, Builder

NOVEMBER = window(Period.MONTH, TODAY)
OCTOBER = NOVEMBER.before()
DEPARTMENT_REVENUE = Aim(DEPARTMENT, Figure.REVENUE, Period.MONTH)


@dataclass
class Team:
    """Two managers of a segment, the first selling since June, the second since October."""

    session: Session
    desk: Desk
    build: Builder
    segment: SegmentRow
    anna: ManagerRow
    oleg: ManagerRow

    def won(self, manager: ManagerRow, day: date, amount: int | None, *, paid: bool = False, code: str = "RUB") -> None:
        """A client buys for so many kopecks, and pays half of it on the same day."""
        client = self.build.client(manager, f"{manager.name} {day} {amount} {code}", is_open=False)
        deal = self.build.deal(
            client, amount, status=DealStatus.WON, closed_on=day, created_on=day, currency=code if amount else None
        )
        if paid and amount:
            self.session.add(
                PaymentRow(client_id=client.id, deal_id=deal.id, paid_on=day, amount_minor=amount // 2, currency=code)
            )
            self.session.flush()

    def target(self, scope: Scope, figure: Figure = Figure.REVENUE, shown: date = TODAY) -> Target:
        found = targets(self.session, self.desk, window(Period.MONTH, shown), NOW).of(scope, figure)
        assert found is not None
        return found


@pytest.fixture
def team(session: Session, desk: Desk) -> Team:
    build = Builder(session)
    segment = SegmentRow(name="Ключевые [b]")
    session.add(segment)
    session.flush()
    anna, oleg = build.manager(segment_id=segment.id), build.manager("Oleg [/]", segment_id=segment.id)
    team = Team(session, desk, build, segment, anna, oleg)
    team.won(anna, date(2026, 6, 1), 100_00)
    team.won(anna, date(2026, 8, 31), 300_00, paid=True)
    team.won(anna, date(2026, 9, 1), 500_00)
    team.won(anna, date(2026, 9, 30), 500_00)
    team.won(anna, date(2026, 10, 15), 900_00)
    team.won(anna, date(2026, 10, 16), None)
    team.won(anna, date(2026, 10, 17), 777_00, code="USD")
    team.won(anna, date(2026, 11, 2), 400_00)
    team.won(oleg, date(2026, 10, 5), 50_00)
    return team


def test_a_target_is_proposed_from_the_full_periods_of_the_own_history(team: Team) -> None:
    """R56: June to October are 100, 0, 150, 1,000 and 900; money in another currency and without an amount is none."""
    found = team.target(Scope.manager(team.anna.id))
    assert found.proposal.known == (100_00, 0, 150_00, 1_000_00, 900_00)
    assert (found.value, found.proposal.low, found.proposal.high) == (150_00, 100_00, 900_00)
    assert (found.fact, found.currency) == (400_00, "RUB")
    deals = team.target(Scope.manager(team.anna.id), Figure.WON)
    assert (deals.proposal.known, deals.fact, deals.currency) == ((1, 0, 1, 2, 3), 1, "")
    payments = team.target(Scope.manager(team.anna.id), Figure.PAID)
    assert (payments.proposal.known, payments.fact) == ((0, 0, 1, 0, 0), 0)
    check = team.target(Scope.manager(team.anna.id), Figure.CHECK)
    assert (check.proposal.known, check.value) == ((100_00, None, 300_00, 500_00, 900_00), 400_00)


@pytest.mark.parametrize("shown", [NOVEMBER, OCTOBER, window(Period.QUARTER, TODAY), window(Period.WEEK, TODAY)])
def test_what_came_is_what_the_key_figures_say(team: Team, shown: Window) -> None:
    """R56: one definition; the money that is left out is that in other currencies."""
    team.won(team.oleg, TODAY, 123_45, paid=True)
    team.won(team.oleg, date(2026, 11, 29), 999_00)
    figures, found = kpis(team.session, team.desk, shown, NOW), targets(team.session, team.desk, shown, NOW)
    for target in found.lines:
        line = figures.of(target.scope)
        assert line is not None
        value = line.now[target.figure]
        if target.currency:
            money = [amount.minor for amount in value.money if amount.currency == target.currency]
            assert (target.fact or 0) == sum(money), target
        else:
            assert target.fact == int(value.number or 0), target


def test_who_began_within_a_month_has_a_history_from_the_next_one(team: Team) -> None:
    """R56: Oleg began on 5 October, the third working day; in November he has no full month yet."""
    found = team.target(Scope.manager(team.oleg.id))
    assert (found.value, found.proposal.n, found.proposal.missing) == (None, 0, 3)
    assert team.target(Scope.manager(team.oleg.id), shown=date(2026, 12, 1)).proposal.known == (0,)


def test_targets_of_managers_add_up_beside_the_own_one_of_segment_and_department(team: Team) -> None:
    """R56: who left counts in what the department took, and has no target."""
    set_target(
        team.session,
        team.desk,
        Aim(Scope.manager(team.oleg.id), Figure.REVENUE, Period.MONTH),
        Money(70_00, "RUB"),
        NOW,
    )
    for scope in (DEPARTMENT, Scope.segment(team.segment.id)):
        found = team.target(scope)
        assert found.proposal.known == (100_00, 0, 150_00, 1_000_00, 950_00)
        assert (found.managers, found.with_target, found.of) == (220_00, 2, 2)
        assert team.target(scope, Figure.CHECK).managers is None
    team.anna.left_on = TODAY
    team.session.flush()
    everybody = targets(team.session, team.desk, NOVEMBER, NOW)
    assert everybody.of(Scope.manager(team.anna.id), Figure.REVENUE) is None
    department = everybody.of(DEPARTMENT, Figure.REVENUE)
    assert department is not None
    assert (department.fact, department.managers, department.of) == (400_00, 70_00, 1)
    assert (everybody.passed, everybody.days, everybody.others) == (15, 21, True)


def test_a_target_is_set_changed_and_removed_by_hand_and_each_is_taken_back(team: Team) -> None:
    """R56: with who set it and when; undo goes back step by step."""
    session, desk = team.session, team.desk

    def value() -> int | None:
        return team.target(DEPARTMENT).value

    proposed = value()
    set_target(session, desk, DEPARTMENT_REVENUE, Money(500_00, "RUB"), NOW)
    chosen = team.target(DEPARTMENT).chosen
    assert chosen is not None
    assert (chosen.value, chosen.on, chosen.by) == (500_00, TODAY, desk.head)
    set_target(session, desk, DEPARTMENT_REVENUE, Money(600_00, "RUB"), NOW)
    assert drop_target(session, desk, DEPARTMENT_REVENUE, NOW)
    assert not drop_target(session, desk, DEPARTMENT_REVENUE, NOW)
    assert value() == proposed
    for expected in (600_00, 500_00, proposed):
        taken = undo.take_back(session, desk, NOW)
        assert taken is not None
        assert value() == expected
    weekly = targets(session, desk, window(Period.WEEK, TODAY), NOW)
    set_target(session, desk, Aim(DEPARTMENT, Figure.WON, Period.WEEK), 7, NOW)
    assert team.target(DEPARTMENT, Figure.WON).chosen is None
    assert weekly.of(DEPARTMENT, Figure.WON) != targets(session, desk, weekly.window, NOW).of(DEPARTMENT, Figure.WON)


def test_a_target_that_nobody_can_have_is_refused(team: Team) -> None:
    """R56: money for money, a count for a count, above 0, for a week, a month or a quarter."""
    for aim, value in (
        (DEPARTMENT_REVENUE, 5),
        (DEPARTMENT_REVENUE, Money(0, "RUB")),
        (Aim(DEPARTMENT, Figure.WON, Period.MONTH), Money(5, "RUB")),
        (Aim(DEPARTMENT, Figure.HOT, Period.MONTH), 5),
        (Aim(DEPARTMENT, Figure.WON, Period.DAY), 5),
    ):
        with pytest.raises(ValueError, match="a target of"):
            set_target(team.session, team.desk, aim, value, NOW)
    with pytest.raises(ValueError, match="targets for a day"):
        targets(team.session, team.desk, window(Period.DAY, TODAY), NOW)


def test_pay_is_worked_out_by_the_rates_as_they_are_and_by_those_to_try(team: Team) -> None:
    """R57: the segment's rates before the department's; the month's target is what its own past proposes."""
    session, desk = team.session, team.desk
    save_scheme(session, desk, None, Rates("RUB", percent=1_000), NOW)
    first = payroll(session, desk, OCTOBER, NOW)
    assert [line.trial == line.now for line in first.lines] == [True, True]
    assert [line.now.total for line in first.lines if line.now] == [0, 0], "nothing was paid, only won"
    save_scheme(
        session, desk, team.segment.id, Rates("RUB", fixed=10_00, target_bonus=5_00, target_from=100), NOW, trial=True
    )
    found = payroll(session, desk, OCTOBER, NOW)
    by_name = {line.name: line for line in found.lines}
    anna, oleg = by_name[team.anna.name], by_name[team.oleg.name]
    assert anna.months[0].target == 125_00
    assert anna.now is not None, "the department's rates hold until the segment has its own"
    assert anna.now.parts == {Part.PERCENT: 0}
    assert anna.trial is not None
    assert anna.trial.parts == {Part.FIXED: 10_00, Part.TARGET: 5_00}
    assert oleg.months[0].target is None
    assert oleg.trial is not None
    assert oleg.trial.total == 10_00
    assert (anna.few, oleg.few, found.tried, found.total(trial=True)) == (True, True, True, 25_00)
    assert found.share(trial=True) == pytest.approx(25 / 950)
    quarter = payroll(session, desk, window(Period.QUARTER, date(2026, 7, 1)), NOW)
    assert [month.window.start.month for month in quarter.lines[0].months] == [7, 8, 9]
    assert {line.trial.total for line in quarter.lines if line.trial} == {30_00, 35_00}
    running = payroll(session, desk, window(Period.QUARTER, TODAY), NOW).lines[0]
    assert [month.gone.part == month.gone.whole for month in running.months] == [True, False, False]
    over = running.months[1].gone.part / running.months[1].gone.whole
    assert running.trial is not None
    assert running.trial.parts[Part.FIXED] == round(1000 + 1000 * over)


def test_rates_are_kept_in_one_step_and_taken_back(team: Team) -> None:
    """R57: dropping both leaves the department's; a segment that is removed comes back with its rates and targets."""
    session, desk = team.session, team.desk
    save_scheme(session, desk, team.segment.id, None, NOW)
    save_scheme(session, desk, team.segment.id, Rates("RUB", per_deal=1), NOW)
    save_scheme(session, desk, team.segment.id, Rates("RUB", per_deal=2), NOW, trial=True)
    (scheme,) = payroll(session, desk, OCTOBER, NOW).schemes
    assert scheme.rates == Rates("RUB", per_deal=1)
    assert scheme.trial == Rates("RUB", per_deal=2)
    assert (scheme.by, scheme.on, scheme.name) == (desk.head, NOW, team.segment.name)
    set_target(session, desk, Aim(Scope.segment(team.segment.id), Figure.WON, Period.MONTH), 9, NOW)
    team.anna.segment_id = team.oleg.segment_id = None
    session.flush()
    remove_segment(session, desk, team.segment.id, NOW)
    rows = select(func.count()).select_from(SchemeRow), select(func.count()).select_from(TargetRow)
    assert [session.scalar(row) for row in rows] == [0, 0]
    assert undo.take_back(session, desk, NOW) is not None
    assert [session.scalar(row) for row in rows] == [1, 1]
    assert undo.take_back(session, desk, NOW) is not None
    save_scheme(session, desk, team.segment.id, None, NOW, trial=True)
    save_scheme(session, desk, team.segment.id, None, NOW)
    assert payroll(session, desk, OCTOBER, NOW).schemes == ()
    for kept in (Rates("RUB", per_deal=1), Rates("RUB", per_deal=1)):
        assert undo.take_back(session, desk, NOW) is not None
        assert payroll(session, desk, OCTOBER, NOW).schemes[0].rates == kept


def test_the_bonus_for_plans_goes_by_the_plans_due_in_the_month(team: Team) -> None:
    """R57: of six plans due in October four were reached by their day; one due in November is another month's."""
    session = team.session
    client = team.build.client(team.anna, "Plans")
    sitting = SittingRow(
        manager_id=team.anna.id, head=team.desk.head, day=date(2026, 10, 20), slot="morning", started_at=NOW, lanes=[]
    )
    session.add(sitting)
    session.flush()
    for number in range(7):
        due = date(2026, 11, 3) if number == 6 else date(2026, 10, 20)
        plan = team.build.task(client, due, state=TaskState.DONE)
        session.add(
            ReviewRow(
                sitting_id=sitting.id,
                client_id=client.id,
                head=team.desk.head,
                reviewed_at=NOW - timedelta(days=34),
                seconds=60.0,
                wall_seconds=60.0,
                first=False,
                verdict=Verdict.REACHED if number < 4 else Verdict.NOT_REACHED,
                plan_id=plan.id,
                planned_due_on=due,
                temperature="potential",
            )
        )
    session.flush()
    save_scheme(session, team.desk, None, Rates("RUB", plans_bonus=1_00, plans_from=60), NOW)
    line = payroll(session, team.desk, OCTOBER, NOW).lines[-1]
    assert line.name == team.anna.name
    assert line.plans == Share(4, 6)
    assert line.now is not None
    assert line.now.total == 1_00


def test_pay_is_worked_out_for_months_alone(team: Team) -> None:
    """R57."""
    with pytest.raises(ValueError, match="the pay of a week"):
        payroll(team.session, team.desk, window(Period.WEEK, TODAY), NOW)


def test_an_added_manager_or_segment_stays_while_somebody_has_set_a_target_for_it(team: Team) -> None:
    """R56: no target is left behind without its owner, whose number another may get."""
    session, desk = team.session, team.desk
    manager = save_manager(session, desk, ManagerEntry("Новый"), NOW)
    segment = save_segment(session, desk, SegmentEntry("Новый"), NOW)
    other = replace(desk, head="Other [head]")
    for scope in (Scope.segment(segment.id), Scope.manager(manager.id)):
        set_target(session, other, Aim(scope, Figure.WON, Period.MONTH), 9, NOW)
        with pytest.raises(ConflictError):
            undo.take_back(session, desk, NOW)
        assert undo.take_back(session, other, NOW) is not None
        assert undo.take_back(session, desk, NOW) is not None
    assert session.get(SegmentRow, segment.id) is None
    assert session.get(ManagerRow, manager.id) is None
