"""Column types that mean the same in SQLite's STRICT tables and in PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import (
    REAL,
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    Double,
    Integer,
    Text,
    literal_column,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

#: Turns what a driver hands over into a value. One call for each value read, so it is one of C where it can be.
Reader: TypeAlias = Callable[[Any], T | None]

#: A whole number: 64 bits in both databases.
WholeNumber = BigInteger().with_variant(Integer(), "sqlite")

#: A length of time in seconds with its fraction.
Seconds: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")


class Instant(TypeDecorator[datetime]):
    """An aware moment, stored in UTC: timestamptz, or sortable ISO 8601 text in SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        utc = value.astimezone(UTC)
        return utc.isoformat(timespec="microseconds") if dialect.name == "sqlite" else utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader[datetime] | None:  # noqa: ARG002  SQLAlchemy's name
        return _moment if dialect.name == "sqlite" else _in_utc


@lru_cache(maxsize=1000)
def _moment(text: str | None) -> datetime | None:
    """Read an ISO moment; all clients of one import share theirs."""
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)


def _in_utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(UTC)


class LocalDay(TypeDecorator[date]):
    """A local day: date, or ISO text in SQLite."""

    impl = Date()
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else Date())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        return value.isoformat() if value is not None and dialect.name == "sqlite" else value

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader[date] | None:  # noqa: ARG002  SQLAlchemy's name
        return _day if dialect.name == "sqlite" else None


@lru_cache(maxsize=10_000)
def _day(text: str | None) -> date | None:
    """Read an ISO day; a department's days recur, and a queue reads half a million of them."""
    return None if text is None else date.fromisoformat(text)


class Flag(TypeDecorator[bool]):
    """Yes or no: boolean, or 0 and 1 in SQLite."""

    impl = Boolean()
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Integer() if dialect.name == "sqlite" else Boolean())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        return int(value) if value is not None and dialect.name == "sqlite" else value

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader[bool] | None:  # noqa: ARG002  SQLAlchemy's name
        return {None: None, 0: False, 1: True}.__getitem__ if dialect.name == "sqlite" else None


class Word(TypeDecorator[E], Generic[E]):
    """One value of a `StrEnum`, stored as its text."""

    impl = Text()
    cache_ok = True

    def __init__(self, words: type[E]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's name
        return None if value is None else str(self.words(value))

    def result_processor(self, dialect: Dialect, coltype: object) -> Reader[E]:  # noqa: ARG002  SQLAlchemy's name
        known: dict[str | None, E | None] = {None: None, **{word.value: word for word in self.words}}
        return known.__getitem__


def spelled(word: StrEnum) -> ColumnElement[Any]:
    """Spell a word out in a statement, instead of passing it: the database then finds an index made for it alone."""
    return literal_column(f"'{word}'")


_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class JsonText(TypeDecorator[Any]):
    """A small structure that is only ever read whole, as JSON text."""

    impl = Text()
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002  SQLAlchemy's name
        return None if value is None else _written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002  SQLAlchemy's name
        return None if value is None else json.loads(value)
