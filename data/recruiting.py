"""Recruiting: who can pay at a manager's, how often clients move on, and the task to find new ones (R13, R14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import BigInteger, Select, case, column, func, or_, select, union_all, values
from sqlalchemy.orm import Session

from cockpit.language import tell
from cockpit.method.desk import Desk
from cockpit.method.records import Ladder, Task
from cockpit.method.recruiting import (
    DAYS,
    Payer,
    Progress,
    Rates,
    Recruiting,
    Stopped,
    Walk,
    chain,
    count,
    rates,
    target,
    task_text,
)
from cockpit.method.sentence import say
from cockpit.method.words import DealStatus, Horizon, TaskState, Temperature
from data import records
from data.acts import recorded
from data.hold import LOCK
from data.lanes import counts
from data.queue import rules_of
from data.tables import ChangeRow, ClientRow, DealRow, ManagerRow, PaymentRow, RiskRow, TaskRow
from data.tasks import SINCE, record

#: What is usual for a manager is read off the deals won in so many days.
_USUAL_DAYS = 90
_HEAT = {Temperature.POTENTIAL: 0, Temperature.WARM: 1, Temperature.HOT: 2}


def recruiting(session: Session, desk: Desk, manager_id: int, now: datetime) -> Recruiting:
    """Read who can pay at a manager's, and what he has to bring in when nobody can."""
    today = now.date()
    task = open_recruiting(session, (manager_id,)).get(manager_id)
    return Recruiting(
        manager=records.manager(session, manager_id),
        payers=_payers(session, desk, manager_id, now),
        rates=_rates(session, manager_id, now),
        payments=target(_won_lately(session, manager_id, today), _USUAL_DAYS),
        due_on=desk.norms.calendar.after(today + timedelta(days=DAYS), 0),
        task=task,
        progress=_progress(session, task, now) if task is not None else Progress(),
        stopped=_stopped(session, manager_id),
    )


def set_recruiting(
    session: Session, desk: Desk, manager_id: int, ladder: Ladder, now: datetime, *, due_on: date
) -> Task:
    """Set the recruiting task of a manager; one that is open already is dropped for it."""
    manager = session.get_one(ManagerRow, manager_id, with_for_update=LOCK)
    today = now.date()
    with recorded(session, desk, now, "recruiting", manager.name):
        for old in session.scalars(_open((manager_id,))):
            old.state, old.closed_on = TaskState.DROPPED, today
            old.reason = tell(say("Replaced by a new recruiting task."))
        row = TaskRow(
            client_id=None,
            manager_id=manager_id,
            text=tell(task_text(ladder)),
            planned_result=tell(chain(ladder)),
            due_on=due_on,
            horizon=Horizon.WEEK,
            set_on=today,
            ladder={**asdict(ladder), SINCE: now.isoformat()},
        )
        session.add(row)
        session.flush()
    return record(row, None, manager.name)


def open_recruiting(session: Session, managers: Collection[int] | None = None) -> dict[int, Task]:
    """Return the open recruiting task of each of these managers, or of all, who has one."""
    wanted = _open(managers).join(ManagerRow, ManagerRow.id == TaskRow.manager_id).add_columns(ManagerRow.name)
    return {row.manager_id: record(row, None, name) for row, name in session.execute(wanted)}


def recruited(session: Session, now: datetime) -> dict[int, int]:
    """Count the clients each manager found since his open recruiting task was set; who found nobody is left out."""
    since = {
        manager: _since(ladder, set_on, now)
        for manager, ladder, set_on in session.execute(
            select(TaskRow.manager_id, TaskRow.ladder, TaskRow.set_on).where(
                TaskRow.state == TaskState.OPEN, TaskRow.ladder.is_not(None)
            )
        )
    }
    if not since:
        return {}
    days = values(column("manager", BigInteger()), column("begun", ClientRow.created_at.type), name="recruiting")
    begun = days.data(list(since.items())).cte("begun")
    wanted = (
        select(ClientRow.manager_id, func.count())
        .join(begun, begun.c.manager == ClientRow.manager_id)
        .where(ClientRow.created_at >= begun.c.begun)
        .group_by(ClientRow.manager_id)
    )
    return dict(session.execute(wanted).all())


def _since(ladder: Mapping[str, Any] | None, set_on: date, now: datetime) -> datetime:
    """Return the moment a recruiting task was set; an older one knows its day alone."""
    kept = (ladder or {}).get(SINCE)
    return datetime.combine(set_on, time(), now.tzinfo) if kept is None else datetime.fromisoformat(kept)


def _open(managers: Collection[int] | None) -> Select[TaskRow]:
    wanted = select(TaskRow).where(TaskRow.state == TaskState.OPEN, TaskRow.ladder.is_not(None))
    return wanted if managers is None else wanted.where(TaskRow.manager_id.in_(managers))


def _payers(session: Session, desk: Desk, manager_id: int, now: datetime) -> tuple[Payer, ...]:
    wanted = (
        select(ClientRow)
        .where(
            ClientRow.manager_id == manager_id,
            ClientRow.is_open,
            ClientRow.temperature == Temperature.HOT,
            ~ClientRow.payment_stopped,
            counts(rules_of(session, desk, manager_id, now)),
        )
        .order_by(ClientRow.estimated, ClientRow.money_minor.desc().nulls_last(), ClientRow.id)
    )
    found = session.scalars(wanted).all()
    agreed = (
        select(DealRow.client_id, func.min(DealRow.expected_on))
        .where(DealRow.client_id.in_([row.id for row in found]), DealRow.status == DealStatus.OPEN)
        .group_by(DealRow.client_id)
    )
    pay_on = dict(session.execute(agreed).all())
    return tuple(Payer(records.client(row), pay_on.get(row.id)) for row in found)


def _stopped(session: Session, manager_id: int) -> tuple[Stopped, ...]:
    wanted = (
        select(ClientRow, RiskRow.text)
        .join(RiskRow, RiskRow.client_id == ClientRow.id)
        .where(
            ClientRow.manager_id == manager_id,
            ClientRow.is_open,
            ClientRow.temperature == Temperature.HOT,
            RiskRow.stops_payment,
            RiskRow.closed_on.is_(None),
        )
        .order_by(ClientRow.estimated, ClientRow.money_minor.desc().nulls_last(), ClientRow.id, RiskRow.id)
    )
    first: dict[int, Stopped] = {}
    for row, risk in session.execute(wanted):
        first.setdefault(row.id, Stopped(records.client(row), risk))
    return tuple(first.values())


def _won_lately(session: Session, manager_id: int, today: date) -> int:
    won = (
        select(func.count())
        .select_from(DealRow)
        .join(ClientRow, ClientRow.id == DealRow.client_id)
        .where(
            ClientRow.manager_id == manager_id,
            DealRow.status == DealStatus.WON,
            DealRow.closed_on > today - timedelta(days=_USUAL_DAYS),
            DealRow.closed_on <= today,
        )
    )
    return session.scalar(won) or 0


def _rates(session: Session, manager_id: int, now: datetime) -> Rates:
    own, department = [], []
    for row in session.connection().execute(_walks()):
        walk = _walk(row, now)
        department.append(walk)
        if row.manager_id == manager_id:
            own.append(walk)
    return rates(count(own), count(department))


def _walk(row: Any, now: datetime) -> Walk:
    """Read how one client went from what the log, its deals and its payments say of it."""
    first: dict[Temperature, date] = {}
    last: dict[Temperature, date] = {}
    for temperature, earliest, latest in (
        (Temperature.HOT, row.had_hot, row.came_hot),
        (Temperature.WARM, row.had_warm, row.came_warm),
        (Temperature.POTENTIAL, row.had_potential, row.came_potential),
    ):
        if earliest is not None:
            first[temperature] = earliest.astimezone(now.tzinfo).date()
        if latest is not None:
            last[temperature] = latest.astimezone(now.tzinfo).date()
    stands, since = row.temperature, row.temperature_on
    if since is not None:
        first[stands] = min(since, first.get(stands, since))
        last[stands] = max(since, last.get(stands, since))
    paid_on = max((day for day in (row.won_on, row.paid_on) if day is not None), default=None)
    return Walk(first, last, paid_on, None if row.is_open else row.lost_on)


def _walks() -> Select[*tuple[Any, ...]]:
    """Select the clients that may be a case: each with its log, the end of its deals, and its last payment.

    Who neither changed his temperature nor paid, and of whom no deal was closed, is none.
    """
    changes = (
        select(
            ChangeRow.client_id,
            *(
                part
                for temperature in Temperature
                for part in (
                    func.min(case((_tells_of(temperature), ChangeRow.at))).label(f"had_{temperature}"),
                    func.max(case((ChangeRow.new == temperature.value, ChangeRow.at))).label(f"came_{temperature}"),
                )
            ),
        )
        .where(ChangeRow.field == "temperature")
        .group_by(ChangeRow.client_id)
        .cte("changes")
    )
    won = case((DealRow.status == DealStatus.WON, DealRow.closed_on))
    lost = case((DealRow.status == DealStatus.LOST, DealRow.closed_on))
    deals = (
        select(DealRow.client_id, func.max(won).label("won_on"), func.max(lost).label("lost_on"))
        .where(DealRow.status.in_((DealStatus.WON, DealStatus.LOST)), DealRow.closed_on.is_not(None))
        .group_by(DealRow.client_id)
        .cte("deals")
    )
    payments = (
        select(PaymentRow.client_id, func.max(PaymentRow.paid_on).label("paid_on"))
        .group_by(PaymentRow.client_id)
        .cte("payments")
    )
    parts = (changes, deals, payments)
    return (
        select(
            ClientRow.manager_id,
            ClientRow.temperature,
            ClientRow.temperature_on,
            ClientRow.is_open,
            *(part for part in changes.c if part.name != "client_id"),
            deals.c.won_on,
            deals.c.lost_on,
            payments.c.paid_on,
        )
        .outerjoin(changes, changes.c.client_id == ClientRow.id)
        .outerjoin(deals, deals.c.client_id == ClientRow.id)
        .outerjoin(payments, payments.c.client_id == ClientRow.id)
        .where(
            ClientRow.id.in_(union_all(*(select(part.c.client_id) for part in parts))),
            or_(ClientRow.temperature_on.is_not(None), changes.c.client_id.is_not(None)),
        )
    )


def _tells_of(temperature: Temperature) -> Any:
    return or_(ChangeRow.old == temperature.value, ChangeRow.new == temperature.value)


def _progress(session: Session, task: Task, now: datetime) -> Progress:
    """Count the manager's clients that came, were warmed and heated, and paid since the task was set."""
    since = _since(session.scalar(select(TaskRow.ladder).where(TaskRow.id == task.id)), task.set_on, now)
    found = set(
        session.scalars(
            select(ClientRow.id).where(ClientRow.manager_id == task.manager_id, ClientRow.created_at >= since)
        )
    )
    reached: defaultdict[int, set[int]] = defaultdict(set)
    changes = (
        select(ChangeRow.client_id, ChangeRow.old, ChangeRow.new)
        .join(ClientRow, ClientRow.id == ChangeRow.client_id)
        .where(ClientRow.manager_id == task.manager_id, ChangeRow.field == "temperature", ChangeRow.at >= since)
    )
    for client, old, new in session.execute(changes):
        for heat in range(_HEAT[Temperature(old or "")] + 1, _HEAT[Temperature(new or "")] + 1):
            reached[heat].add(client)
    standing = select(ClientRow.id, ClientRow.temperature).where(ClientRow.id.in_(found))
    for client, temperature in session.execute(standing):
        for heat in range(1, _HEAT[temperature] + 1):
            reached[heat].add(client)
    mine = select(ClientRow.id).where(ClientRow.manager_id == task.manager_id)
    paid = set(
        session.scalars(
            select(PaymentRow.client_id).where(PaymentRow.client_id.in_(mine), PaymentRow.paid_on >= task.set_on)
        )
    ) | set(
        session.scalars(
            select(DealRow.client_id).where(
                DealRow.client_id.in_(mine), DealRow.status == DealStatus.WON, DealRow.closed_on >= task.set_on
            )
        )
    )
    return Progress(len(found), len(reached[1]), len(reached[2]), len(paid))
