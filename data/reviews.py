"""The reviews: writing one with all that follows from it, and reading them back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Integer, Select, bindparam, delete, select
from sqlalchemy.orm import Session

from cockpit.language.plain import many_lines, one_line
from cockpit.method.desk import Desk
from cockpit.method.errors import ConflictError
from cockpit.method.records import Answer, Found, Review, Wish
from cockpit.method.review import Outcome
from cockpit.method.sentence import say
from cockpit.method.words import Area, Ending, TaskState, TemperatureSource, Verdict
from data.acts import Act, recorded
from data.agreements import settle_deals
from data.changes import Pen
from data.columns import spelled
from data.records import money
from data.requests import note
from data.sittings import open_sitting
from data.sources import AnyRow
from data.tables import (
    AnswerRow,
    Base,
    ClientRow,
    DraftRow,
    ManagerRow,
    MentionRow,
    OpportunityRow,
    RequestRow,
    ReviewRow,
    RiskRow,
    SittingRow,
    TaskRow,
)
from data.upkeep import refresh_in, set_by_hand

R = TypeVar("R", TaskRow, RiskRow, OpportunityRow)

_CLIENT = (
    select(
        ClientRow.id,
        ClientRow.name,
        ClientRow.manager_id,
        ClientRow.parked_until,
        ClientRow.parked_reason,
        ClientRow.put_off,
    )
    .where(ClientRow.id == bindparam("client"))
    .with_for_update(key_share=True)
)
_PLAN = (
    select(TaskRow.id, TaskRow.planned_result, TaskRow.due_on, TaskRow.state, TaskRow.closed_on)
    .where(TaskRow.client_id == bindparam("client"), TaskRow.state == spelled(TaskState.OPEN))
    .with_for_update(key_share=True)
)
_ANSWERS = select(Base.metadata.tables[AnswerRow.__tablename__]).where(AnswerRow.client_id == bindparam("client"))
_DRAFTS = Base.metadata.tables[DraftRow.__tablename__]
_DROPPING = delete(_DRAFTS).where(_DRAFTS.c.store == "", _DRAFTS.c.client_id == bindparam("client"))


def save(session: Session, desk: Desk, sitting_id: int, outcome: Outcome, now: datetime) -> Review:
    """Write a review and all that follows from it, with its step of undo, in the caller's transaction.

    The plan that was judged is closed, the next task becomes the plan; risks, opportunities, answers, payment, deals
    and the temperature follow. A draft that stands in the same file is dropped.

    Raises:
        HeldError: another program has taken the sitting over.
        ConflictError: the plan that was judged is not the open task any more, or the sitting was ended.
    """
    session.flush()
    execute = session.connection().execute
    sitting = open_sitting(session, desk, sitting_id, now)
    client = execute(_CLIENT, {"client": outcome.client_id}).one()
    plan = execute(_PLAN, {"client": client.id}).first()
    if (plan.id if plan else None) != outcome.plan_id:
        raise ConflictError(
            say("The plan has changed"),
            say(
                "{name} was reviewed elsewhere in the meantime. What you typed is kept: look at the card again.",
                name=client.name,
            ),
        )
    review = _review(sitting_id, outcome, plan, desk, now)
    with recorded(
        session, desk, now, "review", client.name, client_id=client.id, sitting_id=sitting_id, draft=outcome.draft
    ) as act:
        act.review_id = review_id = act.add(ReviewRow, **review)
        if plan is not None:
            _close(act, plan, outcome)
        _follow(act, client, review_id, outcome)
        note(act, client.id, review_id, outcome.requests, desk.head)
        settle_deals(Pen(session, now, review_id), outcome)
        act.change(ClientRow, client.id, client._asdict(), _parked(outcome))
        if outcome.temperature_source is TemperatureSource.HAND and outcome.draft.temperature is not None:
            set_by_hand(session, client.id, outcome.temperature, now, review_id=review_id)
        derived = refresh_in(act, desk, client.id)
        act.change(ReviewRow, review_id, review, {"temperature": derived.temperature})
    execute(_DROPPING, {"client": client.id})
    return _record(review_id, review, outcome, client.name, sitting)


def reviews(
    session: Session, manager_id: int | None = None, start: date | None = None, end: date | None = None
) -> tuple[Review, ...]:
    """Read the reviews that count, oldest first: of one manager or of all, of sittings from `start` to `end`."""
    wanted = select(ReviewRow).join(SittingRow).where(ReviewRow.undone_at.is_(None))
    if manager_id is not None:
        wanted = wanted.where(SittingRow.manager_id == manager_id)
    if start is not None:
        wanted = wanted.where(SittingRow.day >= start)
    if end is not None:
        wanted = wanted.where(SittingRow.day <= end)
    return selected(session, wanted)


def selected(session: Session, wanted: Select[ReviewRow]) -> tuple[Review, ...]:
    """Read the reviews that a query selects, oldest first."""
    return _records(session, _reading(wanted))


def last_reviews(session: Session, client_id: int, limit: int) -> tuple[Review, ...]:
    """Read the last reviews of a client that count, newest first."""
    return _records(session, _reading_last(), {"client": client_id, "limit": limit})[::-1]


def latest(session: Session, clients: Collection[int]) -> dict[int, Review]:
    """Read the last review that counts of each of these clients that has one."""
    found = (last_reviews(session, client, 1) for client in sorted(clients))
    return {reviews[0].client_id: reviews[0] for reviews in found if reviews}


def _review(sitting_id: int, outcome: Outcome, plan: AnyRow | None, desk: Desk, now: datetime) -> dict[str, Any]:
    """Return the columns of a review's row."""
    path, ending = outcome.path_amount, outcome.ending_amount
    return {
        "sitting_id": sitting_id,
        "client_id": outcome.client_id,
        "head": desk.head,
        "reviewed_at": now,
        "seconds": outcome.seconds,
        "wall_seconds": outcome.wall_seconds,
        "first": plan is None,
        "verdict": outcome.verdict,
        "actual": many_lines(outcome.actual),
        "plan_id": outcome.plan_id,
        "planned_result": plan.planned_result if plan else "",
        "planned_due_on": plan.due_on if plan else None,
        "correction": many_lines(outcome.correction),
        "error_type": outcome.error_type,
        "competency": outcome.competency,
        "outside_control": outcome.outside_control,
        "path": many_lines(outcome.path),
        "path_minor": path.minor if path else None,
        "path_currency": path.currency if path else None,
        "path_on": outcome.path_on,
        "ending": outcome.ending,
        "ending_reason": many_lines(outcome.ending_reason),
        "ending_day": outcome.ending_day,
        "ending_minor": ending.minor if ending else None,
        "ending_currency": ending.currency if ending else None,
        "temperature": outcome.temperature,
        "skipped": list(outcome.skipped) or None,
        "undone_at": None,
        "expected": outcome.expected,
        "template": outcome.template,
    }


def _close(act: Act, plan: AnyRow, outcome: Outcome) -> None:
    """Close the plan that was judged, so that there is room for the next."""
    state = TaskState.DONE if outcome.verdict is Verdict.REACHED else TaskState.DROPPED
    act.change(TaskRow, plan.id, plan._asdict(), {"state": state, "closed_on": act.now.date()})


def _parked(outcome: Outcome) -> dict[str, Any]:
    if outcome.ending is Ending.PARKED:
        until, reason = outcome.ending_day, many_lines(outcome.ending_reason)
        return {"parked_until": until, "parked_reason": reason, "put_off": False}
    return {"parked_until": None, "parked_reason": "", "put_off": False}


def _follow(act: Act, client: AnyRow, review_id: int, outcome: Outcome) -> None:
    """Write the next task, risks, opportunities and answers."""
    today = act.now.date()
    if outcome.next_task is not None:
        act.add(
            TaskRow,
            client_id=client.id,
            manager_id=client.manager_id,
            review_id=review_id,
            text=many_lines(outcome.next_task.text),
            planned_result=many_lines(outcome.next_task.planned_result),
            due_on=outcome.next_task.due_on,
            horizon=outcome.next_task.horizon,
            state=TaskState.OPEN,
            set_on=today,
        )
    for found in outcome.risks:
        act.add(
            RiskRow,
            client_id=client.id,
            review_id=review_id,
            text=many_lines(found.text),
            stops_payment=found.stops_payment,
            opened_on=today,
        )
    if outcome.closed_risks:
        closed = select(RiskRow.id, RiskRow.closed_on).where(
            RiskRow.id.in_(outcome.closed_risks), RiskRow.client_id == client.id, RiskRow.closed_on.is_(None)
        )
        for risk in act.session.connection().execute(closed).all():
            act.change(RiskRow, risk.id, risk._asdict(), {"closed_on": today})
    for found in outcome.opportunities:
        act.add(
            OpportunityRow,
            client_id=client.id,
            review_id=review_id,
            text=many_lines(found.text),
            amount_minor=found.amount.minor if found.amount else None,
            currency=found.amount.currency if found.amount else None,
            found_on=today,
        )
    if outcome.answers:
        _answer(act, client.id, review_id, outcome.answers)


def _answer(act: Act, client_id: int, review_id: int, answers: Iterable[Answer]) -> None:
    """Write the answers to the profile's questions; an answer made empty is forgotten."""
    asked = act.session.connection().execute(_ANSWERS, {"client": client_id})
    known = {row.question: row for row in asked}
    for answer in answers:
        row = known.get(answer.question)
        if not answer.text:
            if row is not None:
                act.remove(AnswerRow, row.id)
            continue
        values = {
            "text": many_lines(answer.text),
            "answered_on": answer.answered_on,
            "review_id": review_id,
            "amount_minor": answer.amount.minor if answer.amount else None,
            "currency": answer.amount.currency if answer.amount else None,
        }
        if row is None:
            act.add(AnswerRow, client_id=client_id, question=answer.question, **values)
        else:
            act.change(AnswerRow, row.id, row._asdict(), values)


def _record(review_id: int, row: dict[str, Any], outcome: Outcome, client: str, sitting: AnyRow) -> Review:
    """Return the record of a review that was just written."""
    task = outcome.next_task
    return Review(
        **{name: row[name] for name in _SAME},
        id=review_id,
        client=client,
        manager_id=sitting.manager_id,
        manager=sitting.manager,
        path_amount=outcome.path_amount,
        next_task=many_lines(task.text) if task else "",
        next_result=many_lines(task.planned_result) if task else "",
        next_due_on=task.due_on if task else None,
        risks=tuple(replace(found, text=many_lines(found.text)) for found in outcome.risks),
        opportunities=tuple(replace(found, text=many_lines(found.text)) for found in outcome.opportunities),
        skipped=outcome.skipped,
        requests=tuple(replace(wish, text=one_line(wish.text)) for wish in outcome.requests),
    )


class _Reading(NamedTuple):
    """How reviews are read with everything they wrote: one statement for each kind, whatever their number."""

    reviews: Select[ReviewRow, str, int, str]
    tasks: Select[TaskRow]
    risks: Select[RiskRow]
    opportunities: Select[OpportunityRow]
    wishes: Select[int | None, Area, str]


def _reading(wanted: Select[ReviewRow]) -> _Reading:
    ids = wanted.with_only_columns(ReviewRow.id)
    named = select(ReviewRow, ClientRow.name, ManagerRow.id, ManagerRow.name).select_from(ReviewRow)
    return _Reading(
        named.join(ClientRow, ClientRow.id == ReviewRow.client_id)
        .join(SittingRow, SittingRow.id == ReviewRow.sitting_id)
        .join(ManagerRow, ManagerRow.id == SittingRow.manager_id)
        .where(ReviewRow.id.in_(ids))
        .order_by(ReviewRow.reviewed_at, ReviewRow.id),
        select(TaskRow).where(TaskRow.review_id.in_(ids)).order_by(TaskRow.id),
        select(RiskRow).where(RiskRow.review_id.in_(ids)).order_by(RiskRow.id),
        select(OpportunityRow).where(OpportunityRow.review_id.in_(ids)).order_by(OpportunityRow.id),
        select(MentionRow.review_id, RequestRow.area, RequestRow.text)
        .join(RequestRow, RequestRow.id == MentionRow.request_id)
        .where(MentionRow.review_id.in_(ids))
        .order_by(MentionRow.id),
    )


@cache
def _reading_last() -> _Reading:
    """Read the last reviews of one ``client`` that count, at most ``limit``."""
    return _reading(
        select(ReviewRow)
        .where(ReviewRow.client_id == bindparam("client"), ReviewRow.undone_at.is_(None))
        .order_by(ReviewRow.reviewed_at.desc(), ReviewRow.id.desc())
        .limit(bindparam("limit", type_=Integer()))
    )


def _records(session: Session, reading: _Reading, given: Mapping[str, Any] | None = None) -> tuple[Review, ...]:
    """Read reviews, oldest first."""
    rows = session.execute(reading.reviews, given).all()
    if not rows:
        return ()
    tasks = _by_review(session.scalars(reading.tasks, given))
    risks = _by_review(session.scalars(reading.risks, given))
    found = _by_review(session.scalars(reading.opportunities, given))
    wishes: defaultdict[int | None, list[Wish]] = defaultdict(list)
    for review_id, area, text in session.execute(reading.wishes, given):
        wishes[review_id].append(Wish(area, text))
    records = []
    for row, client, manager_id, manager in rows:
        task = next(iter(tasks[row.id]), None)
        records.append(
            Review(
                **{name: getattr(row, name) for name in _SAME},
                id=row.id,
                client=client,
                manager_id=manager_id,
                manager=manager,
                path_amount=money(row.path_minor, row.path_currency),
                next_task=task.text if task else "",
                next_result=task.planned_result if task else "",
                next_due_on=task.due_on if task else None,
                risks=tuple(Found(risk.text, stops_payment=risk.stops_payment) for risk in risks[row.id]),
                opportunities=tuple(
                    Found(each.text, money(each.amount_minor, each.currency)) for each in found[row.id]
                ),
                skipped=tuple(row.skipped or ()),
                requests=tuple(wishes[row.id]),
            )
        )
    return tuple(records)


def _by_review(rows: Iterable[R]) -> defaultdict[int | None, list[R]]:
    found: defaultdict[int | None, list[R]] = defaultdict(list)
    for row in rows:
        found[row.review_id].append(row)
    return found


# The fields that a review's record and its row have under the same name, beside the id.
_SAME = (
    "sitting_id",
    "client_id",
    "head",
    "reviewed_at",
    "seconds",
    "wall_seconds",
    "first",
    "verdict",
    "actual",
    "planned_result",
    "planned_due_on",
    "correction",
    "error_type",
    "competency",
    "outside_control",
    "path",
    "path_on",
    "ending",
    "ending_reason",
    "undone_at",
    "expected",
    "template",
)
