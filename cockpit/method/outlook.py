"""A forecast as it is read: lines of type and band with a sum for each week, and the deals that no week has (R27).

Screen, command and files are made from it, so that they tell the same sums.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final

from cockpit.method.forecast import WEEKS, Band, Cell, Fact, Forecast, Place, Prospect, Rest
from cockpit.method.money import Money, totals
from cockpit.method.overview import ManagerLine
from cockpit.method.scope import Level, Scope
from cockpit.method.words import Temperature

#: The lines of a currency: whose money and how sure. Hot clients have no third band and warm ones only that one,
#: since a warm deal is never more than possible; without a type all of them stand in the line.
LINES: Final[tuple[tuple[Temperature | None, Band], ...]] = (
    (Temperature.HOT, Band.COMMIT),
    (Temperature.HOT, Band.LIKELY),
    (Temperature.WARM, Band.POSSIBLE),
    (None, Band.POSSIBLE),
)


@dataclass(frozen=True, slots=True)
class Span:
    """The weeks of one column.

    Attributes:
        week: the Monday it begins on; the first one of several; None when it has only what comes after all weeks.
        later: it has all that comes after, too.
    """

    week: date | None
    later: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table, in minor units.

    Attributes:
        temperature: whose; None for all types.
        band: how sure, with the bands before it; None for the weighted sum.
        amounts: one for each column.
    """

    temperature: Temperature | None
    band: Band | None
    amounts: tuple[int, ...]

    @property
    def total(self) -> int:
        """The sum of all columns."""
        return sum(self.amounts)


@dataclass(frozen=True, slots=True)
class Block:
    """The table of one currency."""

    currency: str
    spans: tuple[Span, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The deals that stand in one row beside the weeks, together and by type, the hottest first."""

    place: Place
    deals: int
    money: tuple[Money, ...]
    without_amount: int
    parts: tuple[Rest, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """A forecast with the deals behind it and what became of earlier ones.

    Attributes:
        total: how many open deals there are; `prospects` are the first of them by money.
        facts: the latest week first.
    """

    forecast: Forecast
    total: int
    prospects: tuple[Prospect, ...]
    facts: tuple[Fact, ...]


def spans(weeks: tuple[date, ...], shown: int = WEEKS) -> tuple[Span, ...]:
    """Return the columns when there is room for so many weeks: what has none goes to the last, "later".

    Of three weeks and room for two: the first, the second, and the third with all that comes after it.
    """
    shown = max(1, min(shown, len(weeks)))
    rest = weeks[shown] if shown < len(weeks) else None
    return (*map(Span, weeks[:shown]), Span(rest, later=True))


def table(forecast: Forecast, shown: int = WEEKS) -> tuple[Block, ...]:
    """Return the table of each currency, that of the most expected money first.

    Each deal of a block's last-but-one line stands once in it, so its sum is that of all dated deals with an amount,
    whatever `shown` is. Hot 100 committed and 50 more in the first week, warm 30 in the second: the lines are
    ``100 0``, ``150 0``, ``0 30``, ``150 30`` and the weighted sums.
    """
    columns = spans(forecast.weeks, shown)
    place = {column.week: at for at, column in enumerate(columns[:-1])}
    by_currency: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in forecast.cells:
        by_currency[cell.currency].append(cell)
    means = {each.currency: each.mean for each in forecast.ranges}
    blocks = []
    for currency in sorted(by_currency, key=lambda code: (-means.get(code, 0), code)):
        sums: defaultdict[tuple[Temperature | None, Band | None], list[int]] = defaultdict(lambda: [0] * len(columns))
        for cell in by_currency[currency]:
            at = place.get(cell.week, len(columns) - 1)
            for temperature, band in LINES:
                if temperature in {None, cell.temperature}:
                    sums[temperature, band][at] += _amount(cell, band)
            sums[None, None][at] += cell.weighted
        keys: tuple[tuple[Temperature | None, Band | None], ...] = (*LINES, (None, None))
        blocks.append(Block(currency, columns, tuple(Line(*key, tuple(sums[key])) for key in keys)))
    return tuple(blocks)


def _amount(cell: Cell, band: Band) -> int:
    return {Band.COMMIT: cell.commit, Band.LIKELY: cell.likely, Band.POSSIBLE: cell.possible}[band]


def groups(rests: Iterable[Rest]) -> tuple[Group, ...]:
    """Put the rows beside the weeks together by where the deals stand; rows without a deal are left out."""
    found: defaultdict[Place, list[Rest]] = defaultdict(list)
    for rest in rests:
        if rest.deals:
            found[rest.place].append(rest)
    heat = list(Temperature)
    return tuple(
        Group(
            place,
            sum(rest.deals for rest in found[place]),
            totals(amount for rest in found[place] for amount in rest.money),
            sum(rest.without_amount for rest in found[place]),
            tuple(sorted(found[place], key=lambda rest: heat.index(rest.temperature))),
        )
        for place in Place
        if place in found
    )


def errors(facts: Iterable[Fact]) -> Mapping[Band, tuple[float, int]]:
    """Return the median error of each band and of how many weeks it is, all currencies; bands without one left out.

    Three weeks whose facts missed the forecast by 10, 40 and 20 of 100: 0.2 of 3.
    """
    found: defaultdict[Band, list[float]] = defaultdict(list)
    for fact in facts:
        if fact.error is not None:
            found[fact.band].append(fact.error)
    return {band: (median(found[band]), len(found[band])) for band in Band if band in found}


def within(scope: Scope, lines: Iterable[ManagerLine]) -> tuple[ManagerLine, ...]:
    """Return the managers of a scope."""
    match scope.level:
        case Level.DEPARTMENT:
            return tuple(lines)
        case Level.SEGMENT:
            return tuple(line for line in lines if _segment(line) == scope.id)
        case Level.MANAGER:
            return tuple(line for line in lines if line.manager.id == scope.id)


def _segment(line: ManagerLine) -> int:
    return line.manager.segment.id if line.manager.segment else 0
