"""Intervals, debt, the strip and the streak, and what makes them be worked out anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.language import tell
from cockpit.method.desk import Desk
from cockpit.method.money import Money
from cockpit.method.norms import Norms
from cockpit.method.overview import DayMark, Debt
from cockpit.method.records import Deferral
from cockpit.method.scope import Scope
from cockpit.method.words import DealStatus, Ending, Lane, SittingState, Slot, Temperature, Waking
from cockpit.method.workdays import WorkCalendar
from data import sittings
from data.forecasts import forecast
from data.managers import lines, streak_of
from data.people import set_interval
from data.queue import lines as queue_lines
from data.queue import ordered, view
from data.recruiting import recruiting
from data.tables import ClientRow, DeferralRow, ManagerRow, PlaybookRow, SegmentRow, SittingRow, UsualRow
from data.undo import take_back
from data.upkeep import overnight, refresh, rules_changed
from data.usual import smallest_of_top
from data.waking import wake
from data.workload import defer_many
from tests.data.builders import NOW, TODAY, Builder, Scene, outcome

DESK = Desk("Ирина", "here", "RUB")


def _days(client: ClientRow) -> tuple[int | None, date | None]:
    return client.interval_days, client.review_due_on


def _segment(session: Session, name: str = "Опт [B2B]") -> int:
    row = SegmentRow(name=name)
    session.add(row)
    session.flush()
    return row.id


def _playbook(session: Session, segment_id: int | None, **body: Any) -> PlaybookRow:
    row = PlaybookRow(segment_id=segment_id, body=body, changed_at=NOW, changed_by="Ирина")
    session.add(row)
    session.flush()
    return row


def _won_within(build: Builder, client: ClientRow, days: int, deals: int = 5) -> None:
    begun = date(2026, 1, 1)
    for _ in range(deals):
        build.deal(client, status=DealStatus.WON, created_on=begun, closed_on=begun + timedelta(days=days))


def test_a_client_is_due_by_its_temperature_from_the_day_it_became_known_here(session: Session) -> None:
    """R5, R16: hot by its stage, known since Monday the 16th: two working days, the 18th; a potential one a week."""
    build = Builder(session)
    manager = build.manager()
    hot, potential, closed = (build.client(manager, created_at=NOW - timedelta(days=7)) for _ in range(3))
    build.deal(hot, stage="Договор")
    build.deal(potential, stage="Новая")
    build.deal(closed, status=DealStatus.LOST, closed_on=TODAY)
    refresh(session, DESK, None, NOW)
    assert _days(hot) == (2, date(2026, 11, 18))
    assert _days(potential) == (10, TODAY)
    assert _days(closed) == (None, None)
    found = view(session, DESK, manager.id, NOW)
    assert (found.lanes[Lane.SILENT], found.lanes[Lane.REST]) == ((hot.id, potential.id), ())
    assert found.debt == Debt(1, (Money(50_000_000, "RUB"),), 5)
    [line] = lines(session, DESK, NOW)
    assert line.debt == found.debt
    by_id = {one.client.id: tell(one.why) for one in queue_lines(session, DESK, (hot.id, potential.id), NOW)}
    assert by_id[potential.id] == "not reviewed yet, known for 7 calendar days of 7 at most"


def test_parked_and_sleeping_clients_are_no_debt_and_a_kept_one_is_awake(session: Session) -> None:
    """R16; NUMBERS.md: keeping a sleeping client wakes it for as many days as the norms say."""
    build = Builder(session)
    manager = build.manager()
    parked, asleep, kept = (build.client(manager, created_at=NOW - timedelta(days=300)) for _ in range(3))
    for client in (parked, asleep, kept):
        build.deal(client, created_on=date(2026, 2, 1))
    parked.parked_until = TODAY + timedelta(days=9)
    kept.kept_on = TODAY - timedelta(days=30)
    refresh(session, DESK, None, NOW)
    found = view(session, DESK, manager.id, NOW)
    assert (found.lanes[Lane.PARKED], found.lanes[Lane.ASLEEP]) == ((parked.id,), (asleep.id,))
    assert found.lanes[Lane.SILENT] == (kept.id,)
    assert found.debt.clients == 1
    tomorrow = NOW + timedelta(days=1)
    assert ordered(session, DESK, manager.id, tomorrow)[Lane.ASLEEP] == (asleep.id, kept.id)


def test_putting_off_pays_no_debt(scene: Scene) -> None:
    """R6, R16: known for a month and put off until Friday, it is asked for on Friday and was late all the time."""
    session, client = scene.session, scene.client
    client.created_at = NOW - timedelta(days=30)
    refresh(session, DESK, (client.id,), NOW)
    late = _days(client)
    friday = NOW + timedelta(days=4)
    sittings.defer(session, scene.desk, scene.sitting, Deferral(client.id, friday.date(), "Отпуск"), NOW)
    assert _days(session.get_one(ClientRow, client.id)) == late
    assert late[1] is not None
    for day, lane in ((friday - timedelta(days=1), Lane.PARKED), (friday, Lane.PROMISED)):
        found = view(session, DESK, client.manager_id, day)
        assert found.lanes[lane] == (client.id,)
        assert (found.debt.clients, found.debt.oldest_days) == (1, (day.date() - late[1]).days)
    assert take_back(session, scene.desk, NOW) is not None
    assert _days(session.get_one(ClientRow, client.id)) == late


def test_an_interval_set_by_hand_outranks_the_rule_but_not_the_week_and_can_be_taken_back(session: Session) -> None:
    """R5, R16: known since Monday the 16th; ten days set by hand are a week at most."""
    build = Builder(session)
    client = build.client(build.manager(), created_at=NOW - timedelta(days=7))
    build.deal(client, stage="Договор")
    refresh(session, DESK, None, NOW)
    found = set_interval(session, DESK, client.id, 3, NOW)
    assert (found.own_interval, found.interval_days, found.review_due_on) == (3, 3, date(2026, 11, 19))
    assert set_interval(session, DESK, client.id, 10, NOW).review_due_on == TODAY
    assert take_back(session, DESK, NOW) is not None
    assert _days(session.get_one(ClientRow, client.id)) == (3, date(2026, 11, 19))
    assert set_interval(session, DESK, client.id, None, NOW).interval_days == 2
    with pytest.raises(ValueError, match="interval"):
        set_interval(session, DESK, client.id, 11, NOW)


def test_large_clients_are_seen_sooner_by_an_amount_or_by_a_share_of_the_money(session: Session) -> None:
    """R5, R43: of 60 + 30 + 10 the largest two make up 80 per cent; dollars have no line in roubles."""
    build = Builder(session)
    segment = _segment(session)
    manager = build.manager(segment_id=segment)
    clients = [build.client(manager) for _ in range(4)]
    for client, amount, currency in zip(clients, (60, 30, 10, 900), ("RUB", "RUB", "RUB", "USD"), strict=True):
        build.deal(client, amount, currency=currency)
    book = _playbook(session, segment, high_check={"percent": 80}, intervals={"high": 3})
    refresh(session, DESK, None, NOW)
    assert [client.interval_days for client in clients] == [3, 3, 10, 10]
    assert view(session, DESK, manager.id, NOW).line == Money(30, "RUB")
    book.body = {"high_check": {"amount": [60, "RUB"]}, "intervals": {"high": 3}}
    assert rules_changed(session, DESK, NOW)
    assert [client.interval_days for client in clients] == [3, 10, 10, 10]
    book.body = {"high_check": {"amount": [60, "USD"]}, "intervals": {"high": 3}}
    assert rules_changed(session, DESK, NOW)
    assert view(session, DESK, manager.id, NOW).line is None
    assert not rules_changed(session, DESK, NOW)


@pytest.mark.parametrize(
    ("amounts", "percent", "line"),
    [([60, 30, 10], 60, 60), ([60, 30, 10], 61, 30), ([60, 30, 10], 100, 10), ([], 50, None), ([0, 0], 50, 0)],
)
def test_the_line_is_the_smallest_of_the_largest_that_make_up_the_share(
    amounts: list[int], percent: int, line: int | None
) -> None:
    """R43."""
    assert smallest_of_top(amounts, percent) == line


def test_a_line_that_moves_overnight_concerns_those_alone_who_cross_it(session: Session) -> None:
    """R43: a new deal takes the share of the money, so the second largest is not high-check any more."""
    build = Builder(session)
    _playbook(session, None, high_check={"percent": 80}, intervals={"high": 3})
    manager = build.manager()
    clients = [build.client(manager) for _ in range(3)]
    for client, amount in zip(clients, (60, 30, 10), strict=True):
        build.deal(client, amount)
    refresh(session, DESK, None, NOW)
    whale = build.client(manager)
    build.deal(whale, 10_000)
    refresh(session, DESK, (whale.id,), NOW)
    assert overnight(session, DESK, NOW + timedelta(days=1))
    assert [client.interval_days for client in (*clients, whale)] == [10, 10, 10, 3]


def test_a_segment_that_begins_to_sell_fast_is_seen_every_second_day(session: Session) -> None:
    """R17: the fifth won deal makes a median of 14 days; whoever is open is due within two working days."""
    build = Builder(session)
    fast, slow = (build.manager(name, segment_id=_segment(session, name)) for name in ("Быстрый", "Медленный"))
    clients = [build.client(manager, created_at=NOW) for manager in (fast, slow)]
    for client in clients:
        build.deal(client)
    buyer = build.client(fast)
    _won_within(build, buyer, 14, deals=4)
    refresh(session, DESK, None, NOW)
    assert [client.interval_days for client in clients] == [10, 10]
    _won_within(build, buyer, 14, deals=1)
    tomorrow = NOW + timedelta(days=1)
    assert overnight(session, DESK, tomorrow)
    assert [_days(client) for client in clients] == [(2, date(2026, 11, 25)), (10, date(2026, 11, 30))]


@pytest.mark.parametrize(
    ("norms", "days"),
    [
        (Norms(longest_days=3), (10, date(2026, 11, 26))),
        (Norms(calendar=WorkCalendar(holidays=frozenset({date(2026, 11, 30)}))), (10, date(2026, 11, 27))),
        (Norms(stages=(("новая", Temperature.HOT),)), (10, date(2026, 11, 30))),
    ],
)
def test_a_changed_setting_is_followed_on_the_same_day(session: Session, norms: Norms, days: tuple[int, date]) -> None:
    """R5, R16. The stages are the playbook's, so that those of the settings say nothing."""
    build = Builder(session)
    client = build.client(build.manager(), created_at=NOW)
    build.deal(client, stage="Новая")
    refresh(session, DESK, None, NOW)
    assert _days(client) == (10, date(2026, 11, 30))
    overnight(session, replace(DESK, norms=norms), NOW)
    assert _days(client) == days
    assert not overnight(session, replace(DESK, norms=norms), NOW)


def test_a_playbook_concerns_its_segment_alone(session: Session) -> None:
    """R5, R42: own intervals, own words for a hot stage."""
    build = Builder(session)
    segment = _segment(session)
    ours, others = build.manager("Наш", segment_id=segment), build.manager("Чужой")
    clients = [build.client(manager, created_at=NOW) for manager in (ours, others)]
    for client in clients:
        build.deal(client, stage="Пилот у клиента")
    refresh(session, DESK, None, NOW)
    _playbook(
        session,
        segment,
        intervals={"hot": 1, "warm": 4, "potential": 8},
        stages=[{"words": "ПИЛОТ", "temperature": "hot"}],
    )
    assert rules_changed(session, DESK, NOW)
    assert [(client.temperature, client.interval_days) for client in clients] == [
        (Temperature.HOT, 1),
        (Temperature.POTENTIAL, 10),
    ]
    session.get_one(ManagerRow, others.id).segment_id = segment
    assert rules_changed(session, DESK, NOW)
    assert [client.interval_days for client in clients] == [1, 1]


def _held(session: Session, manager_id: int, day: date, slot: Slot, state: SittingState, client_id: int | None) -> None:
    row = SittingRow(
        manager_id=manager_id, head="Ирина", day=day, slot=slot, started_at=NOW, state=state, lanes={}, left_clients=0
    )
    session.add(row)
    session.flush()
    if client_id is not None:
        session.add(DeferralRow(sitting_id=row.id, client_id=client_id, until=day, reason="[отпуск]"))


def test_the_strip_shows_the_sittings_of_the_last_ten_working_days_by_itself(session: Session) -> None:
    """R6: known since Wednesday the 18th: four working days; a sitting without anybody in it was not held."""
    build = Builder(session)
    manager, empty = build.manager(), build.manager("Без клиентов")
    client = build.client(manager, created_at=NOW - timedelta(days=5))
    wednesday, friday = date(2026, 11, 18), date(2026, 11, 20)
    _held(session, manager.id, wednesday, Slot.MORNING, SittingState.COMPLETE, client.id)
    _held(session, manager.id, wednesday, Slot.AFTERNOON, SittingState.INCOMPLETE, client.id)
    _held(session, manager.id, friday, Slot.MORNING, SittingState.INCOMPLETE, None)
    _held(session, manager.id, TODAY, Slot.MORNING, SittingState.OPEN, client.id)
    refresh(session, DESK, None, NOW)
    found = {line.manager.id: line.strip for line in lines(session, DESK, NOW)}
    assert found[manager.id] == (
        DayMark(wednesday, 2, 1),
        DayMark(date(2026, 11, 19)),
        DayMark(friday),
        DayMark(TODAY, 1, 0),
    )
    assert found[empty.id] == ()
    assert streak_of(session, DESK, NOW) == 1
    assert streak_of(session, replace(DESK, head="Другой"), NOW) == 0


def test_a_long_known_manager_has_ten_days_in_his_strip(session: Session) -> None:
    """R6."""
    build = Builder(session)
    build.client(build.manager())
    refresh(session, DESK, None, NOW)
    [line] = lines(session, DESK, NOW)
    assert [mark.day for mark in line.strip][::9] == [date(2026, 11, 10), TODAY]
    assert len(line.strip) == 10


def _usual(session: Session) -> list[date]:
    return list(session.scalars(select(UsualRow.taken_on)))


def _figures(session: Session, manager_id: int) -> tuple[Any, ...]:
    """What is counted of a manager's clients, but for who is due."""
    [line] = lines(session, DESK, NOW)
    found = recruiting(session, DESK, manager_id, NOW)
    return (
        (line.debt, line.clients, line.parked, line.rungs, line.hot_new, line.payers, line.payers_money),
        (found.due, [payer.client.id for payer in found.payers]),
        forecast(session, DESK, Scope.manager(manager_id), NOW),
        view(session, DESK, manager_id, NOW).debt,
    )


@pytest.mark.parametrize("many", [False, True])
def test_putting_off_leaves_every_figure_as_it_was(scene: Scene, many: bool) -> None:
    """R7, R13, R16: one who is due, hot, late and can pay is put off until Friday: only today's due go down."""
    session, client = scene.session, scene.client
    client.created_at = NOW - timedelta(days=30)
    scene.deal.stage = "Договор"
    refresh(session, DESK, None, NOW)
    before = _figures(session, client.manager_id)
    assert (before[0][0].clients, before[0][5], before[1][0]) == (1, 1, False)
    deferral = Deferral(client.id, date(2026, 11, 27), "отпуск")
    if many:
        defer_many(session, scene.desk, scene.sitting, (deferral,), NOW)
    else:
        sittings.defer(session, scene.desk, scene.sitting, deferral, NOW)
    assert _figures(session, client.manager_id) == before
    assert lines(session, DESK, NOW)[0].due == 0
    [line] = queue_lines(session, DESK, (client.id,), NOW)
    assert (line.lane, tell(line.why)) == (Lane.PARKED, "put off until 27\u00a0Nov")
    assert line.client.put_off
    assert take_back(session, scene.desk, NOW) is not None
    assert not session.get_one(ClientRow, client.id).put_off
    assert _figures(session, client.manager_id) == before


def test_parking_by_a_review_takes_the_place_of_putting_off(scene: Scene) -> None:
    """R16: parked until Friday it counts nowhere; the next review frees it."""
    session, client = scene.session, scene.client
    deferral = Deferral(client.id, date(2026, 11, 24), "отпуск")
    sittings.defer(session, scene.desk, scene.sitting, deferral, NOW)
    scene.save(scene.reached(ending=Ending.PARKED, ending_reason="Тендер", ending_day=date(2026, 11, 27)))
    [line] = lines(session, DESK, NOW)
    assert (line.clients, line.parked, client.put_off) == (0, 1, False)
    sittings.defer(session, scene.desk, scene.sitting, deferral, NOW)
    scene.save(outcome(client.id), minutes=1)
    assert (client.put_off, client.parked_until) == (False, None)


def test_a_kept_client_is_due_an_interval_after_the_decision(session: Session) -> None:
    """R16: asleep for months, it is no debt on the day it was kept."""
    build = Builder(session)
    manager = build.manager()
    client = build.client(manager, created_at=NOW - timedelta(days=300))
    build.deal(client, created_on=date(2026, 2, 1))
    refresh(session, DESK, None, NOW)
    wake(session, DESK, (client.id,), Waking.KEEP, NOW)
    assert _days(session.get_one(ClientRow, client.id)) == (10, date(2026, 11, 30))
    assert view(session, DESK, manager.id, NOW).debt == Debt()


def test_midnight_belongs_to_the_local_day(session: Session) -> None:
    """Known since half past midnight in Moscow, which is the day before in UTC."""
    build = Builder(session)
    client = build.client(build.manager(), created_at=datetime(2026, 11, 23, 0, 30, tzinfo=NOW.tzinfo))
    build.deal(client, stage="Договор")
    refresh(session, DESK, None, NOW)
    assert _days(client) == (2, date(2026, 11, 25))
    assert _usual(session) == [TODAY]
