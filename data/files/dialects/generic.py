"""Any table whose columns have names that are known: deals, else clients, else managers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from cockpit.method.crm import Field, MetStage
from cockpit.method.errors import FileError, UnmappedError
from cockpit.method.sentence import Sentence, say, say_count
from data.files.deals import DealRows
from data.files.facts import Account, Fact, ReadOptions, Stages
from data.files.fields import match
from data.files.habits import Habits
from data.files.lists import ClientRows, ManagerRows
from data.files.meter import Meter
from data.files.table import Table, refusal

#: A table of deals has one of these.
WHO = (Field.CLIENT, Field.CONTACT, Field.TITLE, Field.EXTERNAL_ID)
_DEAL_SIGNS = (
    Field.AMOUNT, Field.STAGE, Field.STATUS, Field.EXPECTED, Field.CLOSED, Field.LOST_REASON, Field.PRODUCT,
    Field.CREATED,
)  # fmt: skip


Rows: TypeAlias = DealRows | ClientRows | ManagerRows


class GenericDialect:
    """Takes any table."""

    name = "table"
    aliases: tuple[str, ...] = ()

    def claims(self, tables: Sequence[Table]) -> tuple[Table, ...]:
        """Claim every table."""
        return tuple(tables)

    def part(self, tables: Sequence[Table], options: ReadOptions) -> GenericPart:
        """Make ready to read the tables.

        Raises:
            FileError: a table has no column that says who or what a row is about.
        """
        return GenericPart(self.name, tuple(tables), options)


class GenericPart:
    """Tables read by the names of their columns."""

    def __init__(
        self,
        source: str,
        tables: tuple[Table, ...],
        options: ReadOptions,
        rows_of: Callable[[Table, ReadOptions], Rows] | None = None,
    ) -> None:
        self.source = source
        self.tables = tables
        self._rows = tuple((rows_of or _rows_of)(table, options) for table in tables)
        self._accounts: tuple[Account, ...] = ()

    @property
    def accounts(self) -> tuple[Account, ...]:
        return self._accounts

    @property
    def stages(self) -> Stages:
        met = Stages()
        for rows in self._rows:
            if isinstance(rows, DealRows):
                met.met |= rows.stages.met
        return met

    @property
    def met(self) -> tuple[MetStage, ...]:
        return met_stages(self.source, [rows.stages for rows in self._rows if isinstance(rows, DealRows)])

    @property
    def fields(self) -> frozenset[str]:
        return frozenset().union(*(rows.fields for rows in self._rows if isinstance(rows, DealRows)))

    def facts(self, meter: Meter) -> Iterator[Fact]:
        """Read lists of managers, then of clients, then deals."""
        self._accounts = tuple(Account(table.name) for table in self.tables)
        accounts = dict(zip(self._rows, self._accounts, strict=True))
        for kind in (ManagerRows, ClientRows, DealRows):
            for rows in self._rows:
                if isinstance(rows, kind):
                    yield from rows.facts(accounts[rows], meter.of(rows.table))

    def notes(self) -> tuple[Sentence, ...]:
        found = [note for rows in self._rows for note in (*rows.table.notes, *rows.notes())]
        return (*found, *lossy_notes(self._accounts))


def met_stages(source: str, found: Sequence[Stages]) -> tuple[MetStage, ...]:
    """Return the stages that were met in tables of one source, those that leave a question and the most deals first."""
    deals = Counter[str]()
    for stages in found:
        deals.update(stages.deals)
    taken = {text: status for stages in found for text, status in stages.met.items()}
    sure = frozenset().union(*(stages.sure for stages in found))
    met = (MetStage(source, text, taken[text], n, text in sure) for text, n in deals.items() if text and text in taken)
    return tuple(sorted(met, key=lambda each: (each.sure, -each.deals, each.text)))


def lossy_notes(accounts: Sequence[Account]) -> tuple[Sentence, ...]:
    """Say which tables lost letters on their way."""
    return tuple(
        say_count(
            "{table}: {n} line holds ????: the export lost letters.",
            "{table}: {n} lines hold ????: the export lost letters.",
            account.lossy,
            table=account.table,
        )
        for account in accounts
        if account.lossy
    )


def _rows_of(table: Table, options: ReadOptions) -> Rows:
    mapping = match(table.header)
    if mapping.has(*WHO):
        is_deals = mapping.has(*_DEAL_SIGNS) or not mapping.has(Field.CLIENT, Field.CONTACT)
        habits = Habits(GenericDialect.name).told(options.maps.get(GenericDialect.name))
        return DealRows(table, mapping, options, habits=habits) if is_deals else ClientRows(table, mapping)
    if mapping.has(Field.MANAGER):
        return ManagerRows(table, mapping.columns[Field.MANAGER][0], mapping.columns.get(Field.TEAM, (None,))[0])
    raise nameless(table)


def nameless(table: Table) -> FileError:
    """Make the error of a table whose columns name neither clients nor deals; a person can say what several mean."""
    told = refusal(
        table.source.path,
        say(
            "No column says which client or deal a row is about. The columns are: {columns}.",
            columns=", ".join(filter(None, table.header)),
        ),
    )
    return UnmappedError(told.title, told.sentence) if sum(map(bool, table.header)) > 1 else told
