"""Tables as they were opened, for a person who says what their columns mean, and what comes of what he says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from cockpit.method.crm import Field, Sketch, SourceMap, column_names
from cockpit.method.errors import UnmappedError
from cockpit.method.report import SampleDeal
from cockpit.method.sentence import Sentence
from data.files.dialects import parts
from data.files.dialects.mapped import MappedDialect
from data.files.facts import DealFact, ReadOptions, Skipped, Warned
from data.files.fields import match
from data.files.meter import Meter
from data.files.readers import open_tables
from data.files.table import Table


def sketches(paths: Sequence[Path], options: ReadOptions) -> tuple[Sketch, ...]:
    """Open tables and tell what their columns were taken for.

    Raises:
        FileError: a file is no table.
    """
    return tuple(_sketch(table, options) for table in open_tables(paths))


def _sketch(table: Table, options: ReadOptions) -> Sketch:
    source, understood = "", False
    try:
        part = parts((table,), options)[0]
        source, understood = part.source, True
    except UnmappedError:
        pass
    names = column_names(table.header)
    return Sketch(
        table.name, source, names, _guess(table, options.maps.get(source)), table.sample, table.notes, understood
    )


def _guess(table: Table, known: SourceMap | None) -> tuple[Field | None, ...]:
    """Return what each column is taken for: by what was said of it, else by its name."""
    if known is not None and known.columns:
        return tuple(known.columns.get(name) for name in column_names(table.header))
    found: dict[int, Field] = {
        column: field for field, columns in match(table.header).columns.items() for column in columns
    }
    return tuple(found.get(column) for column in range(len(table.header)))


def first_deals(
    paths: Sequence[Path], source: SourceMap, options: ReadOptions, limit: int = 20
) -> tuple[tuple[SampleDeal, ...], tuple[Sentence, ...]]:
    """Read the first deals of tables as a map says, and what there is to say about rows on the way.

    The file is read only as far as it takes, but through when its first rows leave the order of day and month open.

    Raises:
        FileError: a file is no table.
        UnmappedError: no column says which client or deal a row is about.
    """
    given = replace(options, maps={**options.maps, source.name: source})
    tables = open_tables(paths)
    (part,) = parts(tables, given, source.name) if source.columns else (MappedDialect(source).part(tables, given),)
    deals: list[SampleDeal] = []
    said: list[Sentence] = []
    for fact in islice(part.facts(Meter()), limit * 4):
        if isinstance(fact, DealFact) and len(deals) < limit:
            name = fact.client or fact.external_id or ""
            deals.append(
                SampleDeal(
                    name,
                    fact.client is None,
                    fact.manager or "",
                    fact.title,
                    fact.amount,
                    fact.estimate,
                    fact.stage,
                    fact.status,
                )
            )
        elif isinstance(fact, Skipped | Warned):
            said.append(fact.sentence)
        if len(deals) == limit:
            break
    return tuple(deals), tuple(dict.fromkeys(said))
