"""The card: everything that the review of one client needs, read in one go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, or_, select
from sqlalchemy.orm import Session

from cockpit.method.cadence import next_review_on
from cockpit.method.desk import Desk
from cockpit.method.norms import Norms
from cockpit.method.queue import place, reason
from cockpit.method.records import Answer, Card, Change, Deal, Manager, Offer, Opportunity, Risk, Task
from cockpit.method.words import DealStatus, TaskState
from data import records
from data.columns import spelled
from data.playbooks import playbooks
from data.queue import facts, rules_of
from data.requests import of_client as requests_of
from data.reviews import last_reviews
from data.tables import (
    AnswerRow,
    ChangeRow,
    ClientRow,
    DealRow,
    OfferRow,
    OpportunityRow,
    ReviewRow,
    RiskRow,
    TaskRow,
)
from data.tasks import record as task_record

#: So many past reviews stand in a card's history.
HISTORY = 10
#: Of a client's closed deals so many are shown, the last ones.
CLOSED_DEALS = 20

# What is asked for every card stands here, since to put a statement together takes longer than to run it.
_OF_CLIENT: BindParameter[int] = bindparam("client")
_GOING = (
    select(DealRow)
    .where(DealRow.client_id == _OF_CLIENT, DealRow.status == spelled(DealStatus.OPEN))
    .order_by(DealRow.amount_minor.is_(None), DealRow.amount_minor.desc(), DealRow.id)
)
_CLOSED = (
    select(DealRow)
    .where(DealRow.client_id == _OF_CLIENT, DealRow.status != spelled(DealStatus.OPEN))
    .order_by(DealRow.closed_on.is_(None), DealRow.closed_on.desc(), DealRow.id.desc())
    .limit(CLOSED_DEALS)
)
_OFFERS = select(OfferRow).where(OfferRow.client_id == _OF_CLIENT).order_by(OfferRow.sent_on.desc(), OfferRow.id.desc())
_ANSWERS = select(AnswerRow).where(AnswerRow.client_id == _OF_CLIENT)
_PLAN = select(TaskRow).where(TaskRow.client_id == _OF_CLIENT, TaskRow.state == spelled(TaskState.OPEN))
_RISKS = (
    select(RiskRow)
    .where(RiskRow.client_id == _OF_CLIENT, RiskRow.closed_on.is_(None))
    .order_by(RiskRow.opened_on, RiskRow.id)
)
_OPPORTUNITIES = (
    select(OpportunityRow)
    .where(OpportunityRow.client_id == _OF_CLIENT, OpportunityRow.closed_on.is_(None))
    .order_by(OpportunityRow.found_on, OpportunityRow.id)
)
# The last review that named a path to payment: it stands until another is named.
_PATH = (
    select(ReviewRow)
    .where(
        ReviewRow.client_id == _OF_CLIENT,
        ReviewRow.undone_at.is_(None),
        or_(ReviewRow.path != "", ReviewRow.path_minor.is_not(None), ReviewRow.path_on.is_not(None)),
    )
    .order_by(ReviewRow.reviewed_at.desc(), ReviewRow.id.desc())
    .limit(1)
)
_CHANGES = (
    select(ChangeRow)
    .where(ChangeRow.client_id == _OF_CLIENT, ChangeRow.at > bindparam("since", type_=ChangeRow.at.type))
    .order_by(ChangeRow.at, ChangeRow.id)
)


def card(session: Session, desk: Desk, client_id: int, now: datetime) -> Card:
    """Read a client's card.

    The proposed day of the next task is the one that the cadence asks for; the time a review should take is that of
    the manager's segment, but for the first one, which the method gives more.
    """
    row = session.get_one(ClientRow, client_id)
    manager = records.manager(session, row.manager_id)
    books = playbooks(session)
    by = rules_of(session, desk, row.manager_id, now, books)
    deals = _deals(session, client_id)
    plan = _plan(session, row, manager)
    reviews = last_reviews(session, client_id, HISTORY)
    path = session.scalar(_PATH, {"client": client_id}) if reviews else None
    return Card(
        client=records.client(row),
        manager=manager,
        deals=deals,
        offers=_offers(session, client_id),
        answers=_answers(session, row),
        plan=plan,
        reviews=reviews,
        risks=_risks(session, client_id),
        opportunities=_opportunities(session, client_id),
        changes=_changes(session, client_id, deals, reviews[0].reviewed_at) if reviews else (),
        why=reason(place(facts(row, by.currency, now), by), by),
        default_due_on=next_review_on(row.interval_days or by.norm(row.temperature), by, is_open=row.is_open),
        target_seconds=_target(by.norms, first=plan is None and not reviews),
        last_path=path.path if path else "",
        last_path_amount=records.money(path.path_minor, path.path_currency) if path else None,
        last_path_on=path.path_on if path else None,
        playbook=books.of(manager.segment.id if manager.segment else None),
        requests=requests_of(session, client_id),
    )


def _target(norms: Norms, *, first: bool) -> int:
    return norms.first_target_seconds if first else norms.target_seconds


def _deals(session: Session, client_id: int) -> tuple[Deal, ...]:
    """Read the open deals, the largest first, then the last closed ones, the latest first."""
    found = (session.scalars(asked, {"client": client_id}) for asked in (_GOING, _CLOSED))
    return tuple(records.deal(row) for rows in found for row in rows)


def _offers(session: Session, client_id: int) -> tuple[Offer, ...]:
    rows = session.scalars(_OFFERS, {"client": client_id})
    return tuple(Offer(row.id, row.sent_on, row.text, records.money(row.amount_minor, row.currency)) for row in rows)


def _answers(session: Session, client: ClientRow) -> dict[str, Answer]:
    """Read what is known; the kind that a file gave stands until a person says another (R62)."""
    rows = session.scalars(_ANSWERS, {"client": client.id})
    found = {
        row.question: Answer(row.question, row.text, row.answered_on, records.money(row.amount_minor, row.currency))
        for row in rows
    }
    kind = (client.extras or {}).get("kind")
    if kind and "kind" not in found:
        found["kind"] = Answer("kind", kind, client.created_at.date())
    return found


def _plan(session: Session, client: ClientRow, manager: Manager) -> Task | None:
    row = session.scalar(_PLAN, {"client": client.id})
    return None if row is None else task_record(row, client.name, manager.name)


def _risks(session: Session, client_id: int) -> tuple[Risk, ...]:
    """Read the open risks, oldest first."""
    rows = session.scalars(_RISKS, {"client": client_id})
    return tuple(Risk(row.id, row.text, row.opened_on, row.stops_payment) for row in rows)


def _opportunities(session: Session, client_id: int) -> tuple[Opportunity, ...]:
    """Read the opportunities not used yet, oldest first."""
    rows = session.scalars(_OPPORTUNITIES, {"client": client_id})
    return tuple(
        Opportunity(row.id, row.text, row.found_on, records.money(row.amount_minor, row.currency)) for row in rows
    )


def _changes(session: Session, client_id: int, deals: Sequence[Deal], since: datetime) -> tuple[Change, ...]:
    """Read what changed after a moment: a field that changed more than once tells its first and its last value."""
    rows = session.scalars(_CHANGES, {"client": client_id, "since": since})
    titles = {deal.id: deal.title for deal in deals}
    return tuple(
        Change(
            last.at,
            last.field,
            records.from_text(last.field, first.old),
            records.from_text(last.field, last.new),
            title,
        )
        for first, last in _joined(rows)
        if first.old != last.new
        for title in [titles.get(last.deal_id or 0, "")]
    )


def _joined(rows: Iterable[ChangeRow]) -> list[tuple[ChangeRow, ChangeRow]]:
    found: dict[tuple[int | None, str], tuple[ChangeRow, ChangeRow]] = {}
    for row in rows:
        first, _ = found.pop((row.deal_id, row.field), (row, row))
        found[row.deal_id, row.field] = (first, row)
    return list(found.values())
