"""What a sitting gave, and the money to expect."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.money import totals
from cockpit.method.overview import ReviewLine, Summary
from cockpit.method.records import Client, Task
from cockpit.method.scope import Scope
from cockpit.method.timer import pace
from cockpit.method.words import DealStatus, Ending, SittingState, TaskState, Verdict
from data import records
from data.forecasts import forecast
from data.kept_forecasts import kept_forecast
from data.managers import medians, paces
from data.queue import begun, rules_of
from data.rework import needed_rework
from data.sittings import record, standing
from data.tables import (
    ChangeRow,
    ClientRow,
    ManagerRow,
    OpportunityRow,
    PaymentRow,
    ReviewRow,
    RiskRow,
    SittingRow,
    TaskRow,
)
from data.tallies import tallies
from data.tasks import record as task_record
from data.training import needed_correction

#: A statement is given so many ids at once; databases take some ten thousand at most.
_CHUNK = 5000


def summary(
    session: Session, desk: Desk, sitting_id: int, now: datetime, drafts: Collection[int] | None = None
) -> Summary:
    """Say what a sitting, open or ended, has given so far. What ending it kept is shown as it was kept.

    Args:
        session: a session that may read.
        desk: the norms.
        sitting_id: the sitting.
        now: the present moment.
        drafts: the clients with a draft, when drafts do not stand in this store.
    """
    row = session.get_one(SittingRow, sitting_id)
    left = standing(session, row, rules_of(session, desk, row.manager_id, now))
    sitting = record(session, row, recruiting_due=left.recruiting_due)
    if row.state is not SittingState.OPEN:
        left = replace(left, money=sitting.left_money)
    reviews = session.scalars(
        select(ReviewRow)
        .where(ReviewRow.sitting_id == row.id, ReviewRow.undone_at.is_(None))
        .order_by(ReviewRow.reviewed_at, ReviewRow.id)
    ).all()
    planned = [review for review in reviews if not review.first]
    corrected = [review for review in reviews if needed_correction(review)]
    guessed = [review for review in planned if review.expected is not None and review.verdict is not None]
    ids = [review.id for review in reviews]
    tally = tallies(session, desk, (row.manager_id,), now)[row.manager_id]
    risks = session.scalars(select(RiskRow.text).where(RiskRow.review_id.in_(ids)).order_by(RiskRow.id))
    found = session.scalars(
        select(OpportunityRow).where(OpportunityRow.review_id.in_(ids)).order_by(OpportunityRow.id)
    ).all()
    payments = session.scalars(select(PaymentRow).where(PaymentRow.review_id.in_(ids)))
    kept = kept_forecast(row)
    return Summary(
        sitting=sitting,
        state_sentence=left.sentence,
        left=_clients(session, left.left),
        reviews=_review_lines(session, reviews),
        pace=pace([review.seconds for review in reviews]),
        first_pace=pace([review.seconds for review in reviews if review.first]),
        repeat_pace=pace([review.seconds for review in planned]),
        earlier=medians(paces(session, (row.manager_id,), row.started_at).get(row.manager_id, [])),
        plans=len(planned),
        plans_reached=sum(review.verdict is Verdict.REACHED for review in planned),
        reworked=sum(needed_rework(review) for review in planned),
        risks=tuple(risks),
        opportunities=tuple(one.text for one in found),
        new_money=totals(
            amount for one in found if (amount := records.money(one.amount_minor, one.currency)) is not None
        ),
        paid=totals(
            amount for one in payments if (amount := records.money(one.amount_minor, one.currency)) is not None
        ),
        refused=len(_refused(session, row, reviews)),
        tasks=_tasks(session, ids),
        forecast=kept if kept is not None else forecast(session, desk, Scope.manager(row.manager_id), now),
        payers=tally.payers,
        payers_money=tally.payers_purse.money,
        corrections=len(corrected),
        untagged=sum(not review.error_type for review in corrected),
        guesses=len(guessed),
        surprises=sum(review.expected is not review.verdict for review in guessed),
        begun=begun(session, left.left, drafts),
        put_off=_by_money(_clients(session, sorted(sitting.put_off))),
    )


def _refused(session: Session, row: SittingRow, reviews: Sequence[ReviewRow]) -> set[int]:
    """Return who refused: in a review, or, asleep, with all deals lost by hand while the sitting went on."""
    by_hand = (
        select(ChangeRow.client_id)
        .join(ClientRow, ClientRow.id == ChangeRow.client_id)
        .where(
            ClientRow.manager_id == row.manager_id,
            ~ClientRow.is_open,
            ChangeRow.field == "status",
            ChangeRow.new == DealStatus.LOST.value,
            ChangeRow.at >= row.started_at,
            ChangeRow.review_id.is_(None),
            ChangeRow.import_run_id.is_(None),
        )
    )
    if row.ended_at is not None:
        by_hand = by_hand.where(ChangeRow.at <= row.ended_at)
    return {review.client_id for review in reviews if review.ending is Ending.REFUSED}.union(session.scalars(by_hand))


def _by_money(clients: Iterable[Client]) -> tuple[Client, ...]:
    def known(client: Client) -> int:
        return -1 if client.money is None or client.estimated else client.money.minor

    return tuple(sorted(clients, key=known, reverse=True))


def _clients(session: Session, ids: Sequence[int]) -> tuple[Client, ...]:
    found: dict[int, Client] = {}
    for start in range(0, len(ids), _CHUNK):
        rows = session.scalars(select(ClientRow).where(ClientRow.id.in_(ids[start : start + _CHUNK])))
        found |= {row.id: records.client(row) for row in rows}
    return tuple(found[client] for client in ids if client in found)


def _review_lines(session: Session, reviews: Sequence[ReviewRow]) -> tuple[ReviewLine, ...]:
    clients = select(ClientRow.id, ClientRow.name).where(ClientRow.id.in_({review.client_id for review in reviews}))
    names = dict(session.execute(clients).all())
    set_by = select(TaskRow.review_id, TaskRow.text, TaskRow.due_on).where(
        TaskRow.review_id.in_([review.id for review in reviews])
    )
    tasks: dict[int | None, Row[int | None, str, date]] = {row.review_id: row for row in session.execute(set_by)}
    return tuple(
        ReviewLine(
            client_id=review.client_id,
            client=names[review.client_id],
            verdict=review.verdict,
            seconds=review.seconds,
            next_task=task.text if (task := tasks.get(review.id)) is not None else "",
            next_due_on=task.due_on if task is not None else None,
            ending=review.ending,
        )
        for review in reviews
    )


def _tasks(session: Session, reviews: Sequence[int]) -> tuple[Task, ...]:
    wanted = (
        select(TaskRow, ClientRow.name, ManagerRow.name)
        .join(ManagerRow, ManagerRow.id == TaskRow.manager_id)
        .outerjoin(ClientRow, ClientRow.id == TaskRow.client_id)
        .where(TaskRow.review_id.in_(reviews), TaskRow.state == TaskState.OPEN)
        .order_by(TaskRow.due_on, TaskRow.id)
    )
    return tuple(task_record(row, client, manager) for row, client, manager in session.execute(wanted))
