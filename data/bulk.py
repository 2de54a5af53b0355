"""Many rows of one table at the driver's speed.

SQLAlchemy prepares every row of an ``executemany`` anew, which takes longer than writing it. Here the statement and
what each column's type does to a value are settled once, and rows are converted column by column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Connection, Dialect, Table, bindparam, func, insert, null, select, text, update

from data.columns import JsonText

Column: TypeAlias = Sequence[Any]
Converter: TypeAlias = Callable[[Any], Any]

#: Values of a column that are remembered; a batch of days or words has far fewer.
_MOST_REMEMBERED = 50_000
_KEY = "row_id"


class Bulk:
    """Inserts or updates rows of the same columns.

    Args:
        connection: where to; nothing is committed.
        table: the table; an update finds its rows by `id`.
        columns: the columns that every row has a value for, in the order of its values.
    """

    def __init__(self, connection: Connection, table: Table, columns: tuple[str, ...]) -> None:
        self._connection = connection
        self._table = table
        self._columns = columns
        self._converters = _converters(connection.dialect, table, columns)

    def insert(self, rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows, each with its values in the order of the columns."""
        columns = self._converted(rows)
        if columns:
            self._run(_insertion(self._connection.dialect, self._table, self._columns, _empty(columns)), columns)

    def update(self, ids: Sequence[int], rows: Iterable[Sequence[Any]]) -> None:
        """Write the values of rows that exist, each in the order of the columns, by their ids."""
        columns = self._converted(rows)
        if columns:
            statement = _updating(self._connection.dialect, self._table, self._columns, _empty(columns))
            self._run(statement, [*columns, ids])

    def _converted(self, rows: Iterable[Sequence[Any]]) -> list[Column | None]:
        """Turn rows into columns as the driver takes them; None for a column without a value in any row."""
        return [
            _convert(convert, column)
            for convert, column in zip(self._converters, zip(*rows, strict=True), strict=False)
        ]

    def _run(self, statement: _Statement, columns: Sequence[Column | None]) -> None:
        rows = zip(*(columns[place] or () for place in statement.order), strict=True)
        names = statement.names
        parameters: Any = list(rows) if names is None else [dict(zip(names, row, strict=True)) for row in rows]
        self._connection.exec_driver_sql(statement.sql, parameters)


class _Statement(NamedTuple):
    """A statement in the driver's words.

    Attributes:
        sql: the statement.
        order: the places of the columns that it takes, the id last.
        names: what the driver calls them; None for one that takes them by place.
    """

    sql: str
    order: tuple[int, ...]
    names: tuple[str, ...] | None


@lru_cache(maxsize=64)
def _insertion(dialect: Dialect, table: Table, columns: tuple[str, ...], empty: frozenset[int]) -> _Statement:
    filled: dict[str, Any] = {name: bindparam(name) for place, name in enumerate(columns) if place not in empty}
    return _compiled(insert(table).values(filled), dialect, columns)


@lru_cache(maxsize=64)
def _updating(dialect: Dialect, table: Table, columns: tuple[str, ...], empty: frozenset[int]) -> _Statement:
    values = {name: null() if place in empty else bindparam(name) for place, name in enumerate(columns)}
    return _compiled(update(table).where(table.c.id == bindparam(_KEY)).values(values), dialect, columns)


def _compiled(statement: Any, dialect: Dialect, columns: tuple[str, ...]) -> _Statement:
    compiled = statement.compile(dialect=dialect)
    by_place = compiled.positiontup
    names = tuple(compiled.params if by_place is None else by_place)
    places = {name: place for place, name in enumerate((*columns, _KEY))}
    return _Statement(compiled.string, tuple(places[name] for name in names), names if by_place is None else None)


def _empty(columns: Sequence[Column | None]) -> frozenset[int]:
    return frozenset(place for place, column in enumerate(columns) if column is None)


def _convert(convert: Converter | None, column: Column) -> Column | None:
    first = column[0]
    if column.count(first) == len(column):
        return None if first is None else [first if convert is None else convert(first)] * len(column)
    return column if convert is None else list(map(convert, column))


@lru_cache(maxsize=64)
def _converters(dialect: Dialect, table: Table, columns: tuple[str, ...]) -> tuple[Converter | None, ...]:
    return tuple(_converter(table.c[name].type, dialect) for name in columns)


def _converter(column: Any, dialect: Dialect) -> Converter | None:
    """Return what the column's type does to a value on its way to the database."""
    process = column.bind_processor(dialect)
    if process is None:
        return None
    if isinstance(column, JsonText):
        return lambda value: None if value is None else process(value)
    return _Converted(process).__getitem__


class _Converted(dict[Any, Any]):
    """What a column's type makes of a value, remembered, since days, words and flags repeat."""

    def __init__(self, process: Converter) -> None:
        super().__init__({None: None})
        self._process = process

    def __missing__(self, value: Any) -> Any:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        found = self[value] = self._process(value)
        return found


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
