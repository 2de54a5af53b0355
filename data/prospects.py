"""The deals behind the forecast, each with its reason (R55)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.forecast import Place, Prospect
from cockpit.method.scope import Scope
from cockpit.method.words import Temperature


@dataclass(frozen=True, slots=True)
class Sought:
    """Which deals of the forecast are asked for; None is any."""

    place: Place | None = None
    temperature: Temperature | None = None
    week: date | None = None
    later: bool = False


def prospects(
    session: Session, desk: Desk, scope: Scope, now: datetime, sought: Sought, *, limit: int
) -> tuple[int, tuple[Prospect, ...]]:
    """Read the deals behind a part of the forecast."""
    return 0, ()
