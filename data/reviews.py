"""The reviews: writing one with all that follows from it, and reading them back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from cockpit.language.plain import many_lines
from cockpit.method.desk import Desk
from cockpit.method.errors import ConflictError
from cockpit.method.records import Answer, Review
from cockpit.method.review import Outcome
from cockpit.method.sentence import say
from cockpit.method.words import Ending, TaskState, TemperatureSource, Verdict
from data.acts import recorded
from data.agreements import settle_deals
from data.changes import Pen
from data.hold import LOCK
from data.records import money
from data.sittings import open_sitting
from data.tables import (
    AnswerRow,
    ClientRow,
    DraftRow,
    ManagerRow,
    OpportunityRow,
    ReviewRow,
    RiskRow,
    SittingRow,
    TaskRow,
)
from data.upkeep import refresh, set_by_hand

R = TypeVar("R", TaskRow, RiskRow, OpportunityRow)


def save(session: Session, desk: Desk, sitting_id: int, outcome: Outcome, now: datetime) -> Review:
    """Write a review and all that follows from it, with its step of undo, in the caller's transaction.

    The plan that was judged is closed, the next task becomes the plan; risks, opportunities, answers, payment, deals
    and the temperature follow. A draft that stands in the same file is dropped.

    Raises:
        HeldError: another program has taken the sitting over.
        ConflictError: the plan that was judged is not the open task any more, or the sitting was ended.
    """
    sitting = open_sitting(session, desk, sitting_id, now)
    client = session.get_one(ClientRow, outcome.client_id, with_for_update=LOCK)
    plan = session.scalar(
        select(TaskRow)
        .where(TaskRow.client_id == client.id, TaskRow.state == TaskState.OPEN)
        .with_for_update(key_share=True)
    )
    if (plan.id if plan else None) != outcome.plan_id:
        raise ConflictError(
            say("The plan has changed"),
            say(
                "{name} was reviewed elsewhere in the meantime. What you typed is kept: look at the card again.",
                name=client.name,
            ),
        )
    with recorded(
        session, desk, now, "review", client.name, client=client, sitting_id=sitting_id, draft=outcome.draft
    ) as act:
        review = _review(sitting, outcome, plan, desk, now)
        session.add(review)
        if plan is not None:
            plan.state = TaskState.DONE if outcome.verdict is Verdict.REACHED else TaskState.DROPPED
            plan.closed_on = now.date()
        session.flush()  # the client has no open task now, so that there is room for the next
        act.review_id = review.id
        _follow(session, client, review, outcome, now)
        settle_deals(Pen(session, now, review.id), client, outcome)
        if outcome.ending is Ending.PARKED:
            client.parked_until, client.parked_reason = outcome.ending_day, many_lines(outcome.ending_reason)
        else:
            client.parked_until, client.parked_reason = None, ""
        session.flush()
        if outcome.temperature_source is TemperatureSource.HAND and outcome.draft.temperature is not None:
            set_by_hand(session, client.id, outcome.temperature, now, review_id=review.id)
        refresh(session, desk, (client.id,), now, review_id=review.id)
        review.temperature = client.temperature
    session.execute(delete(DraftRow).where(DraftRow.store == "", DraftRow.client_id == client.id))
    return _records(session, select(ReviewRow).where(ReviewRow.id == review.id))[0]


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
    return _records(session, wanted)


def last_reviews(session: Session, client_id: int, limit: int) -> tuple[Review, ...]:
    """Read the last reviews of a client that count, newest first."""
    wanted = (
        select(ReviewRow)
        .where(ReviewRow.client_id == client_id, ReviewRow.undone_at.is_(None))
        .order_by(ReviewRow.reviewed_at.desc(), ReviewRow.id.desc())
        .limit(limit)
    )
    return _records(session, wanted)[::-1]


def _review(sitting: SittingRow, outcome: Outcome, plan: TaskRow | None, desk: Desk, now: datetime) -> ReviewRow:
    path, ending = outcome.path_amount, outcome.ending_amount
    return ReviewRow(
        sitting_id=sitting.id,
        client_id=outcome.client_id,
        head=desk.head,
        reviewed_at=now,
        seconds=outcome.seconds,
        wall_seconds=outcome.wall_seconds,
        first=plan is None,
        verdict=outcome.verdict,
        actual=many_lines(outcome.actual),
        plan_id=outcome.plan_id,
        planned_result=plan.planned_result if plan else "",
        planned_due_on=plan.due_on if plan else None,
        correction=many_lines(outcome.correction),
        error_type=outcome.error_type,
        competency=outcome.competency,
        outside_control=outcome.outside_control,
        path=many_lines(outcome.path),
        path_minor=path.minor if path else None,
        path_currency=path.currency if path else None,
        path_on=outcome.path_on,
        ending=outcome.ending,
        ending_reason=many_lines(outcome.ending_reason),
        ending_day=outcome.ending_day,
        ending_minor=ending.minor if ending else None,
        ending_currency=ending.currency if ending else None,
        temperature=outcome.temperature,
        skipped=list(outcome.skipped) or None,
    )


def _follow(session: Session, client: ClientRow, review: ReviewRow, outcome: Outcome, now: datetime) -> None:
    """Write the next task, risks, opportunities and answers."""
    today = now.date()
    if outcome.next_task is not None:
        session.add(
            TaskRow(
                client_id=client.id,
                manager_id=client.manager_id,
                review_id=review.id,
                text=many_lines(outcome.next_task.text),
                planned_result=many_lines(outcome.next_task.planned_result),
                due_on=outcome.next_task.due_on,
                horizon=outcome.next_task.horizon,
                state=TaskState.OPEN,
                set_on=today,
            )
        )
    for found in outcome.risks:
        session.add(
            RiskRow(
                client_id=client.id,
                review_id=review.id,
                text=many_lines(found.text),
                stops_payment=found.stops_payment,
                opened_on=today,
            )
        )
    closed = select(RiskRow).where(
        RiskRow.id.in_(outcome.closed_risks), RiskRow.client_id == client.id, RiskRow.closed_on.is_(None)
    )
    for risk in session.scalars(closed):
        risk.closed_on = today
    for found in outcome.opportunities:
        session.add(
            OpportunityRow(
                client_id=client.id,
                review_id=review.id,
                text=many_lines(found.text),
                amount_minor=found.amount.minor if found.amount else None,
                currency=found.amount.currency if found.amount else None,
                found_on=today,
            )
        )
    _answer(session, client, review, outcome.answers)


def _answer(session: Session, client: ClientRow, review: ReviewRow, answers: Iterable[Answer]) -> None:
    """Write the answers to the profile's questions; an answer made empty is forgotten."""
    known = {row.question: row for row in session.scalars(select(AnswerRow).where(AnswerRow.client_id == client.id))}
    for answer in answers:
        row = known.get(answer.question)
        if not answer.text:
            if row is not None:
                session.delete(row)
            continue
        if row is None:
            row = AnswerRow(client_id=client.id, question=answer.question)
            session.add(row)
        row.text, row.answered_on, row.review_id = many_lines(answer.text), answer.answered_on, review.id
        row.amount_minor = answer.amount.minor if answer.amount else None
        row.currency = answer.amount.currency if answer.amount else None


def _records(session: Session, wanted: Select[ReviewRow]) -> tuple[Review, ...]:
    """Read reviews with everything they wrote: one query for each kind, whatever their number."""
    ids = wanted.with_only_columns(ReviewRow.id)
    tasks = _by_review(session.scalars(select(TaskRow).where(TaskRow.review_id.in_(ids)).order_by(TaskRow.id)))
    risks = _by_review(session.scalars(select(RiskRow).where(RiskRow.review_id.in_(ids)).order_by(RiskRow.id)))
    found = _by_review(
        session.scalars(select(OpportunityRow).where(OpportunityRow.review_id.in_(ids)).order_by(OpportunityRow.id))
    )
    named = select(ReviewRow, ClientRow.name, ManagerRow.id, ManagerRow.name).select_from(ReviewRow)
    named = (
        named.join(ClientRow, ClientRow.id == ReviewRow.client_id)
        .join(SittingRow, SittingRow.id == ReviewRow.sitting_id)
        .join(ManagerRow, ManagerRow.id == SittingRow.manager_id)
        .where(ReviewRow.id.in_(ids))
        .order_by(ReviewRow.reviewed_at, ReviewRow.id)
    )
    records = []
    for row, client, manager_id, manager in session.execute(named):
        task = next(iter(tasks[row.id]), None)
        records.append(
            Review(
                **{name: getattr(row, name) for name in _SAME},
                client=client,
                manager_id=manager_id,
                manager=manager,
                path_amount=money(row.path_minor, row.path_currency),
                next_task=task.text if task else "",
                next_result=task.planned_result if task else "",
                next_due_on=task.due_on if task else None,
                risks=tuple(risk.text for risk in risks[row.id]),
                opportunities=tuple(opportunity.text for opportunity in found[row.id]),
                skipped=tuple(row.skipped or ()),
            )
        )
    return tuple(records)


def _by_review(rows: Iterable[R]) -> defaultdict[int | None, list[R]]:
    found: defaultdict[int | None, list[R]] = defaultdict(list)
    for row in rows:
        found[row.review_id].append(row)
    return found


# The fields that a review's record and its row have under the same name.
_SAME = (
    "id",
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
)
