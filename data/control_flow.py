"""Months of losses, weeks of hours and money, and the weeks before the first sitting (R37, R40, R58, R60)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Select, Subquery, column, func, select, values
from sqlalchemy.orm import InstrumentedAttribute

from cockpit.method.control import AFTER_REVIEW, MONTHS, PAST_WEEKS, WEEKS, Heap, Month, Past, Week
from cockpit.method.money import Money, prevailing
from cockpit.method.share import Share
from cockpit.method.window import Period, window
from cockpit.method.words import DealStatus
from data.columns import LocalDay
from data.control_sources import Asked, Pile, first_sitting, lost_after_a_miss
from data.revenue import came
from data.tables import ClientRow, DealRow, PaymentRow, ReviewRow, SittingRow
from data.tallies import Purse

_WEEK = timedelta(weeks=1)


class Flow(NamedTuple):
    """What `cockpit.method.control.Control` has of the same names."""

    first_sitting: date | None
    came: Heap
    unconfirmed: tuple[Money, ...]
    months: tuple[Month, ...]
    lost_before: Share
    lost_after: Share
    weeks: tuple[Week, ...]
    past: Past


class Sum(NamedTuple):
    """The money of one day in one currency, from payments or from won deals without one."""

    on: date
    paid: bool
    currency: str
    minor: int
    n: int


def flow(of: Asked) -> Flow:
    """Read what went on in a scope, week by week and month by month until the end of the window."""
    first = first_sitting(of)
    mondays = week_starts(of.until)
    sums = sums_of(of)
    inside = [each for each in sums if each.on >= of.window.start]
    months, before, after = _months(of, first)
    return Flow(
        first_sitting=first,
        came=Heap(sum(each.n for each in inside), _money(inside)),
        unconfirmed=_money(each for each in inside if not each.paid),
        months=months,
        lost_before=before,
        lost_after=after,
        weeks=_weeks(of, mondays, sums),
        past=_past(of, first, sums),
    )


def sums_of(of: Asked) -> list[Sum]:
    """Add up the money of the window and of the weeks that are told, by day."""
    return by_day(of, min(of.window.start, week_starts(of.until)[0]), of.until)


def by_day(of: Asked, start: date, end: date) -> list[Sum]:
    """Add up the money that came to the scope, by day."""
    money = came(start, end)
    wanted = _mine(
        of, select(money.c.on, money.c.paid, money.c.currency, func.sum(money.c.minor), func.count()), money
    ).group_by(money.c.on, money.c.paid, money.c.currency)
    return [Sum(on, bool(paid), currency, int(minor), n) for on, paid, currency, minor, n in of.session.execute(wanted)]


def _mine(of: Asked, wanted: Select[Any], money: Subquery) -> Select[Any]:
    return wanted if of.everybody else wanted.join(ClientRow, ClientRow.id == money.c.client_id).where(of.mine())


def _money(sums: Any) -> tuple[Money, ...]:
    purse = Purse()
    for each in sums:
        purse.put(each.minor, each.currency)
    return purse.money


def _monday(day: date) -> date:
    return window(Period.WEEK, day).start


def _weeks(of: Asked, mondays: list[date], sums: list[Sum]) -> tuple[Week, ...]:
    spent = _spent(of, mondays[0])
    reviewed = _reviewed_money(of, mondays[0])
    week_sums, week_reviewed = _by_week(sums), _by_week(reviewed)
    return tuple(
        Week(
            monday,
            *spent.get(monday, (0, 0.0, 0.0)),
            _money(week_sums[monday]),
            _money(week_reviewed[monday]),
            sum(each.n for each in week_sums[monday]),
        )
        for monday in mondays
    )


def _by_week(sums: list[Sum]) -> defaultdict[date, list[Sum]]:
    found: defaultdict[date, list[Sum]] = defaultdict(list)
    for each in sums:
        found[_monday(each.on)].append(each)
    return found


def _spent(of: Asked, start: date) -> dict[date, tuple[int, float, float]]:
    """Return how many reviews each week had, their seconds and their seconds by the clock."""
    rows = of.session.execute(
        select(SittingRow.day, func.count(), func.sum(ReviewRow.seconds), func.sum(ReviewRow.wall_seconds))
        .join(ReviewRow, ReviewRow.sitting_id == SittingRow.id)
        .where(
            ReviewRow.undone_at.is_(None),
            SittingRow.day >= start,
            SittingRow.day <= of.until,
            of.mine(SittingRow.manager_id),
        )
        .group_by(SittingRow.day)
    )
    found: dict[date, tuple[int, float, float]] = {}
    for day, n, seconds, wall in rows:
        before = found.get(_monday(day), (0, 0.0, 0.0))
        found[_monday(day)] = (before[0] + n, before[1] + seconds, before[2] + wall)
    return found


def _reviewed_money(of: Asked, start: date) -> list[Sum]:
    """Add up by day the money of clients who had been reviewed shortly before."""
    money = came(start, of.until)
    days = values(column("day", LocalDay()), column("since", LocalDay()), name="reviewed")
    since = days.data([(day, day - timedelta(days=AFTER_REVIEW)) for day in _days(start, of.until)]).cte("since")
    review = (
        select(ReviewRow.id)
        .join(SittingRow, SittingRow.id == ReviewRow.sitting_id)
        .where(
            ReviewRow.client_id == money.c.client_id,
            ReviewRow.undone_at.is_(None),
            SittingRow.day <= since.c.day,
            SittingRow.day >= since.c.since,
        )
    )
    wanted = _mine(of, select(money.c.on, money.c.currency, func.sum(money.c.minor), func.count()), money)
    rows = of.session.execute(
        wanted.join(since, since.c.day == money.c.on).where(review.exists()).group_by(money.c.on, money.c.currency)
    )
    return [Sum(on, True, currency, int(minor), n) for on, currency, minor, n in rows]


def _days(start: date, end: date) -> Iterator[date]:
    while start <= end:
        yield start
        start += timedelta(days=1)


def week_starts(until: date) -> list[date]:
    """Return the Mondays of the weeks that are told, the earliest first."""
    return [_monday(until) - _WEEK * back for back in range(WEEKS - 1, -1, -1)]


def month_starts(until: date) -> list[date]:
    """Return the first days of the months that are told, the earliest first."""
    last, starts = window(Period.MONTH, until), []
    for _ in range(MONTHS):
        starts.append(last.start)
        last = last.before()
    return starts[::-1]


def _months(of: Asked, first: date | None) -> tuple[tuple[Month, ...], Share, Share]:
    starts = month_starts(of.until)
    lost: defaultdict[date, Pile] = defaultdict(Pile)
    missed: defaultdict[date, Pile] = defaultdict(Pile)
    won: Counter[date] = Counter()
    before, after = [0, 0], [0, 0]
    for status, day, *added in of.session.execute(_closed(of, starts[0])):
        month, since = day.replace(day=1), after if first is not None and day >= first else before
        since[status is DealStatus.LOST] += added[0]
        if status is DealStatus.LOST:
            lost[month].add(*added)
        else:
            won[month] += added[0]
    if first is not None:
        wanted = (
            select(*_added(DealRow.closed_on))
            .join(ClientRow, ClientRow.id == DealRow.client_id)
            .where(*lost_after_a_miss(of, max(first, starts[0]), of.until))
            .group_by(DealRow.closed_on, DealRow.currency)
        )
        for day, *added in of.session.execute(wanted):
            missed[day.replace(day=1)].add(*added)
    months = tuple(Month(start, lost[start].heap, missed[start].heap, won[start]) for start in starts)
    return months, Share(before[1], sum(before)), Share(after[1], sum(after))


def _closed(of: Asked, start: date) -> Select[Any]:
    wanted = select(DealRow.status, *_added(DealRow.closed_on)).where(
        DealRow.status.in_([DealStatus.WON, DealStatus.LOST]),
        DealRow.closed_on >= start,
        DealRow.closed_on <= of.until,
    )
    if not of.everybody:
        wanted = wanted.join(ClientRow, ClientRow.id == DealRow.client_id).where(of.mine())
    return wanted.group_by(DealRow.status, DealRow.closed_on, DealRow.currency)


def _added(day: InstrumentedAttribute[date | None]) -> tuple[Any, ...]:
    amount = DealRow.amount_minor
    return (day, func.count(), func.count(amount), func.sum(amount), DealRow.currency)


def _past(of: Asked, first: date | None, sums: list[Sum]) -> Past:
    """Compare the weeks before that of the first sitting with the last whole weeks since."""
    if first is None:
        return Past()
    earlier = _earlier(of, first)
    currency = _prevailing(of, earlier, sums)
    before, after = past_weeks(of, first)
    return Past(currency, _of_weeks(earlier, before, currency), _of_weeks(sums, after, currency))


def past_currency(of: Asked, first: date) -> str:
    """Return the currency in which the weeks before and since the first sitting are compared."""
    return _prevailing(of, _earlier(of, first), sums_of(of))


def _earlier(of: Asked, first: date) -> list[Sum]:
    began = _monday(first)
    return by_day(of, began - _WEEK * PAST_WEEKS, began - timedelta(days=1))


def _prevailing(of: Asked, *sums: list[Sum]) -> str:
    counted = Counter[str]()
    for each in chain(*sums):
        counted[each.currency] += each.n
    return prevailing(counted, of.desk.currency)


def past_weeks(of: Asked, first: date) -> tuple[list[date], list[date]]:
    """Return the Mondays of the weeks compared: those before that of the first sitting, and the last ones since.

    Weeks before the record of money begins are left out: what came in them nobody knows.
    """
    began, record = _monday(first), _record_begins(of)
    before = [began - _WEEK * back for back in range(PAST_WEEKS, 0, -1)]
    last = _monday(of.until + timedelta(days=1)) - _WEEK  # the last week that is over
    after = [last - _WEEK * back for back in range(PAST_WEEKS - 1, -1, -1)]
    known = [monday for monday in before if record is not None and monday >= record]
    return known, [monday for monday in after if monday > began]


def _of_weeks(sums: list[Sum], mondays: list[date], currency: str) -> tuple[int, ...]:
    weeks = _by_week(sums)
    return tuple(sum(each.minor for each in weeks[monday] if each.currency == currency) for monday in mondays)


def _record_begins(of: Asked) -> date | None:
    """Return the first day on which money is known to have come: what was before that nobody knows."""
    firsts: list[date] = []
    for table, day, more in (
        (DealRow, DealRow.closed_on, (DealRow.status == DealStatus.WON, DealRow.closed_on.is_not(None))),
        (PaymentRow, PaymentRow.paid_on, ()),
    ):
        wanted = select(day).select_from(table).where(*more).order_by(day).limit(1)
        if not of.everybody:
            wanted = wanted.join(ClientRow, ClientRow.id == table.client_id).where(of.mine())
        firsts += [found for found in of.session.scalars(wanted) if found is not None]
    return min(firsts, default=None)
