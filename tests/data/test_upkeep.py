"""Derived facts: every figure is worked out by hand beside the rows it comes from."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.words import (
    ContactSource,
    DealStatus,
    Ending,
    Lane,
    Slot,
    TaskState,
    Temperature,
    TemperatureSource,
    Verdict,
)
from data.acts import recorded
from data.facts import DERIVED
from data.queue import ordered
from data.tables import (
    AnswerRow,
    ChangeRow,
    ClientRow,
    ManagerRow,
    OfferRow,
    ReviewRow,
    SegmentRow,
    SittingRow,
    UsualRow,
)
from data.upkeep import overnight, refresh, refresh_in, set_by_hand
from tests.data.builders import NOW, TODAY, Builder

DESK = Desk("Ирина", "here", "RUB")


def _client(session: Session, **columns: Any) -> tuple[Builder, ClientRow]:
    build = Builder(session)
    manager = session.scalar(select(ManagerRow)) or build.manager()
    return build, build.client(manager, **columns)


def _refreshed(session: Session, client: ClientRow, now: datetime = NOW) -> ClientRow:
    refresh(session, DESK, (client.id,), now)
    return client


def _review(session: Session, client: ClientRow, on: date, verdict: Verdict | None, **columns: Any) -> ReviewRow:
    sitting = session.scalar(select(SittingRow)) or SittingRow(
        manager_id=client.manager_id, head="Ирина", day=on, slot=Slot.MORNING, started_at=NOW, lanes={}
    )
    session.add(sitting)
    session.flush()
    row = ReviewRow(
        sitting_id=sitting.id,
        client_id=client.id,
        head="Ирина",
        reviewed_at=NOW.replace(year=on.year, month=on.month, day=on.day),
        seconds=90.0,
        wall_seconds=90.0,
        first=False,
        verdict=verdict,
        temperature=Temperature.WARM,
        **columns,
    )
    session.add(row)
    session.flush()
    return row


def test_money_is_the_sum_of_the_currency_of_most_open_deals(session: Session) -> None:
    """Two deals in roubles (1,000 + 500) against one larger in dollars: 1,500 roubles."""
    build, client = _client(session)
    build.deal(client, 100_000)
    build.deal(client, 50_000)
    build.deal(client, 900_000, currency="USD")
    build.deal(client, 777_000, status=DealStatus.WON, closed_on=TODAY)
    _refreshed(session, client)
    assert (client.money_minor, client.currency, client.estimated) == (150_000, "RUB", False)


def test_without_an_amount_the_deals_own_estimate_stands_in(session: Session) -> None:
    build, client = _client(session)
    build.deal(client, None, estimate_minor=30_000, currency="RUB")
    _refreshed(session, client)
    assert (client.money_minor, client.currency, client.estimated) == (30_000, "RUB", True)


def test_without_any_estimate_the_managers_median_won_check_stands_in_then_the_segments(session: Session) -> None:
    """Anna won 100, 200 and 600: median 200. Oleg won nothing: the segment's median is the same 200."""
    segment = SegmentRow(name="Опт")
    session.add(segment)
    session.flush()
    build = Builder(session)
    anna = build.manager("Анна", segment_id=segment.id)
    oleg = build.manager("Олег", segment_id=segment.id)
    stranger = build.manager("Чужой")
    for amount in (100, 200, 600):
        build.deal(build.client(anna), amount, status=DealStatus.WON, closed_on=TODAY)
    clients = [build.client(manager) for manager in (anna, oleg, stranger)]
    for client in clients:
        build.deal(client, None)
    refresh(session, DESK, None, NOW)
    assert [(client.money_minor, client.estimated) for client in clients] == [(200, True), (200, True), (None, False)]


def test_a_client_is_open_with_an_open_deal_or_with_none_at_all_until_it_refuses_or_pays(session: Session) -> None:
    build, bare = _client(session)
    assert _refreshed(session, bare).is_open
    for ending in (Ending.REFUSED, Ending.PAID, Ending.PARKED):
        _, ended = _client(session)
        review = _review(session, ended, TODAY, Verdict.REACHED, ending=ending)
        assert _refreshed(session, ended).is_open is (ending is Ending.PARKED)
        review.undone_at = NOW
        assert _refreshed(session, ended).is_open
    _, closed = _client(session)
    deal = build.deal(closed, status=DealStatus.LOST, closed_on=TODAY)
    assert not _refreshed(session, closed).is_open
    deal.status = DealStatus.OPEN
    assert _refreshed(session, closed).is_open


def test_the_promise_is_the_open_task_and_else_the_crms_task_that_no_review_has_seen(session: Session) -> None:
    build, client = _client(session)
    build.deal(client, next_task_on=date(2026, 11, 25))
    build.deal(client, next_task_on=date(2026, 11, 18))
    assert _refreshed(session, client).promise_on == date(2026, 11, 18)
    _review(session, client, date(2026, 11, 19), Verdict.REACHED)
    assert _refreshed(session, client).promise_on == date(2026, 11, 25)
    task = build.task(client, date(2026, 12, 1))
    assert _refreshed(session, client).promise_on == date(2026, 12, 1)
    task.state, task.closed_on = TaskState.DROPPED, TODAY
    assert _refreshed(session, client).promise_on == date(2026, 11, 25)


def test_the_last_contact_is_the_latest_day_of_a_strong_source(session: Session) -> None:
    """Activity on the 10th beats a stage moved on the 20th, a task done on the 12th both, a talk on the 16th all."""
    build, client = _client(session, import_run_id=None)
    deal = build.deal(client, last_activity_on=date(2026, 11, 10), stage_changed_on=date(2026, 11, 20))
    _refreshed(session, client)
    assert (client.last_contact_on, client.contact_source) == (date(2026, 11, 10), ContactSource.ACTIVITY)
    build.task(client, state=TaskState.DONE, closed_on=date(2026, 11, 12))
    _refreshed(session, client)
    assert (client.last_contact_on, client.contact_source) == (date(2026, 11, 12), ContactSource.TASK)
    _review(session, client, date(2026, 11, 16), Verdict.NOT_REACHED)
    _review(session, client, date(2026, 11, 17), Verdict.NO_CONTACT)
    _refreshed(session, client)
    assert (client.last_contact_on, client.contact_source) == (date(2026, 11, 16), ContactSource.REVIEW)
    assert client.reviewed_on == date(2026, 11, 17)
    deal.last_activity_on = date(2026, 11, 30)
    assert _refreshed(session, client).last_contact_on == date(2026, 11, 16), "a day ahead is no contact"


def test_a_task_that_a_review_judged_is_no_contact_of_its_own(session: Session) -> None:
    build, client = _client(session)
    build.deal(client, last_activity_on=date(2026, 11, 2))
    plan = build.task(client, state=TaskState.DONE, closed_on=date(2026, 11, 17))
    _review(session, client, date(2026, 11, 17), Verdict.NO_CONTACT, plan_id=plan.id)
    assert _refreshed(session, client).last_contact_on == date(2026, 11, 2)


def test_only_weak_sources_count_when_there_is_no_strong_one(session: Session) -> None:
    build, client = _client(session, created_at=NOW - timedelta(days=30))
    build.deal(client, created_on=date(2026, 11, 1), stage_changed_on=date(2026, 11, 5), updated_on=date(2026, 11, 5))
    _refreshed(session, client)
    assert (client.last_contact_on, client.contact_source) == (date(2026, 11, 5), ContactSource.STAGE)
    _, bare = _client(session, created_at=NOW - timedelta(days=3))
    _refreshed(session, bare)
    assert (bare.last_contact_on, bare.contact_source) == (date(2026, 11, 20), ContactSource.CREATED)


def test_a_review_counts_on_the_day_it_had_where_the_organisation_is(session: Session) -> None:
    """Half past midnight in Moscow is still the day before in UTC."""
    _, client = _client(session)
    review = _review(session, client, date(2026, 11, 20), Verdict.REACHED)
    review.reviewed_at = NOW.replace(day=20, hour=0, minute=30)
    _refreshed(session, client)
    assert (client.last_reached_on, client.last_contact_on) == (date(2026, 11, 20), date(2026, 11, 20))


def test_an_open_risk_that_stops_the_payment_is_kept_on_the_client(session: Session) -> None:
    build, client = _client(session)
    risk = build.risk(client)
    assert not _refreshed(session, client).payment_stopped
    risk.stops_payment = True
    assert _refreshed(session, client).payment_stopped
    risk.closed_on = TODAY
    assert not _refreshed(session, client).payment_stopped


def test_a_client_becomes_warm_and_hot_by_the_rule_and_each_change_is_logged(session: Session) -> None:
    """Potential at first; talked and offered: warm; decider, amount and an agreed day within 30 days: hot."""
    build, client = _client(session)
    deal = build.deal(client, created_on=date(2026, 11, 3), stage="Новая")
    _refreshed(session, client)
    assert (client.temperature, client.temperature_on) == (Temperature.POTENTIAL, date(2026, 11, 3))
    session.add(OfferRow(client_id=client.id, sent_on=TODAY))
    review = _review(session, client, TODAY, Verdict.PARTLY)
    with recorded(session, DESK, NOW, "review", client.name) as act:
        act.review_id = review.id
        refresh_in(act, DESK, client.id)
    assert (client.temperature, client.temperature_source) == (Temperature.WARM, TemperatureSource.RULE)
    session.add(AnswerRow(client_id=client.id, question="decides", text="Директор", answered_on=TODAY))
    deal.expected_on = TODAY + timedelta(days=30)
    tomorrow = NOW + timedelta(days=1)
    _refreshed(session, client, tomorrow)
    assert (client.temperature, client.temperature_on) == (Temperature.HOT, tomorrow.date())
    _refreshed(session, client, NOW + timedelta(days=2))
    assert client.temperature_on == tomorrow.date(), "it stays the day it became so"
    log = session.execute(
        select(ChangeRow.field, ChangeRow.old, ChangeRow.new, ChangeRow.review_id).order_by(ChangeRow.id)
    )
    assert log.all() == [("temperature", "potential", "warm", review.id), ("temperature", "warm", "hot", None)]


def test_a_stages_name_decides_until_more_is_known(session: Session) -> None:
    build, client = _client(session)
    build.deal(client, stage="Первый контакт")
    build.deal(client, stage="Договор отправлен")
    _refreshed(session, client)
    assert (client.temperature, client.temperature_source) == (Temperature.HOT, TemperatureSource.STAGE)


def test_a_temperature_set_by_hand_outranks_the_rule_for_two_weeks(session: Session) -> None:
    build, client = _client(session)
    build.deal(client, stage="Договор отправлен")
    _refreshed(session, client)
    set_by_hand(session, client.id, Temperature.POTENTIAL, NOW)
    _refreshed(session, client, NOW + timedelta(days=14))
    assert (client.temperature, client.temperature_source) == (Temperature.POTENTIAL, TemperatureSource.HAND)
    assert (client.temperature_on, client.temperature_hand_on) == (TODAY, TODAY)
    assert overnight(session, DESK, NOW + timedelta(days=15))
    session.refresh(client)
    assert (client.temperature, client.temperature_hand_on) == (Temperature.HOT, None)
    log = session.scalars(select(ChangeRow.new).order_by(ChangeRow.id))
    assert log.all() == ["potential", "hot"]


def test_saying_the_same_temperature_again_keeps_its_day_and_begins_the_two_weeks_anew(session: Session) -> None:
    _, client = _client(session)
    _refreshed(session, client)
    set_by_hand(session, client.id, Temperature.WARM, NOW)
    set_by_hand(session, client.id, Temperature.WARM, NOW + timedelta(days=10))
    _refreshed(session, client, NOW + timedelta(days=20))
    assert (client.temperature, client.temperature_on) == (Temperature.WARM, TODAY)
    assert client.temperature_hand_on == TODAY + timedelta(days=10)
    assert session.scalars(select(ChangeRow.new)).all() == ["warm"]


def test_a_day_that_passes_cools_a_client_whose_agreed_day_has_passed_and_does_so_once(session: Session) -> None:
    build, client = _client(session)
    build.deal(client, expected_on=TODAY, stage="Новая")
    session.add(AnswerRow(client_id=client.id, question="decides", text="Директор", answered_on=TODAY))
    refresh(session, DESK, None, NOW)
    assert client.temperature == "hot"
    assert not overnight(session, DESK, NOW)
    assert overnight(session, DESK, NOW + timedelta(days=1))
    assert client.temperature == "potential"
    assert not overnight(session, DESK, NOW + timedelta(days=1))


def test_what_is_usual_needs_enough_won_deals(session: Session) -> None:
    """Cycles of 1 to 19 days: the median is 10; only with the twentieth is there a p95, which is the 19th of 20."""
    build, client = _client(session)
    begun = date(2026, 1, 1)
    for days in range(1, 5):
        build.deal(client, status=DealStatus.WON, created_on=begun, closed_on=begun + timedelta(days=days))
    refresh(session, DESK, None, NOW)
    assert session.scalars(select(UsualRow.cycle_median)).one() is None
    for days in range(5, 20):
        build.deal(client, status=DealStatus.WON, created_on=begun, closed_on=begun + timedelta(days=days))
    build.deal(client, status=DealStatus.WON, created_on=begun, closed_on=begun - timedelta(days=9))
    refresh(session, DESK, None, NOW)
    found = session.execute(select(UsualRow.won, UsualRow.cycle_median, UsualRow.cycle_p95)).one()
    assert found == (19, 10, None)
    build.deal(client, status=DealStatus.WON, created_on=begun, closed_on=begun + timedelta(days=300))
    refresh(session, DESK, None, NOW)
    found = session.execute(select(UsualRow.won, UsualRow.cycle_median, UsualRow.cycle_p95)).one()
    assert found == (20, 10, 19)


def test_no_contact_and_a_task_ahead_stop_the_clock_until_the_task_is_due(session: Session) -> None:
    """Silent since 1 September; reviewed today without contact, the next task on Friday: nothing to do before that."""
    build, client = _client(session)
    build.deal(client, last_activity_on=date(2026, 9, 1))
    refresh(session, DESK, (client.id,), NOW)
    assert ordered(session, DESK, client.manager_id, NOW)[Lane.SILENT] == (client.id,)
    _review(session, client, TODAY, Verdict.NO_CONTACT)
    build.task(client, date(2026, 11, 27))
    refresh(session, DESK, (client.id,), NOW)
    assert ordered(session, DESK, client.manager_id, NOW)[Lane.REST] == (client.id,)


_DAYS = st.none() | st.integers(-40, 20).map(lambda days: TODAY + timedelta(days=days))
_DEALS = st.lists(
    st.fixed_dictionaries(
        {
            "status": st.sampled_from(DealStatus),
            "amount": st.none() | st.integers(0, 10**9),
            "estimate_minor": st.none() | st.integers(0, 10**6),
            "currency": st.sampled_from(["RUB", "USD"]),
            "created_on": _DAYS,
            "closed_on": _DAYS,
            "expected_on": _DAYS,
            "last_activity_on": _DAYS,
            "updated_on": _DAYS,
            "next_task_on": _DAYS,
            "stage": st.sampled_from(["", "Договор", "КП", "Новая"]),
        }
    ),
    max_size=3,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(clients=st.lists(_DEALS, min_size=1, max_size=5))
def test_one_client_after_the_other_comes_to_the_same_as_all_at_once(
    session: Session, clients: list[list[dict[str, Any]]]
) -> None:
    with session.begin_nested() as example:
        build = Builder(session)
        manager = build.manager()
        ids = []
        for deals in clients:
            client = build.client(manager)
            ids.append(client.id)
            for deal in deals:
                build.deal(client, **deal)
        for client_id in ids:
            refresh(session, DESK, (client_id,), NOW)
        columns = select(ClientRow.id, *(getattr(ClientRow, name) for name in DERIVED)).order_by(ClientRow.id)
        singly = session.execute(columns).all()
        refresh(session, DESK, None, NOW)
        assert session.execute(columns).all() == singly
        example.rollback()


def test_nothing_is_written_when_nothing_has_changed(session: Session) -> None:
    build, client = _client(session)
    build.deal(client)
    refresh(session, DESK, None, NOW)
    refresh(session, DESK, (client.id,), NOW)
    written = []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *call: written.append(call[2]))
    refresh(session, DESK, (client.id,), NOW)
    assert not [statement for statement in written if not statement.lstrip().startswith("SELECT")]


def test_money_of_won_deals_stays_an_amount_of_its_currency(session: Session) -> None:
    """Two won in dollars, one in roubles: the check is the dollars' lower middle."""
    build, client = _client(session)
    for amount, currency in ((300, "USD"), (100, "USD"), (10_000, "RUB")):
        build.deal(client, amount, currency=currency, status=DealStatus.WON, closed_on=TODAY)
    refresh(session, DESK, None, NOW)
    found = session.execute(select(UsualRow.check_minor, UsualRow.currency)).one()
    assert found == (200, "USD")
