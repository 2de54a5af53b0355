"""Tables of HTML that call themselves Excel files: what Bitrix24 and other programs write as ``.xls``.

A cell may hold markup from a comment; its text counts, and a table inside a cell is text too.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import ClassVar, Final

from cockpit.method.sentence import say
from data.files.table import PROGRESS_ROWS, Flaw, Progress, Row, Source, Table, refusal

_BLOCK: Final = 1 << 16
#: A cell longer than this is cut: nobody typed it.
_LONGEST_CELL: Final = 1 << 16
_MOST_CELLS: Final = 2000
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_CELLS: Final = frozenset({"td", "th"})
#: What parts words where it stands.
_BREAKS: Final = frozenset({"br", "p", "div", "li", "tr"})
_SILENT: Final = frozenset({"script", "style", "head", "title"})


class HtmlTable(Table):
    """The first table of a page that has rows, read as it comes."""

    ragged: ClassVar[bool] = True

    def __init__(self, source: Source, encoding: str) -> None:
        name = "UTF-8" if encoding == "utf-8-sig" else encoding.upper()
        super().__init__(source, (say("A table of HTML that calls itself a workbook, read as {name}.", name=name),))
        self.encoding = encoding

    def records(self, progress: Progress | None = None) -> Iterator[Row | Flaw]:
        """Yield every row of the table with its number: a page may be one line."""
        size, done = self.source.size, 0
        parser, decoder = _Rows(), getincrementaldecoder(self.encoding)("replace")
        number = 0
        with self.source.path.open("rb") as file:
            while block := file.read(_BLOCK):
                done += len(block)
                parser.feed(decoder.decode(block))
                for row in parser.taken():
                    number += 1
                    yield row
                    if progress is not None and number % PROGRESS_ROWS == 0:
                        progress(done, size)
        parser.close()
        yield from parser.taken()
        if progress is not None:
            progress(size, size)


def open_page(source: Source, head: bytes) -> HtmlTable:
    """Open a page as a table.

    Args:
        source: the file.
        head: its first bytes.

    Raises:
        FileError: there is no table in it; the words that it begins with are told.
    """
    table = HtmlTable(source, _encoding(head))
    if next(table.records(), None) is None:
        words = _Words()
        words.feed(head.decode(table.encoding, "replace"))
        text = " ".join("".join(words.parts).split())[:_TOLD]
        raise refusal(source.path, say("This is a web page without a table. It says: {text}", text=text or "—"))
    return table


_TOLD: Final = 200


def _encoding(head: bytes) -> str:
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    found = _CHARSET.search(head[:_BLOCK])
    name = found[1].decode("ascii").lower() if found else "utf-8"
    try:
        getincrementaldecoder(name)
    except LookupError:
        return "utf-8"
    return "cp1251" if name in {"windows-1251", "cp1251"} else name


class _Words(HTMLParser):
    """The words of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._silent += tag in _SILENT
        self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


class _Rows(HTMLParser):
    """Gathers the rows of the outermost table."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: list[Row | Flaw] = []
        self._depth = 0
        self._row: list[str] | None = None
        self._cell: list[str] | None = None
        self._length = 0
        self._number = 0

    def taken(self) -> Iterator[Row | Flaw]:
        """Yield the rows that are whole, and forget them."""
        done, self._done = self._done, []
        yield from done

    def close(self) -> None:
        """End the page; a row that was cut short counts as far as it goes."""
        super().close()
        self._end_row()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "table":
            self._depth += 1
        elif self._depth != 1:
            self._part(tag)
        elif tag == "tr":
            self._end_row()
            self._row = []
        elif tag in _CELLS:
            self._end_cell()
            if self._row is None:
                self._row = []
            self._cell, self._length = [], 0
        else:
            self._part(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            if self._depth == 1:
                self._end_row()
            self._depth -= 1
        elif self._depth == 1 and tag == "tr":
            self._end_row()
        elif self._depth == 1 and tag in _CELLS:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and self._length < _LONGEST_CELL:
            self._cell.append(data)
            self._length += len(data)

    def _part(self, tag: str) -> None:
        if self._cell is not None and tag in _BREAKS:
            self._cell.append("\n")

    def _end_cell(self) -> None:
        if self._cell is not None and self._row is not None and len(self._row) < _MOST_CELLS:
            self._row.append("".join(self._cell)[:_LONGEST_CELL].strip())
        self._cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._row:
            self._number += 1
            self._done.append((self._number, self._row))
        self._row = None
