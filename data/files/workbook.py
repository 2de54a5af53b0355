"""Tables in XLSX workbooks, read row by row."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from cockpit.method.errors import FileError
from cockpit.method.sentence import say
from data.files.fields import field_of
from data.files.table import PROGRESS_ROWS, Flaw, Progress, Row, Source, Table, refusal

if TYPE_CHECKING:
    from openpyxl import Workbook

#: Unpacked, a workbook of a million rows stays below this; a zip bomb does not.
_MOST_UNPACKED = 4 << 30
_MOST_RATIO = 200
_SMALL = 64 << 20
#: Rows in which a sheet must show that it is the table.
_LOOK_AT = 20

#: What openpyxl and the libraries below it raise on a damaged workbook.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, KeyError, ValueError, TypeError, IndexError,
    AttributeError, EOFError, OSError, NotImplementedError, RuntimeError, OverflowError,
)  # fmt: skip


class SheetTable(Table):
    """A table in a sheet of a workbook. Dates are real dates and come out as ISO texts, ids without ``.0``."""

    serial_dates: ClassVar[bool] = True
    ragged: ClassVar[bool] = True

    def __init__(self, source: Source, sheet: str) -> None:
        super().__init__(source)
        self.sheet = sheet

    def records(self, progress: Progress | None = None) -> Iterator[Row | Flaw]:
        """Yield every row of the sheet that holds something."""
        size = self.source.size
        with _opened(self.source.path) as book, _damage_named(self.source.path):
            sheet: Any = book[self.sheet]
            expected = max(sheet.max_row or 0, 1)
            # A stated size may be wrong; without it the rows themselves decide.
            sheet.reset_dimensions()
            for line, row in enumerate(sheet.iter_rows(values_only=True), 1):
                yield line, [cell if isinstance(cell, str) else _text(cell) for cell in row]
                if progress is not None and line % PROGRESS_ROWS == 0:
                    progress(min(size * line // expected, size), size)
        if progress is not None:
            progress(size, size)


def open_sheet(source: Source) -> SheetTable:
    """Open the sheet of a workbook that looks most like a table of deals.

    Raises:
        FileError: the file is damaged, too large when unpacked, or no XLSX workbook.
    """
    _check_archive(source.path)
    with _opened(source.path) as book, _damage_named(source.path):
        names = [sheet.title for sheet in book.worksheets]
        known = {name: _known_names(book, name) for name in names}
    if not names:
        raise refusal(source.path, say("There are no rows in the file."))
    table = SheetTable(source, max(names, key=lambda name: known[name]))
    if len(names) > 1:
        others = ", ".join(name for name in names if name != table.sheet)
        table.name = f"{table.name} / {table.sheet}"
        table.notes = (say("The sheet {sheet} was read; not read: {others}.", sheet=table.sheet, others=others),)
    return table


def _known_names(book: Workbook, name: str) -> tuple[int, bool]:
    """Return how many known column names a sheet's best line has, and whether the sheet has anything in it."""
    sheet: Any = book[name]
    sheet.reset_dimensions()
    most, filled = 0, False
    for row in sheet.iter_rows(max_row=_LOOK_AT, values_only=True):
        filled = filled or any(cell is not None for cell in row)
        most = max(most, sum(isinstance(cell, str) and field_of(cell) is not None for cell in row))
    return most, filled


@contextmanager
def _opened(path: Path) -> Iterator[Workbook]:
    # The open file goes to openpyxl, which refuses a path that does not end in .xlsx.
    with path.open("rb") as file:
        with _damage_named(path), warnings.catch_warnings():
            # openpyxl warns of styles and validations that it does not keep; no value depends on them.
            warnings.simplefilter("ignore", UserWarning)
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            yield book
        finally:
            book.close()


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    try:
        yield
    except FileError:
        raise
    except _DAMAGE as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> FileError:
    return refusal(path, say("The workbook is damaged or was cut short. Export it again."))


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except _DAMAGE as error:
        raise _damaged(path) from error
    names = {part.filename.casefold() for part in parts}
    if "xl/workbook.bin" in names:
        raise refusal(path, say("This is a binary Excel file. Open it in Excel and save it as CSV or XLSX."))
    if "xl/workbook.xml" not in names:
        raise refusal(path, say("This is not a table. Export it as CSV or XLSX."))
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if unpacked > _MOST_UNPACKED or (unpacked > _SMALL and unpacked > packed * _MOST_RATIO):
        raise refusal(path, say("Unpacked, the workbook would be too large. Export it as CSV."))


def _text(cell: object) -> str:
    """Write a cell's value as the text that a CSV export of it would hold."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return _number(cell)
    if isinstance(cell, datetime):
        if cell.time() == time():
            return cell.date().isoformat()
        return cell.replace(microsecond=0).isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)


def _number(value: float) -> str:
    if value.is_integer():
        return str(int(value))
    text = repr(value)
    # Three decimals would read as a thousands mark; this mark is known to be a decimal one.
    _, _, decimals = text.partition(".")
    return f"{text}0" if len(decimals) == 3 and decimals.isdecimal() else text  # noqa: PLR2004 a group of thousands
