"""Targets that can be reached: proposed from the own history with its range, and set by hand (R56).

A target is about one figure, one manager, segment or the whole department, and one kind of period. What is counted is
told in whole minor units for a figure of money and as a count for any other, so that nothing is ever rounded twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from cockpit.method.amount import read_amount
from cockpit.method.average import middle_minor, percentile
from cockpit.method.kpi import Figure, Kind
from cockpit.method.money import Money
from cockpit.method.scope import DEPARTMENT, Level, Scope
from cockpit.method.sentence import Sentence, say
from cockpit.method.window import Period, Window
from cockpit.method.workdays import WorkCalendar

#: What a target can be set for: what flows in a period and has a history.
FIGURES: Final = (Figure.REVENUE, Figure.WON, Figure.PAID, Figure.CHECK)
#: For how long.
PERIODS: Final = (Period.WEEK, Period.MONTH, Period.QUARTER)
#: So many of the last full periods are looked at.
MOST_PERIODS: Final = 8
#: Below so many nothing is proposed.
ENOUGH: Final = 3
#: From so many on the range is that of the middle half; below it is the least and the most.
ENOUGH_FOR_QUARTILES: Final = 5
_MOST_COUNT = 100_000


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the own history says can be reached.

    Attributes:
        value: the median; None while the history is too short.
        low, high: the range: the quartiles, or with `n` below `ENOUGH_FOR_QUARTILES` the least and the most.
        n: how many full periods stand behind it.
        known: the periods themselves, the oldest first; None where the figure has no value.
    """

    value: int | None = None
    low: int | None = None
    high: int | None = None
    n: int = 0
    known: tuple[int | None, ...] = ()

    @property
    def missing(self) -> int:
        """How many further periods it takes until something is proposed."""
        return max(0, ENOUGH - self.n)

    @property
    def whole_range(self) -> bool:
        """Is the range from the least to the most, since the periods are too few for quartiles?"""
        return self.n < ENOUGH_FOR_QUARTILES


def propose(history: Sequence[int | None]) -> Proposal:
    """Propose a target: the median of the last full periods, so that half of them reached it.

    The best period is no target, since it is wishful; the median was reached in every second one. A half is rounded up.
    The range is that of the middle half, the quartiles by the nearest rank (`cockpit.method.average.percentile`).

    Of 3, 5, 4, 9 and 6 deals in five months the median is 5, the quartiles are those of rank ⌈1.25⌉ = 2 and
    ⌈3.75⌉ = 4 of 3, 4, 5, 6, 9: 5 deals, usually 4 to 6. Of 3, 8 and 4 it is 4, and 3 to 8 since three are too few
    for quartiles. Of two months nothing: one more is missing.

    Args:
        history: the full periods, the oldest first; None for one in which the figure has no value, such as the check
            of a month without a sale. Only the last `MOST_PERIODS` count.
    """
    last = tuple(history[-MOST_PERIODS:])
    values = sorted(value for value in last if value is not None)
    n = len(values)
    if n < ENOUGH:
        return Proposal(None, min(values, default=None), max(values, default=None), n, last)
    value = middle_minor(values[(n - 1) // 2], values[n // 2])
    if n < ENOUGH_FOR_QUARTILES:
        return Proposal(value, values[0], values[-1], n, last)
    counts = Counter(values)
    return Proposal(value, percentile(counts, 25), percentile(counts, 75), n, last)


def full_since(periods: Sequence[Window], first: date | None, calendar: WorkCalendar) -> int:
    """Return the index of the first period that is full: no working day of it passed before the first day known.

    Args:
        periods: one after the other, the oldest first.
        first: the first day of which anything is known; None when nothing is.
        calendar: the working days.

    Returns:
        An index; the number of the periods when none is full.
    """
    if first is None:
        return len(periods)
    return next(
        (
            index
            for index, period in enumerate(periods)
            if not calendar.between(period.start - timedelta(days=1), min(first - timedelta(days=1), period.end))
        ),
        len(periods),
    )


def passed(period: Window, today: date, calendar: WorkCalendar) -> tuple[int, int]:
    """Count the working days of a period that are over, and all of them; today is not over yet.

    On Wednesday morning two of the five days of a week have passed.
    """
    before = period.start - timedelta(days=1)
    over = min(today - timedelta(days=1), period.end)
    return calendar.between(before, over), calendar.between(before, period.end)


@dataclass(frozen=True, slots=True)
class Aim:
    """Which target: whose, for what, for how long."""

    scope: Scope
    figure: Figure
    period: Period


@dataclass(frozen=True, slots=True)
class Chosen:
    """A target that was set by hand, with who set it and when."""

    value: int
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class Target:
    """The target of one scope for one figure, with what came so far.

    Attributes:
        name: of the segment or the manager; empty for the department and for the managers without a segment.
        currency: of a figure of money; "" for a count.
        chosen: the target set by hand; None while the proposal stands.
        fact: what came in the period; None where the figure has no value, such as the check without a sale.
        managers: of a segment or the department, the sum of its managers' targets; None for a figure that does not
            add up, and for a manager.
        with_target, of: how many of its managers have a target, and how many they are.
    """

    scope: Scope
    name: str
    figure: Figure
    currency: str
    proposal: Proposal
    chosen: Chosen | None = None
    fact: int | None = None
    managers: int | None = None
    with_target: int = 0
    of: int = 0

    @property
    def value(self) -> int | None:
        """The target: the one set by hand, else the one proposed; None without either.

        Where nothing came in half of the periods the median is 0, and that is no target.
        """
        return self.chosen.value if self.chosen is not None else self.proposal.value or None

    @property
    def share(self) -> float | None:
        """How much of the target came, 1 for all of it; None without a target above 0 or without a fact."""
        return self.fact / self.value if self.value and self.fact is not None else None

    @property
    def adds_up(self) -> bool:
        """Does the figure grow day by day, so that it can be held against the part of the period that has passed?"""
        return grows(self.figure)

    def money(self, value: int | None) -> Money | None:
        """Return a value as money; None for a count."""
        return Money(value, self.currency) if value is not None and self.currency else None


@dataclass(frozen=True, slots=True)
class Targets:
    """The targets of everybody for one period.

    Attributes:
        passed, days: the working days of it that are over, and all of them.
        currency: the one that money is told in; amounts in others are left out.
        others: there are amounts in other currencies.
        lines: by figure, then the department, the segments, the managers by name.
        segments: the segment's id by manager.
    """

    as_of: datetime
    window: Window
    passed: int
    days: int
    currency: str
    others: bool
    lines: tuple[Target, ...]
    segments: tuple[tuple[int, int | None], ...] = ()

    @property
    def part(self) -> float:
        """How much of the period has passed, 0 to 1."""
        if self.days:
            return self.passed / self.days
        return 0.0 if self.window.running(self.as_of.date()) else 1.0

    def of(self, scope: Scope, figure: Figure) -> Target | None:
        """Return one of them."""
        return next((line for line in self.lines if line.scope == scope and line.figure is figure), None)

    def within(self, scope: Scope, figure: Figure) -> tuple[Target, ...]:
        """Return a scope's own target and those of its parts; of the department everybody's."""
        lines = (line for line in self.lines if line.figure is figure)
        if scope == DEPARTMENT:
            return tuple(lines)
        segments = dict(self.segments)
        return tuple(
            line
            for line in lines
            if line.scope == scope
            or (
                scope.level is Level.SEGMENT
                and line.scope.level is Level.MANAGER
                and (segments.get(line.scope.id) or 0) == scope.id
            )
        )


def grows(figure: Figure) -> bool:
    """Is a figure a sum, of which those of the managers add up to that of the department?"""
    return figure is not Figure.CHECK


def summed(targets: Iterable[Target]) -> tuple[int | None, int, int]:
    """Add the targets of managers up: their sum, how many have one, how many they are; None when nobody has one."""
    values = [target.value for target in targets]
    known = [value for value in values if value is not None]
    return (sum(known) if known else None), len(known), len(values)


def read_target(figure: Figure, text: str, currency: str) -> int | Sentence:
    """Read a target as typed: an amount for a figure of money, a number of deals or payments for any other.

    Args:
        figure: what it is for.
        text: what was typed.
        currency: the one that targets are in.

    Returns:
        Minor units or a count, above 0, or the sentence that says what can be typed.
    """
    if figure.kind is Kind.MONEY:
        amount = read_amount(text, currency)
        if isinstance(amount, Sentence):
            return amount
        if amount.currency != currency:
            return say("Targets are in {currency} here, the currency of most payments and deals.", currency=currency)
        return amount.minor if amount.minor > 0 else say("More than 0; to have no own target press x on the list.")
    digits = "".join(text.split())
    value = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= len(str(_MOST_COUNT)) else 0
    return value if 1 <= value <= _MOST_COUNT else say("A number from 1 to {most}.", most=_MOST_COUNT)
