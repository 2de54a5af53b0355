"""Managers, clients and deals entered by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.entry import ClientEntry, DealFields, ManagerEntry, SegmentEntry
from cockpit.method.errors import ConflictError
from cockpit.method.money import Money
from cockpit.method.records import Segment
from cockpit.method.words import DealStatus, Temperature, TemperatureSource
from data import people
from data.tables import ChangeRow, ClientRow, DealRow, ManagerRow, PlaybookRow, SegmentRow
from data.undo import take_back
from tests.data.builders import Builder

FIELDS = DealFields(
    client_id=0,
    title="Поставка [1]",
    amount=Money(50_000_000, "RUB"),
    stage="Договор",
    status=DealStatus.OPEN,
    created_on=date(2026, 11, 1),
    expected_on=date(2026, 11, 30),
    closed_on=None,
    lost_reason="",
)


@pytest.fixture
def build(session: Session) -> Builder:
    return Builder(session)


def _changes(session: Session) -> list[tuple[str, str | None, str | None]]:
    rows = session.scalars(select(ChangeRow).where(ChangeRow.field != "temperature").order_by(ChangeRow.id))
    return [(row.field, row.old, row.new) for row in rows]


def test_a_manager_is_added_with_a_segment_made_on_the_way(session: Session, desk: Desk, now: datetime) -> None:
    manager = people.save_manager(session, desk, ManagerEntry("  Анна\t[b]Кузнецова ", "Север [1]", "Ирина"), now)
    assert (manager.name, manager.head) == ("Анна [b]Кузнецова", "Ирина")
    assert manager.segment is not None
    assert people.segments(session) == ("Север [1]",)
    again = people.save_manager(session, desk, ManagerEntry("Олег", "СЕВЕР [1]"), now)
    assert again.segment == manager.segment


def test_two_managers_cannot_have_one_name(session: Session, desk: Desk, now: datetime) -> None:
    first = people.save_manager(session, desk, ManagerEntry("Анна [x]"), now)
    with pytest.raises(ConflictError) as raised:
        people.save_manager(session, desk, ManagerEntry("анна  [X]"), now)
    assert dict(raised.value.sentence.values) == {"name": "Анна [x]"}
    assert people.save_manager(session, desk, ManagerEntry("АННА [x]"), now, first.id).name == "АННА [x]"


def test_a_client_added_by_hand_is_open_and_marked_as_said(
    session: Session, build: Builder, desk: Desk, now: datetime
) -> None:
    entry = ClientEntry(build.manager().id, "ACME [/foo]", phone="+7 900", note="строка\x1b[31m\nвторая")
    client = people.save_client(session, desk, entry, now)
    assert client.is_open
    assert (client.name, client.phone) == ("ACME [/foo]", "+7 900")
    assert "\x1b" not in client.note
    assert session.get_one(ClientRow, client.id).said == ["name", "note", "phone"]


def test_a_temperature_given_by_hand_outranks_the_rule(
    session: Session, build: Builder, desk: Desk, now: datetime
) -> None:
    entry = ClientEntry(build.manager().id, "ACME [/foo]", temperature=Temperature.HOT)
    client = people.save_client(session, desk, entry, now)
    assert (client.temperature, client.temperature_source) == (Temperature.HOT, TemperatureSource.HAND)
    assert people.save_client(session, desk, replace(entry, temperature=None), now, client.id).temperature == "hot"


def test_a_changed_client_tells_what_was_before(session: Session, build: Builder, desk: Desk, now: datetime) -> None:
    client = build.client(build.manager(), "ACME [/foo]", contact="Пётр")
    entry = ClientEntry(client.manager_id, "ACME [/foo]", contact="", email="a@b")
    people.save_client(session, desk, entry, now, client.id)
    assert _changes(session) == [("contact", "Пётр", None), ("email", None, "a@b")]
    assert session.get_one(ClientRow, client.id).said == ["contact", "email"]


def test_a_client_goes_to_another_manager_with_its_open_task(
    session: Session, build: Builder, desk: Desk, now: datetime
) -> None:
    anna, oleg = build.manager(), build.manager("Олег [/]")
    client = build.client(anna, "Вектор")
    task = build.task(client)
    moved = people.save_client(session, desk, ClientEntry(oleg.id, "Вектор"), now, client.id)
    assert moved.manager_id == task.manager_id == oleg.id
    assert _changes(session) == [("manager", anna.name, oleg.name)]


def test_a_deal_added_by_hand_gives_the_client_its_money(
    session: Session, build: Builder, desk: Desk, now: datetime
) -> None:
    client = build.client(build.manager())
    deal = people.save_deal(session, desk, replace(FIELDS, client_id=client.id), now)
    assert deal.amount == Money(50_000_000, "RUB")
    assert (client.money_minor, client.currency, client.opened_on) == (50_000_000, "RUB", date(2026, 11, 1))
    row = session.get_one(DealRow, deal.id)
    assert row.said == ["amount", "created_on", "expected_on", "stage", "status", "title"]


def test_a_payment_day_put_off_counts_as_a_slip(session: Session, build: Builder, desk: Desk, now: datetime) -> None:
    client = build.client(build.manager())
    fields = replace(FIELDS, client_id=client.id)
    deal = people.save_deal(session, desk, fields, now)
    later = replace(fields, expected_on=date(2026, 12, 10), amount=Money(40_000_000, "RUB"))
    deal = people.save_deal(session, desk, later, now, deal.id)
    assert (deal.slips, deal.slip_days) == (1, 10)
    earlier = replace(later, expected_on=date(2026, 12, 1))
    deal = people.save_deal(session, desk, earlier, now + timedelta(hours=1), deal.id)
    assert (deal.slips, deal.slip_days) == (1, 10)
    assert _changes(session) == [
        ("amount", "50000000 RUB", "40000000 RUB"),
        ("expected_on", "2026-11-30", "2026-12-10"),
        ("expected_on", "2026-12-10", "2026-12-01"),
    ]


def test_a_deal_in_another_currency_forgets_the_estimate_of_the_first(
    session: Session, build: Builder, desk: Desk, now: datetime
) -> None:
    client = build.client(build.manager())
    row = build.deal(client, None, estimate_minor=100, currency="USD")
    people.save_deal(session, desk, replace(FIELDS, client_id=client.id), now, row.id)
    assert (row.amount_minor, row.currency, row.estimate_minor) == (50_000_000, "RUB", None)


def test_a_name_that_was_given_makes_a_nameless_client_named(
    session: Session, build: Builder, desk: Desk, now: datetime
) -> None:
    client = build.client(build.manager(), "1C1I7A6R", nameless=True)
    people.save_client(session, desk, ClientEntry(client.manager_id, "1C1I7A6R", note="x"), now, client.id)
    seen = [client.nameless]
    people.save_client(session, desk, ClientEntry(client.manager_id, "Вектор"), now, client.id)
    assert [*seen, client.nameless] == [True, False]
    assert session.scalars(select(ManagerRow.id)).all() == [client.manager_id]


def test_a_segment_has_a_head_and_a_deputy_and_undo_takes_each_change_back(
    session: Session, desk: Desk, now: datetime
) -> None:
    """R42: added, changed, and both taken back."""
    entry = SegmentEntry(" Север\t[1] ", "Ирина", "Пётр [/]")
    added = people.save_segment(session, desk, entry, now)
    assert added == Segment(added.id, "Север [1]", "Ирина", "Пётр [/]")
    people.save_segment(session, desk, SegmentEntry("Юг"), now, added.id)
    assert people.segment_list(session) == (Segment(added.id, "Юг"),)
    assert take_back(session, desk, now)
    assert people.segment_list(session) == (added,)
    assert take_back(session, desk, now)
    assert people.segment_list(session) == ()


def test_two_segments_cannot_have_one_name(session: Session, desk: Desk, now: datetime) -> None:
    first = people.save_segment(session, desk, SegmentEntry("Север"), now)
    with pytest.raises(ConflictError):
        people.save_segment(session, desk, SegmentEntry("СЕВЕР "), now)
    assert people.save_segment(session, desk, SegmentEntry("СЕВЕР"), now, first.id).name == "СЕВЕР"


def test_only_an_empty_segment_is_removed_and_undo_brings_it_back_with_its_playbook(
    session: Session, build: Builder, desk: Desk, now: datetime
) -> None:
    """R42: its one manager has left, and still belongs to it."""
    full = people.save_segment(session, desk, SegmentEntry("Север"), now)
    build.manager(segment_id=full.id, left_on=now.date())
    with pytest.raises(ConflictError) as raised:
        people.remove_segment(session, desk, full.id, now)
    assert dict(raised.value.sentence.values) == {"n": 1, "name": "Север"}
    empty = people.save_segment(session, desk, SegmentEntry("Юг"), now)
    body = {"intervals": {"hot": 1, "warm": 3, "potential": 5, "high": None}}
    session.add(PlaybookRow(segment_id=empty.id, body=body, changed_at=now, changed_by=desk.head))
    session.flush()
    people.remove_segment(session, desk, empty.id, now)
    assert session.scalars(select(SegmentRow.name)).all() == ["Север"]
    assert session.scalars(select(PlaybookRow)).all() == []
    assert take_back(session, desk, now)
    assert people.segment_list(session) == (full, empty)
    assert session.scalars(select(PlaybookRow)).one().body == body


def test_the_clients_of_a_manager_go_by_the_segment_he_is_put_into_and_back(
    session: Session, build: Builder, desk: Desk, now: datetime
) -> None:
    """R5, R42: a client who is reviewed every 10 working days, in a segment every 3."""
    fast = people.save_segment(session, desk, SegmentEntry("Быстрые"), now)
    body = {"intervals": {"hot": 1, "warm": 2, "potential": 3, "high": None}}
    session.add(PlaybookRow(segment_id=fast.id, body=body, changed_at=now, changed_by=desk.head))
    manager = people.save_manager(session, desk, ManagerEntry("Анна"), now)
    client = people.save_client(session, desk, ClientEntry(manager.id, "ACME [/foo]"), now)
    seen = [session.get_one(ClientRow, client.id).interval_days]
    people.save_manager(session, desk, ManagerEntry("Анна", "быстрые"), now, manager.id)
    seen.append(session.get_one(ClientRow, client.id).interval_days)
    assert take_back(session, desk, now)
    seen.append(session.get_one(ClientRow, client.id).interval_days)
    assert seen == [10, 3, 10]


def test_the_review_interval_of_a_client_is_set_by_hand_and_given_up_again(
    session: Session, build: Builder, desk: Desk, now: datetime
) -> None:
    """R5: three working days, then what cannot be read, then by the rule; the last is taken back."""
    entry = ClientEntry(build.manager().id, "ACME [/foo]", own_interval=" 3 ")
    client = people.save_client(session, desk, entry, now)
    seen = [client.own_interval]
    for typed in ("11", ""):
        entry = replace(entry, own_interval=typed)
        seen.append(people.save_client(session, desk, entry, now, client.id).own_interval)
    assert seen == [3, 3, None]
    assert take_back(session, desk, now)
    assert session.get_one(ClientRow, client.id).own_interval == 3
