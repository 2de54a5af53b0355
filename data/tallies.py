"""Managers' clients counted and added up, without fetching them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, case, func, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.money import Money, totals
from cockpit.method.overview import Debt, Rung
from cockpit.method.queue import Rules, is_due
from cockpit.method.words import Lane, Temperature
from data.lanes import LANES, lane_number
from data.standards import Standards
from data.tables import ClientRow

#: Open clients in these lanes stand beside the others and count nowhere else, but for those that were put off.
APART = (Lane.ASLEEP, Lane.PARKED)


class Purse:
    """Sums of money by currency."""

    def __init__(self) -> None:
        self.sums: Counter[str] = Counter()

    def put(self, minor: int | None, currency: str | None) -> None:
        """Add an amount, when there is one."""
        if minor is not None and currency is not None:
            self.sums[currency] += int(minor)

    @property
    def money(self) -> tuple[Money, ...]:
        """The sums, the largest first."""
        return totals(Money(minor, currency) for currency, minor in self.sums.items())


@dataclass(slots=True)
class Tally:
    """One manager's open clients. Money is what is known; estimates are left out.

    Attributes:
        due: how many have to be reviewed, and `due_purse` their money; `due_since` the earliest of their contacts.
        lanes: how many stand in each lane; `put_off` how many of those parked were only put off.
        hot_new: hot clients who became hot this week.
        payers: hot clients whose payment nothing stops.
        clients, known: by temperature, how many there are and of how many the amount is known; without those apart.
        currencies: how many clients have their money in each.
        late: how many are past their review interval, `late_purse` their money and `late_since` the earliest day on
            which one was due.
    """

    due: int = 0
    due_purse: Purse = field(default_factory=Purse)
    due_since: date | None = None
    lanes: Counter[Lane] = field(default_factory=Counter)
    put_off: int = 0
    hot_new: int = 0
    payers: int = 0
    payers_purse: Purse = field(default_factory=Purse)
    clients: Counter[Temperature] = field(default_factory=Counter)
    known: Counter[Temperature] = field(default_factory=Counter)
    purses: defaultdict[Temperature, Purse] = field(default_factory=lambda: defaultdict(Purse))
    currencies: Counter[str] = field(default_factory=Counter)
    late: int = 0
    late_purse: Purse = field(default_factory=Purse)
    late_since: date | None = None

    def debt(self, today: date) -> Debt:
        """The review debt on a day (R6, R16)."""
        oldest = 0 if self.late_since is None else (today - self.late_since).days
        return Debt(self.late, self.late_purse.money, oldest)

    @property
    def rungs(self) -> dict[Temperature, Rung]:
        """The clients and their money by temperature."""
        return {
            warmth: Rung(self.clients[warmth], self.purses[warmth].money, self.clients[warmth] - self.known[warmth])
            for warmth in Temperature
        }


def tallies(session: Session, desk: Desk, managers: Collection[int], now: datetime) -> Mapping[int, Tally]:
    """Count and add up the open clients of some managers; every one of them has an entry."""
    found = {manager: Tally() for manager in managers}
    for by, members in alike(Standards(session, desk), managers, now):
        for row in session.connection().execute(_counted(by, members)):
            _add(found[row.manager_id], row)
    return found


def alike(standards: Standards, managers: Iterable[int], now: datetime) -> list[tuple[Rules, list[int]]]:
    """Put managers together whose queues follow the same days, so that one statement counts them; with their rules."""
    found: dict[tuple[int, ...], tuple[Rules, list[int]]] = {}
    for manager in managers:
        by = standards.rules(manager, now)
        days = (*(by.norm(warmth) for warmth in Temperature), by.asleep_after, by.norms.awake_days)
        found.setdefault(days, (by, []))[1].append(manager)
    return list(found.values())


def _counted(by: Rules, managers: Collection[int]) -> Select[*tuple[Any, ...]]:
    lane = lane_number(by).label("lane")
    known = case((~ClientRow.estimated, ClientRow.money_minor))
    monday = by.today - timedelta(days=by.today.weekday())
    free = ~ClientRow.payment_stopped
    late = ClientRow.review_due_on < by.today
    groups = (ClientRow.manager_id, ClientRow.temperature, lane, ClientRow.currency, ClientRow.put_off)
    return (
        select(
            *groups,
            func.count().label("clients"),
            func.count(known).label("known"),
            func.sum(known).label("minor"),
            func.count(case((ClientRow.temperature_on >= monday, 1))).label("fresh"),
            func.count(case((free, 1))).label("free"),
            func.sum(case((and_(free, ~ClientRow.estimated), ClientRow.money_minor))).label("free_minor"),
            func.min(func.coalesce(ClientRow.last_contact_on, ClientRow.opened_on)).label("since"),
            func.count(case((late, 1))).label("late"),
            func.sum(case((and_(late, ~ClientRow.estimated), ClientRow.money_minor))).label("late_minor"),
            func.min(ClientRow.review_due_on).label("late_since"),
        )
        .where(ClientRow.manager_id.in_(managers), ClientRow.is_open)
        .group_by(*groups)
    )


def _add(tally: Tally, row: Row[*tuple[Any, ...]]) -> None:
    lane = LANES[row.lane]
    tally.lanes[lane] += row.clients
    if row.currency is not None:
        tally.currencies[row.currency] += row.clients
    if is_due(lane):
        tally.due += row.clients
        tally.due_purse.put(row.minor, row.currency)
        tally.due_since = min((day for day in (tally.due_since, row.since) if day is not None), default=None)
    if lane is Lane.PARKED and row.put_off:
        tally.put_off += row.clients
    elif lane in APART:
        return
    if row.late:
        tally.late += row.late
        tally.late_purse.put(row.late_minor, row.currency)
        tally.late_since = row.late_since if tally.late_since is None else min(tally.late_since, row.late_since)
    tally.clients[row.temperature] += row.clients
    tally.known[row.temperature] += row.known
    tally.purses[row.temperature].put(row.minor, row.currency)
    if row.temperature is Temperature.HOT:
        tally.hot_new += row.fresh
        tally.payers += row.free
        tally.payers_purse.put(row.free_minor, row.currency)
