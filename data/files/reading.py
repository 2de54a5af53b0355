"""Files in, facts out: the way into this folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cockpit.method.sentence import Sentence
from data.files.dialects import Part, parts
from data.files.facts import Account, Fact, ReadOptions
from data.files.meter import Meter
from data.files.readers import open_tables
from data.files.table import Progress, Table


class Reading:
    """Files that were recognised. They can be read through any number of times, each time from the beginning.

    Attributes:
        tables: the opened files.
        parts: the tables by source.
        total_bytes: the sizes of the files together.
    """

    def __init__(self, tables: tuple[Table, ...], found: tuple[Part, ...]) -> None:
        self.tables = tables
        self.parts = found
        self.total_bytes = sum(table.source.size for table in tables)

    def facts(self, progress: Progress | None = None) -> Iterator[tuple[Part, Fact]]:
        """Yield every fact with its part.

        Args:
            progress: called with the bytes read so far and `total_bytes`.

        Raises:
            FileError: a file is damaged further down.
        """
        for part, facts in self.by_part(progress):
            for fact in facts:
                yield part, fact

    def by_part(self, progress: Progress | None = None) -> Iterator[tuple[Part, Iterator[Fact]]]:
        """Yield every part with its facts, to be read before the next part is asked for; otherwise as `facts`."""
        meter = Meter(progress, self.total_bytes)
        for part in self.parts:
            yield part, part.facts(meter)

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The account of every table, complete when `facts` has ended."""
        return tuple(account for part in self.parts for account in part.accounts)

    @property
    def notes(self) -> tuple[Sentence, ...]:
        """What a preview should say: encoding, delimiter, dialect, currency, order of dates, columns left out, stages.

        Complete when `facts` has ended.
        """
        return tuple(dict.fromkeys(note for part in self.parts for note in part.notes()))


def open_reading(paths: Iterable[Path], options: ReadOptions, source: str | None = None) -> Reading:
    """Open files and recognise what program wrote them.

    Args:
        paths: CSV, TSV, TXT or XLSX files.
        options: what the files do not say about themselves.
        source: the dialect to use for all of them, or None to recognise.

    Raises:
        FileError: a file cannot be read or is not understood.
    """
    tables = open_tables(paths)
    return Reading(tables, parts(tables, options, source))
