"""What the forecasts kept by sittings said of a week, and what came in it (R28; NUMBERS.md 4.5)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Text, and_, case, exists, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from cockpit.method.forecast import Band, Fact
from cockpit.method.scope import Scope
from data.outlook import managers_of
from data.revenue import came
from data.tables import ClientRow, ForecastRow, SittingRow

#: A forecast older than this when the week begins says nothing of it any more, in calendar days.
OLDEST_DAYS = 14
_BANDS = tuple(Band)


def forecast_facts(session: Session, scope: Scope, now: datetime, weeks: int) -> tuple[Fact, ...]:
    """Compare the last whole weeks with what was forecast of them.

    Of each week and manager counts the last forecast that one of his sittings kept and that ended before the week
    began, at most 14 days before. Managers without one are left out of the week, with what they brought. What came is
    payments, and won deals without a payment on record, as for revenue; a payment that names no deal is of the surest
    deal that its client had in the week's forecast.

    Args:
        session: a session that may read.
        scope: whose forecasts; managers who have left only when one of them is asked about by himself.
        now: the present moment.
        weeks: how many weeks, the present one not among them.

    Returns:
        The latest week first, then by currency; bands from the surest on, each with the ones before it.
    """
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - timedelta(weeks=number) for number in range(1, weeks + 1)]
    chosen = _chosen(session, managers_of(session, scope, today), mondays, now)
    return tuple(fact for week in mondays if week in chosen for fact in _facts(session, week, chosen[week]))


@dataclass(slots=True)
class _Sums:
    """What one currency was to bring in a week and brought, each band without the ones before it."""

    expected: Counter[Band] = field(default_factory=Counter)
    deals: Counter[Band] = field(default_factory=Counter)
    came: Counter[Band] = field(default_factory=Counter)
    came_else: int = 0


def _facts(session: Session, week: date, sittings: Mapping[int, int]) -> Iterator[Fact]:
    """Yield the facts of one week; `sittings` are those whose forecasts count, by manager."""
    execute = session.connection().execute
    found: defaultdict[str, _Sums] = defaultdict(_Sums)
    for currency, band, minor, deals in execute(_expected(week, sittings.values())):
        found[currency].expected[band] += int(minor)
        found[currency].deals[band] += deals
    for currency, rank, minor in execute(_came(week, sittings)):
        if rank is None:
            found[currency].came_else += int(minor)
        else:
            found[currency].came[_BANDS[rank]] += int(minor)
    for currency, sums in sorted(found.items()):
        expected = arrived = deals = 0
        for band in _BANDS:
            expected += sums.expected[band]
            arrived += sums.came[band]
            deals += sums.deals[band]
            yield Fact(week, band, currency, expected, arrived, sums.came_else, deals)


def _chosen(
    session: Session, managers: Collection[int], mondays: Sequence[date], now: datetime
) -> Mapping[date, Mapping[int, int]]:
    """Return, for each week that has any, the sitting whose forecast counts by manager."""
    begins = {monday: datetime.combine(monday, time(), now.tzinfo) for monday in mondays}
    if not begins:
        return {}
    oldest = timedelta(days=OLDEST_DAYS)
    rows = session.connection().execute(
        select(SittingRow.id, SittingRow.manager_id, SittingRow.ended_at)
        .where(SittingRow.manager_id.in_(list(managers)), SittingRow.ended_at >= min(begins.values()) - oldest, _kept())
        .order_by(SittingRow.ended_at, SittingRow.id)
    )
    chosen: defaultdict[date, dict[int, int]] = defaultdict(dict)
    for sitting, manager, ended_at in rows:
        for monday, begin in begins.items():
            if ended_at is not None and begin - oldest <= ended_at < begin:
                chosen[monday][manager] = sitting
    return chosen


def _kept() -> Any:
    """Say whether a sitting kept a forecast that can be compared; before there were bands it was a JSON list."""
    return or_(
        type_coerce(SittingRow.forecast, Text()).startswith("{"),
        exists().where(ForecastRow.sitting_id == SittingRow.id),
    )


def _in_week(week: date, sittings: Collection[int]) -> Any:
    return and_(
        ForecastRow.sitting_id.in_(list(sittings)),
        ForecastRow.expected_on >= week,
        ForecastRow.expected_on < week + timedelta(weeks=1),
    )


def _expected(week: date, sittings: Collection[int]) -> Any:
    return (
        select(ForecastRow.currency, ForecastRow.band, func.sum(ForecastRow.amount_minor), func.count())
        .where(_in_week(week, sittings))
        .group_by(ForecastRow.currency, ForecastRow.band)
    )


def _came(week: date, sittings: Mapping[int, int]) -> Any:
    """Add up what came in a week by currency and the place of the band in `_BANDS`, null for other money."""
    money = came(week, week + timedelta(days=6))
    rank = case({band.value: number for number, band in enumerate(_BANDS)}, value=ForecastRow.band)
    surest = (
        select(func.min(rank))
        .where(
            ForecastRow.client_id == money.c.client_id,
            or_(money.c.deal_id.is_(None), ForecastRow.deal_id == money.c.deal_id),
            _in_week(week, sittings.values()),
        )
        .correlate(money)
        .scalar_subquery()
    )
    ranked = (
        select(money.c.currency, surest.label("rank"), money.c.minor, ClientRow.manager_id)
        .join(ClientRow, ClientRow.id == money.c.client_id)
        .subquery("ranked")
    )
    return (
        select(ranked.c.currency, ranked.c.rank, func.sum(ranked.c.minor))
        .where(or_(ranked.c.rank.is_not(None), ranked.c.manager_id.in_(list(sittings))))
        .group_by(ranked.c.currency, ranked.c.rank)
    )
