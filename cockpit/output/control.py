"""What control brings."""

from __future__ import annotations

from datetime import date, datetime

from cockpit.method import comparison, control
from cockpit.method.comparison import Proof
from cockpit.method.scope import Level
from cockpit.method.words import Temperature
from cockpit.output.base import Form, Money
from cockpit.output.kpi import Share, Window
from cockpit.output.learning import share_form


class Heap(Form):
    """So many cases, their known money, and how many have no known amount."""

    n: int
    money: tuple[Money, ...]
    without_amount: int

    @classmethod
    def of(cls, heap: control.Heap) -> Heap:
        """Make the form of a heap."""
        return cls(n=heap.n, money=Money.each(heap.money), without_amount=heap.without_amount)


class Silence(Form):
    """Clients silent beyond their norm without a dated promise ahead, now: the goal is none.

    ``queued`` stand in the lane of the silent, the promise or parking of ``passed`` is over, ``put_off`` were put off.
    """

    clients: Share
    money: tuple[Money, ...]
    without_amount: int
    queued: int
    passed: int
    put_off: int


class Difference(Form):
    """One share or mean less another with its range in 95 of 100 cases; ``proof`` says nothing of the reason.

    The ends of the range are null where there are too few values for one.
    """

    low: float | None
    middle: float
    high: float | None
    proof: Proof

    @classmethod
    def of(cls, found: comparison.Difference) -> Difference:
        """Make the form of a difference."""
        low, high = (None if abs(each) == float("inf") else each for each in (found.low, found.high))
        return cls(low=low, middle=found.middle, high=high, proof=found.proof)


class Month(Form):
    """A month of losses; ``after_miss`` are those whose client's last judged plan was missed."""

    start: date
    lost: Heap
    after_miss: Heap
    won: int


class Week(Form):
    """A week of hours and money; ``came_of_reviewed`` from clients reviewed within 14 days before.

    ``came`` in so many ``sums``: payments, and won deals without one.
    """

    start: date
    reviews: int
    seconds: float
    wall_seconds: float
    came: tuple[Money, ...]
    came_of_reviewed: tuple[Money, ...]
    sums: int


class Groups(Form):
    """Clients of a temperature with a deal open on the first day: those who bought, reviewed before it or not."""

    temperature: Temperature
    reviewed: Share
    others: Share
    reviewed_money: tuple[Money, ...]
    others_money: tuple[Money, ...]
    difference: Difference


class Past(Form):
    """The money of whole weeks before the week of the first sitting, and of the last ones since, in minor units."""

    currency: str
    before: tuple[int, ...]
    after: tuple[int, ...]
    difference: Difference


class Control(Form):
    """Output of ``cockpit control --json``; ``name`` is null for the department.

    Silence and the deals in trouble are those of ``as_of``, whatever the window. ``found`` are the opportunities of
    its reviews, and ``paid_at_most`` what their clients paid since, up to their amounts.
    """

    as_of: datetime
    level: Level
    name: str | None
    window: Window
    first_sitting: date | None
    silent: Silence
    found: Heap
    paid_at_most: Heap
    trouble: Heap
    failed: Heap
    slipped: Heap
    came: Heap
    unconfirmed: tuple[Money, ...]
    months: tuple[Month, ...]
    lost_before: Share
    lost_after: Share
    losses: Difference
    weeks: tuple[Week, ...]
    groups: tuple[Groups, ...]
    past: Past

    @classmethod
    def of(cls, found: control.Control, name: str) -> Control:
        """Make the form of what control brings."""
        silent, past = found.silent, found.past
        return cls(
            as_of=found.as_of,
            level=found.scope.level,
            name=name or None,
            window=Window.of(found.window, found.as_of.date()),
            first_sitting=found.first_sitting,
            silent=Silence(
                clients=share_form(silent.share),
                money=Money.each(silent.heap.money),
                without_amount=silent.heap.without_amount,
                queued=silent.queued,
                passed=silent.passed,
                put_off=silent.put_off,
            ),
            found=Heap.of(found.extra.found),
            paid_at_most=Heap.of(found.extra.paid),
            trouble=Heap.of(found.trouble),
            failed=Heap.of(found.failed),
            slipped=Heap.of(found.slipped),
            came=Heap.of(found.came),
            unconfirmed=Money.each(found.unconfirmed),
            months=tuple(
                Month(start=each.start, lost=Heap.of(each.lost), after_miss=Heap.of(each.missed), won=each.won)
                for each in found.months
            ),
            lost_before=share_form(found.lost_before),
            lost_after=share_form(found.lost_after),
            losses=Difference.of(found.losses),
            weeks=tuple(
                Week(
                    start=each.start,
                    reviews=each.reviews,
                    seconds=each.seconds,
                    wall_seconds=each.wall_seconds,
                    came=Money.each(each.came),
                    came_of_reviewed=Money.each(each.reviewed),
                    sums=each.sums,
                )
                for each in found.weeks
            ),
            groups=tuple(
                Groups(
                    temperature=each.temperature,
                    reviewed=share_form(each.reviewed),
                    others=share_form(each.others),
                    reviewed_money=Money.each(each.reviewed_money),
                    others_money=Money.each(each.others_money),
                    difference=Difference.of(each.difference),
                )
                for each in found.groups
            ),
            past=Past(
                currency=past.currency,
                before=past.before,
                after=past.after,
                difference=Difference.of(past.difference),
            ),
        )
