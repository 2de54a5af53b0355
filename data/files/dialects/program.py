"""A program that is recognised by the columns of its tables and read as deals, by its habits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from data.files.deals import DealRows
from data.files.dialects.generic import WHO, GenericPart, nameless
from data.files.facts import ReadOptions
from data.files.fields import match, normalised
from data.files.habits import Habits
from data.files.table import Table


class Program:
    """One program.

    Args:
        habits: what its tables do their own way; its source names the dialect.
        signature: tells by the columns' names, as `normalised` gives them, and by the file's name in one case
            whether a table is this program's.
        aliases: other names that ``--source`` takes for it.
        rows: what reads its rows.
    """

    def __init__(
        self,
        habits: Habits,
        signature: Callable[[frozenset[str], str], bool],
        *,
        aliases: tuple[str, ...] = (),
        rows: type[DealRows] = DealRows,
    ) -> None:
        self.name = habits.source
        self.aliases = aliases
        self.habits = habits
        self._signature = signature
        self.rows = rows

    def claims(self, tables: Sequence[Table]) -> tuple[Table, ...]:
        """Claim the tables with this program's signature."""
        return tuple(
            table
            for table in tables
            if self._signature(frozenset(map(normalised, table.header)), table.source.path.name.casefold())
        )

    def part(self, tables: Sequence[Table], options: ReadOptions) -> GenericPart:
        """Make ready to read the tables.

        Raises:
            FileError: no column says which client or deal a row is about.
        """
        known = options.maps.get(self.name)
        habits = self.habits.told(known)
        own = replace(options, currency=known.currency or options.currency) if known else options

        def rows(table: Table, given: ReadOptions) -> DealRows:
            mapping = match(table.header, habits.first)
            if not mapping.has(*WHO):
                raise nameless(table)
            if habits.advice is not None and table.serial_dates and table.header_line > 1:
                table.notes += (habits.advice,)
            return self.rows(table, mapping, given, habits=habits)

        return GenericPart(self.name, tuple(tables), own, rows)
