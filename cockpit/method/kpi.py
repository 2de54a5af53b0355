"""The key figures R18-R25: what each is, and the record it is told in (NUMBERS.md 3).

A figure is about a window and is told with the window and with how many cases stand behind it. Counts of clients count
clients, counts of deals count deals. Money is by currency and never mixed; an estimate is never added to it. Figures of
a moment (how many are hot, how much money) are those at the end of the window, or now while it is running.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from cockpit.method.money import Money
from cockpit.method.scope import Level, Scope
from cockpit.method.share import Share
from cockpit.method.window import Window


class Kind(StrEnum):
    """What a figure is made of, and so which part of `Value` holds it."""

    COUNT = "count"
    MONEY = "money"
    DAYS = "days"
    RATE = "rate"
    RATIO = "ratio"


class Figure(StrEnum):
    """One key figure; NUMBERS.md 3 has the definitions.

    HOT, HOT_NEW are hot clients at the end of the window, and those of them who were not hot at its beginning (R18).
    REFUSALS are clients one of whose deals was lost in the window, with the money lost; REFUSAL_RATE is the deals lost
    of those won or lost (R19). WON are deals won, PAID payments that came (R20). MONEY_* is the open money by
    temperature (R21). *_CYCLE is the length of deals closed in the last 90 days, or 365 while they are fewer than 10
    (R22). CHECK and CHECK_MEDIAN are the mean and the median of the money won from each client who bought (R23).
    OFFERS is offers per client worked with, NO_OFFER the hot and warm clients without any (R24). REVENUE is money
    paid, and won without a payment on record, in the window; REVENUE_DAY, _WEEK and _MONTH in the day, week and month
    of the window's end to date, and in the last full one before it (R25).
    """

    HOT = "hot"
    HOT_NEW = "hot_new"
    REFUSALS = "refusals"
    REFUSAL_RATE = "refusal_rate"
    WON = "won"
    PAID = "paid"
    MONEY_HOT = "money_hot"
    MONEY_WARM = "money_warm"
    MONEY_POTENTIAL = "money_potential"
    WON_CYCLE = "won_cycle"
    LOST_CYCLE = "lost_cycle"
    CHECK = "check"
    CHECK_MEDIAN = "check_median"
    OFFERS = "offers"
    NO_OFFER = "no_offer"
    REVENUE = "revenue"
    REVENUE_DAY = "revenue_day"
    REVENUE_WEEK = "revenue_week"
    REVENUE_MONTH = "revenue_month"

    @property
    def kind(self) -> Kind:
        """What it is made of."""
        return _KINDS[self]

    @property
    def requirement(self) -> str:
        """The requirement of the method that asks for it."""
        return _REQUIREMENTS[self]

    @property
    def momentary(self) -> bool:
        """Is it a figure of a moment, the end of the window?"""
        return self.requirement in {"R18", "R21"} or self is Figure.NO_OFFER


_KINDS: Final = {
    Figure.HOT: Kind.COUNT,
    Figure.HOT_NEW: Kind.COUNT,
    Figure.REFUSALS: Kind.COUNT,
    Figure.REFUSAL_RATE: Kind.RATE,
    Figure.WON: Kind.COUNT,
    Figure.PAID: Kind.COUNT,
    Figure.MONEY_HOT: Kind.MONEY,
    Figure.MONEY_WARM: Kind.MONEY,
    Figure.MONEY_POTENTIAL: Kind.MONEY,
    Figure.WON_CYCLE: Kind.DAYS,
    Figure.LOST_CYCLE: Kind.DAYS,
    Figure.CHECK: Kind.MONEY,
    Figure.CHECK_MEDIAN: Kind.MONEY,
    Figure.OFFERS: Kind.RATIO,
    Figure.NO_OFFER: Kind.RATE,
    Figure.REVENUE: Kind.MONEY,
    Figure.REVENUE_DAY: Kind.MONEY,
    Figure.REVENUE_WEEK: Kind.MONEY,
    Figure.REVENUE_MONTH: Kind.MONEY,
}
_REQUIREMENTS: Final = {
    figure: requirement
    for requirement, figures in {
        "R18": (Figure.HOT, Figure.HOT_NEW),
        "R19": (Figure.REFUSALS, Figure.REFUSAL_RATE),
        "R20": (Figure.WON, Figure.PAID),
        "R21": (Figure.MONEY_HOT, Figure.MONEY_WARM, Figure.MONEY_POTENTIAL),
        "R22": (Figure.WON_CYCLE, Figure.LOST_CYCLE),
        "R23": (Figure.CHECK, Figure.CHECK_MEDIAN),
        "R24": (Figure.OFFERS, Figure.NO_OFFER),
        "R25": (Figure.REVENUE, Figure.REVENUE_DAY, Figure.REVENUE_WEEK, Figure.REVENUE_MONTH),
    }.items()
    for figure in figures
}


@dataclass(frozen=True, slots=True)
class Value:
    """One figure in one window.

    Attributes:
        window: the days it was counted over: for a cycle those the deals were closed in, for REVENUE_DAY the day.
        n: how many cases stand behind it: clients, deals, payments; of OFFERS the offers.
        clients: of OFFERS, the clients worked with that they are divided by; None of any other.
        number: of `Kind.COUNT` the count, of `Kind.DAYS` the median in calendar days, of `Kind.RATIO` the ratio; None
            when nothing stands behind it.
        money: of `Kind.MONEY` the sum, mean or median of each currency; of REFUSALS, WON and PAID the money of them.
        share: of `Kind.RATE`.
        p75: of a cycle, the days that three of four deals do not exceed.
        without_amount: clients or deals of it whose amount is not known.
        estimated: what the estimates of these add up to, which `money` does not hold; shown with ``~``.
        unconfirmed: the part of `money` that is won without a payment on record.
        undated: deals that it leaves out because nobody knows when they were closed, for a cycle also when they began.
        wrong: deals left out because they were closed before they were made.
        approximate: it was worked out again for a day that is past, or from days of creation; shown with ``≈``.
    """

    figure: Figure
    window: Window
    n: int = 0
    number: float | None = None
    money: tuple[Money, ...] = ()
    share: Share | None = None
    p75: float | None = None
    without_amount: int = 0
    estimated: tuple[Money, ...] = ()
    unconfirmed: tuple[Money, ...] = ()
    undated: int = 0
    wrong: int = 0
    approximate: bool = False
    clients: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why deals were lost in the window, in the words of the file or of the review; "" where nobody said."""

    text: str
    deals: int
    money: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of a scope in the window, in the period before it, and the reasons of the refusals."""

    scope: Scope
    name: str
    now: Mapping[Figure, Value]
    before: Mapping[Figure, Value]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Kpis:
    """The figures of everybody: the department first (its name is empty), then the segments, then the managers by name.

    Attributes:
        as_of: when they were counted.
        segments: the segment's id by manager, None for one without.
    """

    as_of: datetime
    window: Window
    before: Window
    lines: tuple[Line, ...]
    segments: Mapping[int, int | None] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The local day."""
        return self.as_of.date()

    def of(self, scope: Scope) -> Line | None:
        """Return the figures of one scope."""
        return next((line for line in self.lines if line.scope == scope), None)

    def within(self, scope: Scope) -> tuple[Line, ...]:
        """Return the managers of a scope."""
        return tuple(
            line
            for line in self.lines
            if line.scope.level is Level.MANAGER
            and (
                scope.level is Level.DEPARTMENT
                or line.scope == scope
                or (scope.level is Level.SEGMENT and (self.segments.get(line.scope.id) or 0) == scope.id)
            )
        )


@dataclass(frozen=True, slots=True)
class Case:
    """One row behind a figure (R26).

    Attributes:
        what: the deal, the offer or the reason, as the figure has it.
        on: the day it counts by: closed, paid, sent, became hot; None when there is none.
        days: the length of a deal in calendar days.
        counted: it is one of the part of a share, such as a lost deal of REFUSAL_RATE; others are the rest of it. Of
            OFFERS an offer, others are clients worked with who got none; of a cycle a deal with a length, others
            were closed before they were made.
        confirmed: of revenue, a payment is on record; others were won without one.
    """

    client_id: int
    client: str
    manager_id: int
    manager: str
    what: str = ""
    on: date | None = None
    money: Money | None = None
    estimated: bool = False
    days: int | None = None
    counted: bool = True
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows behind a figure of a scope, the most telling first: `total` of them, `cases` the first ones."""

    value: Value
    scope: Scope
    total: int
    cases: tuple[Case, ...]
