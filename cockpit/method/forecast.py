"""The forecast: when how much money comes from each type of client, and why (R27, R28, R55; NUMBERS.md 4).

Deals are put into bands that a person can check, and weighted with rates shrunk towards those of the segment and the
department. Nothing is silently put into a week: a deal without an agreed day, or with one that has passed, stands in a
row of its own until a review gives it one. Sleeping and parked clients never enter; they are listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from cockpit.method.money import Money
from cockpit.method.scope import Scope
from cockpit.method.words import Temperature

#: So many weeks have a column, the present one first; what comes after them stands under "later".
WEEKS: Final = 8


class Band(StrEnum):
    """How sure a dated deal is; each band holds the ones before it.

    COMMIT: hot, the agreed day ahead, the last verdict reached, no open risk that stops the payment. LIKELY: also every
    other hot deal with an agreed day ahead. POSSIBLE: also every warm one.
    """

    COMMIT = "commit"
    LIKELY = "likely"
    POSSIBLE = "possible"


class Place(StrEnum):
    """Where a deal stands in the table: in a week, or in one of the rows beside them.

    DATED deals are in a `Band`. OVERDUE need a new date, UNDATED have none, POTENTIAL are not talked warm yet, ASLEEP
    and PARKED are the clients that nobody reviews now.
    """

    DATED = "dated"
    OVERDUE = "overdue"
    UNDATED = "undated"
    POTENTIAL = "potential"
    ASLEEP = "asleep"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Chance:
    """With what rate a deal of one temperature is won, shrunk (NUMBERS.md 4.2).

    Attributes:
        rate: 0 to 1.
        won, closed: the scope's own cases behind it.
        assumed: fewer than 20 cases of the department stand behind it, so it is what is assumed alone.
    """

    temperature: Temperature
    rate: float
    won: int = 0
    closed: int = 0
    assumed: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """The dated deals of one temperature, week and currency, in minor units.

    Attributes:
        week: the Monday it begins on; None for all the weeks after the last column.
        commit, likely, possible: the sums of the bands, each with the ones before it.
        weighted: each amount times its rate, added up.
        deals: how many; those without a known amount are in none.
    """

    temperature: Temperature
    week: date | None
    currency: str
    commit: int = 0
    likely: int = 0
    possible: int = 0
    weighted: int = 0
    deals: int = 0


@dataclass(frozen=True, slots=True)
class Rest:
    """The deals that no week has: how many, their money by currency, and how many have no known amount."""

    place: Place
    temperature: Temperature
    deals: int = 0
    money: tuple[Money, ...] = ()
    without_amount: int = 0


@dataclass(frozen=True, slots=True)
class Range:
    """What the dated deals of one currency bring together, if each is won or not by its rate, independent of others.

    Attributes:
        low, middle, high: minor units that 10, 50 and 90 of 100 draws do not exceed.
        mean: the weighted sum.
    """

    currency: str
    low: int
    middle: int
    high: int
    mean: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """The money to expect from a scope.

    Attributes:
        as_of: when it was worked out.
        weeks: the Mondays of the columns.
        cells: the table; empty cells are left out.
        rests: the rows beside the weeks; empty ones are left out.
        chances: the rates of the scope as a whole; each deal is weighted with that of its own manager.
        slips: by how many calendar days an agreed day of the scope moves in the median, by temperature; each agreed day
            is moved by that of its own manager.
        ranges: the range of each currency, the largest first.
        without_amount: dated deals without a known amount, which add nothing.
        kept: it is the one that a sitting kept when it ended.
    """

    as_of: datetime
    scope: Scope
    weeks: tuple[date, ...]
    cells: tuple[Cell, ...] = ()
    rests: tuple[Rest, ...] = ()
    chances: tuple[Chance, ...] = ()
    slips: Mapping[Temperature, int] = field(default_factory=dict)
    ranges: tuple[Range, ...] = ()
    without_amount: int = 0
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Prospect:
    """One open deal in the forecast, with the reason (R55).

    Attributes:
        money: its amount; when `estimated` what it may be, which no sum has; None when nothing is known.
        agreed_on: the day of payment that was agreed; `expected_on` the same, moved by the usual slip; None outside the
            bands.
        rate: its chance, 0 to 1; 0 outside the bands.
        reached, reached_on: the last result that was reached, in words, and its day; empty when none was.
        confirmed_by: the head in whose review that was.
        slips, slip_days: how often the agreed day moved, and by how many days together.
        stopped: an open risk stops the payment.
        missed: the last verdict, when there is one, was not reached.
    """

    deal_id: int
    client_id: int
    client: str
    manager_id: int
    manager: str
    temperature: Temperature
    place: Place
    band: Band | None = None
    money: Money | None = None
    estimated: bool = False
    agreed_on: date | None = None
    expected_on: date | None = None
    rate: float = 0.0
    reached: str = ""
    reached_on: date | None = None
    confirmed_by: str = ""
    slips: int = 0
    slip_days: int = 0
    stopped: bool = False
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """What a band of one week was to bring, by the last forecast kept before the week began, and what it brought.

    Attributes:
        week: the Monday.
        expected: the sum of the band then, with the bands before it; `came` what its deals brought in that week, both
            in minor units.
        came_else: money of the week from deals that no band of it held; the same in each band.
        deals: how many deals the band had.
    """

    week: date
    band: Band
    currency: str
    expected: int
    came: int
    came_else: int = 0
    deals: int = 0

    @property
    def error(self) -> float | None:
        """How far the fact is from the forecast, as a part of the forecast (NUMBERS.md 4.5); None without one."""
        return abs(self.came - self.expected) / self.expected if self.expected else None
