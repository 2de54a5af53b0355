"""Offers per client worked with, and the hot and warm clients without any (R24).

An offer is one that was noted, or a deal's coming to a stage whose name says that an offer was made. A client was
worked with when he was reviewed, got an offer, or the last contact with him that is known lies in the window: a
conversation in a review, an activity in the CRM or a task that was done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, exists, func, or_, select, true, union, union_all
from sqlalchemy.orm import Session

from cockpit.method.kpi import Figure, Value
from cockpit.method.offer import is_offer
from cockpit.method.window import Window
from cockpit.method.words import ContactSource, Temperature
from data.columns import spelled
from data.days import beginning
from data.kpi_found import Found, Roll
from data.kpi_people import People
from data.tables import ChangeRow, ClientRow, DealRow, OfferRow, ReviewRow

AnySelect = Select[*tuple[Any, ...]]
WANT_OFFERS = (Temperature.HOT, Temperature.WARM)
_CONTACTS = (ContactSource.REVIEW, ContactSource.ACTIVITY, ContactSource.TASK)


class Offers:
    """What counts as an offer in this department.

    Args:
        session: a session that may read.
        now: the present moment.
    """

    def __init__(self, session: Session, now: datetime) -> None:
        self._now = now
        stages: Any = union(select(DealRow.stage), select(ChangeRow.new).where(ChangeRow.field == "stage"))
        names = session.connection().execute(stages).scalars()
        self.stages = [name for name in names if name and is_offer(name)]

    def made(self, window: Window) -> Subquery:
        """Return the offers of a window as rows: `client_id`, `text`, `minor` and `currency`; `sent_on` or `at`."""
        first, last = window.start, window.until(self._now.date())
        noted = select(
            OfferRow.client_id,
            OfferRow.text,
            OfferRow.amount_minor.label("minor"),
            OfferRow.currency,
            OfferRow.sent_on.label("on"),
        ).where(OfferRow.sent_on >= first, OfferRow.sent_on <= last)
        come = (
            select(
                ChangeRow.client_id,
                ChangeRow.new.label("text"),
                DealRow.amount_minor.label("minor"),
                DealRow.currency,
                func.coalesce(DealRow.stage_changed_on, last).label("on"),
            )
            .join(DealRow, DealRow.id == ChangeRow.deal_id)
            .where(
                ChangeRow.field == "stage",
                ChangeRow.at >= self._moment(first),
                ChangeRow.at < self._moment(last + timedelta(days=1)),
                ChangeRow.new.in_(self.stages),
                or_(ChangeRow.old.is_(None), ChangeRow.old.not_in(self.stages)),
            )
        )
        logged = exists(
            select(ChangeRow.id).where(
                ChangeRow.client_id == DealRow.client_id, ChangeRow.deal_id == DealRow.id, ChangeRow.field == "stage"
            )
        )
        from_file = select(
            DealRow.client_id,
            DealRow.stage.label("text"),
            DealRow.amount_minor.label("minor"),
            DealRow.currency,
            DealRow.stage_changed_on.label("on"),
        ).where(
            DealRow.stage.in_(self.stages), DealRow.stage_changed_on >= first, DealRow.stage_changed_on <= last, ~logged
        )
        return (union_all(noted, come, from_file) if self.stages else noted).subquery("made")

    def none(self, client_id: Any, day: date) -> ColumnElement[bool]:
        """Say which clients never had an offer until the end of a day."""
        noted = exists(select(OfferRow.id).where(OfferRow.client_id == client_id, OfferRow.sent_on <= day))
        if not self.stages:
            return ~noted
        stands = exists(select(DealRow.id).where(DealRow.client_id == client_id, DealRow.stage.in_(self.stages)))
        came = exists(
            select(ChangeRow.id).where(
                ChangeRow.client_id == client_id,
                ChangeRow.field == "stage",
                ChangeRow.new.in_(self.stages),
                ChangeRow.at < self._moment(day + timedelta(days=1)),
            )
        )
        return and_(~noted, ~stands, ~came)

    def worked(self, window: Window, made: Subquery) -> AnySelect:
        """Select the clients worked with in a window: `client_id` and `manager_id`, each once."""
        first, last = window.start, window.until(self._now.date())
        touched = and_(
            ClientRow.last_contact_on >= first,
            ClientRow.last_contact_on <= last,
            or_(*(ClientRow.contact_source == spelled(source) for source in _CONTACTS)),
        )
        reviewed = select(ReviewRow.client_id).where(
            ReviewRow.reviewed_at >= self._moment(first),
            ReviewRow.reviewed_at < self._moment(last + timedelta(days=1)),
            ReviewRow.undone_at.is_(None),
        )
        others = union(reviewed, select(made.c.client_id)).subquery("others")
        by_contact = select(ClientRow.id.label("client_id"), ClientRow.manager_id).where(touched)
        besides = (
            select(ClientRow.id.label("client_id"), ClientRow.manager_id)
            .join(others, others.c.client_id == ClientRow.id)
            .where(~func.coalesce(touched, ~true()))
        )
        return select(union_all(by_contact, besides).subquery("worked"))

    def _moment(self, day: date) -> datetime:
        return beginning(day, self._now.tzinfo)


@dataclass(slots=True)
class _Worked:
    offers: int = 0
    clients: int = 0


def offers(session: Session, who: People, window: Window, now: datetime) -> Found:
    """Count OFFERS."""
    if window.start > now.date():
        return {}
    execute = session.connection().execute
    counted, roll = Offers(session, now), Roll(who, _Worked)
    made = counted.made(window)
    per_manager = (
        select(ClientRow.manager_id, func.count().label("offers"))
        .select_from(made)
        .join(ClientRow, ClientRow.id == made.c.client_id)
        .group_by(ClientRow.manager_id)
    )
    for row in execute(per_manager):
        for one in roll.of(row.manager_id):
            one.offers += row.offers
    worked = counted.worked(window, made).subquery()
    for row in execute(select(worked.c.manager_id, func.count().label("clients")).group_by(worked.c.manager_id)):
        for one in roll.of(row.manager_id):
            one.clients += row.clients
    return {scope: {Figure.OFFERS: _told(one, window)} for scope, one in roll.sums.items()}


def _told(one: _Worked, window: Window) -> Value:
    number = one.offers / one.clients if one.clients else None
    return Value(Figure.OFFERS, window, n=one.offers, number=number, clients=one.clients)
