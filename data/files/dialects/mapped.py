"""A table whose columns a person has said: it is known again by its columns, and read by what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cockpit.method.crm import SourceMap
from data.files.deals import DealRows
from data.files.dialects.generic import WHO, GenericPart, nameless
from data.files.dialects.program import Program
from data.files.facts import ReadOptions
from data.files.habits import Habits
from data.files.source_map import mapping_of
from data.files.table import Table


class MappedDialect:
    """Takes the tables that have all columns of one map."""

    aliases: tuple[str, ...] = ()

    def __init__(self, source: SourceMap, program: Program | None = None) -> None:
        """Make the dialect of a map; `program` has the habits of its source when that is recognised otherwise."""
        self.name = source.name
        self._source = source
        self._habits = program.habits if program else Habits(source.name)
        self._rows = program.rows if program else DealRows

    def claims(self, tables: Sequence[Table]) -> tuple[Table, ...]:
        """Claim the tables whose columns the map names."""
        return tuple(table for table in tables if self._source.fits(table.header))

    def part(self, tables: Sequence[Table], options: ReadOptions) -> GenericPart:
        """Make ready to read the tables.

        Raises:
            FileError: no column says which client or deal a row is about.
        """
        source = self._source
        own = replace(options, currency=source.currency or options.currency)
        habits = self._habits.told(source)

        def rows(table: Table, given: ReadOptions) -> DealRows:
            mapping = mapping_of(source, table.header)
            if not mapping.has(*WHO):
                raise nameless(table)
            return self._rows(table, mapping, given, habits=habits)

        return GenericPart(self.name, tuple(tables), own, rows)
