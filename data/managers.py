"""The managers in a list: what is due, what can be paid, how the sittings went."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from cockpit.method.cadence import streak
from cockpit.method.desk import Desk
from cockpit.method.money import prevailing
from cockpit.method.overview import DayMark, ManagerLine, TodaySitting
from cockpit.method.records import Manager, Task
from cockpit.method.sitting import slot_of
from cockpit.method.timer import SHORTEST, pace
from cockpit.method.words import Lane, SittingState
from data import records
from data.recruiting import open_recruiting, recruited
from data.sittings import record
from data.slots import was_held
from data.tables import ManagerRow, ReviewRow, SittingRow, UsualRow
from data.tallies import Tally, tallies

#: Of so many past sittings the medians are shown.
PACES = 5
#: So many working days stand in the calendar strip; they are looked for in so many calendar days.
STRIP = 10
_LONGEST_STRIP = 60
#: A streak is counted over so many days with a sitting.
LONGEST_STREAK = 1000


def lines(session: Session, desk: Desk, now: datetime) -> tuple[ManagerLine, ...]:
    """Read every manager who has not left: those with something due first, the most money first, then by name."""
    today = now.date()
    present = select(ManagerRow).where(or_(ManagerRow.left_on.is_(None), ManagerRow.left_on > today))
    managers = records.managers(session, session.scalars(present))
    counted = tallies(session, desk, managers, now)
    seconds = paces(session, managers)
    last_on = _last_sittings(session)
    sittings = _today(session, desk, now)
    recruiting = open_recruiting(session)
    found_since = recruited(session, now) if recruiting else {}
    strips = _strips(session, desk, now, managers)
    found = [
        _line(
            manager,
            counted[manager.id],
            today,
            seconds=seconds.get(manager.id, []),
            sitting=sittings.get(manager.id),
            last_on=last_on.get(manager.id),
            recruiting=recruiting.get(manager.id),
            found_since=found_since.get(manager.id, 0),
            strip=strips.get(manager.id, ()),
        )
        for manager in managers.values()
    ]
    return tuple(sorted(found, key=_Rank(desk, counted.values())))


def paces(session: Session, managers: Iterable[int], before: datetime | None = None) -> dict[int, list[list[float]]]:
    """Return the seconds of the reviews of each manager's last sittings, by sitting, the oldest first.

    Sittings without a review that counts are passed over.

    Args:
        session: a session that may read.
        managers: whose sittings.
        before: sittings begun earlier than this; None for all.
    """
    counts = (ReviewRow.undone_at.is_(None)) & (ReviewRow.seconds >= SHORTEST)
    backwards = func.row_number().over(
        partition_by=SittingRow.manager_id, order_by=(SittingRow.started_at.desc(), SittingRow.id.desc())
    )
    reviewed = select(ReviewRow.id).where(ReviewRow.sitting_id == SittingRow.id, counts).exists()
    numbered = select(SittingRow.id, SittingRow.manager_id, backwards.label("back")).where(
        SittingRow.manager_id.in_(list(managers)), reviewed
    )
    if before is not None:
        numbered = numbered.where(SittingRow.started_at < before)
    last = numbered.subquery()
    wanted = (
        select(last.c.manager_id, last.c.back, ReviewRow.seconds)
        .join(ReviewRow, ReviewRow.sitting_id == last.c.id)
        .where(last.c.back <= PACES, counts)
        .order_by(last.c.manager_id, last.c.back.desc())
    )
    found: defaultdict[int, dict[int, list[float]]] = defaultdict(dict)
    for manager, back, value in session.connection().execute(wanted):
        found[manager].setdefault(back, []).append(value)
    return {manager: list(by_sitting.values()) for manager, by_sitting in found.items()}


def medians(by_sitting: Iterable[list[float]]) -> tuple[float, ...]:
    """Return the median seconds of each sitting."""
    return tuple(found for seconds in by_sitting if (found := pace(seconds).median) is not None)


class _Rank:
    """Sorts lines: something due before nothing, more money before less, then by name.

    Money is compared in the currency of most clients of all managers.
    """

    def __init__(self, desk: Desk, counted: Iterable[Tally]) -> None:
        currencies: Counter[str] = Counter()
        for tally in counted:
            currencies.update(tally.currencies)
        self._currency = prevailing(currencies, desk.currency)

    def __call__(self, line: ManagerLine) -> tuple[bool, int, int, str, int]:
        minor = sum(amount.minor for amount in line.due_money if amount.currency == self._currency)
        return (not line.due, -minor, -line.due, line.manager.name.casefold(), line.manager.id)


def _line(
    manager: Manager,
    tally: Tally,
    today: date,
    *,
    seconds: list[list[float]],
    sitting: TodaySitting | None,
    last_on: date | None,
    recruiting: Task | None,
    found_since: int,
    strip: tuple[DayMark, ...],
) -> ManagerLine:
    return ManagerLine(
        manager=manager,
        due=tally.due,
        due_money=tally.due_purse.money,
        clients=sum(tally.clients.values()),
        asleep=tally.lanes[Lane.ASLEEP],
        parked=tally.lanes[Lane.PARKED] - tally.put_off,
        hot_new=tally.hot_new,
        payers=tally.payers,
        payers_money=tally.payers_purse.money,
        rungs=tally.rungs,
        pace=pace(seconds[-1] if seconds else ()),
        paces=medians(seconds),
        today=sitting,
        last_sitting_on=last_on,
        recruiting=recruiting,
        recruited=found_since,
        debt=tally.debt(today),
        strip=strip,
        oldest_due_days=max(0, (today - tally.due_since).days) if tally.due_since is not None else 0,
    )


def streak_of(session: Session, desk: Desk, now: datetime) -> int:
    """Count the working days in a row, up to today, on which this head held a sitting (R6)."""
    days = (
        select(SittingRow.day)
        .where(SittingRow.head == desk.head, SittingRow.day <= now.date(), was_held())
        .distinct()
        .order_by(SittingRow.day.desc())
        .limit(LONGEST_STREAK)
    )
    return streak(set(session.scalars(days)), now.date(), desk.norms.calendar)


def _strips(session: Session, desk: Desk, now: datetime, managers: Iterable[int]) -> dict[int, tuple[DayMark, ...]]:
    """Return the last working days of each manager, without those before his first client became known (R6)."""
    calendar, today = desk.norms.calendar, now.date()
    days: list[date] = []
    day = today
    while len(days) < STRIP and (today - day).days < _LONGEST_STRIP:
        if calendar.works(day):
            days.append(day)
        day -= timedelta(days=1)
    days.reverse()
    ids = list(managers)
    counted = (
        select(
            SittingRow.manager_id,
            SittingRow.day,
            func.count(),
            func.count(case((SittingRow.state == SittingState.COMPLETE, 1))),
        )
        .where(SittingRow.manager_id.in_(ids), SittingRow.day > day, SittingRow.day <= today, was_held())
        .group_by(SittingRow.manager_id, SittingRow.day)
    )
    held = {(manager, on): (number, complete) for manager, on, number, complete in session.execute(counted)}
    known = session.execute(select(UsualRow.manager_id, UsualRow.known_on).where(UsualRow.manager_id.in_(ids)))
    return {
        manager: tuple(DayMark(on, *held.get((manager, on), (0, 0))) for on in days if on >= known_on)
        for manager, known_on in known
        if known_on is not None
    }


def _last_sittings(session: Session) -> dict[int, date]:
    last = select(SittingRow.manager_id, func.max(SittingRow.day)).where(was_held()).group_by(SittingRow.manager_id)
    return {manager: day for manager, day in session.execute(last) if day is not None}


def _today(session: Session, desk: Desk, now: datetime) -> dict[int, TodaySitting]:
    """Read the sittings of this slot; one in which nothing was done and that nobody has open was not begun."""
    found = {}
    slot = slot_of(now, desk.norms)
    rows = session.scalars(
        select(SittingRow).where(
            SittingRow.day == now.date(),
            SittingRow.slot == slot,
            or_(SittingRow.ended_at.is_not(None), SittingRow.holder.is_not(None), was_held()),
        )
    )
    for row in rows:
        sitting = record(session, row)
        done = sitting.reviewed | sitting.deferred.keys()
        found[row.manager_id] = TodaySitting(
            id=row.id,
            state=row.state,
            worked=sum(client in done for client in sitting.order),
            total=len(sitting.order),
            ended_at=row.ended_at.astimezone(now.tzinfo) if row.ended_at is not None else None,
        )
    return found
