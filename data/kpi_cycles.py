"""How long deals took to be won and to be lost (R22)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cockpit.method.average import median, percentile
from cockpit.method.cycle import ENOUGH, usual_span, wide_span
from cockpit.method.kpi import Figure, Value
from cockpit.method.scope import Scope
from cockpit.method.window import Window
from cockpit.method.words import DealStatus
from data.days import days_between
from data.kpi_closed import closed_in, undated
from data.kpi_found import Found, Roll
from data.kpi_people import People
from data.tables import ClientRow, DealRow

FIGURES = {Figure.WON_CYCLE: DealStatus.WON, Figure.LOST_CYCLE: DealStatus.LOST}
_THREE_OF_FOUR = 75


@dataclass(slots=True)
class _Lengths:
    """How many deals took so many days, how many are left out for want of a day, and how many for wrong ones."""

    days: Counter[int] = field(default_factory=Counter)
    undated: int = 0
    wrong: int = 0


def cycles(session: Session, who: People, window: Window, today: date) -> Found:
    """Count WON_CYCLE and LOST_CYCLE: of the last 90 days, and of 365 where these have too few deals."""
    found: dict[Figure, dict[Scope, Value]] = {}
    for figure, status in FIGURES.items():
        usual, wide = usual_span(window, today), wide_span(window, today)
        near = _lengths(session, who, status, usual, today)
        few = [m for m in who.names if near.sums[who.scopes(m)[-1]].days.total() < ENOUGH] if usual != wide else []
        far = _lengths(session, who, status, wide, today, managers=few) if few else None
        values: dict[Scope, Value] = {}
        for scope, _ in who.every():
            values[scope] = _told(figure, usual, near.sums[scope])
            if far is not None and values[scope].n < ENOUGH:
                values[scope] = _told(figure, wide, far.sums[scope])
        found[figure] = values
    return {scope: {figure: found[figure][scope] for figure in FIGURES} for scope, _ in who.every()}


def _told(figure: Figure, span: Window, one: _Lengths) -> Value:
    return Value(
        figure,
        span,
        n=one.days.total(),
        number=median(one.days),
        p75=percentile(one.days, _THREE_OF_FOUR),
        undated=one.undated,
        wrong=one.wrong,
    )


def _lengths(
    session: Session,
    who: People,
    status: DealStatus,
    span: Window,
    today: date,
    *,
    managers: Collection[int] | None = None,
) -> Roll[_Lengths]:
    """Count the deals closed in so many days by their length, of some managers or of all."""
    execute = session.connection().execute
    length = days_between(DealRow.created_on, DealRow.closed_on)
    deals = func.count().label("deals")
    of_managers, nowhere = (
        select(ClientRow.manager_id, *what).select_from(DealRow).join(ClientRow, ClientRow.id == DealRow.client_id)
        for what in ((length.label("days"), deals), (deals,))
    )
    if managers is not None:
        theirs = ClientRow.manager_id.in_(managers)
        of_managers, nowhere = of_managers.where(theirs), nowhere.where(theirs)
    roll = Roll(who, _Lengths)
    if span.start <= today:
        for row in execute(of_managers.where(closed_in(span, today, status)).group_by(ClientRow.manager_id, length)):
            for one in roll.of(row.manager_id):
                if row.days is None:
                    one.undated += row.deals
                elif row.days < 0:
                    one.wrong += row.deals
                else:
                    one.days[row.days] += row.deals
    for row in execute(nowhere.where(undated(status)).group_by(ClientRow.manager_id)):
        for one in roll.of(row.manager_id):
            one.undated += row.deals
    return roll
