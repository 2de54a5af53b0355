"""Rows turned into the records of the method, which alone leave `data`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.method.money import Money
from cockpit.method.records import Client, Deal, Manager, Segment
from data.tables import ClientRow, DealRow, ManagerRow, SegmentRow

_MONEY = re.compile(r"(-?\d+) ([A-Z]{3})")
_MONEY_FIELDS = {"amount", "estimate"}


def money(minor: int | None, currency: str | None) -> Money | None:
    """Put an amount together; None when it is not known."""
    return None if minor is None or currency is None else Money(minor, currency)


def managers(session: Session, rows: Iterable[ManagerRow]) -> dict[int, Manager]:
    """Read managers with their segments, by id."""
    rows = list(rows)
    wanted = {row.segment_id for row in rows if row.segment_id is not None}
    found = session.scalars(select(SegmentRow).where(SegmentRow.id.in_(wanted))) if wanted else ()
    segments = {row.id: segment(row) for row in found}
    return {row.id: Manager(row.id, row.name, segments.get(row.segment_id or 0), row.head, row.left_on) for row in rows}


def segment(row: SegmentRow) -> Segment:
    """Turn a segment's row into a record."""
    return Segment(row.id, row.name, row.head, row.deputy)


def manager(session: Session, manager_id: int) -> Manager:
    """Read one manager with his segment."""
    return managers(session, [session.get_one(ManagerRow, manager_id)])[manager_id]


def client(row: ClientRow) -> Client:
    """Turn a client's row into a record."""
    return Client(
        id=row.id,
        manager_id=row.manager_id,
        name=row.name,
        temperature=row.temperature,
        temperature_source=row.temperature_source,
        temperature_on=row.temperature_on,
        nameless=row.nameless,
        is_open=row.is_open,
        money=money(row.money_minor, row.currency),
        estimated=row.estimated,
        contact=row.contact,
        phone=row.phone,
        email=row.email,
        note=row.note,
        lead_source=row.lead_source,
        last_contact_on=row.last_contact_on,
        contact_source=row.contact_source,
        last_reached_on=row.last_reached_on,
        opened_on=row.opened_on,
        parked_until=row.parked_until,
        parked_reason=row.parked_reason,
        own_interval=row.own_interval,
        interval_days=row.interval_days,
        review_due_on=row.review_due_on,
        kept_on=row.kept_on,
        put_off=row.put_off,
    )


def deal(row: DealRow) -> Deal:
    """Turn a deal's row into a record."""
    return Deal(
        id=row.id,
        client_id=row.client_id,
        title=row.title,
        status=row.status,
        amount=money(row.amount_minor, row.currency),
        estimate=money(row.estimate_minor, row.currency),
        stage=row.stage,
        created_on=row.created_on,
        expected_on=row.expected_on,
        closed_on=row.closed_on,
        lost_reason=row.lost_reason,
        slips=row.slips,
        slip_days=row.slip_days,
        external_id=row.external_id or "",
        told=tuple((field, value) for field, text in (row.told or {}).items() if (value := from_text(field, text))),
        gone_on=row.gone_on,
    )


def from_text(field: str, text: str | None) -> str | date | Money | None:
    """Read back what `data.changes.as_text` wrote, by the kind of its field; what does not read so stays a text."""
    if text is None:
        return None
    if field in _MONEY_FIELDS and (amount := _MONEY.fullmatch(text)):
        return Money(int(amount[1]), amount[2])
    if field.endswith(("_on", "_until")):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text
