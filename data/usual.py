"""What is usual for a manager's clients: how long deals take to be won, the median won check, the main currency.

They are read off all deals, which takes a while in a large department, so they are worked out once a day and kept.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from cockpit.method.money import Money, prevailing
from cockpit.method.words import DealStatus
from data.tables import ClientRow, DealRow, ManagerRow, UsualRow

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
    """

    won: int = 0
    cycle_median: int | None = None
    cycle_p95: int | None = None
    check: Money | None = None
    currency: str | None = None


def usual(session: Session, managers: Collection[int] | None = None) -> dict[int, Usual]:
    """Return what was worked out last, by manager; a manager without an entry has nothing usual yet."""
    execute = session.connection().execute
    rows = execute(_EVERY) if managers is None else execute(_SOME, {"managers": list(managers)})
    return {
        manager: usual_of(won, median, p95, check, code, main) for manager, won, median, p95, check, code, main in rows
    }


_EVERY = select(
    UsualRow.manager_id,
    UsualRow.won,
    UsualRow.cycle_median,
    UsualRow.cycle_p95,
    UsualRow.check_minor,
    UsualRow.currency,
    UsualRow.main_currency,
)
_SOME = _EVERY.where(UsualRow.manager_id.in_(bindparam("managers", expanding=True)))


def usual_of(  # noqa: PLR0917  the columns of a row
    won: int, median: int | None, p95: int | None, check: int | None, code: str | None, main: str | None
) -> Usual:
    """Put together what is usual from the columns that keep it."""
    return Usual(won, median, p95, None if check is None or code is None else Money(check, code), main)


def is_fresh(session: Session, today: date) -> bool:
    """Was it worked out today for every manager there is?"""
    taken = select(UsualRow.manager_id).where(UsualRow.manager_id == ManagerRow.id, UsualRow.taken_on == today)
    return session.execute(select(ManagerRow.id).where(~taken.exists()).limit(1)).first() is None


def work_out(session: Session, today: date) -> None:
    """Work it out anew for every manager, from the won deals of the whole store, and keep it."""
    segments = {row.id: row.segment_id for row in session.execute(select(ManagerRow.id, ManagerRow.segment_id))}
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
    rows = []
    for manager, segment in segments.items():
        check = _median_check(checks[manager]) if manager in checks else segment_checks.get(segment)
        days = cycles.get(segment, Counter())
        rows.append(
            {
                "manager_id": manager,
                "won": days.total(),
                "cycle_median": _percentile(days, 50, ENOUGH_FOR_MEDIAN),
                "cycle_p95": _percentile(days, _P95, ENOUGH_FOR_P95),
                "check_minor": check.minor if check else None,
                "currency": check.currency if check else None,
                "main_currency": prevailing(currencies[manager], "") or None,
                "taken_on": today,
            }
        )
    session.execute(delete(UsualRow))
    if rows:
        session.execute(insert(UsualRow), rows)


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
