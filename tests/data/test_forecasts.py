"""The forecast and the deals behind it, in both databases: the figures are worked out by hand beside the rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.method.chances import band, place
from cockpit.method.forecast import Band, Cell, Forecast, Place, Rest
from cockpit.method.money import Money
from cockpit.method.queue import place as lane_of
from cockpit.method.scope import DEPARTMENT, Scope
from cockpit.method.words import DealStatus, Lane, Temperature, Verdict
from data.forecasts import forecast
from data.prospects import Sought, prospects
from data.queue import facts, rules_of
from data.tables import ClientRow, ImportRunRow, ManagerRow, SegmentRow
from tests.data.builders import FRIDAY, NOW, TODAY
from tests.data.departments import many_clients, write_clients
from tests.data.forecasting import DESK, HOT, WARM, Team

_APART = {Lane.ASLEEP: Place.ASLEEP, Lane.PARKED: Place.PARKED}
THIS_WEEK, NEXT_WEEK = date(2026, 11, 23), date(2026, 11, 30)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def team(session: Session) -> Team:
    return Team(session)


def _forecast(team: Team, scope: Scope = DEPARTMENT, now: datetime = NOW) -> Forecast:
    return forecast(team.session, DESK, scope, now)


def test_dated_deals_are_added_up_by_type_week_currency_and_band(team: Team) -> None:
    """R27: Monday 23 November. Hot this week 100 committed, 200 after a missed plan, 400 whose payment is stopped.

    Next week 800 never reviewed and 50 dollars; warm next week 1,600, its result reached. Weighted at the assumed 0.6
    and 0.25: 0.6·700 = 420, 0.6·800 = 480, 30, 400.
    """
    manager = team.build.manager()
    committed = team.deal(manager, 100, TODAY)
    missed, stopped = team.deal(manager, 200, date(2026, 11, 29)), team.deal(manager, 400, TODAY)
    team.deal(manager, 800, NEXT_WEEK)
    team.deal(manager, 50, date(2026, 12, 6), currency="USD")
    warm = team.deal(manager, 1_600, NEXT_WEEK, WARM)
    for deal in (committed, missed, stopped, warm):
        team.review(deal, Verdict.REACHED, NOW - timedelta(days=2))
    team.review(missed, Verdict.NOT_REACHED, NOW - timedelta(days=1))
    team.review(committed, None, NOW - timedelta(hours=1))
    team.review(committed, Verdict.PARTLY, NOW, undone_at=NOW)
    team.build.risk(team.client(stopped), stops_payment=True)
    team.settle()
    found = _forecast(team)
    assert found.cells == (
        Cell(Temperature.HOT, THIS_WEEK, "RUB", 100, 700, 700, 420, 3),
        Cell(Temperature.HOT, NEXT_WEEK, "RUB", 0, 800, 800, 480, 1),
        Cell(Temperature.WARM, NEXT_WEEK, "RUB", 0, 0, 1_600, 400, 1),
        Cell(Temperature.HOT, NEXT_WEEK, "USD", 0, 50, 50, 30, 1),
    )
    assert (found.rests, found.without_amount) == ((), 0)
    assert [(one.temperature, one.rate, one.assumed) for one in found.chances] == [
        (Temperature.HOT, 0.6, True),
        (Temperature.WARM, 0.25, True),
        (Temperature.POTENTIAL, 0.05, True),
    ]
    assert [(one.currency, one.mean) for one in found.ranges] == [("RUB", 1_300), ("USD", 30)]
    assert all(0 <= one.low <= one.middle <= one.high <= 3_100 for one in found.ranges)


def test_what_no_week_has_stands_in_rows_of_its_own(team: Team) -> None:
    """R27: overdue since yesterday 1,600, undated 3,200 and one without an amount; the potential, the sleeping and the
    parked client are listed; one put off counts, and a lost deal is nothing.
    """
    manager = team.build.manager()
    team.deal(manager, 1_600, YESTERDAY)
    team.deal(manager, 3_200, None)
    team.deal(manager, None, None, WARM, estimate_minor=9, currency="RUB")
    team.deal(manager, None, TODAY)
    team.deal(manager, 6_400, TODAY, "Новый")
    team.deal(manager, 7, TODAY, status=DealStatus.LOST, closed_on=TODAY)
    team.client(team.deal(manager, 12_800, TODAY)).parked_until = FRIDAY
    put_off = team.client(team.deal(manager, 10, TODAY))
    put_off.parked_until, put_off.put_off = FRIDAY, True
    team.deal(manager, 25_600, TODAY, created_on=date(2026, 1, 1))
    team.settle()
    found = _forecast(team)
    assert found.cells == (Cell(Temperature.HOT, THIS_WEEK, "RUB", 0, 10, 10, 6, 1),)
    assert found.without_amount == 1
    hot, warm, potential = Temperature
    assert found.rests == (
        Rest(Place.OVERDUE, hot, 1, (Money(1_600, "RUB"),)),
        Rest(Place.UNDATED, hot, 1, (Money(3_200, "RUB"),)),
        Rest(Place.UNDATED, warm, 1, (), 1),
        Rest(Place.POTENTIAL, potential, 1, (Money(6_400, "RUB"),)),
        Rest(Place.ASLEEP, hot, 1, (Money(25_600, "RUB"),)),
        Rest(Place.PARKED, hot, 1, (Money(12_800, "RUB"),)),
    )


def test_the_forecast_goes_by_the_local_day(team: Team) -> None:
    """R27: half past midnight on Tuesday in Moscow, Monday's money is overdue, though in UTC it is still Monday."""
    team.deal(team.build.manager(), 100, TODAY)
    night = datetime(2026, 11, 24, 0, 30, tzinfo=ZoneInfo("Europe/Moscow"))
    team.settle(night)
    found = _forecast(team, now=night)
    assert (found.cells, [rest.place for rest in found.rests]) == ((), [Place.OVERDUE])


def test_a_week_ends_on_sunday_and_what_comes_after_the_last_column_is_later(team: Team) -> None:
    """R27: the eighth week ends on Sunday 17 January."""
    manager = team.build.manager()
    for amount, day in ((1, date(2027, 1, 17)), (2, date(2027, 1, 18)), (4, date(2028, 1, 18))):
        team.deal(manager, amount, day)
    team.settle()
    assert [(cell.week, cell.possible) for cell in _forecast(team).cells] == [(date(2027, 1, 11), 1), (None, 6)]
    number, found = prospects(team.session, DESK, DEPARTMENT, NOW, Sought(later=True), limit=9)
    assert (number, [one.money for one in found]) == (2, [Money(4, "RUB"), Money(2, "RUB")])


def _history(team: Team) -> tuple[Scope, Scope, Scope]:
    """Two managers of a segment and one beside: 24 hot deals decided, of them 12, 8 and 4; 6, 6 and 0 were won.

    Each won one of the first manager had been put off by 7 days, those of the second never.
    """
    segment = SegmentRow(name="Крупные")
    team.session.add(segment)
    team.session.flush()
    managers = [
        team.build.manager(name, segment_id=of) for name, of in (("А", segment.id), ("Б", segment.id), ("В", None))
    ]
    for manager, won, lost, days in zip(managers, (6, 6, 0), (6, 2, 4), (7, 0, 0), strict=True):
        for _ in range(won):
            team.closed(
                manager, DealStatus.WON, date(2026, 11, 9), expected_on=date(2026, 11, 9), slip_days=days, slips=1
            )
        for _ in range(lost):
            team.closed(manager, DealStatus.LOST, date(2026, 11, 10))
    first, _, third = (Scope.manager(manager.id) for manager in managers)
    return first, Scope.segment(segment.id), third


def test_rates_and_slips_come_from_the_deals_that_had_the_temperature(team: Team) -> None:
    """R27: department (12 + 20·0.6) / 44 = 0.5455; segment (12 + 20·0.5455) / 40 = 0.5727; manager A (6 + 20·0.5727) /
    32 = 0.5455; manager C (0 + 20·of his segment) / 24, his segment being him: (0 + 20·0.5455) / 24 = 0.4545, 0.3788.

    Of the 12 won deals six were put off by 7 days: the lower median is 0; manager A's alone is 7.
    """
    first, segment, third = _history(team)
    team.settle()
    rates = {scope: _forecast(team, scope).chances[0] for scope in (DEPARTMENT, segment, first, third)}
    assert [round(one.rate, 4) for one in rates.values()] == [0.5455, 0.5727, 0.5455, 0.3788]
    assert [(one.won, one.closed, one.assumed) for one in rates.values()] == [
        (12, 24, False),
        (12, 20, False),
        (6, 12, False),
        (0, 4, False),
    ]
    assert [_forecast(team, scope).slips[Temperature.HOT] for scope in rates] == [0, 0, 7, 0]


def test_an_agreed_day_is_moved_by_the_usual_slip(team: Team) -> None:
    """R27: manager A's hot deals come 7 days late, so what was agreed for this Friday stands in the next week."""
    first, *_ = _history(team)
    manager = team.session.get_one(ManagerRow, first.id)
    team.deal(manager, 100, FRIDAY, HOT)
    team.deal(manager, 10, date(2027, 1, 15), HOT)
    team.deal(manager, 5, YESTERDAY, HOT)
    team.settle()
    found = _forecast(team)
    assert [(cell.week, cell.possible) for cell in found.cells] == [(NEXT_WEEK, 100), (None, 10)]
    [one] = prospects(team.session, DESK, DEPARTMENT, NOW, Sought(week=NEXT_WEEK), limit=9)[1]
    assert (one.agreed_on, one.expected_on, round(one.rate, 4)) == (FRIDAY, date(2026, 12, 4), 0.5455)
    assert prospects(team.session, DESK, DEPARTMENT, NOW, Sought(week=THIS_WEEK), limit=9) == (0, ())
    assert prospects(team.session, DESK, DEPARTMENT, NOW, Sought(later=True), limit=9)[0] == 1


def test_a_deal_is_a_case_of_the_temperatures_its_client_had_while_it_lasted(team: Team) -> None:
    """Deals from 1 October to 9 November, known from 24 September on.

    One was warm until 20 October and hot since: a case of both. One fell to potential on the very day it was lost: hot
    alone. One was hot before the deal began: warm alone. One was lost before its client became known: none.
    Nor one that a file told to be lost on the very day it was read.
    """
    manager = team.build.manager()
    run = ImportRunRow(at=NOW, source="table", files=[], taken=1, updated=0, unchanged=0, skipped=0)
    team.session.add(run)
    team.session.flush()
    lost, zone = DealStatus.LOST, NOW.tzinfo
    both = team.closed(manager, lost, date(2026, 11, 9))
    team.turned(both, Temperature.WARM, Temperature.HOT, datetime(2026, 10, 20, 1, 0, tzinfo=zone))
    fell = team.closed(manager, lost, date(2026, 11, 9))
    team.turned(fell, Temperature.HOT, Temperature.POTENTIAL, datetime(2026, 11, 9, 12, 0, tzinfo=zone))
    earlier = team.closed(manager, lost, date(2026, 11, 9))
    team.turned(earlier, Temperature.HOT, Temperature.WARM, datetime(2026, 9, 30, 23, 59, tzinfo=zone))
    team.closed(manager, lost, date(2026, 9, 23), created_on=date(2026, 9, 1))
    team.client(team.closed(manager, lost, date(2026, 9, 24))).import_run_id = run.id
    team.settle()
    counted = {one.temperature: one.closed for one in _forecast(team).chances}
    assert counted == {Temperature.HOT: 2, Temperature.WARM: 2, Temperature.POTENTIAL: 0}


def test_the_forecasts_of_managers_add_up_to_that_of_the_department(team: Team) -> None:
    """R27: each deal goes by the rate and slip of its own manager; who has left counts for himself alone."""
    _history(team)
    managers = [team.build.manager(name) for name in ("Г", "Д")]
    left = team.build.manager("Е", left_on=YESTERDAY)
    for number, manager in enumerate((*managers, left, *managers)):
        team.deal(manager, 100 * 2**number, FRIDAY + timedelta(days=number))
    team.settle()
    parts: Counter[tuple[Temperature, date | None]] = Counter()
    for manager in managers:
        for cell in _forecast(team, Scope.manager(manager.id)).cells:
            parts[cell.temperature, cell.week] += cell.weighted
    assert {(cell.temperature, cell.week): cell.weighted for cell in _forecast(team).cells} == parts
    assert sum(cell.possible for cell in _forecast(team, Scope.manager(left.id)).cells) == 400


def test_the_deals_behind_every_part_add_up_to_it_and_say_why(team: Team) -> None:
    """R55: behind each cell and row stand its deals; the committed one tells what was reached, when and to whom."""
    managers = [team.build.manager(), team.build.manager("Олег")]
    committed = team.deal(managers[0], 100, FRIDAY, slips=2, slip_days=9)
    for number, day in enumerate((TODAY, FRIDAY, NEXT_WEEK, date(2027, 3, 1), YESTERDAY, None)):
        for stage in (HOT, WARM, "Новый"):
            team.deal(managers[number % 2], 1_000 + number, day, stage, currency="USD" if number == 2 else "RUB")
    team.deal(managers[1], None, FRIDAY, estimate_minor=77, currency="RUB")
    team.review(committed, Verdict.REACHED, NOW - timedelta(days=5))
    team.review(committed, Verdict.REACHED, NOW - timedelta(days=4), planned_result="", actual="Бюджет [есть]")
    team.settle()
    found = _forecast(team)

    def behind(sought: Sought) -> Counter[str]:
        number, deals = prospects(team.session, DESK, DEPARTMENT, NOW, sought, limit=99)
        assert number == len(deals)
        sums: Counter[str] = Counter()
        for one in deals:
            if one.money is not None and not one.estimated:
                sums[one.money.currency] += one.money.minor
        return sums

    for cell in found.cells:
        sought = Sought(temperature=cell.temperature, week=cell.week, later=cell.week is None)
        assert behind(sought)[cell.currency] == cell.possible
        for one_band, minor in zip(Band, (cell.commit, cell.likely, cell.possible), strict=True):
            assert behind(replace(sought, band=one_band, currency=cell.currency)) == (
                {cell.currency: minor} if minor else {}
            )
    for rest in found.rests:
        sums = behind(Sought(place=rest.place, temperature=rest.temperature))
        assert sums == {amount.currency: amount.minor for amount in rest.money}
    number, deals = prospects(
        team.session, DESK, DEPARTMENT, NOW, Sought(temperature=Temperature.HOT, week=THIS_WEEK), limit=9
    )
    assert [(one.money, one.estimated) for one in deals] == [
        (Money(1_001, "RUB"), False),
        (Money(1_000, "RUB"), False),
        (Money(100, "RUB"), False),
        (Money(77, "RUB"), True),
    ]
    why = deals[2]
    assert (why.band, why.reached, why.reached_on, why.confirmed_by, why.slips, why.slip_days, why.missed) == (
        Band.COMMIT, "Бюджет [есть]", date(2026, 11, 19), "Ирина [глава]", 2, 9, False,
    )  # fmt: skip
    assert prospects(team.session, DESK, DEPARTMENT, NOW, Sought(place=Place.DATED), limit=2)[0] == 10


def test_a_deal_behind_a_row_has_no_day_and_no_rate_and_tells_what_stands_against_it(team: Team) -> None:
    """R55."""
    deal = team.deal(team.build.manager(), 100, YESTERDAY)
    team.review(deal, Verdict.NOT_REACHED)
    team.build.risk(team.client(deal), stops_payment=True)
    team.settle()
    [one] = prospects(team.session, DESK, DEPARTMENT, NOW, Sought(place=Place.OVERDUE), limit=9)[1]
    assert (one.band, one.expected_on, one.agreed_on, one.rate) == (None, None, YESTERDAY, 0.0)
    assert (one.reached, one.reached_on, one.missed, one.stopped) == ("", None, True, True)


def test_without_a_deal_the_forecast_is_empty(team: Team) -> None:
    team.build.manager()
    team.settle()
    found = _forecast(team)
    assert (found.cells, found.rests, found.ranges, len(found.weeks)) == ((), (), (), 8)
    assert prospects(team.session, DESK, DEPARTMENT, NOW, Sought(), limit=9) == (0, ())


def test_the_databases_place_every_deal_as_the_method_does(team: Team) -> None:
    """R27: four hundred made-up clients, each with a deal of any agreed day and the last verdict of any kind."""
    manager = team.build.manager()
    chance = Random(55)  # noqa: S311  nothing secret
    ids = write_clients(team.session, manager.id, many_clients(27, 400))
    days = [None, YESTERDAY, TODAY, FRIDAY, date(2027, 5, 1)]
    verdicts: dict[int, Verdict | None] = {}
    for client in team.session.scalars(select(ClientRow).where(ClientRow.id.in_(ids))):
        deal = team.build.deal(client, 100, expected_on=chance.choice(days))
        verdicts[client.id] = chance.choice([None, *Verdict])
        if verdicts[client.id] is not None:
            team.review(deal, verdicts[client.id], NOW - timedelta(days=1))
        client.last_reached_on = TODAY if verdicts[client.id] is Verdict.REACHED else client.last_reached_on
    team.session.flush()
    rules = rules_of(team.session, DESK, manager.id, NOW)
    number, found = prospects(team.session, DESK, DEPARTMENT, NOW, Sought(), limit=500)
    assert number == 400
    for one in found:
        row = team.session.get_one(ClientRow, one.client_id)
        lane = lane_of(facts(row, rules.currency, NOW), rules).lane
        apart = None if row.put_off and lane is Lane.PARKED else _APART.get(lane)
        stands = place(row.temperature, one.agreed_on, TODAY, apart)
        reached = verdicts[row.id] is Verdict.REACHED
        narrowest = band(row.temperature, reached=reached, stopped=row.payment_stopped)
        assert (one.place, one.band) == (stands, narrowest if stands is Place.DATED else None)
    assert {one.place for one in found} == set(Place)
    assert {one.band for one in found} == {None, *Band}
