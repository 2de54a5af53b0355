"""Rows of lists that are no deals: managers, clients."""

from __future__ import annotations

from collections.abc import Iterator

from cockpit.method.crm import Field
from cockpit.method.sentence import Sentence, say
from data.files.columns import IdColumn, NameColumn, Problems
from data.files.facts import Account, ClientFact, Fact, ManagerFact, Skipped, Warned
from data.files.fields import Mapping
from data.files.table import Flaw, Progress, Table


class ManagerRows:
    """Reads a list of managers from the columns of their name, segment and head."""

    def __init__(self, table: Table, name: int, segment: int | None = None, head: int | None = None) -> None:
        self.table = table
        self._name, self._segment, self._head = name, segment, head

    def facts(self, account: Account, progress: Progress | None = None) -> Iterator[Fact]:
        """Yield a manager for every row that names one."""
        table, problems = self.table.name, Problems()
        names = NameColumn(self.table.header[self._name], problems)
        for row in self.table.rows(account, progress):
            if isinstance(row, Flaw):
                yield (Skipped if row.lost else Warned)(table, row.line, row.sentence)
                continue
            line, cells = row
            name = names[cells[self._name]]
            yield from (Warned(table, line, sentence) for sentence in problems)
            problems.clear()
            if name is None:
                account.skipped += 1
                yield Skipped(table, line, say("The row names nobody."))
                continue
            segment = "" if self._segment is None else cells[self._segment]
            head = "" if self._head is None else cells[self._head]
            yield ManagerFact(table, line, name, segment, head)

    def notes(self) -> tuple[Sentence, ...]:
        """Name the columns that were not read."""
        read = {self._name, self._segment, self._head}
        left = ", ".join(name for column, name in enumerate(self.table.header) if name and column not in read)
        return (
            (say("{table}: columns that were not read: {columns}.", table=self.table.name, columns=left),)
            if left
            else ()
        )


class ClientRows:
    """Reads a list of clients."""

    def __init__(self, table: Table, mapping: Mapping) -> None:
        self.table = table
        self.mapping = mapping

    def facts(self, account: Account, progress: Progress | None = None) -> Iterator[Fact]:
        """Yield a client for every row that names one."""
        table, mapping, problems = self.table.name, self.mapping, Problems()
        blank = len(self.table.header)
        clients, managers = NameColumn(Field.CLIENT, problems), NameColumn(Field.MANAGER, problems)
        ids = IdColumn(Field.EXTERNAL_ID, problems)
        placed = {column for field in _PLACED for column in mapping.columns.get(field, ())}
        extra = [(at, name) for at, name in enumerate(self.table.header) if name and at not in placed]
        for row in self.table.rows(account, progress):
            if isinstance(row, Flaw):
                yield (Skipped if row.lost else Warned)(table, row.line, row.sentence)
                continue
            line, cells = row
            cells.append("")
            of = {
                field: list(dict.fromkeys(filter(None, (cells[at] for at in mapping.columns.get(field, (blank,))))))
                for field in _PLACED
            }
            name = clients["".join(of[Field.CLIENT][:1])] or clients["".join(of[Field.CONTACT][:1])]
            manager = managers["".join(of[Field.MANAGER][:1])]
            external_id = ids["".join((of[Field.CLIENT_ID] or of[Field.EXTERNAL_ID])[:1])]
            yield from (Warned(table, line, sentence) for sentence in problems)
            problems.clear()
            if name is None:
                account.skipped += 1
                yield Skipped(table, line, say("The row names nobody."))
                continue
            yield ClientFact(
                table,
                line,
                name,
                external_id=external_id,
                manager=manager,
                segment="".join(of[Field.TEAM][:1]),
                contact="".join(of[Field.CONTACT][:1]),
                phone=", ".join(of[Field.PHONE]),
                email=", ".join(of[Field.EMAIL]),
                lead_source="".join(of[Field.SOURCE][:1]),
                note="\n".join(of[Field.NOTE]),
                extras=tuple((name, cells[at]) for at, name in extra if cells[at]),
            )

    def notes(self) -> tuple[Sentence, ...]:
        """Name the columns that say nothing known."""
        left = ", ".join(self.mapping.names((*self.mapping.unknown, *self.mapping.unused)))
        return (say("Columns that are not known, kept as they are: {columns}.", columns=left),) if left else ()


_PLACED = (
    Field.CLIENT, Field.CLIENT_ID, Field.EXTERNAL_ID, Field.MANAGER, Field.TEAM, Field.CONTACT, Field.PHONE,
    Field.EMAIL,
    Field.SOURCE, Field.NOTE,
)  # fmt: skip
