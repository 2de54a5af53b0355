"""The forecasts that sittings keep, and what became of them, in both databases (R28)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cockpit.method.forecast import Band, Cell, Fact, Place, Rest
from cockpit.method.money import Money
from cockpit.method.scope import DEPARTMENT, Scope
from cockpit.method.words import DealStatus, SittingState, Temperature, Verdict
from data import sittings
from data.forecast_facts import forecast_facts
from data.forecasts import forecast
from data.kept_forecasts import kept_forecast
from data.store import Store
from data.summaries import summary
from data.tables import DealRow, ForecastRow, ManagerRow, SittingRow
from data.undo import take_back
from tests.data.builders import NOW, Scene
from tests.data.forecasting import DESK, WARM, Team

#: Two weeks after `NOW`, when the week of 30 November is over.
LATER = NOW + timedelta(weeks=2)
WEEK = date(2026, 11, 30)


@pytest.fixture
def team(session: Session) -> Team:
    return Team(session)


def _hold(team: Team, manager: ManagerRow, at: datetime = NOW) -> int:
    """Sit down beside a manager and end at once."""
    team.settle(at)
    sitting = sittings.sit_down(team.session, DESK, manager.id, at).id
    sittings.end(team.session, DESK, sitting, at)
    return sitting


def _kept(session: Session) -> list[tuple[int, int, Band]]:
    columns = select(ForecastRow.sitting_id, ForecastRow.deal_id, ForecastRow.band).order_by(ForecastRow.id)
    return [(sitting, deal, band) for sitting, deal, band in session.execute(columns)]


def _win(team: Team, deal: DealRow, on: date) -> None:
    deal.status, deal.closed_on = DealStatus.WON, on
    team.session.flush()


def test_a_sitting_keeps_its_forecast_as_it_was(team: Team) -> None:
    """R28: as a table, and deal by deal what is dated, has an amount and comes within the columns."""
    manager = team.build.manager()
    committed, warm = team.deal(manager, 100, WEEK), team.deal(manager, 200, WEEK, WARM)
    team.review(committed, Verdict.REACHED)
    for amount, day in ((400, None), (None, WEEK), (800, date(2027, 1, 18)), (1_600, date(2026, 11, 1))):
        team.deal(manager, amount, day)
    sitting = _hold(team, manager)
    found = forecast(team.session, DESK, Scope.manager(manager.id), NOW)
    assert _kept(team.session) == [(sitting, committed.id, Band.COMMIT), (sitting, warm.id, Band.POSSIBLE)]
    [row, _] = team.session.scalars(select(ForecastRow).order_by(ForecastRow.id))
    assert (row.expected_on, row.rate, row.amount_minor, row.currency) == (WEEK, 0.6, 100, "RUB")
    committed.amount_minor = 7
    team.session.flush()
    kept = summary(team.session, DESK, sitting, LATER).forecast
    assert kept.kept
    assert (kept.as_of, kept.scope, kept.weeks, kept.cells, kept.rests) == (
        found.as_of, found.scope, found.weeks, found.cells, found.rests,
    )  # fmt: skip
    assert (kept.chances, dict(kept.slips), kept.ranges, kept.without_amount) == (
        found.chances, dict(found.slips), found.ranges, 1,
    )  # fmt: skip


def test_going_on_with_a_sitting_forgets_its_forecast_until_it_ends_again(scene: Scene) -> None:
    """R28: also when an undo opens it again; an undo is not held up by a deal that a forecast holds."""
    session, desk = scene.session, scene.desk
    scene.deal.stage = "Договор"
    scene.session.flush()
    scene.save(scene.reached())
    row = session.get_one(SittingRow, scene.sitting)
    for _ in range(2):
        sittings.end(session, desk, scene.sitting, NOW)
        assert [sitting for sitting, *_ in _kept(session)] == [scene.sitting]
        sittings.sit_down(session, desk, scene.client.manager_id, NOW)
        assert (_kept(session), row.forecast) == ([], None)
    sittings.end(session, desk, scene.sitting, NOW)
    assert take_back(session, desk, NOW) is not None
    assert (_kept(session), row.forecast, row.state) == ([], None, SittingState.OPEN)


def test_only_the_last_sitting_of_a_week_keeps_its_deals_one_by_one(team: Team) -> None:
    manager, other = team.build.manager(), team.build.manager("Олег")
    team.deal(manager, 100, WEEK)
    team.deal(other, 100, WEEK)
    apart = _hold(team, other)
    before = _hold(team, manager, NOW - timedelta(days=3))
    monday, tuesday = _hold(team, manager), _hold(team, manager, NOW + timedelta(days=1))
    assert sorted(sitting for sitting, *_ in _kept(team.session)) == sorted((apart, before, tuesday))
    assert kept_forecast(team.session.get_one(SittingRow, monday)) is not None


def test_a_forecast_kept_before_there_were_bands_is_possible_money_without_bands(scene: Scene) -> None:
    row = scene.session.get_one(SittingRow, scene.sitting)
    row.ended_at = NOW
    row.forecast = [
        {
            "temperature": "hot",
            "currency": "RUB",
            "weeks": {"2026-11-30": 100, "2027-01-18": 200, "2027-01-25": 400},
            "overdue": 7,
            "undated": 0,
        },
        {"temperature": "potential", "currency": "RUB", "weeks": {"2026-11-23": 1}, "overdue": 2, "undated": 4},
    ]
    scene.session.flush()
    scene.session.expire(row)
    found = summary(scene.session, scene.desk, scene.sitting, NOW).forecast
    assert (found.kept, found.chances, found.ranges) == (True, (), ())
    assert found.cells == (
        Cell(Temperature.HOT, WEEK, "RUB", possible=100),
        Cell(Temperature.HOT, None, "RUB", possible=600),
    )
    assert found.rests == (
        Rest(Place.OVERDUE, Temperature.HOT, money=(Money(7, "RUB"),)),
        Rest(Place.POTENTIAL, Temperature.POTENTIAL, money=(Money(7, "RUB"),)),
    )
    assert forecast_facts(scene.session, DEPARTMENT, LATER, 12) == ()


def test_what_came_is_compared_by_band_with_what_was_expected(team: Team) -> None:
    """R28: of the week of 30 November. Commit 100 brought 60 and 10; likely 200 was won unpaid; warm 400 was not.

    A deal of the week after, 800, came early, 5 came from elsewhere, 3 dollars too; what came a week later counts not.
    """
    manager = team.build.manager()
    commit, likely, warm, early = (
        team.deal(manager, amount, day, *stage)
        for amount, day, *stage in (
            (100, WEEK),
            (200, date(2026, 12, 6)),
            (400, date(2026, 12, 4), WARM),
            (800, date(2026, 12, 7)),
        )
    )
    other = team.deal(manager, 1_600, None)
    team.review(commit, Verdict.REACHED, NOW - timedelta(days=1))
    _hold(team, manager)
    for deal, on, amount in ((commit, WEEK, 60), (early, WEEK, 800), (commit, date(2026, 12, 7), 999)):
        team.paid(deal, on, amount)
    team.paid(commit, date(2026, 12, 6), 10, named=False)
    team.paid(other, WEEK, 5)
    team.paid(warm, WEEK, 3, currency="USD")
    _win(team, likely, date(2026, 12, 6))
    _win(team, commit, WEEK)
    facts = forecast_facts(team.session, DEPARTMENT, LATER, 2)
    assert [fact for fact in facts if fact.week == WEEK] == [
        Fact(WEEK, Band.COMMIT, "RUB", 100, 70, 805, 1),
        Fact(WEEK, Band.LIKELY, "RUB", 300, 270, 805, 2),
        Fact(WEEK, Band.POSSIBLE, "RUB", 700, 270, 805, 3),
        Fact(WEEK, Band.COMMIT, "USD", 0, 0, 0, 0),
        Fact(WEEK, Band.LIKELY, "USD", 0, 0, 0, 0),
        Fact(WEEK, Band.POSSIBLE, "USD", 0, 3, 0, 0),
    ]
    assert {fact.week for fact in facts} == {WEEK}
    assert forecast_facts(team.session, Scope.manager(manager.id), LATER, 2) == facts


def test_the_last_forecast_before_a_week_counts_and_for_fourteen_days_at_most(team: Team) -> None:
    """R28: that of Thursday 26 November counts for 30 November, not that of Monday, nor that of 30 November itself.

    For 7 December it is that of 30 November; for 21 December there is none any more.
    """
    manager, other = team.build.manager(), team.build.manager("Олег")
    deal = team.deal(manager, 1, date(2026, 12, 4))
    team.deal(other, 1_000, date(2026, 12, 4))
    for number, (day, amount) in enumerate(
        ((NOW, 100), (NOW + timedelta(days=3), 200), (NOW + timedelta(days=7), 400))
    ):
        deal.amount_minor = amount
        if number == 2:
            deal.expected_on = date(2026, 12, 9)
        team.session.flush()
        _hold(team, manager, day)
    team.paid(deal, date(2026, 12, 1), 50)
    team.paid(team.deal(other, 1, None), date(2026, 12, 1), 7)
    found = forecast_facts(team.session, DEPARTMENT, NOW + timedelta(weeks=6), 12)
    assert [(fact.week, fact.expected, fact.came, fact.came_else) for fact in found if fact.band is Band.LIKELY] == [
        (date(2026, 12, 7), 400, 0, 0),
        (WEEK, 200, 50, 0),
    ]
    assert forecast_facts(team.session, Scope.manager(other.id), LATER, 12) == ()
    assert forecast_facts(team.session, DEPARTMENT, LATER, 0) == ()


def test_a_forecast_of_nothing_is_compared_as_well(team: Team) -> None:
    """R28: nothing was expected, and 9 came."""
    manager = team.build.manager()
    deal = team.deal(manager, 100, None)
    _hold(team, manager)
    assert team.session.scalar(select(func.count()).select_from(ForecastRow)) == 0
    team.paid(deal, WEEK, 9)
    found = forecast_facts(team.session, DEPARTMENT, LATER, 2)
    assert [(fact.expected, fact.came, fact.came_else, fact.error) for fact in found] == [(0, 0, 9, None)] * 3


def test_what_was_expected_stays_with_the_manager_who_said_so(team: Team) -> None:
    """R28: the client went to another manager since; in the department his money is counted once."""
    manager, other = team.build.manager(), team.build.manager("Олег")
    deal = team.deal(manager, 100, WEEK)
    team.deal(other, 10, WEEK)
    _hold(team, manager)
    _hold(team, other)
    team.client(deal).manager_id = other.id
    team.paid(deal, WEEK, 100)
    likely = [fact for fact in forecast_facts(team.session, DEPARTMENT, LATER, 2) if fact.band is Band.LIKELY]
    assert [(fact.expected, fact.came, fact.came_else) for fact in likely] == [(110, 100, 0)]
    mine = forecast_facts(team.session, Scope.manager(manager.id), LATER, 2)[1]
    assert (mine.expected, mine.came, mine.came_else) == (100, 100, 0)


async def test_the_store_tells_the_forecast_the_deals_behind_it_and_what_came(store: Store) -> None:
    """R27, R28, R55: asked without a client, everything is there and empty."""
    found = await store.forecast(DEPARTMENT, NOW)
    assert (found.scope, found.as_of, len(found.weeks), found.cells) == (DEPARTMENT, NOW, 8, ())
    assert await store.prospects(DEPARTMENT, NOW, place=Place.OVERDUE) == (0, ())
    assert await store.forecast_facts(DEPARTMENT, NOW) == ()
