"""A table of texts in a file: its header now, its rows as often as they are asked for."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, TypeAlias

from cockpit.language.plain import many_lines
from cockpit.method.errors import FileError
from cockpit.method.sentence import Sentence, say
from data.files.facts import Account

#: Called with the bytes read so far and the size of the file.
Progress: TypeAlias = Callable[[int, int], None]
#: A line number and the cells of the record that begins there; the list is the receiver's own.
Row: TypeAlias = tuple[int, list[str]]

#: Rows between two calls of a progress callback.
PROGRESS_ROWS = 1000
#: Rows kept with the header, to judge a column by and to show what is in it.
SAMPLE_ROWS = 200
_WIDE = 2
_LOST_LETTERS = "????"
_OTHER_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_OTHER_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_SPACES = str.maketrans(_OTHER_SPACES + _OTHER_BREAKS, " " * len(_OTHER_SPACES) + "\n" * len(_OTHER_BREAKS))


@dataclass(frozen=True, slots=True)
class Flaw:
    """A record that is broken; `lost` says that no row comes of it, otherwise the row follows."""

    line: int
    sentence: Sentence
    lost: bool = True


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a table stands in; `sha256` is the hash of its bytes."""

    path: Path
    size: int
    sha256: str


class Table(ABC):
    """A table in a file.

    Attributes:
        source: the file.
        name: the file's name, for people.
        header: the names of the columns, an empty one for a column without a name.
        header_line: the line of the header.
        sample: the first rows.
        notes: how the file was read, for a preview.
        totals: what begins a line about the table that is no row of it; None if there are none.
        serial_dates: a plain number in a column of dates is a day count of a spreadsheet.
    """

    serial_dates: ClassVar[bool] = False
    ragged: ClassVar[bool] = False

    def __init__(self, source: Source, notes: tuple[Sentence, ...] = ()) -> None:
        self.source = source
        self.name = source.path.name
        self.notes = notes
        self.header_line = 0
        self.header: tuple[str, ...] = ()
        self.sample: tuple[tuple[str, ...], ...] = ()
        self.totals: re.Pattern[str] | None = None
        self._ended = False

    @abstractmethod
    def records(self, progress: Progress | None = None) -> Iterator[Row | Flaw]:
        """Yield every record of the file with its line, the header too; cells are as they stand in the file.

        Raises:
            FileError: the file is damaged further down.
        """

    def readable(self, progress: Progress | None = None) -> Iterator[Row | Flaw]:
        """Yield the records; a file that vanished, or that the system does not give out any more, is told.

        Raises:
            FileError: the file cannot be read on, or is damaged further down.
        """
        try:
            yield from self.records(progress)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise refusal(self.source.path, say("The system says: {reason}", reason=reason)) from error

    def rows(self, account: Account, progress: Progress | None = None) -> Iterator[Row | Flaw]:
        """Yield the rows below the header, each with as many clean cells as the header has, and count them.

        Blank lines, and those about the table, are counted as blank and left out. The whole file is never held in
        memory.

        Args:
            account: where the rows are counted.
            progress: called now and then, and once at the end.
        """
        self._ended = False
        width, header_line, totals = len(self.header), self.header_line, self.totals
        for record in self.readable(progress):
            if isinstance(record, Flaw):
                if record.line > header_line:
                    account.rows += record.lost
                    account.skipped += record.lost
                    yield record
                continue
            line, raw = record
            if line <= header_line:
                continue
            joined = "".join(raw)
            cells = clean_cells(raw, joined)
            if not any(cells) or (totals is not None and self._is_about(cells, totals)):
                account.blank += 1
                continue
            account.rows += 1
            account.lossy += _LOST_LETTERS in joined
            flaw = None if len(cells) == width else self._fit(line, cells)
            if flaw is not None:
                account.skipped += flaw.lost
                yield flaw
            if flaw is None or not flaw.lost:
                yield line, cells

    def _is_about(self, cells: list[str], totals: re.Pattern[str]) -> bool:
        """Is this a line about the table? After the first one, the name of a report may stand in a line alone."""
        filled = list(filter(None, cells))
        about = totals.match(filled[0]) is not None or (self._ended and len(filled) == 1)
        self._ended = self._ended or about
        return about

    def _fit(self, line: int, cells: list[str]) -> Flaw | None:
        """Give a record the width of the header; return what is wrong if that loses or guesses something."""
        width, found = len(self.header), len(cells)
        while len(cells) > width and not cells[-1]:
            cells.pop()
        over, short = len(cells) > width, len(cells) < width
        del cells[width:]
        cells.extend([""] * (width - len(cells)))
        if not over and (self.ragged or not short):
            return None
        # A lone cell in a wide table is a line about the table, not a row of it.
        lost = (over and not self.ragged) or (found == 1 and width > _WIDE)
        return Flaw(line, say("The line has {found} cells, the header {width}.", found=found, width=width), lost)


def clean_cells(cells: list[str], joined: str) -> list[str]:
    """Strip the cells and take out what no person typed: control, direction and invisible characters.

    `joined` is the cells in one string, which shows in one go that there is nothing to take out.
    """
    if joined.isprintable() and (joined.isascii() or unicodedata.is_normalized("NFC", joined)):
        return [cell.strip() for cell in cells]
    return [_clean(cell) for cell in cells]


def _clean(text: str) -> str:
    """Return a text with plain spaces, in lines that are safe to show."""
    return many_lines(text.translate(_SPACES)).strip()


def refusal(path: Path, sentence: Sentence) -> FileError:
    """Make the error of a file that cannot be read; its sentence begins with the file's name."""
    return FileError(
        say("The file cannot be read"), say("{file}: {problem}", file=path.name or str(path), problem=sentence)
    )
