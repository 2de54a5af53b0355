"""Saved reviews."""

from __future__ import annotations

from datetime import date, datetime

from cockpit.method import records
from cockpit.method.words import Ending, Verdict
from cockpit.output.base import Form, Money


class Risk(Form):
    """A risk noted in a review."""

    text: str
    stops_payment: bool


class Opportunity(Form):
    """A way to earn more noted in a review."""

    text: str
    money: Money | None


class Review(Form):
    """One saved review."""

    id: int
    sitting_id: int
    reviewed_at: datetime
    head: str
    manager: str
    client_id: int
    client: str
    without_plan: bool
    planned_result: str | None
    planned_due_on: date | None
    verdict: Verdict | None
    actual: str
    correction: str
    error_type: str | None
    competency: str | None
    outside_control: bool
    path_to_payment: str
    path_money: Money | None
    path_on: date | None
    risks: tuple[Risk, ...]
    opportunities: tuple[Opportunity, ...]
    ending: Ending | None
    ending_reason: str
    next_task: str | None
    next_planned_result: str | None
    next_due_on: date | None
    seconds: float
    wall_seconds: float
    skipped: tuple[str, ...]

    @classmethod
    def of(cls, review: records.Review) -> Review:
        """Make the form of a review."""
        return cls(
            id=review.id,
            sitting_id=review.sitting_id,
            reviewed_at=review.reviewed_at,
            head=review.head,
            manager=review.manager,
            client_id=review.client_id,
            client=review.client,
            without_plan=review.first,
            planned_result=review.planned_result or None,
            planned_due_on=review.planned_due_on,
            verdict=review.verdict,
            actual=review.actual,
            correction=review.correction,
            error_type=review.error_type or None,
            competency=review.competency or None,
            outside_control=review.outside_control,
            path_to_payment=review.path,
            path_money=Money.of(review.path_amount),
            path_on=review.path_on,
            risks=tuple(Risk(text=risk.text, stops_payment=risk.stops_payment) for risk in review.risks),
            opportunities=tuple(
                Opportunity(text=found.text, money=Money.of(found.amount)) for found in review.opportunities
            ),
            ending=review.ending,
            ending_reason=review.ending_reason,
            next_task=review.next_task or None,
            next_planned_result=review.next_result or None,
            next_due_on=review.next_due_on,
            seconds=round(review.seconds, 1),
            wall_seconds=round(review.wall_seconds, 1),
            skipped=review.skipped,
        )


class Reviews(Form):
    """Output of ``cockpit reviews --json``, oldest first."""

    reviews: tuple[Review, ...]
