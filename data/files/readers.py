"""The way into a file: what kind it is, and a clear refusal if it is no table."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from cockpit.method.sentence import say
from data.files.delimited import DelimitedTable, EncodingProbe
from data.files.fields import field_of
from data.files.table import SAMPLE_ROWS, Flaw, Source, Table, clean_cells, refusal

_BLOCK = 1 << 20
#: Above the table there may be a title and a few lines about the report.
_HEADER_WITHIN = 20
_MOST_COLUMNS = 2000

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_OTHER_KINDS = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"\x1f\x8b", b"RIFF", b"Rar!", b"7z\xbc\xaf", b"\x7fELF",
    b"SQLite format 3", b"BZh", b"\xfd7zXZ", b"II*\0", b"MM\0*", b"OggS", b"PK\x05\x06",
)  # fmt: skip
_HTML = (b"<html", b"<!doctype", b"<meta", b"<table", b"<?xml", b"<head")
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\x1a\x00")
_MOST_CONTROLS = 0.05


def open_table(path: Path) -> Table:
    """Open a CSV, TSV, TXT or XLSX file, or a table of HTML, as a table; what it is, its bytes tell and not its name.

    The bytes are read once for their hash and encoding, and the first rows for the header; nothing is kept open.

    Raises:
        FileError: there is no such file, it is empty, or it is not a table that can be read.
    """
    source, probe, head = _probe(path)
    table: Table
    if head.startswith(_ZIP):
        from data.files.workbook import open_sheet

        table = open_sheet(source)
    elif _is_page(head):
        from data.files.html import open_page

        table = open_page(source, head)
    else:
        _refuse_other_kinds(path, head, probe)
        table = DelimitedTable(source, probe.encoding, mixed=probe.mixed)
        if probe.mixed:
            table.notes += (say("Some lines are not UTF-8 and were read as Windows-1251."),)
    find_header(table)
    return table


def open_tables(paths: Iterable[Path]) -> tuple[Table, ...]:
    """Open several files, in their order; namesakes get their number behind their name.

    Raises:
        FileError: one of them cannot be read.
    """
    tables = [open_table(path) for path in paths]
    for number, table in enumerate(tables):
        if table.name in {other.name for other in tables[:number]}:
            table.name = f"{table.name} ({number + 1})"
    return tuple(tables)


def find_header(table: Table) -> None:
    """Set a table's header and sample from its first records: the line with the most known names.

    Raises:
        FileError: there is no line with a name in it.
    """
    records: list[tuple[int, list[str]]] = []
    for record in table.readable():
        if isinstance(record, Flaw):
            continue
        cells = clean_cells(record[1], "".join(record[1]))
        if any(cells) and not (len(records) == 0 and cells[0].casefold().startswith("sep=")):
            records.append((record[0], cells))
        if len(records) > SAMPLE_ROWS:
            break
    if not records:
        raise refusal(table.source.path, say("There are no rows in the file."))
    at = _header_at([cells for _, cells in records[:_HEADER_WITHIN]])
    line, cells = records[at]
    if len(cells) > _MOST_COLUMNS:
        raise refusal(table.source.path, say("The file has {n} columns, which is too many for a table.", n=len(cells)))
    if table.ragged:
        while not cells[-1]:
            cells.pop()
    table.header = tuple(" ".join(cell.split()) for cell in cells)
    table.header_line = line
    table.sample = tuple(tuple(row) for _, row in records[at + 1 :])
    if at > 0:
        table.notes += (say("The names of the columns stand on line {line}; what is above was not read.", line=line),)


def _header_at(rows: Sequence[Sequence[str]]) -> int:
    known = [sum(field_of(cell) is not None for cell in row) for row in rows]
    best = max(range(len(rows)), key=lambda at: (known[at], -at))
    if known[best] > 1:
        return best
    widest = max(len([cell for cell in row if cell]) for row in rows)
    return next(at for at, row in enumerate(rows) if len([cell for cell in row if cell]) * 2 >= widest)


def _probe(path: Path) -> tuple[Source, EncodingProbe, bytes]:
    """Read the bytes once: their hash, their encoding, the first of them."""
    if not path.exists():
        raise refusal(path, say("There is no such file."))
    if path.is_dir():
        raise refusal(path, say("This is a folder. Name the file in it."))
    if not path.is_file():
        raise refusal(path, say("This is not a file."))
    probe, digest, head, size = EncodingProbe(), hashlib.sha256(), b"", 0
    try:
        with path.open("rb") as file:
            block = file.read(_BLOCK)
            head = block[: 1 << 16]
            as_text = not head.startswith((_ZIP, _OLE, *_OTHER_KINDS))
            page = _is_page(head)
            while block:
                following = file.read(_BLOCK)
                digest.update(block)
                size += len(block)
                if as_text:
                    probe.feed(block, last=not following)
                    if not page:
                        _refuse_endless_line(path, block)
                block = following
    except OSError as error:
        raise refusal(path, say("The system says: {reason}", reason=error.strerror or str(error))) from error
    if not size:
        raise refusal(path, say("The file is empty."))
    return Source(path, size, digest.hexdigest()), probe, head


def _refuse_endless_line(path: Path, block: bytes) -> None:
    """A line that fills a block is no table, and would not fit into memory."""
    if len(block) == _BLOCK and b"\n" not in block and b"\r" not in block:
        raise refusal(path, say("A line is longer than a megabyte: this is not a table."))


def _is_page(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:16].lower().startswith(_HTML)


def _refuse_other_kinds(path: Path, head: bytes, probe: EncodingProbe) -> None:
    if head.startswith(_OLE):
        raise refusal(
            path,
            say("This is an old or a protected Excel file. Save it in Excel as CSV or XLSX, without a password."),
        )
    if head.startswith(_OTHER_KINDS):
        raise refusal(path, say("This is not a table. Export it as CSV or XLSX."))
    if probe.bom != "utf-16":
        controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in head)  # noqa: PLR2004 ASCII's first letter
        zeros = head.count(0)
        if controls > len(head) * _MOST_CONTROLS or zeros > len(head) * 0.2:
            raise refusal(path, say("This is not a table. Export it as CSV or XLSX."))
