"""Where each open deal stands in the forecast, said in SQL as `cockpit.method.chances` says it of one deal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from cockpit.method.chances import columns
from cockpit.method.desk import Desk
from cockpit.method.forecast import Band, Place
from cockpit.method.queue import Rules
from cockpit.method.scope import Level, Scope
from cockpit.method.words import DealStatus, Temperature, Verdict
from data.columns import spelled
from data.lanes import apart
from data.odds import Odds
from data.standards import Standards
from data.tables import ClientRow, DealRow, ManagerRow, ReviewRow

_WEEK = timedelta(days=6)


class Outlook:
    """By what the open deals of a scope are placed.

    Args:
        session: a session that may read.
        desk: the norms.
        scope: whose deals; managers who have left count only when one of them is asked about by himself.
        now: the present moment.

    Attributes:
        scope, now: as given; `today` the local day and `weeks` the Mondays of the columns.
        managers: the ids of the scope's managers.
        odds: the rates and slips.
    """

    def __init__(self, session: Session, desk: Desk, scope: Scope, now: datetime) -> None:
        self.scope, self.now = scope, now
        self.today, self.weeks = now.date(), columns(now.date())
        self.managers = managers_of(session, scope, self.today)
        self.odds = Odds(session, now)
        self._standards = Standards(session, desk)

    def deals(self) -> Iterator[Select[*tuple[Any, ...]]]:
        """Yield statements that together read every open deal of the scope.

        Queues in which the same clients stand apart are read by one of them.

        Yields:
            the columns `deal`, `client`, `manager`, `heat`, `place`, `band` (it means something for dated deals
            alone), `agreed`, `minor` and `currency`.
        """
        alike: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        rules: dict[tuple[int, int], Rules] = {}
        for manager in self.managers:
            by = self._standards.rules(manager, self.now)
            key = (by.asleep_after, by.norms.awake_days)
            alike[key].append(manager)
            rules[key] = by
        for key, managers in alike.items():
            yield self._deals(rules[key], managers)

    def shift(self, manager_id: int, temperature: Temperature) -> timedelta:
        """Return by how much the agreed days of a manager's deals are moved."""
        return timedelta(days=self.odds.slip(Scope.manager(manager_id), temperature))

    def rate(self, manager_id: int, temperature: Temperature) -> float:
        """Return the rate at which a manager's deals are won."""
        return self.odds.chance(Scope.manager(manager_id), temperature).rate

    def within(self, deals: Any, week: date | None, *, later: bool = False) -> Any:
        """Say which rows of `deals` are expected in the week of a Monday; None for all after the last column.

        With `later` those that are expected after that week are said as well.
        """
        shifts: defaultdict[tuple[Temperature, timedelta], list[int]] = defaultdict(list)
        for manager in self.managers:
            for temperature in (Temperature.HOT, Temperature.WARM):
                shifts[temperature, self.shift(manager, temperature)].append(manager)
        first = self.weeks[-1] + timedelta(weeks=1) if week is None else week
        return or_(
            *(
                and_(
                    deals.c.heat == temperature,
                    deals.c.manager.in_(managers),
                    deals.c.agreed >= first - shift,
                    *([] if week is None or later else [deals.c.agreed <= week + _WEEK - shift]),
                )
                for (temperature, shift), managers in shifts.items()
            )
        )

    def _deals(self, rules: Rules, managers: Sequence[int]) -> Select[*tuple[Any, ...]]:
        place = func.coalesce(
            apart(rules),
            case(
                (ClientRow.temperature == spelled(Temperature.POTENTIAL), spelled(Place.POTENTIAL)),
                (DealRow.expected_on.is_(None), spelled(Place.UNDATED)),
                (DealRow.expected_on < rules.today, spelled(Place.OVERDUE)),
                else_=spelled(Place.DATED),
            ),
        )
        return (
            select(
                DealRow.id.label("deal"),
                ClientRow.id.label("client"),
                ClientRow.manager_id.label("manager"),
                ClientRow.temperature.label("heat"),
                place.label("place"),
                case(
                    (ClientRow.temperature != spelled(Temperature.HOT), spelled(Band.POSSIBLE)),
                    (ClientRow.payment_stopped, spelled(Band.LIKELY)),
                    (ClientRow.last_reached_on.is_(None), spelled(Band.LIKELY)),
                    (_last_verdict() == spelled(Verdict.REACHED), spelled(Band.COMMIT)),
                    else_=spelled(Band.LIKELY),
                ).label("band"),
                DealRow.expected_on.label("agreed"),
                DealRow.amount_minor.label("minor"),
                DealRow.currency,
            )
            .join(DealRow, DealRow.client_id == ClientRow.id)
            .where(ClientRow.manager_id.in_(managers), ClientRow.is_open, DealRow.status == spelled(DealStatus.OPEN))
        )


def managers_of(session: Session, scope: Scope, today: date) -> tuple[int, ...]:
    """Return the managers of a scope; those who have left only when asked about by themselves."""
    if scope.level is Level.MANAGER:
        return (scope.id,)
    present = select(ManagerRow.id).where(or_(ManagerRow.left_on.is_(None), ManagerRow.left_on > today))
    if scope.level is Level.SEGMENT:
        of_segment = ManagerRow.segment_id == scope.id if scope.id else ManagerRow.segment_id.is_(None)
        present = present.where(of_segment)
    return tuple(session.scalars(present.order_by(ManagerRow.id)))


def _last_verdict() -> Any:
    """Return the last verdict on a plan of a row of `ClientRow`, null without one."""
    return (
        select(ReviewRow.verdict)
        .where(ReviewRow.client_id == ClientRow.id, ReviewRow.undone_at.is_(None), ReviewRow.verdict.is_not(None))
        .order_by(ReviewRow.reviewed_at.desc(), ReviewRow.id.desc())
        .limit(1)
        .correlate(ClientRow)
        .scalar_subquery()
    )
