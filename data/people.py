"""People and deals entered by hand: managers, clients, deals, each change one step of undo."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cockpit.language.plain import many_lines, one_line
from cockpit.method.desk import Desk
from cockpit.method.entry import ClientEntry, DealFields, ManagerEntry, SegmentEntry, read_interval
from cockpit.method.errors import ConflictError
from cockpit.method.playbook import INTERVAL_DAYS
from cockpit.method.records import Client, Deal, Manager, Segment
from cockpit.method.scope import Level
from cockpit.method.sentence import Sentence, say, say_count
from cockpit.method.words import TaskState
from data.acts import Act, recorded
from data.changes import Field, Pen, said
from data.hold import LOCK
from data.records import client as client_record
from data.records import deal as deal_record
from data.records import manager as manager_record
from data.records import segment as segment_record
from data.tables import ClientRow, DealRow, ManagerRow, PlaybookRow, SchemeRow, SegmentRow, TargetRow, TaskRow
from data.upkeep import refresh_in, rules_changed, set_by_hand


def segments(session: Session) -> tuple[str, ...]:
    """The names of the segments, in order."""
    return tuple(session.scalars(select(SegmentRow.name).order_by(SegmentRow.name)))


def segment_list(session: Session) -> tuple[Segment, ...]:
    """Read the segments, by name."""
    rows = session.scalars(select(SegmentRow))
    return tuple(sorted(map(segment_record, rows), key=lambda segment: segment.name.casefold()))


def save_segment(
    session: Session, desk: Desk, entry: SegmentEntry, now: datetime, segment_id: int | None = None
) -> Segment:
    """Add a segment, or change the one with `segment_id`.

    Raises:
        ConflictError: there is another segment of that name.
    """
    name, key = _name(entry.name)
    other = next((row for row in session.scalars(select(SegmentRow)) if _key(row.name) == key), None)
    if other is not None and other.id != segment_id:
        raise ConflictError(
            say("The name is taken"), say("There is already a segment {name}. Give another name.", name=other.name)
        )
    with recorded(session, desk, now, "segment added" if segment_id is None else "segment changed", name):
        if segment_id is None:
            row = SegmentRow(name=name)
            session.add(row)
        else:
            row = session.get_one(SegmentRow, segment_id)
        row.name, row.head, row.deputy = name, one_line(entry.head), one_line(entry.deputy)
        session.flush()
    return segment_record(row)


def remove_segment(session: Session, desk: Desk, segment_id: int, now: datetime) -> None:
    """Remove a segment with its playbook, its rates of pay and its targets.

    Raises:
        ConflictError: managers belong to it, those who have left included.
    """
    row = session.get_one(SegmentRow, segment_id)
    belonging = session.scalar(select(func.count()).where(ManagerRow.segment_id == segment_id)) or 0
    if belonging:
        raise ConflictError(
            say("The segment is not empty"),
            say_count(
                "{n} manager belongs to {name}. Move him to another segment first.",
                "{n} managers belong to {name}. Move them to another segment first.",
                belonging,
                name=row.name,
            ),
        )
    with recorded(session, desk, now, "segment removed", row.name):
        # the database would remove it by itself, and no undo could bring it back
        for kind in (PlaybookRow, SchemeRow):
            for kept in session.scalars(select(kind).where(kind.segment_id == segment_id)):
                session.delete(kept)
        mine = (TargetRow.level == Level.SEGMENT) & (TargetRow.owner_id == segment_id)
        for target in session.scalars(select(TargetRow).where(mine)):
            session.delete(target)
        session.flush()
        session.delete(row)


def save_manager(
    session: Session, desk: Desk, entry: ManagerEntry, now: datetime, manager_id: int | None = None
) -> Manager:
    """Add a manager, or change the one with `manager_id`; a segment that does not exist is made.

    Raises:
        ConflictError: there is another manager of that name.
    """
    name, key = _name(entry.name)
    other = session.scalar(select(ManagerRow).where(ManagerRow.name_key == key))
    if other is not None and other.id != manager_id:
        raise ConflictError(
            say("The name is taken"), say("There is already a manager {name}. Give another name.", name=other.name)
        )
    kind = "manager added" if manager_id is None else "manager changed"
    moved = False
    with recorded(session, desk, now, kind, name):
        if manager_id is None:
            row = ManagerRow()
            session.add(row)
        else:
            row = session.get_one(ManagerRow, manager_id)
        row.name, row.name_key, row.head = name, key, one_line(entry.head)
        with session.no_autoflush:
            segment_id = _segment(session, entry.segment)
        moved = manager_id is not None and segment_id != row.segment_id
        row.segment_id = segment_id
        session.flush()
    if moved:
        rules_changed(session, desk, now)
    return manager_record(session, row.id)


def save_client(
    session: Session, desk: Desk, entry: ClientEntry, now: datetime, client_id: int | None = None
) -> Client:
    """Add a client, or change the one with `client_id`; what was typed is marked as said and outranks any file.

    A review interval that cannot be read leaves the one there is; the form tells of it.
    """
    name, key = _name(entry.name)
    fields = {
        "name": name,
        "contact": one_line(entry.contact),
        "phone": one_line(entry.phone),
        "email": one_line(entry.email),
        "lead_source": one_line(entry.lead_source),
        "note": many_lines(entry.note),
    }
    row = None if client_id is None else session.get_one(ClientRow, client_id, with_for_update=LOCK)
    kind = "client added" if row is None else "client changed"
    with recorded(session, desk, now, kind, name, client_id=client_id) as act:
        if row is None:
            row = _add_client(session, act, entry.manager_id, fields, now)
        elif entry.manager_id != row.manager_id:
            _move(session, row, entry.manager_id, now)
        Pen(session, now).client(row, fields)
        row.name_key = key
        interval = read_interval(entry.own_interval)
        if not isinstance(interval, Sentence):
            row.own_interval = interval
        if "name" in (row.said or ()):
            row.nameless = False
        session.flush()
        if entry.temperature is not None:
            set_by_hand(session, row.id, entry.temperature, now)
        refresh_in(act, desk, row.id)
    return client_record(row)


def set_interval(session: Session, desk: Desk, client_id: int, days: int | None, now: datetime) -> Client:
    """Give a client a review interval of its own, in working days; with None the rule holds again (R5).

    Raises:
        ValueError: there is no such interval.
    """
    if days is not None and days not in INTERVAL_DAYS:
        raise ValueError(f"an interval of {days} days")
    row = session.get_one(ClientRow, client_id, with_for_update=LOCK)
    with recorded(session, desk, now, "interval", row.name, client_id=client_id) as act:
        row.own_interval = days
        refresh_in(act, desk, client_id)
    return client_record(row)


def save_deal(session: Session, desk: Desk, fields: DealFields, now: datetime, deal_id: int | None = None) -> Deal:
    """Add a deal, or change the one with `deal_id`; what was typed is marked as said and outranks any file."""
    client = session.get_one(ClientRow, fields.client_id, with_for_update=LOCK)
    written: dict[str, Field] = {
        "title": one_line(fields.title),
        "stage": one_line(fields.stage),
        "status": fields.status,
        "amount": fields.amount,
        "created_on": fields.created_on,
        "expected_on": fields.expected_on,
        "closed_on": fields.closed_on,
        "lost_reason": one_line(fields.lost_reason),
    }
    kind = "deal added" if deal_id is None else "deal changed"
    with recorded(session, desk, now, kind, client.name, client_id=client.id) as act:
        if deal_id is None:
            plain = {name: value for name, value in written.items() if name != "amount"}
            row = DealRow(client_id=client.id, slips=0, slip_days=0, said=said(written), **plain)
            if fields.amount is not None:
                row.amount_minor, row.currency = fields.amount.minor, fields.amount.currency
            session.add(row)
        else:
            row = session.get_one(DealRow, deal_id, with_for_update=LOCK)
            Pen(session, now).deal(row, written)
        session.flush()
        refresh_in(act, desk, client.id)
    return deal_record(row)


def _add_client(session: Session, act: Act, manager_id: int, fields: dict[str, str], now: datetime) -> ClientRow:
    marks = said(fields)
    row = ClientRow(manager_id=manager_id, name_key="", created_at=now, nameless=False, said=marks, **fields)
    row.name_key = _key(row.name)
    session.add(row)
    session.flush()
    act.client_id = row.id
    return row


def _move(session: Session, row: ClientRow, manager_id: int, now: datetime) -> None:
    """Give a client to another manager, with its open task."""
    names = {one: session.get_one(ManagerRow, one).name for one in (row.manager_id, manager_id)}
    Pen(session, now).moved(row, names[row.manager_id], names[manager_id])
    row.manager_id = manager_id
    for task in session.scalars(select(TaskRow).where(TaskRow.client_id == row.id, TaskRow.state == TaskState.OPEN)):
        task.manager_id = manager_id


def _segment(session: Session, typed: str) -> int | None:
    name = one_line(typed)
    if not name:
        return None
    known = {_key(row.name): row for row in session.scalars(select(SegmentRow))}
    row = known.get(_key(name))
    if row is None:
        row = SegmentRow(name=name)
        session.add(row)
        session.flush()
    return row.id


def _name(typed: str) -> tuple[str, str]:
    name = one_line(typed)
    return name, _key(name)


def _key(name: str) -> str:
    return name.casefold()
