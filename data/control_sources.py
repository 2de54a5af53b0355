"""What the figures of control are counted from: whose clients, which reviews and which deals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, ScalarSelect, Select, case, func, literal, select, true, union
from sqlalchemy.orm import Session

from cockpit.method.control import Entry, Heap
from cockpit.method.desk import Desk
from cockpit.method.review import MISSED
from cockpit.method.scope import DEPARTMENT, Scope
from cockpit.method.window import Window
from cockpit.method.words import DealStatus, Verdict
from data.kpi_people import people
from data.tables import ClientRow, DealRow, ManagerRow, OpportunityRow, ReviewRow, SittingRow
from data.tallies import Purse

#: Two failed plans one after the other are trouble (R37).
_IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: whose figures, of which time.

    Attributes:
        managers: the ids of the managers of the scope.
    """

    session: Session
    desk: Desk
    scope: Scope
    window: Window
    now: datetime
    managers: tuple[int, ...]

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.date()

    @property
    def until(self) -> date:
        """The last day of the window that has come."""
        return self.window.until(self.today)

    @property
    def everybody(self) -> bool:
        """Is it about the whole department?"""
        return self.scope == DEPARTMENT

    def mine(self, manager_id: Any = ClientRow.manager_id) -> ColumnElement[bool]:
        """Say whether a manager is one of those asked about."""
        return true() if self.everybody else manager_id.in_(self.managers)


class Pile:
    """Counts and money added up, row by row."""

    def __init__(self) -> None:
        self.n = self.known = 0
        self.purse = Purse()

    def add(self, n: int, known: int, minor: int | None, currency: str | None) -> None:
        """Add so many cases, of which the amount of so many is known."""
        self.n += n
        self.known += known
        self.purse.put(minor, currency)

    @property
    def heap(self) -> Heap:
        """What came together."""
        return Heap(self.n, self.purse.money, self.n - self.known)


def asked(session: Session, desk: Desk, scope: Scope, window: Window, now: datetime) -> Asked:
    """Find the managers of a scope."""
    return Asked(session, desk, scope, window, now, people(session, now.date()).within(scope))


def failed_twice(of: Asked) -> CTE:
    """Select the clients whose last two judged plans both failed: not reached, or nobody was reached (R37)."""
    mine = select(ClientRow.id).where(of.mine(), ClientRow.is_open)
    among = true() if of.everybody else ReviewRow.client_id.in_(mine)
    latest = (
        select(
            ReviewRow.client_id,
            ReviewRow.verdict,
            func.row_number()
            .over(partition_by=ReviewRow.client_id, order_by=(ReviewRow.reviewed_at.desc(), ReviewRow.id.desc()))
            .label("place"),
        ).where(ReviewRow.undone_at.is_(None), ReviewRow.verdict.is_not(None), among)
    ).subquery("latest")
    failed = case((latest.c.verdict.in_([Verdict.NOT_REACHED, Verdict.NO_CONTACT]), 1))
    return (
        select(latest.c.client_id)
        .where(latest.c.place <= _IN_A_ROW)
        .group_by(latest.c.client_id)
        .having(func.count(failed) == _IN_A_ROW)
        .cte("twice")
    )


def in_trouble(twice: CTE, *, failed: bool = True, slipped: bool = True) -> ColumnElement[bool]:
    """Say which deals of `DealRow` are open and slipped, or their client is one of `twice`.

    The few deals are found first, by each reason alone: asked of both at once, a database goes through all there are.
    """
    ids = select(DealRow.id).where(DealRow.status == DealStatus.OPEN)
    wanted = [
        *([ids.where(DealRow.slips > 0)] if slipped else []),
        *([ids.join(twice, twice.c.client_id == DealRow.client_id)] if failed else []),
    ]
    return DealRow.id.in_(union(*wanted) if len(wanted) > 1 else wanted[0])


def last_verdict() -> ScalarSelect[Any]:
    """Return the last verdict on a client's plan until the day that its `DealRow` was closed on."""
    return (
        select(ReviewRow.verdict)
        .join(SittingRow, SittingRow.id == ReviewRow.sitting_id)
        .where(
            ReviewRow.client_id == DealRow.client_id,
            ReviewRow.undone_at.is_(None),
            ReviewRow.verdict.is_not(None),
            SittingRow.day <= DealRow.closed_on,
        )
        .order_by(ReviewRow.reviewed_at.desc(), ReviewRow.id.desc())
        .limit(1)
        .correlate(DealRow)
        .scalar_subquery()
    )


def lost_after_a_miss(of: Asked, start: date, end: date) -> list[ColumnElement[bool]]:
    """Say which deals of `DealRow`, joined with `ClientRow`, were lost in these days after a missed plan (R40)."""
    return [
        DealRow.status == DealStatus.LOST,
        DealRow.closed_on >= start,
        DealRow.closed_on <= end,
        of.mine(),
        last_verdict().in_(MISSED),
    ]


def found_in_reviews(of: Asked) -> list[ColumnElement[bool]]:
    """Say which opportunities of `OpportunityRow`, joined with `ClientRow`, reviews of the window found (R44)."""
    counted = select(ReviewRow.id).where(ReviewRow.undone_at.is_(None), ReviewRow.id == OpportunityRow.review_id)
    return [
        OpportunityRow.found_on >= of.window.start,
        OpportunityRow.found_on <= of.until,
        counted.exists(),
        of.mine(),
    ]


def first_sitting(of: Asked) -> date | None:
    """Return the day of the first sitting with a review that counts."""
    reviewed = select(ReviewRow.id).where(ReviewRow.sitting_id == SittingRow.id, ReviewRow.undone_at.is_(None))
    return of.session.scalar(
        select(SittingRow.day)
        .where(of.mine(SittingRow.manager_id), reviewed.exists())
        .order_by(SittingRow.day)
        .limit(1)
    )


def one(flag: ColumnElement[bool]) -> ColumnElement[int]:
    """Return 1 where it is so and 0 where it is not, to group by."""
    return case((flag, literal(1)), else_=literal(0))


def people_with(*columns: Any) -> Select[Any]:
    """Select columns beside the client's and the manager's, of `ClientRow`."""
    return select(
        ClientRow.id, ClientRow.name, ManagerRow.id.label("manager_id"), ManagerRow.name.label("manager"), *columns
    ).join(ManagerRow, ManagerRow.id == ClientRow.manager_id)


def count_of(of: Asked, wanted: Select[Any]) -> int:
    """Count the rows of a statement."""
    return of.session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0


def by_money(entries: Iterable[Entry]) -> list[Entry]:
    """Put the most money first, and what has no known amount last."""
    return sorted(entries, key=lambda each: (each.money is None, -(each.money.minor if each.money else 0)))
