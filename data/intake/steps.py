"""What an import changes of rows that were there, kept so that the import can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.orm import Session

from data.acts import frozen
from data.tables import Base, ImportRunRow, ImportStepRow

#: So many imports can be taken back, one after the other.
KEPT: Final = 5
_TABLE: Final = Base.metadata.tables[ImportStepRow.__tablename__]


class Steps:
    """The steps of one run: rows changed, added or removed, as images."""

    def __init__(self, session: Session, run_id: int) -> None:
        self._session = session
        self._run_id = run_id
        self._rows: list[dict[str, Any]] = []

    def note(self, table: Table, key: int, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> None:
        """Keep a row as it stood and as it stands; what was added has no `before`, what was removed no `after`."""
        row = {
            "import_run_id": self._run_id,
            "kind": table.name,
            "row_id": key,
            "before": None if before is None else image_of(table, before),
            "after": None if after is None else image_of(table, after),
        }
        self._rows.append(row)

    def flush(self) -> None:
        """Write what was noted."""
        if self._rows:
            self._session.execute(insert(_TABLE), self._rows)
            self._rows.clear()

    def forget_old(self) -> None:
        """Remove the steps of imports that are too long ago to be taken back."""
        newest = select(ImportRunRow.id).where(ImportRunRow.undone_at.is_(None)).order_by(ImportRunRow.id.desc())
        kept = self._session.scalars(newest.limit(KEPT)).all()
        self._session.execute(delete(ImportStepRow).where(ImportStepRow.import_run_id.not_in(kept)))


def image_of(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns of a row as JSON can hold them."""
    types = _types(table)
    return {name: frozen(types[name], value) if value is not None else None for name, value in values.items()}


@cache
def _types(table: Table) -> dict[str, Any]:
    return {column.name: column.type for column in table.c}
