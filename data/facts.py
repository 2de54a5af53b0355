"""What follows for a client from its deals, tasks, reviews, risks and answers: reading them, and deriving the facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import Row, Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from cockpit.method.contact import last_contact
from cockpit.method.money import Money, main_sum
from cockpit.method.norms import Norms
from cockpit.method.temperature import Signs, by_stage, judge
from cockpit.method.words import (
    ContactSource,
    DealStatus,
    Ending,
    TaskState,
    Temperature,
    TemperatureSource,
    Verdict,
)
from data.tables import AnswerRow, ClientRow, DealRow, OfferRow, ReviewRow, RiskRow, TaskRow
from data.usual import Usual

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
AnySelect: TypeAlias = Select[*tuple[Any, ...]]

#: The columns of a client that stand for facts kept elsewhere.
DERIVED = (
    "temperature",
    "temperature_source",
    "temperature_on",
    "temperature_hand_on",
    "is_open",
    "money_minor",
    "currency",
    "estimated",
    "payment_stopped",
    "promise_on",
    "last_contact_on",
    "contact_source",
    "last_reached_on",
    "reviewed_on",
    "opened_on",
)
_HEAT = {Temperature.HOT: 0, Temperature.WARM: 1, Temperature.POTENTIAL: 2, None: 3}


@dataclass(frozen=True, slots=True)
class Sources:
    """The rows that one client's facts follow from.

    Attributes:
        row: the client's own row, with what is derived as it stands, and what it has of risks, answers and offers.
        deals: its deals.
        talk: the last moments of its reviews by kind; None without a review.
        task: its open task's due day and the last day a task was done that no review judged; None without tasks.
    """

    row: AnyRow
    deals: Sequence[AnyRow]
    talk: AnyRow | None
    task: AnyRow | None

    @property
    def going(self) -> list[AnyRow]:
        """Its open deals."""
        return [deal for deal in self.deals if deal.status is DealStatus.OPEN]


def sources(session: Session, clients: Sequence[int]) -> list[Sources]:
    """Read what the facts of some clients follow from."""
    given = {"ids": clients}
    rows = session.execute(_clients(), given).all()
    talks = {row.client_id: row for row in session.execute(_talks(), given)}
    tasks = {row.client_id: row for row in session.execute(_tasks(), given)}
    deals: defaultdict[int, list[AnyRow]] = defaultdict(list)
    for deal in session.execute(_deals(), given):
        deals[deal.client_id].append(deal)
    return [Sources(row, deals.get(row.id, []), talks.get(row.id), tasks.get(row.id)) for row in rows]


def derive(found: Sources, norms: Norms, habit: Usual, now: datetime) -> dict[str, Any]:
    """Derive one client's facts; the names are those of `DERIVED`."""
    today, row, deals = now.date(), found.row, found.deals
    going = found.going
    talk = {} if found.talk is None else _local_days(found.talk, now)
    opened_on = min((deal.created_on for deal in going if deal.created_on is not None), default=None)
    created_on = row.created_at.astimezone(now.tzinfo).date()
    money, estimated = _money(going, habit)
    contact_on, contact_source = last_contact(_contacts(found, talk, created_on), today)
    is_open = bool(going) or (not deals and (found.talk is None or found.talk.ended_at != found.talk.last_at))
    facts: dict[str, Any] = {name: getattr(row, name) for name in DERIVED}
    facts |= {
        "is_open": is_open,
        "money_minor": money.minor if money else None,
        "currency": money.currency if money else None,
        "estimated": estimated,
        "payment_stopped": bool(row.stopped),
        "promise_on": _promise(going, found.task, talk.get("last_at")),
        "last_contact_on": contact_on,
        "contact_source": contact_source,
        "last_reached_on": talk.get("reached_at"),
        "reviewed_on": talk.get("last_at"),
        "opened_on": opened_on,
    }
    if is_open:
        talked = talk.get("talked_at") is not None or any(deal.last_activity_on is not None for deal in deals)
        facts |= _temperature(row, _signs(row, going, talked=talked, today=today), norms, habit, today)
        if row.temperature_on is None:
            facts["temperature_on"] = min(opened_on or created_on, today)
    return facts


def _local_days(talk: AnyRow, now: datetime) -> dict[str, date]:
    names = ("last_at", "contact_at", "reached_at", "talked_at")
    moments = {name: getattr(talk, name) for name in names}
    return {name: at.astimezone(now.tzinfo).date() for name, at in moments.items() if at is not None}


def _contacts(found: Sources, talk: Mapping[str, date], created_on: date) -> list[tuple[ContactSource, date | None]]:
    known: list[tuple[ContactSource, date | None]] = [
        (ContactSource.REVIEW, talk.get("contact_at")),
        (ContactSource.TASK, found.task.done_on if found.task is not None else None),
    ]
    for deal in found.deals:
        known += [
            (ContactSource.ACTIVITY, deal.last_activity_on),
            (ContactSource.STAGE, deal.stage_changed_on),
            (ContactSource.UPDATED, deal.updated_on),
            (ContactSource.CREATED, deal.created_on),
        ]
    if found.row.import_run_id is None:  # a client from a file was created here when the file was read
        known.append((ContactSource.CREATED, created_on))
    return known


def _money(going: Sequence[AnyRow], habit: Usual) -> tuple[Money | None, bool]:
    amounts = [Money(deal.amount_minor, deal.currency) for deal in going if deal.amount_minor is not None]
    if amounts:
        return main_sum(amounts), False
    estimates = [Money(deal.estimate_minor, deal.currency) for deal in going if deal.estimate_minor is not None]
    money = main_sum(estimates) or habit.check
    return money, money is not None


def _promise(going: Sequence[AnyRow], task: AnyRow | None, seen_on: date | None) -> date | None:
    """Return the due day of the open task, else of the CRM's next task that no review has seen yet."""
    if task is not None and task.due_on is not None:
        due_on: date = task.due_on
        return due_on
    ahead = (deal.next_task_on for deal in going if deal.next_task_on is not None)
    return min((day for day in ahead if seen_on is None or day > seen_on), default=None)


@lru_cache(maxsize=4096)
def _heat(stage: str) -> Temperature | None:
    return by_stage(stage)


def _signs(row: AnyRow, going: Sequence[AnyRow], *, talked: bool, today: date) -> Signs:
    furthest = min(going, key=lambda deal: _HEAT[_heat(deal.stage)], default=None)
    stage = furthest.stage if furthest is not None else ""
    agreed = [deal.expected_on for deal in going if deal.expected_on is not None and deal.expected_on >= today]
    by_hand = row.temperature_source is TemperatureSource.HAND
    return Signs(
        decider_known=bool(row.decider_known),
        amount_known=any(deal.amount_minor is not None for deal in going),
        expected_on=min(agreed, default=None),
        talked=talked,
        offered=bool(row.offered) or _heat(stage) in {Temperature.HOT, Temperature.WARM},
        stage=stage,
        set_by_hand=row.temperature if by_hand else None,
        set_on=(row.temperature_hand_on or today) if by_hand else None,
    )


def _temperature(row: AnyRow, signs: Signs, norms: Norms, habit: Usual, today: date) -> dict[str, Any]:
    temperature, source = judge(signs, today, norms, habit.cycle_median)
    return {
        "temperature": temperature,
        "temperature_source": source,
        "temperature_on": row.temperature_on if temperature is row.temperature else today,
        "temperature_hand_on": signs.set_on if source is TemperatureSource.HAND else None,
    }


@lru_cache(maxsize=1)
def _clients() -> AnySelect:
    stopped = select(RiskRow.id).where(
        RiskRow.client_id == ClientRow.id, RiskRow.stops_payment, RiskRow.closed_on.is_(None)
    )
    decider = select(AnswerRow.id).where(
        AnswerRow.client_id == ClientRow.id, AnswerRow.question == "decides", AnswerRow.text != ""
    )
    offer = select(OfferRow.id).where(OfferRow.client_id == ClientRow.id)
    return select(
        ClientRow.id,
        ClientRow.manager_id,
        ClientRow.created_at,
        ClientRow.import_run_id,
        *(getattr(ClientRow, name) for name in DERIVED),
        stopped.exists().label("stopped"),
        decider.exists().label("decider_known"),
        offer.exists().label("offered"),
    ).where(ClientRow.id.in_(bindparam("ids", expanding=True)))


@lru_cache(maxsize=1)
def _talks() -> AnySelect:
    contact = ReviewRow.verdict.is_distinct_from(Verdict.NO_CONTACT)
    reached = ReviewRow.verdict == Verdict.REACHED
    talked = ReviewRow.verdict.in_([Verdict.REACHED, Verdict.PARTLY, Verdict.NOT_REACHED])
    ended = ReviewRow.ending.in_([Ending.REFUSED, Ending.PAID])
    return (
        select(
            ReviewRow.client_id,
            func.max(ReviewRow.reviewed_at).label("last_at"),
            func.max(case((contact, ReviewRow.reviewed_at))).label("contact_at"),
            func.max(case((reached, ReviewRow.reviewed_at))).label("reached_at"),
            func.max(case((talked, ReviewRow.reviewed_at))).label("talked_at"),
            func.max(case((ended, ReviewRow.reviewed_at))).label("ended_at"),
        )
        .where(ReviewRow.client_id.in_(bindparam("ids", expanding=True)), ReviewRow.undone_at.is_(None))
        .group_by(ReviewRow.client_id)
    )


@lru_cache(maxsize=1)
def _tasks() -> AnySelect:
    judged = select(ReviewRow.id).where(
        ReviewRow.client_id == TaskRow.client_id,
        ReviewRow.plan_id == TaskRow.id,
        ReviewRow.undone_at.is_(None),
    )
    done = (TaskRow.state == TaskState.DONE) & ~judged.exists()
    return (
        select(
            TaskRow.client_id,
            func.min(case((TaskRow.state == TaskState.OPEN, TaskRow.due_on))).label("due_on"),
            func.max(case((done, TaskRow.closed_on))).label("done_on"),
        )
        .where(TaskRow.client_id.in_(bindparam("ids", expanding=True)))
        .group_by(TaskRow.client_id)
    )


@lru_cache(maxsize=1)
def _deals() -> AnySelect:
    return select(
        DealRow.client_id,
        DealRow.status,
        DealRow.stage,
        DealRow.amount_minor,
        DealRow.estimate_minor,
        DealRow.currency,
        DealRow.created_on,
        DealRow.expected_on,
        DealRow.updated_on,
        DealRow.stage_changed_on,
        DealRow.last_activity_on,
        DealRow.next_task_on,
    ).where(DealRow.client_id.in_(bindparam("ids", expanding=True)))
