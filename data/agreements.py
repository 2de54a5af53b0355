"""Agreements: what a review agreed about payment, written into the client's deals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from cockpit.language.plain import many_lines
from cockpit.method.money import Money
from cockpit.method.review import Outcome
from cockpit.method.words import DealStatus, Ending
from data.changes import Field, Pen, said
from data.tables import DealRow, PaymentRow


def settle_deals(pen: Pen, outcome: Outcome) -> None:
    """Write what a review's ending and its path to payment mean for the client's deals.

    A refusal loses every open deal. A payment is recorded, and wins the open deals when, with what was paid for them
    before, it covers all their known amounts. The agreed day goes to the main open deal, and the amount where none is
    known; where there is no deal at all and an amount is agreed, one begins.

    Args:
        pen: the review that writes.
        outcome: what the review decided.
    """
    today, client_id = pen.now.date(), outcome.client_id
    if outcome.ending is Ending.REFUSED:
        for deal in _open_deals(pen.session, client_id):
            pen.deal(
                deal, {"status": DealStatus.LOST, "lost_reason": many_lines(outcome.ending_reason), "closed_on": today}
            )
        return
    if outcome.ending is Ending.PAID and outcome.ending_amount is not None:
        _pay(pen, client_id, outcome.ending_amount, outcome.ending_day or today)
        return
    agreed: dict[str, Field] = {}
    if outcome.path_amount is not None:
        agreed["amount"] = outcome.path_amount
    if outcome.path_on is not None:
        agreed["expected_on"] = outcome.path_on
    if not agreed:
        return
    main = main_deal(_open_deals(pen.session, client_id))
    if main is not None:
        if main.amount_minor is not None:
            agreed.pop("amount", None)  # the next payment may be a part of the deal, which stays as large as it is
        pen.deal(main, agreed)
    elif outcome.path_amount is not None and outcome.ending is None:
        pen.session.add(_begun(client_id, outcome.path_amount, outcome.path_on, said(agreed), today))


def main_deal(deals: Sequence[DealRow]) -> DealRow | None:
    """Return the deal that an agreement is about: the largest, then the one expected first, then the oldest."""
    return min(
        deals,
        key=lambda deal: (-(deal.amount_minor or 0), deal.expected_on or date.max, deal.id),
        default=None,
    )


def _open_deals(session: Session, client_id: int) -> Sequence[DealRow]:
    return session.scalars(_OPEN_DEALS, {"client": client_id}).all()


_OPEN_DEALS = (
    select(DealRow)
    .where(DealRow.client_id == bindparam("client"), DealRow.status == DealStatus.OPEN)
    .order_by(DealRow.id)
    .with_for_update(key_share=True)
)


def _pay(pen: Pen, client_id: int, amount: Money, paid_on: date) -> None:
    deals = _open_deals(pen.session, client_id)
    main = main_deal([deal for deal in deals if deal.currency == amount.currency]) or main_deal(deals)
    pen.session.add(
        PaymentRow(
            client_id=client_id,
            deal_id=None if main is None else main.id,
            review_id=pen.review_id,
            paid_on=paid_on,
            amount_minor=amount.minor,
            currency=amount.currency,
        )
    )
    pen.session.flush()
    covered = [deal for deal in deals if deal.amount_minor is None or deal.currency == amount.currency]
    due = sum(deal.amount_minor or 0 for deal in covered)
    paid = pen.session.scalar(
        select(func.sum(PaymentRow.amount_minor)).where(
            PaymentRow.deal_id.in_([deal.id for deal in deals]), PaymentRow.currency == amount.currency
        )
    )
    if int(paid or 0) >= due:
        for deal in covered:
            pen.deal(deal, {"status": DealStatus.WON, "closed_on": paid_on})


def _begun(client_id: int, amount: Money, expected_on: date | None, marks: list[str] | None, today: date) -> DealRow:
    return DealRow(
        client_id=client_id,
        status=DealStatus.OPEN,
        amount_minor=amount.minor,
        currency=amount.currency,
        created_on=today,
        expected_on=expected_on,
        slips=0,
        slip_days=0,
        said=marks,
    )
