"""What is remembered of the sources that files come from: which columns say what, and what their stages mean."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cockpit.method.crm import SourceMap
from cockpit.method.desk import Desk
from data.files.source_map import as_body, from_body
from data.tables import SourceRow


def source_maps(session: Session) -> dict[str, SourceMap]:
    """Read what is remembered, by the names of the sources."""
    rows = session.execute(select(SourceRow.name, SourceRow.body).order_by(SourceRow.name))
    return {name: from_body(name, body) for name, body in rows}


def remember(session: Session, desk: Desk, source: SourceMap, now: datetime) -> None:
    """Remember a source in place of what was known of it."""
    row = session.get(SourceRow, source.name) or SourceRow(name=source.name)
    row.body, row.changed_at, row.changed_by = as_body(source), now, desk.head
    session.add(row)
    session.flush()


def forget(session: Session, name: str) -> None:
    """Forget a source; clients and deals that came from it stay."""
    row = session.get(SourceRow, name)
    if row is not None:
        session.delete(row)
        session.flush()
