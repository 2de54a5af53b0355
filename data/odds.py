"""How often deals of each temperature were won, and how late: read off the log, by manager (NUMBERS.md 4.2 and 4.3)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, null, or_, select, union_all
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from cockpit.method.chances import chance, slip
from cockpit.method.forecast import Chance
from cockpit.method.recruiting import Counted
from cockpit.method.scope import Level, Scope
from cockpit.method.words import DealStatus, Temperature
from data.columns import LocalDay
from data.tables import ChangeRow, ClientRow, DealRow, ManagerRow, UsualRow

_DECIDED = (DealStatus.WON, DealStatus.LOST)
_HEAT = {Temperature.POTENTIAL.value: 0, Temperature.WARM.value: 1, Temperature.HOT.value: 2}
_FIELD = "temperature"


class local_day(FunctionElement[date]):  # noqa: N801  it is called like a function of the database
    """The local day of a moment, by the minutes that the zone is ahead of UTC now."""

    name = "local_day"
    type = LocalDay()
    inherit_cache = True


@compiles(local_day, "postgresql")
def _postgresql(element: local_day, compiler: SQLCompiler, **given: Any) -> str:
    moment, minutes = (compiler.process(clause, **given) for clause in element.clauses)
    return f"CAST(({moment} AT TIME ZONE 'UTC') + CAST({minutes} AS INTEGER) * INTERVAL '1 minute' AS DATE)"


@compiles(local_day, "sqlite")
def _sqlite(element: local_day, compiler: SQLCompiler, **given: Any) -> str:
    moment, minutes = (compiler.process(clause, **given) for clause in element.clauses)
    return f"date({moment}, {minutes} || ' minutes')"


class Odds:
    """The rates and slips of every manager, segment and of the department.

    A decided deal is a case of each temperature that its client is known to have had between its beginning and its end;
    deals that ended before the client became known here are none. What a client fell to on the day of the end comes of
    the end and is no case either.

    Args:
        session: a session that may read.
        now: the present moment.
    """

    def __init__(self, session: Session, now: datetime) -> None:
        found = session.connection().execute(select(ManagerRow.id, ManagerRow.segment_id))
        self.segments: Mapping[int, int | None] = dict(found.all())
        self._cases: defaultdict[tuple[Scope, Temperature], Counter[bool]] = defaultdict(Counter)
        self._slips: defaultdict[tuple[Scope, Temperature], Counter[int]] = defaultdict(Counter)
        self._chances: dict[tuple[Scope, Temperature], Chance] = {}
        self._days: dict[tuple[Scope, Temperature], int] = {}
        for manager, heat, status, days, deals in session.connection().execute(_counted(session, now)):
            for scope in self._chain(Scope.manager(manager)):
                key = (scope, Temperature(heat))
                self._cases[key][status is DealStatus.WON] += deals
                if days is not None:
                    self._slips[key][days] += deals

    def chance(self, scope: Scope, temperature: Temperature) -> Chance:
        """Return the rate of a scope."""
        key = (scope, temperature)
        if key not in self._chances:
            cases = [self._cases.get((one, temperature), Counter()) for one in self._chain(scope)]
            self._chances[key] = chance(temperature, *(Counted(found[True], found.total()) for found in cases))
        return self._chances[key]

    def slip(self, scope: Scope, temperature: Temperature) -> int:
        """Return by how many calendar days an agreed day of a scope moves in the median."""
        key = (scope, temperature)
        if key not in self._days:
            self._days[key] = slip(*(self._slips.get((one, temperature), {}) for one in self._chain(scope)))
        return self._days[key]

    def _chain(self, scope: Scope) -> tuple[Scope, ...]:
        """Return a scope with those it belongs to, the department first."""
        if scope.level is Level.DEPARTMENT:
            return (scope,)
        if scope.level is Level.SEGMENT:
            return (Scope(), scope)
        return (Scope(), Scope.segment(self.segments.get(scope.id)), scope)


def _counted(session: Session, now: datetime) -> Select[*tuple[Any, ...]]:
    """Count the decided deals by manager, temperature, end and, when won with an agreed day, days of delay."""
    minutes = int((now.utcoffset() or timedelta()).total_seconds() // 60)
    known_on = session.scalar(select(func.min(UsualRow.known_on)))
    decided = [DealRow.status.in_(_DECIDED), DealRow.closed_on <= now.date()]
    if known_on is not None:
        decided.append(DealRow.closed_on >= known_on)
    spans = _spans(select(DealRow.client_id).where(*decided), minutes)
    delay = case((and_(DealRow.status == DealStatus.WON, DealRow.expected_on.is_not(None)), DealRow.slip_days))
    known = local_day(ClientRow.created_at, minutes)
    cases = (
        select(DealRow.id, ClientRow.manager_id, spans.c.heat, DealRow.status, delay.label("days"))
        .join(ClientRow, ClientRow.id == DealRow.client_id)
        .join(spans, spans.c.client_id == DealRow.client_id)
        .where(
            *decided,
            # what a file says of the day it was read had happened before
            or_(DealRow.closed_on > known, and_(DealRow.closed_on == known, ClientRow.import_run_id.is_(None))),
            or_(
                spans.c.start.is_(None),
                spans.c.start < DealRow.closed_on,
                and_(spans.c.up == 1, spans.c.start == DealRow.closed_on),
            ),
            or_(spans.c.until.is_(None), DealRow.created_on.is_(None), spans.c.until >= DealRow.created_on),
        )
        .distinct()
        .subquery("cases")
    )
    groups = (cases.c.manager_id, cases.c.heat, cases.c.status, cases.c.days)
    return select(*groups, func.count()).group_by(*groups)


def _spans(clients: Select[int], minutes: int) -> Any:
    """Return from when until when each of some clients had a temperature: `client_id`, `heat`, `start`, `until`, `up`.

    A null `start` is as long as it is known, a null `until` up to now; `up` is 1 when it was colder before.
    """
    owner, order = ChangeRow.client_id, (ChangeRow.at, ChangeRow.id)
    log = (
        select(
            ChangeRow.client_id,
            ChangeRow.old,
            ChangeRow.new,
            local_day(ChangeRow.at, minutes).label("day"),
            local_day(func.lead(ChangeRow.at).over(partition_by=owner, order_by=order), minutes).label("left"),
            func.row_number().over(partition_by=owner, order_by=order).label("number"),
        )
        .where(ChangeRow.field == _FIELD, ChangeRow.client_id.in_(clients))
        .cte("log")
    )

    def heat(value: Any) -> Any:
        return case(_HEAT, value=value)

    up = case((heat(log.c.new) > heat(log.c.old), 1), else_=0)
    came = select(
        log.c.client_id, log.c.new.label("heat"), log.c.day.label("start"), log.c.left.label("until"), up.label("up")
    )
    before = select(log.c.client_id, log.c.old, null(), log.c.day, literal(1)).where(log.c.number == 1)
    always = select(ClientRow.id, ClientRow.temperature, null(), null(), literal(1)).where(
        ClientRow.id.in_(clients), ClientRow.temperature_on.is_not(None), ClientRow.id.not_in(select(log.c.client_id))
    )
    return union_all(came, before, always).subquery("spans")
