"""The money to expect from the open deals of a scope, added up by the database (R27; NUMBERS.md 4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Double, case, cast, func, null, or_, select
from sqlalchemy.orm import Session

from cockpit.method.chances import LARGEST, Bulk, spread, week_of
from cockpit.method.desk import Desk
from cockpit.method.forecast import Band, Cell, Forecast, Place, Range, Rest
from cockpit.method.money import Money, totals
from cockpit.method.scope import Scope
from cockpit.method.words import Temperature
from data.columns import spelled
from data.outlook import Outlook

_ORDER = {temperature: number for number, temperature in enumerate(Temperature)}
_PLACES = {place: number for number, place in enumerate(Place)}


def forecast(session: Session, desk: Desk, scope: Scope, now: datetime) -> Forecast:
    """Add up the open deals of a scope by type and week, and weight them.

    Every deal goes by the rate and the slip of its own manager, so that the forecasts of managers add up to that of
    their segment and of the department; `chances` and `slips` are those of the scope as a whole.

    Args:
        session: a session that may read.
        desk: the norms.
        scope: whose deals.
        now: the present moment.
    """
    return added_up(session, Outlook(session, desk, scope, now))


def added_up(session: Session, outlook: Outlook) -> Forecast:
    """Add up the open deals that an outlook places."""
    sums = _Sums(outlook)
    for deals in outlook.deals():
        rows = deals.subquery("deals")
        for row in session.connection().execute(_added_up(rows, outlook)):
            sums.add(row)
    largest = _largest(session, outlook, sums.bulks)
    return Forecast(
        as_of=outlook.now,
        scope=outlook.scope,
        weeks=outlook.weeks,
        cells=sums.cells(),
        rests=sums.rests(),
        chances=tuple(outlook.odds.chance(outlook.scope, temperature) for temperature in Temperature),
        slips={temperature: outlook.odds.slip(outlook.scope, temperature) for temperature in Temperature},
        ranges=sums.ranges(largest),
        without_amount=sums.without_amount,
    )


@dataclass(slots=True)
class _Cell:
    """The sums of a cell, each band without the ones before it."""

    bands: Counter[Band] = field(default_factory=Counter)
    weighted: float = 0.0
    deals: int = 0


@dataclass(slots=True)
class _Rest:
    deals: int = 0
    money: Counter[str] = field(default_factory=Counter)
    without_amount: int = 0


class _Sums:
    """What the grouped rows add up to."""

    def __init__(self, outlook: Outlook) -> None:
        self._outlook = outlook
        self._cells: defaultdict[tuple[Temperature, date | None, str], _Cell] = defaultdict(_Cell)
        self._rests: defaultdict[tuple[Place, Temperature], _Rest] = defaultdict(_Rest)
        self.bulks: defaultdict[str, Bulk] = defaultdict(Bulk)
        self.without_amount = 0

    def add(self, row: Any) -> None:
        """Add the sums of the deals of one manager that stand together."""
        place, temperature, currency = Place(row.place), row.heat, row.currency or ""
        minor, unknown = int(row.minor or 0), row.deals - row.known
        if place is not Place.DATED:
            rest = self._rests[place, temperature]
            rest.deals += row.deals
            rest.without_amount += unknown
            if row.known:
                rest.money[currency] += minor
            return
        self.without_amount += unknown
        if not row.known:
            return
        rate = self._outlook.rate(row.manager, temperature)
        week = week_of(row.day + self._outlook.shift(row.manager, temperature), self._outlook.weeks)
        cell = self._cells[temperature, week, currency]
        cell.bands[Band(row.band)] += minor
        cell.weighted += rate * minor
        cell.deals += row.known
        self.bulks[currency] += Bulk.of(rate, minor, row.squares)

    def cells(self) -> tuple[Cell, ...]:
        """Return the cells: by currency, type and week."""
        found = []
        for (temperature, week, currency), sums in self._cells.items():
            commit = sums.bands[Band.COMMIT]
            likely = commit + sums.bands[Band.LIKELY]
            possible = likely + sums.bands[Band.POSSIBLE]
            weighted = round(sums.weighted)
            found.append(Cell(temperature, week, currency, commit, likely, possible, weighted, sums.deals))
        return tuple(sorted(found, key=lambda one: (one.currency, _ORDER[one.temperature], one.week or date.max)))

    def rests(self) -> tuple[Rest, ...]:
        """Return the rows beside the weeks."""
        found = (
            Rest(
                place,
                temperature,
                sums.deals,
                totals(Money(minor, currency) for currency, minor in sums.money.items()),
                sums.without_amount,
            )
            for (place, temperature), sums in self._rests.items()
        )
        return tuple(sorted(found, key=lambda one: (_PLACES[one.place], _ORDER[one.temperature])))

    def ranges(self, largest: dict[str, list[tuple[int, float]]]) -> tuple[Range, ...]:
        """Return the range of each currency.

        Args:
            largest: the amounts and rates of its largest deals, which are drawn one by one.
        """
        means: Counter[str] = Counter()
        for (_, _, currency), cell in self._cells.items():
            means[currency] += round(cell.weighted)
        found = []
        for currency, bulk in self.bulks.items():
            single = largest[currency]
            known = sum((Bulk.of(rate, minor, float(minor) * minor) for minor, rate in single), Bulk())
            rest = Bulk() if len(single) < LARGEST else bulk - known
            found.append(Range(currency, *spread(single, rest), means[currency]))
        return tuple(sorted(found, key=lambda one: (-one.mean, one.currency)))


def _added_up(rows: Any, outlook: Outlook) -> Any:
    """Group the deals by all that tells dated ones apart; days that have passed are one, days after the columns too."""
    last = outlook.weeks[-1] + timedelta(weeks=1)
    # it goes by columns alone, so that the place of a million deals is found once and not for every group
    day = case(
        (or_(rows.c.heat == spelled(Temperature.POTENTIAL), rows.c.agreed < outlook.today), null()),
        (rows.c.agreed >= last, last),
        else_=rows.c.agreed,
    )
    groups = (rows.c.manager, rows.c.heat, rows.c.place, rows.c.band, rows.c.currency, day.label("day"))
    apart = select(*groups, rows.c.minor).subquery("apart")
    exact = cast(apart.c.minor, Double)
    return select(
        *(apart.c[group.key] for group in groups),
        func.count().label("deals"),
        func.count(apart.c.minor).label("known"),
        func.sum(apart.c.minor).label("minor"),
        func.coalesce(func.sum(exact * exact), 0.0).label("squares"),
    ).group_by(*(apart.c[group.key] for group in groups))


def _largest(session: Session, outlook: Outlook, currencies: Iterable[str]) -> dict[str, list[tuple[int, float]]]:
    """Return the amounts and rates of the largest dated deals of each currency."""
    found: dict[str, list[tuple[int, float]]] = {currency: [] for currency in currencies}
    for deals in outlook.deals():
        rows = deals.subquery("deals")
        for currency, known in found.items():
            wanted = (
                select(rows.c.minor, rows.c.manager, rows.c.heat)
                .where(rows.c.place == spelled(Place.DATED), rows.c.currency == currency, rows.c.minor.is_not(None))
                .order_by(rows.c.minor.desc(), rows.c.deal)
                .limit(LARGEST)
            )
            for minor, manager, heat in session.connection().execute(wanted):
                known.append((minor, outlook.rate(manager, heat)))
    return {currency: sorted(known, reverse=True)[:LARGEST] for currency, known in found.items()}
