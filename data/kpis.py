"""The key figures of the department, of every segment and of every manager (R18-R25)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.kpi import Figure, Kind, Kpis, Line, Value
from cockpit.method.scope import Scope
from cockpit.method.share import Share
from cockpit.method.window import Window
from data.kpi_closed import checks, closed, reasons
from data.kpi_cycles import cycles
from data.kpi_found import Found
from data.kpi_offers import offers
from data.kpi_people import People, people
from data.kpi_revenue import PERIODS, period_of, revenue
from data.kpi_stock import stock

#: The figures that are counted together.
_TOGETHER = (
    (closed, {Figure.REFUSALS, Figure.REFUSAL_RATE, Figure.WON}),
    (checks, {Figure.CHECK, Figure.CHECK_MEDIAN}),
    (cycles, {Figure.WON_CYCLE, Figure.LOST_CYCLE}),
    (revenue, {Figure.PAID, Figure.REVENUE}),
)
_STOCK = {
    Figure.HOT,
    Figure.HOT_NEW,
    Figure.MONEY_HOT,
    Figure.MONEY_WARM,
    Figure.MONEY_POTENTIAL,
    Figure.NO_OFFER,
}


def kpis(session: Session, desk: Desk, window: Window, now: datetime) -> Kpis:
    """Count the figures of everybody in a window and in the period before it.

    Managers who left have a line when anything was counted for them in either.
    """
    today = now.date()
    who, before = people(session, today), window.before()
    found = _every(session, desk, who, window, now)
    earlier = _every(session, desk, who, before, now)
    for figure in PERIODS:
        full = period_of(figure, window, today).before()
        counted = revenue(session, who, full, today, figure)
        for scope, _ in who.every():
            earlier[scope][figure] = counted.get(scope, {}).get(figure) or nothing(figure, full, now)
    why = reasons(session, who, window, today)
    lines = tuple(
        Line(scope, name, found[scope], earlier[scope], why.get(scope, ()))
        for scope, name in who.every()
        if not who.has_left(scope) or _any_case(found[scope]) or _any_case(earlier[scope])
    )
    return Kpis(now, window, before, lines, who.segments)


def values(
    session: Session, desk: Desk, who: People, window: Window, *, now: datetime, figures: Collection[Figure]
) -> dict[Scope, dict[Figure, Value]]:
    """Count some figures of everybody in a window, with those that are counted together with them."""
    today, wanted = now.date(), set(figures)
    found: list[Found] = [count(session, who, window, today) for count, those in _TOGETHER if those & wanted]
    if _STOCK & wanted:
        found.append(stock(session, desk, who, window, now))
    if Figure.OFFERS in wanted:
        found.append(offers(session, who, window, now))
    found += [revenue(session, who, period_of(one, window, today), today, one) for one in PERIODS if one in wanted]
    return {
        scope: {
            figure: _first(found, scope, figure) or nothing(figure, window, now)
            for figure in Figure
            if figure in wanted
        }
        for scope, _ in who.every()
    }


def nothing(figure: Figure, window: Window, now: datetime) -> Value:
    """Return a figure that nothing was counted for: a count of none, once its window has begun."""
    today = now.date()
    span = period_of(figure, window, today) if figure in PERIODS else window
    begun = span.start <= today
    past = figure.momentary and span.until(today) < today
    match figure.kind:
        case Kind.COUNT:
            return Value(figure, span, number=0.0 if begun else None, approximate=past)
        case Kind.RATE:
            return Value(figure, span, share=Share(), approximate=past)
        case _:
            return Value(figure, span, approximate=past)


def _every(
    session: Session, desk: Desk, who: People, window: Window, now: datetime
) -> dict[Scope, dict[Figure, Value]]:
    return values(session, desk, who, window, now=now, figures=tuple(Figure))


def _first(found: Collection[Found], scope: Scope, figure: Figure) -> Value | None:
    return next((one[scope][figure] for one in found if figure in one.get(scope, {})), None)


def _any_case(figures: Mapping[Figure, Value]) -> bool:
    return any(value.n for value in figures.values())
