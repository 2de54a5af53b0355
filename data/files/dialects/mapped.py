"""A table whose columns a person has said: it is known again by its columns, and read by what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cockpit.method.crm import SourceMap
from data.files.deals import DealRows
from data.files.dialects.generic import WHO, GenericPart, nameless
from data.files.facts import ReadOptions
from data.files.habits import Habits
from data.files.source_map import mapping_of
from data.files.table import Table


class MappedDialect:
    """Takes the tables that have all columns of one map."""

    aliases: tuple[str, ...] = ()

    def __init__(self, source: SourceMap) -> None:
        self.name = source.name
        self._source = source

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
        habits = Habits(source.name).told(source)

        def rows(table: Table, given: ReadOptions) -> DealRows:
            mapping = mapping_of(source, table.header)
            if not mapping.has(*WHO):
                raise nameless(table)
            return DealRows(table, mapping, given, habits=habits)

        return GenericPart(self.name, tuple(tables), own, rows)
