"""When how much money comes, and why."""

from __future__ import annotations

from datetime import date, datetime

from cockpit.method import forecast, outlook
from cockpit.method.forecast import Band, Place
from cockpit.method.words import Temperature
from cockpit.output.base import Form, Money


class Cell(Form):
    """The dated deals of one type, week and currency, in minor units; each band holds the ones before it.

    `week` is the Monday it begins on; null for all weeks after the last of the forecast's `weeks`.
    """

    type: Temperature
    week: date | None
    currency: str
    commit: int
    likely: int
    possible: int
    weighted: int
    deals: int


class Rest(Form):
    """Deals that no week has: overdue, undated, potential, asleep or parked."""

    place: Place
    type: Temperature
    deals: int
    money: tuple[Money, ...]
    without_amount: int


class Rate(Form):
    """With what rate deals of a type are won, and by how many days their agreed day usually moves."""

    type: Temperature
    rate: float
    won: int
    closed: int
    assumed: bool
    usual_delay_days: int


class Range(Form):
    """What the dated deals of a currency bring in 10, 50 and 90 of 100 cases at most, in minor units."""

    currency: str
    p10: int
    p50: int
    p90: int
    weighted: int


class Deal(Form):
    """An open deal with its reason: the last result that was reached, who confirmed it, how often the day moved."""

    client: str
    manager: str
    type: Temperature
    place: Place
    band: Band | None
    money: Money | None
    estimated: bool
    agreed_on: date | None
    expected_on: date | None
    chance: float
    reached: str
    reached_on: date | None
    confirmed_by: str
    moves: int
    moved_days: int
    payment_stopped: bool
    plan_missed: bool

    @classmethod
    def of(cls, found: forecast.Prospect) -> Deal:
        """Make the form of a deal."""
        return cls(
            client=found.client,
            manager=found.manager,
            type=found.temperature,
            place=found.place,
            band=found.band,
            money=Money.of(found.money),
            estimated=found.estimated,
            agreed_on=found.agreed_on,
            expected_on=found.expected_on,
            chance=found.rate,
            reached=found.reached,
            reached_on=found.reached_on,
            confirmed_by=found.confirmed_by,
            moves=found.slips,
            moved_days=found.slip_days,
            payment_stopped=found.stopped,
            plan_missed=found.missed,
        )


class Fact(Form):
    """What a band of a past week was to bring by the last forecast before it, and what came, in minor units."""

    week: date
    band: Band
    currency: str
    expected: int
    came: int
    came_else: int
    deals: int
    error: float | None


class Forecast(Form):
    """Output of ``cockpit forecast --json``; `whose` is null for the department. The largest deals come first."""

    as_of: datetime
    whose: str | None
    weeks: tuple[date, ...]
    cells: tuple[Cell, ...]
    rests: tuple[Rest, ...]
    rates: tuple[Rate, ...]
    ranges: tuple[Range, ...]
    without_amount: int
    deals_total: int
    deals: tuple[Deal, ...]
    facts: tuple[Fact, ...]

    @classmethod
    def of(cls, account: outlook.Account, name: str) -> Forecast:
        """Make the form of a forecast with its deals."""
        found = account.forecast
        return cls(
            as_of=found.as_of,
            whose=name or None,
            weeks=found.weeks,
            cells=tuple(
                Cell(
                    type=each.temperature,
                    week=each.week,
                    currency=each.currency,
                    commit=each.commit,
                    likely=each.likely,
                    possible=each.possible,
                    weighted=each.weighted,
                    deals=each.deals,
                )
                for each in found.cells
            ),
            rests=tuple(
                Rest(
                    place=each.place,
                    type=each.temperature,
                    deals=each.deals,
                    money=Money.each(each.money),
                    without_amount=each.without_amount,
                )
                for each in found.rests
            ),
            rates=tuple(
                Rate(
                    type=each.temperature,
                    rate=each.rate,
                    won=each.won,
                    closed=each.closed,
                    assumed=each.assumed,
                    usual_delay_days=found.slips.get(each.temperature, 0),
                )
                for each in found.chances
            ),
            ranges=tuple(
                Range(currency=each.currency, p10=each.low, p50=each.middle, p90=each.high, weighted=each.mean)
                for each in found.ranges
            ),
            without_amount=found.without_amount,
            deals_total=account.total,
            deals=tuple(map(Deal.of, account.prospects)),
            facts=tuple(
                Fact(
                    week=each.week,
                    band=each.band,
                    currency=each.currency,
                    expected=each.expected,
                    came=each.came,
                    came_else=each.came_else,
                    deals=each.deals,
                    error=each.error,
                )
                for each in account.facts
            ),
        )
