"""The rows behind a figure (R26)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.kpi import Behind, Figure, Value
from cockpit.method.scope import Scope
from cockpit.method.window import Window


def behind(
    session: Session, desk: Desk, figure: Figure, scope: Scope, window: Window, now: datetime, limit: int
) -> Behind:
    """Read the rows behind a figure of a scope, the most telling first, at most `limit` of them."""
    return Behind(Value(figure, window), scope, 0, ())
