"""One run of an import over one source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from data.intake.steps import Steps


@dataclass(frozen=True, slots=True)
class Run:
    """What everything that writes in one run shares.

    Attributes:
        session: a session that may write; nothing is committed.
        id: the id of the `import_run` row.
        source: the name of the program that the rows come from.
        now: the present moment.
        steps: what the run changes of rows that were there.
    """

    session: Session
    id: int
    source: str
    now: datetime
    steps: Steps
