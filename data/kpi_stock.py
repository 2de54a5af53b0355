"""The open clients at the end of a window: the hot ones (R18), their money (R21), those without an offer (R24)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Subquery, and_, case, func, or_, select
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.kpi import Figure, Value
from cockpit.method.share import Share
from cockpit.method.window import Window
from cockpit.method.words import Temperature
from data.columns import spelled
from data.kpi_found import Found, Roll, Sums
from data.kpi_offers import Offers
from data.kpi_people import People
from data.kpi_standing import Standing
from data.tables import UsualRow

MONEY = {
    Figure.MONEY_HOT: Temperature.HOT,
    Figure.MONEY_WARM: Temperature.WARM,
    Figure.MONEY_POTENTIAL: Temperature.POTENTIAL,
}


@dataclass(slots=True)
class _Rung:
    clients: int = 0
    fresh: int = 0
    without: int = 0
    known: int = 0
    sums: Sums = field(default_factory=Sums)
    estimates: Sums = field(default_factory=Sums)


def with_signs(session: Session, standing: Standing, window: Window, now: datetime) -> Subquery:
    """Return the clients at the end of a window, with what is told of them.

    Returns:
        the columns of `Standing.at`; `fresh`: 1 for one that is hot and was not when the window began; `without`: 1
        for a hot or warm one that never had an offer.
    """
    today = now.date()
    last = window.until(today)
    every = standing.at(last, "standing")
    before = standing.at(min(window.start, today) - timedelta(days=1), "begun", temperatures=(Temperature.HOT,))
    hot = every.c.temperature == spelled(Temperature.HOT)
    wanting = or_(hot, every.c.temperature == spelled(Temperature.WARM))
    return (
        select(
            every,
            case((and_(hot, before.c.client_id.is_(None)), 1), else_=0).label("fresh"),
            case((and_(wanting, Offers(session, now).none(every.c.client_id, last)), 1), else_=0).label("without"),
        )
        .outerjoin(before, before.c.client_id == every.c.client_id)
        .subquery("signs")
    )


def stock(session: Session, desk: Desk, who: People, window: Window, now: datetime) -> Found:
    """Count MONEY_HOT, MONEY_WARM, MONEY_POTENTIAL, HOT, HOT_NEW and NO_OFFER."""
    today = now.date()
    if window.start > today:
        return {}
    c = with_signs(session, Standing(session, desk, tuple(who.names), now), window, now).c
    counted = select(
        c.manager_id,
        c.temperature,
        c.currency,
        c.estimated,
        func.count().label("clients"),
        func.count(c.minor).label("known"),
        func.sum(c.minor).label("minor"),
        func.sum(c.fresh).label("fresh"),
        func.sum(c.without).label("without"),
    ).group_by(c.manager_id, c.temperature, c.currency, c.estimated)
    roll = Roll(who, lambda: {warmth: _Rung() for warmth in Temperature})
    for row in session.connection().execute(counted):
        for one in roll.of(row.manager_id):
            rung = one[Temperature(row.temperature)]
            rung.clients += row.clients
            rung.fresh += int(row.fresh)
            rung.without += int(row.without)
            if row.estimated:
                rung.estimates.put(row.minor, row.currency)
            else:
                rung.known += row.known
                rung.sums.put(row.minor, row.currency)
    past = window.until(today) < today
    unknown = _unknown_at(session, who, window)
    return {
        scope: _told(rungs, window, past=past, guessed=past or any(manager in unknown for manager in who.within(scope)))
        for scope, rungs in roll.sums.items()
    }


def _unknown_at(session: Session, who: People, window: Window) -> set[int]:
    """Return the managers whose first client became known here only after a window began."""
    known = dict(session.connection().execute(select(UsualRow.manager_id, UsualRow.known_on)).all())
    return {manager for manager in who.names if (day := known.get(manager)) is not None and day >= window.start}


def _told(rungs: dict[Temperature, _Rung], window: Window, *, past: bool, guessed: bool) -> dict[Figure, Value]:
    hot, warm = rungs[Temperature.HOT], rungs[Temperature.WARM]
    found = {
        figure: Value(
            figure,
            window,
            n=rungs[warmth].clients,
            money=rungs[warmth].sums.money,
            without_amount=rungs[warmth].clients - rungs[warmth].known,
            estimated=rungs[warmth].estimates.money,
            approximate=past,
        )
        for figure, warmth in MONEY.items()
    }
    found[Figure.HOT] = Value(Figure.HOT, window, n=hot.clients, number=float(hot.clients), approximate=past)
    found[Figure.HOT_NEW] = Value(
        Figure.HOT_NEW, window, n=hot.fresh, number=float(hot.fresh), approximate=guessed and hot.clients > 0
    )
    share = Share(hot.without + warm.without, hot.clients + warm.clients)
    found[Figure.NO_OFFER] = Value(Figure.NO_OFFER, window, n=share.whole, share=share, approximate=past)
    return found
