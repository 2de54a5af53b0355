"""What is usual for a manager's clients: how long deals take to be won, the median won check, the main currency.

They are read off all deals, which takes a while in a large department, so they are worked out once a day and kept,
together with the high-check line and a print of the rules that the facts of the manager's clients are derived by.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from cockpit.method.money import Money, prevailing
from cockpit.method.words import DealStatus
from data.tables import ClientRow, DealRow, ManagerRow, UsualRow

if TYPE_CHECKING:
    from data.standards import Standards

#: The median won cycle is used from so many won deals on, the 95th percentile from so many (NUMBERS.md 2 and 3).
ENOUGH_FOR_MEDIAN = 5
ENOUGH_FOR_P95 = 20
_P95 = 95
_CHUNK = 10_000


class Usual(NamedTuple):
    """What is usual for one manager.

    Attributes:
        currency: the currency of most of his open deals; None without any.
        won: won deals of his segment with both dates.
        cycle_median, cycle_p95: their length in calendar days, None while there are too few.
        check: the median won check of the manager, without any of his segment.
        high: the high-check line in minor units of his main currency; None without one.
    """

    won: int = 0
    cycle_median: int | None = None
    cycle_p95: int | None = None
    check: Money | None = None
    currency: str | None = None
    high: int | None = None

    def is_high(self, minor: int | None, currency: str | None, *, estimated: bool) -> bool:
        """Does a client's money, when it is known, reach the high-check line (R43)?"""
        if self.high is None or minor is None or estimated:
            return False
        return currency == self.currency and minor >= self.high


class Moved(NamedTuple):
    """What a manager's clients went by before, and what they go by now.

    Attributes:
        rules: the print of the rules is another.
        before, now: the high-check line in minor units, and its currency.
    """

    manager_id: int
    rules: bool
    before: tuple[int | None, str | None]
    now: tuple[int | None, str | None]


def usual(session: Session, managers: Collection[int] | None = None) -> dict[int, Usual]:
    """Return what was worked out last, by manager; a manager without an entry has nothing usual yet."""
    execute = session.connection().execute
    rows = execute(_EVERY) if managers is None else execute(_SOME, {"managers": list(managers)})
    return {
        manager: usual_of(won, median, p95, check, code, main, high)
        for manager, won, median, p95, check, code, main, high in rows
    }


_EVERY = select(
    UsualRow.manager_id,
    UsualRow.won,
    UsualRow.cycle_median,
    UsualRow.cycle_p95,
    UsualRow.check_minor,
    UsualRow.currency,
    UsualRow.main_currency,
    UsualRow.high_minor,
)
_SOME = _EVERY.where(UsualRow.manager_id.in_(bindparam("managers", expanding=True)))


def usual_of(  # noqa: PLR0917  the columns of a row
    won: int,
    median: int | None,
    p95: int | None,
    check: int | None,
    code: str | None,
    main: str | None,
    high: int | None,
) -> Usual:
    """Put together what is usual from the columns that keep it."""
    return Usual(won, median, p95, None if check is None or code is None else Money(check, code), main, high)


def is_fresh(session: Session, today: date) -> bool:
    """Was it worked out today for every manager there is?"""
    taken = select(UsualRow.manager_id).where(UsualRow.manager_id == ManagerRow.id, UsualRow.taken_on == today)
    return session.execute(select(ManagerRow.id).where(~taken.exists()).limit(1)).first() is None


def goes_by(session: Session, standards: Standards) -> bool:
    """Were the facts of every manager's clients derived by the rules that hold now?"""
    rows = session.connection().execute(select(UsualRow.manager_id, UsualRow.cycle_median, UsualRow.rules))
    return all(print_ == standards.print_of(manager, median) for manager, median, print_ in rows)


def work_out(session: Session, standards: Standards, now: datetime) -> list[Moved]:
    """Work it out anew for every manager, from the won deals of the whole store, and keep it.

    Args:
        session: a session that may write; nothing is committed.
        standards: what is normal for every manager.
        now: the present moment in the organisation's zone.

    Returns:
        The managers whose clients have to be derived anew, all or those about the high-check line.
    """
    segments = standards.segments
    cycles: defaultdict[int | None, Counter[int]] = defaultdict(Counter)
    checks: defaultdict[int, defaultdict[str, array[int]]] = defaultdict(lambda: defaultdict(lambda: array("q")))
    won = (
        select(
            ClientRow.manager_id,
            DealRow.created_on,
            DealRow.closed_on,
            DealRow.amount_minor,
            DealRow.currency,
        )
        .join(ClientRow, ClientRow.id == DealRow.client_id)
        .where(DealRow.status == DealStatus.WON)
        .execution_options(yield_per=_CHUNK)
    )
    for manager, created_on, closed_on, minor, currency in session.execute(won):
        if created_on is not None and closed_on is not None and closed_on >= created_on:
            cycles[segments[manager]][(closed_on - created_on).days] += 1
        if minor is not None and currency is not None:
            checks[manager][currency].append(minor)
    by_segment: defaultdict[int | None, defaultdict[str, array[int]]]
    by_segment = defaultdict(lambda: defaultdict(lambda: array("q")))
    for manager, by_currency in checks.items():
        for currency, amounts in by_currency.items():
            by_segment[segments[manager]][currency].extend(amounts)
    segment_checks = {segment: _median_check(by_currency) for segment, by_currency in by_segment.items()}
    currencies = _open_currencies(session)
    lines, known_on = _Lines(session, standards), _known_on(session, now)
    stood = {row.manager_id: row for row in session.execute(select(UsualRow.__table__))}
    rows, moved = [], []
    for manager, segment in segments.items():
        check = _median_check(checks[manager]) if manager in checks else segment_checks.get(segment)
        days = cycles.get(segment, Counter())
        median = _percentile(days, 50, ENOUGH_FOR_MEDIAN)
        main = prevailing(currencies[manager], "") or None
        high, rules = lines.of(manager, main), standards.print_of(manager, median)
        before = stood.get(manager)
        if before is not None and (before.rules, before.high_minor, before.main_currency) != (rules, high, main):
            line = (before.high_minor, before.main_currency)
            moved.append(Moved(manager, before.rules != rules, line, (high, main)))
        rows.append(
            {
                "manager_id": manager,
                "won": days.total(),
                "cycle_median": median,
                "cycle_p95": _percentile(days, _P95, ENOUGH_FOR_P95),
                "check_minor": check.minor if check else None,
                "currency": check.currency if check else None,
                "main_currency": main,
                "taken_on": now.date(),
                "known_on": known_on.get(manager),
                "high_minor": high,
                "rules": rules,
            }
        )
    session.execute(delete(UsualRow))
    if rows:
        session.execute(insert(UsualRow), rows)
    return moved


class _Lines:
    """The high-check lines in money: as they were set, or from the open deals of the segment (R43)."""

    def __init__(self, session: Session, standards: Standards) -> None:
        self._session, self._standards = session, standards
        self._known: dict[tuple[int | None, str], int | None] = {}

    def of(self, manager_id: int, main: str | None) -> int | None:
        """Return the line of a manager in minor units of his main currency."""
        check, currency = self._standards.high_check(manager_id), main or self._standards.desk.currency
        if check is None:
            return None
        if check.amount is not None:
            return check.amount.minor if check.amount.currency == currency else None
        if check.percent is None:
            return None
        place = (self._standards.segments[manager_id], currency)
        if place not in self._known:
            self._known[place] = smallest_of_top(self._sums(*place), check.percent)
        return self._known[place]

    def _sums(self, segment_id: int | None, currency: str) -> Sequence[int]:
        """Return the known open money of each client of a segment, the largest first."""
        total = func.sum(DealRow.amount_minor)
        wanted = (
            select(total)
            .join(ClientRow, ClientRow.id == DealRow.client_id)
            .join(ManagerRow, ManagerRow.id == ClientRow.manager_id)
            .where(
                ManagerRow.segment_id == segment_id if segment_id else ManagerRow.segment_id.is_(None),
                DealRow.status == DealStatus.OPEN,
                DealRow.currency == currency,
                DealRow.amount_minor.is_not(None),
            )
            .group_by(DealRow.client_id)
            .order_by(total.desc())
        )
        return [int(minor) for minor in self._session.scalars(wanted) if minor is not None]


def smallest_of_top(amounts: Sequence[int], percent: int) -> int | None:
    """Return the smallest of the largest amounts that together make up so many percent of all; None without any.

    Args:
        amounts: minor units, the largest first.
        percent: 1 to 100.
    """
    wanted, seen = sum(amounts) * percent, 0
    for minor in amounts:
        seen += minor * 100
        if seen >= wanted:
            return minor
    return None


def _known_on(session: Session, now: datetime) -> dict[int, date]:
    first = select(ClientRow.manager_id, func.min(ClientRow.created_at)).group_by(ClientRow.manager_id)
    return {manager: at.astimezone(now.tzinfo).date() for manager, at in session.execute(first) if at is not None}


def _open_currencies(session: Session) -> defaultdict[int, Counter[str]]:
    counted = (
        select(ClientRow.manager_id, DealRow.currency, func.count())
        .join(ClientRow, ClientRow.id == DealRow.client_id)
        .where(DealRow.status == DealStatus.OPEN, DealRow.currency.is_not(None))
        .group_by(ClientRow.manager_id, DealRow.currency)
    )
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for manager, code, number in session.execute(counted):
        found[manager][code or ""] = number
    return found


def _median_check(by_currency: defaultdict[str, array[int]]) -> Money:
    """Return the median of the currency with most checks, then the larger sum."""
    currency = min(by_currency, key=lambda code: (-len(by_currency[code]), -sum(by_currency[code]), code))
    ordered = sorted(by_currency[currency])
    middle = len(ordered) // 2
    median = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) // 2
    return Money(median, currency)


def _percentile(days: Counter[int], percent: int, enough: int) -> int | None:
    """Return the smallest length that `percent` of the deals do not exceed (nearest rank); None below `enough`."""
    total = days.total()
    if total < enough:
        return None
    rank = -(-total * percent // 100)
    return _at(sorted(days.items()), rank)


def _at(counted: Iterable[tuple[int, int]], rank: int) -> int:
    seen = 0
    for value, count in counted:
        seen += count
        if seen >= rank:
            return value
    raise ValueError("there are fewer values than the rank")
