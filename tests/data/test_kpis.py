"""The key figures of a department worked by hand, and the rows behind each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from cockpit.method.average import mean_minor, middle_minor
from cockpit.method.desk import Desk
from cockpit.method.kpi import Behind, Case, Figure, Kind, Line, Value
from cockpit.method.money import Money
from cockpit.method.scope import DEPARTMENT, Scope
from cockpit.method.share import Share
from cockpit.method.window import Period, Window, window
from cockpit.method.words import ContactSource, DealStatus, SittingState, Slot, Temperature, Verdict
from data.kpi_rows import behind
from data.kpi_trend import trend
from data.kpis import kpis
from data.managers import lines
from data.tables import (
    ChangeRow,
    ClientRow,
    DealRow,
    ManagerRow,
    OfferRow,
    PaymentRow,
    ReviewRow,
    SegmentRow,
    SittingRow,
)
from data.upkeep import refresh
from tests.data.builders import Builder

NOVEMBER = window(Period.MONTH, date(2026, 11, 23))
WON, LOST = DealStatus.WON, DealStatus.LOST


def day(number: int, month: int = 11) -> date:
    return date(2026, month, number)


def rub(roubles: float) -> Money:
    return Money(round(roubles * 100), "RUB")


class Team:
    """A department with two segments: Anna and Boris in the north, Vera in none; Gleb has left."""

    def __init__(self, session: Session, desk: Desk, now: datetime) -> None:
        self.session, self.desk, self.now = session, desk, now
        self.build = Builder(session)
        self.north = SegmentRow(name="Север")
        session.add_all([self.north, SegmentRow(name="Юг")])
        session.flush()
        self.anna = self.build.manager("Анна", segment_id=self.north.id)
        self.boris = self.build.manager("Борис", segment_id=self.north.id)
        self.vera = self.build.manager("Вера")
        self.gleb = self.build.manager("Глеб", left_on=day(1))

    def closed(self, manager: ManagerRow, status: DealStatus, *deals: tuple[int | None, date | None]) -> ClientRow:
        """Make a client with closed deals: roubles and the day; each was begun 10 days before."""
        client = self.build.client(manager)
        for roubles, on in deals:
            self.build.deal(
                client,
                None if roubles is None else roubles * 100,
                status=status,
                closed_on=on,
                created_on=None if on is None else on - timedelta(days=10),
                lost_reason="Дорого" if status is LOST else "",
            )
        return client

    def pay(self, client: ClientRow, roubles: int, on: date, deal: DealRow | None = None) -> None:
        """Record a payment."""
        self.session.add(
            PaymentRow(
                client_id=client.id,
                deal_id=None if deal is None else deal.id,
                paid_on=on,
                amount_minor=roubles * 100,
                currency="RUB",
            )
        )
        self.session.flush()

    def line(self, scope: Scope = DEPARTMENT, span: Window = NOVEMBER) -> Line:
        """Count."""
        refresh(self.session, self.desk, None, self.now)
        self.session.flush()
        found = kpis(self.session, self.desk, span, self.now).of(scope)
        assert found is not None
        return found

    def rows(self, figure: Figure, scope: Scope = DEPARTMENT, span: Window = NOVEMBER) -> Behind:
        """Read the rows behind a figure."""
        return behind(self.session, self.desk, figure, scope, span, now=self.now, limit=1000)


@pytest.fixture
def team(session: Session, desk: Desk, now: datetime) -> Team:
    return Team(session, desk, now)


def test_refusals_count_clients_and_their_rate_counts_deals(team: Team) -> None:
    """R19: Anna lost two deals of one client and won three, so 1 refusal, 2 of 5 deals; October's loss is before."""
    team.closed(team.anna, LOST, (100, day(1)), (50, day(23)))
    team.closed(team.anna, WON, (10, day(2)), (20, day(3)), (None, day(4)))
    team.closed(team.anna, LOST, (7, day(31, 10)))
    team.closed(team.boris, LOST, (5, None))
    line = team.line(Scope.segment(team.north.id))
    refusals, rate = line.now[Figure.REFUSALS], line.now[Figure.REFUSAL_RATE]
    assert (refusals.number, refusals.money, refusals.undated) == (1.0, (rub(150),), 1)
    assert (rate.share, rate.undated) == (Share(2, 5), 1)
    assert (line.before[Figure.REFUSALS].number, line.before[Figure.REFUSAL_RATE].share) == (1.0, Share(1, 1))
    assert [(reason.text, reason.deals, reason.money) for reason in line.reasons] == [("Дорого", 2, (rub(150),))]


def test_won_and_paid_are_two_figures(team: Team) -> None:
    """R20: two deals won, one of them without an amount; two payments of 30 and 40 for the same deal."""
    client = team.closed(team.vera, WON, (100, day(1)), (None, day(30, 11)), (None, day(23)))
    deal = team.session.query(DealRow).filter_by(client_id=client.id, amount_minor=10_000).one()
    team.pay(client, 30, day(1), deal)
    team.pay(client, 40, day(23), deal)
    team.pay(client, 5, day(31, 10), deal)
    line = team.line(Scope.manager(team.vera.id))
    won, paid = line.now[Figure.WON], line.now[Figure.PAID]
    assert (won.number, won.money, won.without_amount) == (2.0, (rub(100),), 1)
    assert (paid.number, paid.n, paid.money) == (2.0, 2, (rub(70),))
    assert line.before[Figure.PAID].money == (rub(5),)


def test_revenue_is_what_was_paid_and_what_was_won_without_a_payment_on_record(team: Team) -> None:
    """R25: 30 paid of the deal of 100, 50 won without a payment, 8 won by a client who paid 9 without a deal.

    The month has 30 + 50 + 9 = 89, of which 50 unconfirmed; the day, the 23rd, has 50; the week, too; last week 30.
    """
    first = team.closed(team.anna, WON, (100, day(20)))
    team.pay(first, 30, day(20), team.session.query(DealRow).filter_by(client_id=first.id).one())
    team.closed(team.boris, WON, (50, day(23)))
    team.pay(team.closed(team.vera, WON, (8, day(22))), 9, day(2))
    line = team.line()
    revenue = line.now[Figure.REVENUE]
    assert (revenue.money, revenue.unconfirmed, revenue.n) == ((rub(89),), (rub(50),), 3)
    assert line.now[Figure.REVENUE_DAY].money == line.now[Figure.REVENUE_WEEK].money == (rub(50),)
    assert line.before[Figure.REVENUE_DAY].money == ()
    assert line.before[Figure.REVENUE_WEEK].money == (rub(30),)
    assert line.before[Figure.REVENUE_WEEK].window == Window(Period.WEEK, day(16), day(22))
    assert line.now[Figure.REVENUE_MONTH].money == (rub(89),)
    unconfirmed = [one.money for one in team.rows(Figure.REVENUE).cases if not one.confirmed]
    assert unconfirmed == [rub(50)]


def test_a_deal_that_went_to_another_client_after_it_was_paid_is_confirmed(team: Team) -> None:
    """R25: the payment stands at the old client, the deal at the new one: 100 came, not 200."""
    old, new = team.build.client(team.anna), team.build.client(team.anna)
    deal = team.build.deal(new, 10_000, status=WON, closed_on=day(3))
    team.pay(old, 100, day(3), deal)
    assert team.line().now[Figure.REVENUE].money == (rub(100),)


def test_the_check_is_of_clients_and_by_currency(team: Team) -> None:
    """R23: clients bought for 10 + 20, for 40 and for 100, and one for 7 dollars; mean 170/3 = 56.67, median 40."""
    team.closed(team.anna, WON, (10, day(1)), (20, day(2)))
    team.closed(team.anna, WON, (40, day(3)))
    team.closed(team.boris, WON, (100, day(4)))
    team.closed(team.boris, WON, (None, day(4)))
    abroad = team.build.client(team.vera)
    team.build.deal(abroad, 700, currency="USD", status=WON, closed_on=day(5))
    line = team.line()
    check, middle = line.now[Figure.CHECK], line.now[Figure.CHECK_MEDIAN]
    assert (check.n, check.without_amount) == (5, 1)
    assert check.money == (Money(5_667, "RUB"), Money(700, "USD"))
    assert middle.money == (Money(4_000, "RUB"), Money(700, "USD"))
    segment = team.line(Scope.segment(None))
    assert segment.now[Figure.CHECK_MEDIAN].money == (Money(700, "USD"),)
    assert team.line(Scope.manager(team.anna.id)).now[Figure.CHECK_MEDIAN].money == (rub(35),)


def test_lengths_are_of_ninety_days_or_a_year_while_there_are_few(team: Team) -> None:
    """R22: 1, 2, 3 and 8 days in the last 90 are 4 deals, fewer than 10; with 0 days in March they are 5.

    The median of 0, 1, 2, 3, 8 is 2, p75 the fourth of five, 3. A deal closed before it was made is left out.
    """
    client = team.build.client(team.anna)
    for days, on in ((1, day(2)), (2, day(23)), (3, day(26, 8)), (8, day(1, 10)), (0, day(3, 3)), (-4, day(5))):
        team.build.deal(client, 100, status=WON, closed_on=on, created_on=on - timedelta(days=days))
    value = team.line().now[Figure.WON_CYCLE]
    assert (value.n, value.number, value.p75, value.wrong) == (5, 2.0, 3, 1)
    assert value.window == Window(Period.OWN, day(24, 11).replace(year=2025), day(23))
    assert [one.days for one in team.rows(Figure.WON_CYCLE).cases] == [8, 3, 2, 1, 0, -4]
    for _ in range(7):
        team.build.deal(client, 100, status=WON, closed_on=day(20), created_on=day(15))
    value = team.line().now[Figure.WON_CYCLE]
    assert (value.n, value.number, value.window.start) == (11, 5.0, day(26, 8))
    assert team.line().now[Figure.LOST_CYCLE].number is None


def test_the_figures_of_now_are_those_of_the_list_of_managers(team: Team) -> None:
    """R18, R21: hot clients and money by temperature, without the parked; an estimate stands apart."""
    for stage, roubles, columns in (
        ("Договор", 100, {}),
        ("Договор", None, {}),
        ("Встреча", 30, {}),
        ("", 7, {}),
        ("Договор", 1000, {"parked_until": day(30)}),
        ("Договор", 5, {"parked_until": day(30), "put_off": True}),
    ):
        client = team.build.client(team.anna, **columns)
        amount = None if roubles is None else roubles * 100
        team.build.deal(client, amount, stage=stage, created_on=day(10, 10))
    guessed = team.build.client(team.anna)
    team.build.deal(guessed, None, estimate_minor=900, currency="RUB", stage="Договор", created_on=day(10, 10))
    line = team.line(Scope.manager(team.anna.id))
    listed = next(one for one in lines(team.session, team.desk, team.now) if one.manager.id == team.anna.id)
    assert line.now[Figure.HOT].number == listed.rungs[Temperature.HOT].clients == 4
    for figure, warmth in (
        (Figure.MONEY_HOT, Temperature.HOT),
        (Figure.MONEY_WARM, Temperature.WARM),
        (Figure.MONEY_POTENTIAL, Temperature.POTENTIAL),
    ):
        value, rung = line.now[figure], listed.rungs[warmth]
        assert (value.n, value.money, value.without_amount) == (rung.clients, rung.money, rung.without_amount)
    money = line.now[Figure.MONEY_HOT]
    assert (money.money, money.estimated, money.without_amount) == ((rub(105),), (rub(9),), 2)
    assert not money.approximate


def test_new_hot_clients_were_not_hot_when_the_window_began(team: Team) -> None:
    """R18: of four hot clients one was hot all the time, one became hot on the 10th, one cooled and heated again.

    The fourth was begun in the window. So 2 are new; since nobody was known before the window, it is marked.
    """
    made = [team.build.client(team.anna, created_at=team.now - timedelta(days=100)) for _ in range(4)]
    for number, client in enumerate(made):
        team.build.deal(client, 100, stage="Договор", created_on=day(5, 11) if number == 3 else day(1, 10))
    team.line()
    changes = ((1, "warm", "hot", 10), (2, "hot", "warm", 5), (2, "warm", "hot", 12))
    for number, old, new, on in changes:
        at = team.now.replace(day=on)
        team.session.add(ChangeRow(client_id=made[number].id, field="temperature", old=old, new=new, at=at))
    value = team.line().now[Figure.HOT_NEW]
    assert (value.number, value.approximate) == (2.0, False)
    assert {one.client_id for one in team.rows(Figure.HOT_NEW).cases} == {made[1].id, made[3].id}


def test_new_hot_clients_are_approximate_while_nobody_was_known_before_the_window(team: Team) -> None:
    """R18: the store knows its first client since 1 November, so what was hot before is told by days of creation."""
    client = team.build.client(team.anna)
    team.build.deal(client, 100, stage="Договор", created_on=day(5))
    value = team.line().now[Figure.HOT_NEW]
    assert (value.number, value.approximate) == (1.0, True)


def test_a_past_day_is_rebuilt_from_the_log(team: Team) -> None:
    """R18, R21: at the end of October a client was hot with 100; since then it was won, another cooled and grew.

    The other was hot with 40 and is warm with 60; a third was begun in November, and one was lost on 31 October.
    """
    early = team.now - timedelta(days=100)
    won = team.build.client(team.anna, created_at=early)
    deal = team.build.deal(won, 10_000, stage="Договор", created_on=day(1, 10))
    cooled = team.build.client(team.anna, created_at=early)
    other = team.build.deal(cooled, 6_000, stage="Встреча", created_on=day(1, 10))
    team.build.deal(team.build.client(team.anna), 500, stage="Договор", created_on=day(2))
    lost = team.build.client(team.anna, created_at=early)
    team.build.deal(lost, 900, status=LOST, stage="Договор", created_on=day(1, 10), closed_on=day(31, 10))
    still = team.build.client(team.anna, created_at=early)
    team.build.deal(still, 1_100, stage="Договор", created_on=day(1, 10))
    team.line()
    at = team.now.replace(day=9)
    team.session.add_all(
        [
            ChangeRow(client_id=cooled.id, field="temperature", old="hot", new="warm", at=at),
            ChangeRow(client_id=cooled.id, deal_id=other.id, field="amount", old="4000 RUB", new="6000 RUB", at=at),
            ChangeRow(client_id=won.id, deal_id=deal.id, field="status", old="open", new="won", at=at),
        ]
    )
    deal.status, deal.closed_on = WON, day(9)
    line = team.line()
    before = line.before
    assert (before[Figure.HOT].number, before[Figure.HOT].approximate) == (3.0, True)
    assert before[Figure.MONEY_HOT].money == (rub(151),)
    assert before[Figure.MONEY_WARM].money == ()
    assert line.now[Figure.MONEY_WARM].money == (rub(60),)


def test_offers_are_counted_for_the_clients_worked_with(team: Team) -> None:
    """R24: three offers for the four clients worked with: one by an offer, one by a stage, one reviewed, one called.

    Of the hot and warm ones, two have no offer; a contact in October is none of November.
    """
    offered, staged, reviewed, called, earlier = (team.build.client(team.anna) for _ in range(5))
    for client, stage in ((offered, "Договор"), (staged, "Отправлено КП"), (reviewed, "Договор"), (called, "")):
        team.build.deal(client, 100, stage=stage, last_activity_on=day(20) if client is called else None)
    team.build.deal(earlier, 100, stage="Встреча", last_activity_on=day(20, 10))
    team.session.add_all([OfferRow(client_id=offered.id, sent_on=on) for on in (day(1), day(23), day(31, 10))])
    deal = team.session.query(DealRow).filter_by(client_id=staged.id).one()
    staged_at = team.now.replace(day=3)
    change = ChangeRow(
        client_id=staged.id, deal_id=deal.id, field="stage", old="Новый", new="Отправлено КП", at=staged_at
    )
    sitting = SittingRow(
        manager_id=team.anna.id, head="h", day=day(4), slot=Slot.MORNING, started_at=staged_at, lanes={},
        state=SittingState.COMPLETE,
    )  # fmt: skip
    team.session.add_all([change, sitting])
    team.session.flush()
    team.session.add(
        ReviewRow(
            sitting_id=sitting.id,
            client_id=reviewed.id,
            head="h",
            reviewed_at=staged_at,
            seconds=60.0,
            wall_seconds=60.0,
            first=True,
            verdict=Verdict.NO_CONTACT,
            temperature=Temperature.HOT,
        )
    )
    team.session.flush()
    line = team.line()
    offers, none = line.now[Figure.OFFERS], line.now[Figure.NO_OFFER]
    assert called.contact_source is ContactSource.ACTIVITY
    assert (offers.n, offers.clients, offers.number) == (3, 4, 0.75)
    assert none.share == Share(2, 4)
    without = {one.client_id for one in team.rows(Figure.NO_OFFER).cases if one.counted}
    assert without == {reviewed.id, earlier.id}


def test_who_left_has_a_line_while_he_has_cases(team: Team) -> None:
    """R19: Gleb left; he has a line because a deal of his was lost in October, and none without it."""
    assert kpis(team.session, team.desk, NOVEMBER, team.now).of(Scope.manager(team.gleb.id)) is None
    team.closed(team.gleb, LOST, (3, day(30, 10)))
    line = team.line(Scope.manager(team.gleb.id))
    assert (line.name, line.now[Figure.REFUSALS].number, line.before[Figure.REFUSALS].number) == ("Глеб", 0.0, 1.0)


def test_scopes_come_in_order_and_add_up(team: Team) -> None:
    """R20: the department, the segments by name, those without, then the managers who are here."""
    for manager in (team.anna, team.boris, team.vera):
        team.closed(manager, WON, (1, day(1)))
    found = kpis(team.session, team.desk, NOVEMBER, team.now)
    assert [line.name for line in found.lines] == ["", "Север", "Юг", "", "Анна", "Борис", "Вера"]
    assert [line.now[Figure.WON].number for line in found.lines] == [3, 2, 0, 1, 1, 1, 1]
    assert len(found.within(Scope.segment(team.north.id))) == 2


def test_a_window_still_to_come_has_no_figures(team: Team) -> None:
    team.closed(team.anna, WON, (1, day(1)))
    line = team.line(span=window(Period.MONTH, date(2027, 1, 1)))
    assert {line.now[figure].number for figure in Figure if figure.kind is Kind.COUNT} == {None}


def test_the_trend_has_eight_periods_the_last_of_them_the_window(team: Team) -> None:
    """R25: nothing is known of the months before the first deal, of September; July to August are left open."""
    team.closed(team.anna, WON, (10, day(1, 9)), (20, day(30, 9)), (40, day(23)))
    team.closed(team.vera, LOST, (1, day(2)), (1, day(3)))
    session, desk, now = team.session, team.desk, team.now
    assert trend(session, desk, Figure.WON, NOVEMBER, now)[DEPARTMENT] == (None,) * 5 + (2.0, 0.0, 1.0)
    assert trend(session, desk, Figure.REVENUE, NOVEMBER, now)[DEPARTMENT] == (None,) * 5 + (3_000.0, 0.0, 4_000.0)
    by_vera = trend(session, desk, Figure.REFUSALS, NOVEMBER, now)[Scope.manager(team.vera.id)]
    assert by_vera == (None,) * 5 + (0.0, 0.0, 1.0)
    assert trend(session, desk, Figure.PAID, NOVEMBER, now)[DEPARTMENT] == (None,) * 5 + (0.0,) * 3
    with pytest.raises(ValueError, match="no trend"):
        trend(session, desk, Figure.HOT, NOVEMBER, now)


@pytest.mark.parametrize("month", [11, 10])
def test_the_rows_behind_every_figure_are_the_figure(team: Team, month: int) -> None:
    """R26: of the department, of a segment and of a manager, in this month and in the last."""
    _busy(team)
    span = window(Period.MONTH, day(1, month))
    for scope in (DEPARTMENT, Scope.segment(team.north.id), Scope.segment(None), Scope.manager(team.anna.id)):
        line = team.line(scope, span)
        for figure in Figure:
            found = team.rows(figure, scope, span)
            assert found.value == line.now[figure]
            assert found.total == len(found.cases)
            _assert_same(found.value, found.cases)


def test_only_the_first_rows_are_read_but_all_are_counted(team: Team) -> None:
    """R26: the largest of three deals."""
    team.closed(team.anna, WON, (10, day(1)), (30, day(2)), (20, day(3)))
    found = behind(team.session, team.desk, Figure.WON, DEPARTMENT, NOVEMBER, now=team.now, limit=1)
    assert (found.total, [one.money for one in found.cases]) == (3, [rub(30)])


def _busy(team: Team) -> None:
    """Make something of everything."""
    for number, manager in enumerate((team.anna, team.boris, team.vera, team.gleb)):
        for month in (10, 11):
            team.closed(manager, WON, (10 + number, day(2 + number, month)), (None, day(9, month)), (5, None))
            team.pay(team.closed(manager, WON, (number + 1, day(20, month))), number + 1, day(20, month))
            team.closed(manager, LOST, (100, day(3, month)), (7, day(4, month)), (None, day(5, month)))
            client = team.build.client(manager, created_at=team.now - timedelta(days=70))
            team.build.deal(client, 700, currency="USD", status=WON, closed_on=day(6, month), created_on=day(7, month))
            team.build.deal(client, 800, status=WON, closed_on=day(6, month), created_on=day(1, month))
            team.session.add(OfferRow(client_id=client.id, sent_on=day(8, month), amount_minor=5, currency="RUB"))
            for stage in ("Договор", "Встреча", "Отправлено КП", ""):
                standing = team.build.client(manager, created_at=team.now - timedelta(days=70))
                touched = day(9, month)
                team.build.deal(standing, 1_000 + number, stage=stage, created_on=touched, last_activity_on=touched)
                vague = team.build.client(manager)
                team.build.deal(vague, None, stage=stage, created_on=touched, stage_changed_on=touched)
    team.session.flush()


def _assert_same(value: Value, cases: Sequence[Case]) -> None:
    """Work a figure out from its rows."""
    part = [one for one in cases if one.counted]
    clients = {one.client_id for one in cases}
    sums = _sums(one for one in cases if not one.estimated)
    match value.figure:
        case Figure.REFUSALS:
            assert (value.number, _by_code(value.money)) == (len(clients), sums)
        case Figure.REFUSAL_RATE | Figure.NO_OFFER:
            assert value.share == Share(len(part), len(cases))
        case Figure.WON | Figure.PAID:
            assert (value.number, _by_code(value.money)) == (len(cases), sums)
        case Figure.HOT | Figure.HOT_NEW:
            assert value.number == len(cases)
        case Figure.MONEY_HOT | Figure.MONEY_WARM | Figure.MONEY_POTENTIAL:
            guessed = _sums(one for one in cases if one.estimated)
            assert (value.n, _by_code(value.money), _by_code(value.estimated)) == (len(cases), sums, guessed)
            assert value.without_amount == sum(one.money is None or one.estimated for one in cases)
        case Figure.WON_CYCLE | Figure.LOST_CYCLE:
            assert (value.n, value.wrong) == (len(part), len(cases) - len(part))
        case Figure.CHECK | Figure.CHECK_MEDIAN:
            assert (value.n, _by_code(value.money)) == (len(clients), _checks(value.figure, cases))
        case Figure.OFFERS:
            assert (value.n, value.clients) == (len(part), len(clients))
            assert value.number == (len(part) / len(clients) if clients else None)
        case _:
            unconfirmed = _sums(one for one in cases if not one.confirmed)
            assert (value.n, _by_code(value.money), _by_code(value.unconfirmed)) == (len(cases), sums, unconfirmed)


def _checks(figure: Figure, cases: Sequence[Case]) -> dict[str, int]:
    by_code: dict[str, list[int]] = {}
    for one in cases:
        if one.money is not None:
            by_code.setdefault(one.money.currency, []).append(one.money.minor)
    found = {}
    for code, amounts in by_code.items():
        ordered = sorted(amounts)
        middle = middle_minor(ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2])
        found[code] = mean_minor(sum(ordered), len(ordered)) if figure is Figure.CHECK else middle
    return found


def _sums(cases: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in cases:
        if one.money is not None:
            found[one.money.currency] = found.get(one.money.currency, 0) + one.money.minor
    return found


def _by_code(money: Sequence[Money]) -> dict[str, int]:
    return {one.currency: one.minor for one in money}
