"""What-if of pay: rates times what managers achieved, worked out for a time that is past (R57).

It is a calculation and decides nothing: nobody is paid by it. Amounts are whole minor units of one currency. Each part
of a month's pay is rounded to a whole minor unit, a half up, and the pay of several months is the sum of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from cockpit.method.amount import read_amount
from cockpit.method.scope import DEPARTMENT, Level, Scope
from cockpit.method.sentence import Problem, Sentence, say
from cockpit.method.share import ENOUGH_FOR_RATE, Share
from cockpit.method.window import Window

#: A hundred per cent in the unit that rates are kept in, hundredths of a per cent.
WHOLE: Final = 10_000
#: Below so many deals and payments, pay that goes by them says little about how the rates work.
FEW: Final = ENOUGH_FOR_RATE
_MOST_FROM = 300
_PERCENT = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*%?")
_WHOLE_MONTH: Final = Share(1, 1)
_WHOLE_PERCENT = re.compile(r"(\d{1,3})\s*%?")


class Part(StrEnum):
    """What pay is made of."""

    FIXED = "fixed"
    PERCENT = "percent"
    DEALS = "deals"
    TARGET = "target"
    PLANS = "plans"


class Base(StrEnum):
    """What the percentage is taken of: payments on record, or deals won."""

    PAID = "paid"
    WON = "won"


@dataclass(frozen=True, slots=True)
class Rates:
    """What a manager is paid by; each part may be missing. Amounts are minor units of `currency`.

    Attributes:
        fixed: a month; of one that is not over, the part of it that the working days gone are.
        percent: of the money of `base`, in hundredths of a per cent: 250 is 2.5 %.
        per_deal: for each deal won.
        target_bonus: for a month in which at least `target_from` per cent of the revenue target came.
        plans_bonus: for a month in which at least `plans_from` per cent of the plans due were reached in time; never
            by fewer than `ENOUGH_FOR_RATE` plans.
    """

    currency: str
    fixed: int | None = None
    percent: int | None = None
    base: Base = Base.PAID
    per_deal: int | None = None
    target_bonus: int | None = None
    target_from: int = 100
    plans_bonus: int | None = None
    plans_from: int = 80

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts that are not missing."""
        given = {
            Part.FIXED: self.fixed,
            Part.PERCENT: self.percent,
            Part.DEALS: self.per_deal,
            Part.TARGET: self.target_bonus,
            Part.PLANS: self.plans_bonus,
        }
        return tuple(part for part, rate in given.items() if rate is not None)


@dataclass(frozen=True, slots=True)
class Month:
    """What one manager achieved in one month. Money is minor units.

    Attributes:
        revenue: the money that came, as the key figures have it; it is held against the target.
        paid: payments on record alone.
        won: the money of the deals won; `deals` how many they are, with and without an amount.
        target: the revenue target; None without one. `chosen` when it was set by hand, else it is the proposal.
        plans: plans reached in time, of those that were due and judged.
        gone: the working days of the month that are over, of all of them; all by default.
    """

    window: Window
    revenue: int = 0
    paid: int = 0
    won: int = 0
    deals: int = 0
    target: int | None = None
    chosen: bool = False
    plans: Share = field(default_factory=Share)
    gone: Share = _WHOLE_MONTH

    @property
    def over(self) -> bool:
        """Are all its working days over?"""
        return self.gone.part == self.gone.whole


@dataclass(frozen=True, slots=True)
class Pay:
    """What comes out of rates, by part, in minor units; a part that the rates do not have is not there."""

    parts: Mapping[Part, int]

    @property
    def total(self) -> int:
        """All parts together."""
        return sum(self.parts.values())


def pay(rates: Rates, months: Sequence[Month]) -> Pay:
    """Work out the pay of one manager: that of each month, added up.

    With 50,000.00 fixed, 2.5 % of what was paid, 1,000.00 a deal, a bonus of 10,000.00 from 100 % of the target and
    one of 5,000.00 from 80 % of the plans, a month with 1,234,567.89 paid, 3 deals won, 1,300,000.00 of a target of
    1,200,000.00 and 9 of 10 plans: 50,000.00 + 30,864.20 (of 30,864.197) + 3,000.00 + 10,000.00 + 5,000.00 =
    98,864.20. Of a quarter whose second month has 16 of 21 working days gone, 50,000.00 a month are 50,000.00 +
    38,095.24 (of 38,095.238) + 0 = 88,095.24.
    """
    sums = dict.fromkeys(rates.parts, 0)
    for month in months:
        for part in sums:
            sums[part] += _part(part, rates, month)
    return Pay(sums)


def _part(part: Part, rates: Rates, month: Month) -> int:
    match part:
        case Part.FIXED:
            return _rounded((rates.fixed or 0) * month.gone.part, month.gone.whole) if month.gone.whole else 0
        case Part.PERCENT:
            base = month.paid if rates.base is Base.PAID else month.won
            # Money that was given back is no debt of the manager's.
            return _rounded(max(0, base) * (rates.percent or 0), WHOLE)
        case Part.DEALS:
            return (rates.per_deal or 0) * month.deals
        case Part.TARGET:
            reached = bool(month.target) and month.revenue * 100 >= rates.target_from * (month.target or 0)
            return (rates.target_bonus or 0) if reached else 0
        case Part.PLANS:
            enough = month.plans.whole >= ENOUGH_FOR_RATE
            reached = enough and month.plans.part * 100 >= rates.plans_from * month.plans.whole
            return (rates.plans_bonus or 0) if reached else 0


def _rounded(amount: int, by: int) -> int:
    """Divide into whole minor units, a half up."""
    return (amount * 2 + by) // (2 * by)


@dataclass(frozen=True, slots=True)
class Scheme:
    """The rates of a segment, or of the department with `segment_id` None, and others to try beside them.

    Attributes:
        name: the segment's.
        rates: as it is; None while nobody said.
        trial: what if; None without a trial.
        on, by: when and by whom it was changed last.
    """

    segment_id: int | None = None
    name: str = ""
    rates: Rates | None = None
    trial: Rates | None = None
    on: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class PayLine:
    """One manager: what he achieved, and what comes out of it by the rates as they are and by those to try.

    Attributes:
        now, trial: None without rates; without a trial of its own a scheme's `trial` is what is paid now.
    """

    manager_id: int
    name: str
    segment_id: int | None
    months: tuple[Month, ...]
    now: Pay | None = None
    trial: Pay | None = None

    @property
    def deals(self) -> int:
        """The deals won."""
        return sum(month.deals for month in self.months)

    @property
    def revenue(self) -> int:
        """The money that came, in minor units."""
        return sum(month.revenue for month in self.months)

    @property
    def plans(self) -> Share:
        """The plans reached in time, of all months."""
        return sum((month.plans for month in self.months), Share())

    @property
    def few(self) -> bool:
        """Are the deals too few to say how rates that go by them work?"""
        return self.deals < FEW

    @property
    def without_target(self) -> bool:
        """Was there a month without a target, neither set nor proposed?"""
        return any(month.target is None for month in self.months)


@dataclass(frozen=True, slots=True)
class Payroll:
    """What everybody would be paid in a time.

    Attributes:
        window: whole months; `running` when the last of them is not over.
        currency: the one of all amounts; those in others are left out, and `others` says that there are some.
        lines: the managers by name.
        schemes: the department's first, then those that segments have of their own.
    """

    as_of: datetime
    window: Window
    currency: str
    others: bool
    lines: tuple[PayLine, ...]
    schemes: tuple[Scheme, ...]

    @property
    def running(self) -> bool:
        """Is the time not over yet?"""
        return self.window.running(self.as_of.date())

    @property
    def tried(self) -> bool:
        """Are there rates to try?"""
        return any(scheme.trial is not None for scheme in self.schemes)

    def own(self, segment_id: int | None) -> Scheme:
        """Return what a segment, or with None the department, has of its own; it may be empty."""
        return next((scheme for scheme in self.schemes if scheme.segment_id == segment_id), Scheme(segment_id))

    def scheme(self, segment_id: int | None) -> Scheme:
        """Return what a segment is paid by: its own rates, else the department's.

        The department's trial is for those who are paid by its rates.
        """
        own, department = self.own(segment_id), self.own(None)
        trial = own.trial or (department.trial if own.rates is None else None)
        return replace(own, rates=own.rates or department.rates, trial=trial)

    def within(self, scope: Scope) -> Payroll:
        """Return that of a part of the department."""
        if scope == DEPARTMENT:
            return self
        manager = scope.level is Level.MANAGER
        kept = (line for line in self.lines if scope.id == (line.manager_id if manager else line.segment_id or 0))
        return replace(self, lines=tuple(kept))

    def total(self, *, trial: bool = False) -> int:
        """Return the pay of all of them, in minor units."""
        return sum(paid.total for line in self.lines if (paid := line.trial if trial else line.now) is not None)

    def share(self, *, trial: bool = False) -> float | None:
        """Return the pay as a share of the money that came from the same managers; None when none came."""
        revenue = sum(line.revenue for line in self.lines)
        return self.total(trial=trial) / revenue if revenue > 0 else None


def paid_by(line: PayLine, scheme: Scheme) -> PayLine:
    """Return a manager's line with what comes out of a scheme."""
    now = None if scheme.rates is None else pay(scheme.rates, line.months)
    tried = scheme.trial or scheme.rates
    return replace(line, now=now, trial=None if tried is None else pay(tried, line.months))


@dataclass(frozen=True, slots=True)
class RatesEntry:
    """Rates as typed; an empty field is a part that there is not."""

    fixed: str = ""
    percent: str = ""
    base: str = Base.PAID.value
    per_deal: str = ""
    target_bonus: str = ""
    target_from: str = ""
    plans_bonus: str = ""
    plans_from: str = ""


def read_rates(entry: RatesEntry, currency: str) -> Rates | tuple[Problem, ...]:
    """Read rates as typed.

    Args:
        entry: what was typed.
        currency: the one that pay is worked out in.
    """
    problems: list[Problem] = []
    amounts: dict[str, int | None] = {}
    for name in ("fixed", "per_deal", "target_bonus", "plans_bonus"):
        value = _amount(getattr(entry, name), currency)
        amounts[name] = None if isinstance(value, Sentence) else value
        if isinstance(value, Sentence):
            problems.append(Problem(name, value))
    percent = _percent(entry.percent)
    if isinstance(percent, Sentence):
        problems.append(Problem("percent", percent))
    bounds: dict[str, int] = {}
    for name in ("target_from", "plans_from"):
        usual: int = getattr(Rates(currency), name)
        most = _MOST_FROM if name == "target_from" else 100
        bound = _bound(getattr(entry, name), usual, most)
        if isinstance(bound, Sentence):
            problems.append(Problem(name, bound))
        else:
            bounds[name] = bound
    if problems or isinstance(percent, Sentence):
        return tuple(problems)
    rates = Rates(
        currency,
        fixed=amounts["fixed"],
        percent=percent,
        base=Base(entry.base or Base.PAID),
        per_deal=amounts["per_deal"],
        target_bonus=amounts["target_bonus"],
        target_from=bounds["target_from"],
        plans_bonus=amounts["plans_bonus"],
        plans_from=bounds["plans_from"],
    )
    if not rates.parts:
        return (Problem("", say("Nothing is paid by these rates: type at least one.")),)
    return rates


def _amount(text: str, currency: str) -> int | Sentence | None:
    if not text.strip():
        return None
    amount = read_amount(text, currency)
    if isinstance(amount, Sentence):
        return amount
    if amount.currency != currency:
        return say("Pay is worked out in {currency} here.", currency=currency)
    return amount.minor


def _percent(text: str) -> int | Sentence | None:
    if not text.strip():
        return None
    match = _PERCENT.fullmatch(text.strip())
    value = int(match[1]) * 100 + int((match[2] or "0").ljust(2, "0")) if match else WHOLE + 1
    return value if value <= WHOLE else say("A percentage from 0 to 100, such as 2.5.")


def _bound(text: str, usual: int, most: int) -> int | Sentence:
    if not text.strip():
        return usual
    match = _WHOLE_PERCENT.fullmatch(text.strip())
    value = int(match[1]) if match else 0
    return value if 1 <= value <= most else say("A whole percentage from 1 to {most}.", most=most)
