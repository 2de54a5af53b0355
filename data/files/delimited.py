"""Tables in text files: their encoding, their delimiter, and records that survive a stray quote."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cockpit.method.sentence import say
from data.files.fields import field_of
from data.files.table import PROGRESS_ROWS, Flaw, Progress, Row, Source, Table

#: In the order in which they are preferred when a header line holds as many of the one as of the other.
_DELIMITERS = "\t;|,"
_DELIMITER_NAMES = {"\t": say("tab"), ";": say("semicolon"), "|": say("vertical bar"), ",": say("comma")}
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LOOK_AT_LINES, _LOOK_AT_CHARACTERS = 20, 20_000
_ENCODING_NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "cp1251": "Windows-1251"}


@dataclass(slots=True)
class EncodingProbe:
    """Tells UTF-8 from the rest while a file's blocks go by, so that one pass over the file is enough."""

    bom: str = ""
    valid: bool = True
    _begun: bool = False
    _tail: bytes = b""
    _letters: int = 0
    _broken: int = 0

    def feed(self, block: bytes, *, last: bool) -> None:
        """Look at the next block."""
        if not self._begun:
            self._begun = True
            self.bom = next((name for mark, name in _BOMS if block.startswith(mark)), "")
        if self.bom == "utf-16" or (self.valid and not self._tail and block.isascii()):
            return
        data = self._tail + block
        cut = len(data) if last else max(data.rfind(b"\n"), data.rfind(b"\r")) + 1 or len(data)
        data, self._tail = data[:cut], data[cut:]
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            self.valid = False
            text = data.decode("utf-8", "surrogateescape")
            odd = sum("\udc80" <= char <= "\udcff" for char in text)
            self._broken += odd
            self._letters += sum(char > "\x7f" for char in text) - odd
        else:
            self._letters += not data.isascii()

    @property
    def encoding(self) -> str:
        """The encoding to read the file in."""
        if self.bom or self.valid:
            return self.bom or "utf-8"
        return "utf-8" if self.mixed else "cp1251"

    @property
    def mixed(self) -> bool:
        """Is the file UTF-8 with some lines of another encoding among them?"""
        return not self.valid and self.bom != "utf-16" and (bool(self.bom) or self._letters > 2 * self._broken)


def _known_names(lines: list[str], delimiter: str) -> int:
    rows = (line.replace('"', "").split(delimiter) for line in lines)
    most = max((sum(field_of(cell) is not None for cell in row) for row in rows), default=0)
    return most if most > 1 else 0


class DelimitedTable(Table):
    """A table in a CSV, TSV or TXT file."""

    def __init__(self, source: Source, encoding: str, *, mixed: bool) -> None:
        super().__init__(source)
        self.encoding = encoding
        self._mixed = mixed
        self.delimiter = self._find_delimiter()
        self.notes = (
            say(
                "Read as {encoding}, columns divided by {delimiter}.",
                encoding=_ENCODING_NAMES[encoding],
                delimiter=_DELIMITER_NAMES[self.delimiter],
            ),
        )

    @contextmanager
    def _opened(self) -> Iterator[tuple[io.BufferedReader, Iterator[str]]]:
        errors = "surrogateescape" if self._mixed else "replace"
        with (
            self.source.path.open("rb") as raw,
            io.TextIOWrapper(raw, encoding=self.encoding, errors=errors, newline="") as text,
        ):
            yield raw, map(_mended, text) if self._mixed else text

    def _find_delimiter(self) -> str:
        """Find the mark that divides the first lines into the most known names, else into the most cells."""
        lines: list[str] = []
        with self._opened() as (_, text):
            for line in text:
                if line.strip():
                    lines.append(line[:_LOOK_AT_CHARACTERS])
                if len(lines) == _LOOK_AT_LINES:
                    break
        first = lines[0] if lines else ""
        if first.casefold().startswith("sep=") and first[len("sep=") :][:1] in set(_DELIMITERS):
            return first[len("sep=")]
        outside = "".join(first.split('"')[::2])
        best = max(_DELIMITERS, key=lambda mark: (_known_names(lines, mark), outside.count(mark)))
        return best if any(best in line for line in lines) else ","

    def records(self, progress: Progress | None = None) -> Iterator[Row | Flaw]:
        """Yield every record, or the flaw of a line that does not give one."""
        size = self.source.size
        with self._opened() as (raw, lines):
            for number, record in enumerate(_Records(lines, self.delimiter, len(self.header)).all()):
                yield record
                if progress is not None and number % PROGRESS_ROWS == 0:
                    progress(min(raw.tell(), size), size)
        if progress is not None:
            progress(size, size)


def _mended(line: str) -> str:
    """Read a line that is not UTF-8 as Windows-1251."""
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return line.encode("utf-8", "surrogateescape").decode("cp1251", "replace")
    return line


class _Records:
    """Records from lines. A quote that is never closed costs its own line, not the rest of the file.

    `width` is the number of columns, 0 while it is not known.
    """

    def __init__(self, lines: Iterator[str], delimiter: str, width: int) -> None:
        self._lines = lines
        self._width = width
        self._delimiter = delimiter
        self._taken: list[str] = []
        self._again: list[str] = []
        self._ended = False

    def _feed(self) -> Iterator[str]:
        taken, again, lines = self._taken, self._again, self._lines
        while True:
            if again:
                line = again.pop()
            else:
                line = next(lines, "")
                if not line:
                    self._ended = True
                    return
            taken.append(line)
            yield line

    def all(self) -> Iterator[Row | Flaw]:
        """Yield every record with the line that it begins on."""
        line, taken = 1, self._taken
        while True:
            reader = csv.reader(self._feed(), delimiter=self._delimiter)
            self._ended = False
            try:
                for cells in reader:
                    count = len(taken)
                    if self._ended or (count > 1 and self._misfits(cells)):
                        yield self._unclosed(line)
                        line += 1
                        break
                    if "\0" in taken[0]:
                        yield Flaw(line, say("The line holds zero bytes, which were replaced."), lost=False)
                    yield line, cells
                    line += count
                    taken.clear()
                else:
                    return
            except csv.Error:
                yield self._unclosed(line)
                line += 1

    def _misfits(self, cells: list[str]) -> bool:
        """Did a stray quote bind lines together that are not one row?"""
        width = self._width
        if width and len(cells) != width and (len(cells) < width or any(cells[width:])):
            return True
        try:
            # Read strictly, a quote that closes in the middle of a cell is an error.
            for _ in csv.reader(self._taken, delimiter=self._delimiter, strict=True):
                pass
        except csv.Error:
            return True
        return False

    def _unclosed(self, line: int) -> Flaw:
        """Give back the lines that a stray quote swallowed; only the first is lost."""
        swallowed = self._taken[1:]
        self._taken.clear()
        self._again.extend(reversed(swallowed))
        return Flaw(line, say("A quote on this line is never closed, or the line is too long."))
