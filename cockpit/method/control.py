"""What control brings: the records of that page of the numbers (R37, R40, R44, R58, R60)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from cockpit.method.comparison import ENOUGH_VALUES, Difference, difference, mean_difference
from cockpit.method.money import Money
from cockpit.method.scope import Scope
from cockpit.method.sentence import Sentence
from cockpit.method.share import ENOUGH_TO_JUDGE, Share
from cockpit.method.window import Window
from cockpit.method.words import Temperature

#: Money that comes within so many calendar days of a review of its client is told as that of reviewed clients (R58).
AFTER_REVIEW: Final = 14
#: So many weeks of hours and money are told, the one that the window ends in the last.
WEEKS: Final = 12
#: So many months of losses are told.
MONTHS: Final = 12
#: At most so many whole weeks before the first sitting are compared with as many at the end (R60).
PAST_WEEKS: Final = 8


class Part(StrEnum):
    """A figure of the page that opens the rows behind it.

    SILENT clients and FOUND money are the two headlines (R44). FAILED and SLIPPED deals are those in trouble, TROUBLE
    both of them together, CAME the money that came (R37). LOST are the deals lost after a missed plan, CLOSED all that
    were won or lost in the same months (R40). REVIEWS is the time spent, WEEKS the money of the same weeks (R58).
    GROUPS are the clients compared, PAST is the money of the weeks compared (R60).
    """

    SILENT = "silent"
    FOUND = "found"
    TROUBLE = "trouble"
    FAILED = "failed"
    SLIPPED = "slipped"
    CAME = "came"
    LOST = "lost"
    CLOSED = "closed"
    REVIEWS = "reviews"
    WEEKS = "weeks"
    GROUPS = "groups"
    PAST = "past"


def paid_of(found: Sequence[tuple[date, int]], came: Sequence[tuple[date, int]]) -> tuple[int, ...]:
    """Return how much of each opportunity of one client can have been paid since, at most (R44).

    Money of a client that came after the day an opportunity was found pays for the earliest one not paid yet, up to
    its amount, and for each but once. What it was really paid for nobody notes, so this is the most that it can be.

    1,000 found on the 1st and 500 on the 10th; 300 came on the 5th and 2,000 on the 20th: 300 and 700 of the first,
    500 of the second. Money of the same day or before pays for nothing.

    Args:
        found: the day and the amount of each opportunity, in one currency.
        came: the day and the amount of each sum that came, in the same currency.

    Returns:
        what was paid of each opportunity at most, in the order of `found`.
    """
    left = [amount for _, amount in found]
    order = sorted(range(len(found)), key=lambda index: (found[index][0], index))
    for day, amount in sorted(came):
        for index in order:
            if amount <= 0 or found[index][0] >= day:
                break
            part = min(amount, left[index])
            left[index] -= part
            amount -= part  # noqa: PLW2901  what is left of it
    return tuple(amount - rest for (_, amount), rest in zip(found, left, strict=True))


@dataclass(frozen=True, slots=True)
class Heap:
    """So many clients, deals, payments or opportunities, with their money and how many have no known amount."""

    n: int = 0
    money: tuple[Money, ...] = ()
    without_amount: int = 0


_NOTHING: Final = Heap()
_NOBODY: Final = Share()


@dataclass(frozen=True, slots=True)
class Silence:
    """Clients silent beyond their norm without a dated promise ahead, now; the goal is none (R44).

    Attributes:
        share: of the open clients, without those asleep and parked.
        heap: them with their known money.
        queued: of them in the lane of the silent; `passed` whose promise or parking is over; the rest was put off.
    """

    share: Share = _NOBODY
    heap: Heap = _NOTHING
    queued: int = 0
    passed: int = 0

    @property
    def put_off(self) -> int:
        """How many of them a sitting put off."""
        return self.heap.n - self.queued - self.passed


@dataclass(frozen=True, slots=True)
class Extra:
    """Opportunities found in reviews of the window, and of them paid since by `paid_of`, at most (R44)."""

    found: Heap = _NOTHING
    paid: Heap = _NOTHING


@dataclass(frozen=True, slots=True)
class Month:
    """One month of losses (R40).

    Attributes:
        start: its first day.
        lost: deals lost; `missed` those of them whose client's last judged review until then missed its plan.
        won: how many deals were won.
    """

    start: date
    lost: Heap = _NOTHING
    missed: Heap = _NOTHING
    won: int = 0


@dataclass(frozen=True, slots=True)
class Week:
    """The hours of one week beside its money (R58).

    Attributes:
        start: the Monday.
        seconds: the time spent on reviews; `wall_seconds` from opening to closing their cards.
        came: the money that came, in so many `sums`: payments, and won deals without one.
        reviewed: of it, from clients reviewed on its day or in the `AFTER_REVIEW` days before.
    """

    start: date
    reviews: int = 0
    seconds: float = 0.0
    wall_seconds: float = 0.0
    came: tuple[Money, ...] = ()
    reviewed: tuple[Money, ...] = ()
    sums: int = 0


@dataclass(frozen=True, slots=True)
class Groups:
    """Clients of one temperature: those reviewed in the window beside those not reviewed in it (R60).

    Counted are clients who had a deal open when the window began, not older than deals are ever won. A review counts
    when it was not later than the purchase.

    Attributes:
        temperature: what it was on the first day of the window.
        reviewed, others: of the clients those who bought in the window.
        reviewed_money, others_money: what came from them in it.
    """

    temperature: Temperature
    reviewed: Share = _NOBODY
    others: Share = _NOBODY
    reviewed_money: tuple[Money, ...] = ()
    others_money: tuple[Money, ...] = ()

    @property
    def difference(self) -> Difference:
        """The share of the reviewed who bought less that of the others."""
        return difference(self.reviewed, self.others)

    @property
    def missing(self) -> tuple[int, int]:
        """How many more clients each side needs before anything can be said."""
        return _short(self.reviewed), _short(self.others)


@dataclass(frozen=True, slots=True)
class Past:
    """The own past: the money of the weeks before the first sitting beside that of the last weeks (R60).

    Attributes:
        currency: the one in which most payments and won deals of the weeks are, counted.
        before, after: the money of each whole week in its minor units, the oldest first, at most `PAST_WEEKS`.
    """

    currency: str = ""
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()

    @property
    def difference(self) -> Difference:
        """The mean week after less the mean week before, in minor units."""
        return mean_difference(self.after, self.before)

    @property
    def missing(self) -> tuple[int, int]:
        """How many more whole weeks each side needs before anything can be said, before and after."""
        return max(0, ENOUGH_VALUES - len(self.before)), max(0, ENOUGH_VALUES - len(self.after))


@dataclass(frozen=True, slots=True)
class Control:
    """What control brings to a scope.

    Attributes:
        as_of: when it was counted; the silent and the deals in trouble are those of this moment, whatever the window.
        window: the days of the rest; `until` the last of them that has come.
        first_sitting: the day of the first sitting with a review; None before it.
        failed, slipped, trouble: open deals whose client's last two judged plans failed, whose agreed day moved, and
            both without counting a deal twice; not those of clients asleep or parked (R37).
        came: the money that came in the window; `unconfirmed` its part that is won without a payment on record.
        months: the oldest first, the one that the window ends in the last (R40).
        lost_before, lost_after: deals lost of those closed in these months, before the first sitting and since.
        weeks: the oldest first (R58).
        groups: by temperature, those without any client left out (R60).
    """

    as_of: datetime
    scope: Scope
    window: Window
    first_sitting: date | None = None
    silent: Silence = Silence()
    extra: Extra = Extra()
    failed: Heap = _NOTHING
    slipped: Heap = _NOTHING
    trouble: Heap = _NOTHING
    came: Heap = _NOTHING
    unconfirmed: tuple[Money, ...] = ()
    months: tuple[Month, ...] = ()
    lost_before: Share = _NOBODY
    lost_after: Share = _NOBODY
    weeks: tuple[Week, ...] = ()
    groups: tuple[Groups, ...] = ()
    past: Past = Past()

    @property
    def until(self) -> date:
        """The last day that is counted."""
        return self.window.until(self.as_of.date())

    @property
    def reviews(self) -> int:
        """How many reviews the weeks have."""
        return sum(week.reviews for week in self.weeks)

    @property
    def losses(self) -> Difference:
        """The share of deals lost since the first sitting less that before it."""
        return difference(self.lost_after, self.lost_before)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row behind a figure.

    Attributes:
        what: the deal, the opportunity or the reason, in foreign words; `why` what the method says to it.
        on: the day it counts by.
        money: what it is about; `part` what of it was paid at most, or came since.
        seconds: of reviews the time they took.
        temperature: of clients compared that of the first day.
    """

    client_id: int
    client: str
    manager_id: int
    manager: str
    what: str = ""
    why: Sentence | None = None
    on: date | None = None
    money: Money | None = None
    part: Money | None = None
    seconds: float | None = None
    temperature: Temperature | None = None


@dataclass(frozen=True, slots=True)
class Entries:
    """The rows behind a part of `Control`, the most money first: `total` of them, `rows` the first ones."""

    part: Part
    scope: Scope
    window: Window
    total: int
    rows: tuple[Entry, ...]


def _short(share: Share) -> int:
    return max(0, ENOUGH_TO_JUDGE - share.whole)
