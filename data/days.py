"""Days in statements, said in the words of either database."""

from __future__ import annotations

from datetime import date, datetime, time, tzinfo
from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class days_between(FunctionElement[int]):  # noqa: N801  it is called like a function of the database
    """The calendar days from a local day to a later one; negative when it is earlier."""

    name = "days_between"
    type = Integer()
    inherit_cache = True


@compiles(days_between, "postgresql")
def _postgresql(element: days_between, compiler: SQLCompiler, **given: Any) -> str:
    first, last = (compiler.process(clause, **given) for clause in element.clauses)
    return f"({last} - {first})"


@compiles(days_between, "sqlite")
def _sqlite(element: days_between, compiler: SQLCompiler, **given: Any) -> str:
    first, last = (compiler.process(clause, **given) for clause in element.clauses)
    return f"CAST(julianday({last}) - julianday({first}) AS INTEGER)"


def beginning(day: date, zone: tzinfo | None) -> datetime:
    """Return the moment a local day begins."""
    return datetime.combine(day, time(), tzinfo=zone)
