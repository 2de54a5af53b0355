"""What the forecasts kept by sittings said, and what came (R28)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from cockpit.method.forecast import Fact
from cockpit.method.scope import Scope


def forecast_facts(session: Session, scope: Scope, now: datetime, weeks: int) -> tuple[Fact, ...]:
    """Compare the last weeks with the forecasts kept before each began."""
    return ()
