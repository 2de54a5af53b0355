"""Many rows into one table at the driver's speed.

SQLAlchemy prepares every row of an ``executemany`` anew, which takes longer than writing it. Here the statement and
what each column's type does to a value are settled once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, insert, select, text

from data.columns import JsonText


class Bulk:
    """Inserts rows of the same columns.

    Args:
        connection: where to; nothing is committed.
        table: the table.
        columns: the columns that every row has a value for, in the order of its values.
    """

    def __init__(self, connection: Connection, table: Table, columns: Sequence[str]) -> None:
        self._connection = connection
        self._columns = tuple(columns)
        dialect = connection.dialect
        statement = insert(table).values({name: bindparam(name) for name in columns}).compile(dialect=dialect)
        self._sql = statement.string
        self._order = (
            None if statement.positiontup is None else [self._columns.index(name) for name in statement.positiontup]
        )
        self._converters = [_converter(table.c[name].type, dialect) for name in columns]

    def insert(self, rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows, each with its values in the order of the columns."""
        columns = list(zip(*rows, strict=True))
        if not columns:
            return
        written = [
            values if convert is None else [convert(value) for value in values]
            for convert, values in zip(self._converters, columns, strict=True)
        ]
        parameters: Any
        if self._order is None:
            parameters = [dict(zip(self._columns, row, strict=True)) for row in zip(*written, strict=True)]
        else:
            parameters = list(zip(*(written[place] for place in self._order), strict=True))
        self._connection.exec_driver_sql(self._sql, parameters)


def _converter(column: Any, dialect: Any) -> Callable[[Any], Any] | None:
    """Return what the column's type does to a value on its way to the database, remembering what repeats."""
    process = column.bind_processor(dialect)
    if process is None:
        return None
    if isinstance(column, JsonText):
        return lambda value: None if value is None else process(value)
    known: dict[Any, Any] = {None: None}

    def convert(value: Any) -> Any:
        found = known.get(value)
        if found is None and value is not None:
            found = known[value] = process(value)
        return found

    return convert


def new_ids(connection: Connection, table: Table, number: int) -> Sequence[int]:
    """Take ids for rows that are about to be inserted.

    In SQLite the transaction holds the only write lock, so the ids after the largest are free; a server hands them
    out of the table's sequence.
    """
    if connection.dialect.name == "sqlite":
        last: int = connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
        return range(last + 1, last + 1 + number)
    drawn = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :number)")
    return connection.execute(drawn, {"name": table.name, "number": number}).scalars().all()
