"""The money that came: what every figure of revenue is made of, so that all of them mean the same."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, exists, literal, select, union_all

from cockpit.method.words import DealStatus
from data.tables import DealRow, PaymentRow


def unpaid() -> ColumnElement[bool]:
    """Say of which won deals of `DealRow` no payment is on record: none of the deal, and none of its client alone."""
    # Two questions, since a deal may have gone to another client than the one that paid.
    of_deal = select(PaymentRow.id).where(PaymentRow.deal_id == DealRow.id)
    of_client = select(PaymentRow.id).where(PaymentRow.client_id == DealRow.client_id, PaymentRow.deal_id.is_(None))
    return and_(~exists(of_deal), ~exists(of_client))


def came(start: date | None, end: date, *, name: str = "came") -> Subquery:
    """Return the money that came from `start` (None: from ever) to `end`, both included, as rows.

    They are the payments by the day they were paid, and the won deals without a payment on record by the day they were
    closed; a deal without an amount is no money.

    Returns:
        the columns `client_id`, `deal_id`, `on`, `minor`, `currency`, and `paid`: 1 for a payment, 0 for
        a won deal whose payment is not on record.
    """
    paid = select(
        PaymentRow.client_id,
        PaymentRow.deal_id,
        PaymentRow.paid_on.label("on"),
        PaymentRow.amount_minor.label("minor"),
        PaymentRow.currency,
        literal(1).label("paid"),
    ).where(_within(PaymentRow.paid_on, start, end))
    won = select(
        DealRow.client_id,
        DealRow.id.label("deal_id"),
        DealRow.closed_on.label("on"),
        DealRow.amount_minor.label("minor"),
        DealRow.currency,
        literal(0).label("paid"),
    ).where(
        DealRow.status == DealStatus.WON,
        _within(DealRow.closed_on, start, end),
        DealRow.amount_minor.is_not(None),
        unpaid(),
    )
    return union_all(paid, won).subquery(name)


def _within(day: Any, start: date | None, end: date) -> ColumnElement[bool]:
    until: ColumnElement[bool] = day <= end
    return until if start is None else and_(day >= start, until)
