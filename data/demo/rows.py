"""Rows of a made-up team, gathered with their ids and written in one go."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from data.tables import Base

Row = dict[str, Any]


class Rows:
    """Gathers the rows of each table; ids count from 1."""

    def __init__(self) -> None:
        self._tables: dict[type[Base], list[Row]] = {}

    def add(self, table: type[Base], **values: Any) -> int:
        """Add a row and return its id; a column that is not given has its default."""
        rows = self._tables.setdefault(table, [])
        rows.append({"id": len(rows) + 1, **values})
        return len(rows)

    def change(self, table: type[Base], key: int, **values: Any) -> None:
        """Give columns of a row that was added another value."""
        self._tables[table][key - 1].update(values)

    def of(self, table: type[Base]) -> list[Row]:
        """Return the rows of a table as they stand."""
        return self._tables.get(table, [])

    def insert(self, session: Session) -> None:
        """Write every row; reviews and tasks refer to each other, so references are checked at the end."""
        session.execute(sql("PRAGMA defer_foreign_keys=ON"))
        for table in sorted(self._tables, key=lambda one: one.__tablename__):
            blank = {column.name: getattr(column.default, "arg", None) for column in table.__table__.columns}
            session.execute(insert(table), [blank | row for row in self._tables[table]])
