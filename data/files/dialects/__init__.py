"""The programs whose files are understood. One dialect is one file here and one entry in `DIALECTS`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from cockpit.method.crm import MetStage
from cockpit.method.errors import FileError
from cockpit.method.sentence import Sentence, say
from data.files.dialects.amocrm import AMOCRM
from data.files.dialects.bitrix24 import BITRIX24
from data.files.dialects.generic import GenericDialect
from data.files.dialects.hubspot import HUBSPOT
from data.files.dialects.mapped import MappedDialect
from data.files.dialects.maven import MavenDialect
from data.files.dialects.pipedrive import PIPEDRIVE
from data.files.dialects.program import Program
from data.files.dialects.salesforce import SALESFORCE
from data.files.facts import Account, Fact, ReadOptions, Stages
from data.files.meter import Meter
from data.files.table import Table


class Part(Protocol):
    """The tables of one source, ready to be read; accounts, stages and notes are complete when `facts` has ended."""

    source: str
    tables: tuple[Table, ...]

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The account of every table."""

    @property
    def stages(self) -> Stages:
        """The stages met and what they were taken for."""

    @property
    def met(self) -> tuple[MetStage, ...]:
        """The same with the number of their deals, and whether they leave a question."""

    @property
    def fields(self) -> frozenset[str]:
        """The `DealFact` fields that the source can fill."""

    def facts(self, meter: Meter) -> Iterator[Fact]:
        """Read the tables from the beginning, managers before deals."""

    def notes(self) -> tuple[Sentence, ...]:
        """Return what a preview should say."""


class Dialect(Protocol):
    """One program's way to write its tables; `aliases` are other names it is asked for by."""

    name: str
    aliases: tuple[str, ...]

    def claims(self, tables: Sequence[Table]) -> tuple[Table, ...]:
        """Return those tables that are this program's, by their signature."""

    def part(self, tables: Sequence[Table], options: ReadOptions) -> Part:
        """Make ready to read tables of this program.

        Raises:
            FileError: the tables lack what this dialect needs.
        """


#: In the order in which they are asked; the last takes any table.
DIALECTS: tuple[Dialect, ...] = (
    MavenDialect(), AMOCRM, HUBSPOT, PIPEDRIVE, SALESFORCE, BITRIX24, GenericDialect(),
)  # fmt: skip


def parts(tables: Sequence[Table], options: ReadOptions, source: str | None = None) -> tuple[Part, ...]:
    """Give every table to the dialect that recognises it; what a person said of its columns comes first.

    Args:
        tables: the opened files.
        options: what the files do not say.
        source: the name of the dialect to use for all of them, or None to recognise.

    Raises:
        FileError: there is no dialect of that name, or a table is not understood.
    """
    programs = {one.name: one for one in DIALECTS if isinstance(one, Program)}
    mapped = [MappedDialect(one, programs.get(one.name)) for one in options.maps.values() if one.columns]
    known: tuple[Dialect, ...] = (*mapped, *DIALECTS)
    if source is not None:
        wanted = source.casefold()
        dialect = next((one for one in known if one.name == source), None) or next(
            (one for one in DIALECTS if wanted == one.name or wanted in one.aliases), None
        )
        if dialect is None:
            names = ", ".join(one.name for one in known)
            raise FileError(
                say("The source is not known"),
                say("There is no source {source}; known are {names}.", source=source, names=names),
            )
        return (dialect.part(tables, options),)
    found: list[Part] = []
    rest = list(tables)
    for dialect in known:
        mine = dialect.claims(rest)
        if mine:
            rest = [table for table in rest if table not in mine]
            found.append(dialect.part(mine, options))
    return tuple(found)
