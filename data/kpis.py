"""The key figures of the department, of every segment and of every manager (R18-R25)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.kpi import Figure, Kpis, Line, Value
from cockpit.method.window import Window
from data.kpi_people import people


def kpis(session: Session, desk: Desk, window: Window, now: datetime) -> Kpis:
    """Count the figures of everybody in a window and in the period before it."""
    who, before = people(session, now.date()), window.before()
    lines = tuple(
        Line(
            scope,
            name,
            {figure: Value(figure, window) for figure in Figure},
            {figure: Value(figure, before) for figure in Figure},
        )
        for scope, name in who.every()
        if not who.has_left(scope)
    )
    return Kpis(now, window, before, lines, who.segments)
