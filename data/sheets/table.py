"""A table to hand out, as Markdown, CSV, XLSX or JSON.

Text in it is foreign: it is cleaned of control characters, it is no markup in Markdown, and no spreadsheet runs it.
A spreadsheet takes a text that begins with ``= + - @``, a tab or a line end for a formula; in CSV such a text gets an
apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection), in XLSX it is a cell of text.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from cockpit.language import current, long_day, many_lines, money, moneys, number, one_line
from cockpit.method.money import Money, places
from cockpit.method.sheet import SheetForm

#: What stands in a cell. Money of several currencies is a tuple.
Value: TypeAlias = "str | int | float | date | Money | tuple[Money, ...] | None"

# The wide forms are read as the plain ones by some spreadsheets. A separator counts as a beginning, since a program
# with another separator in its settings parts the cell there.
_FORMULA = re.compile("(^|[;,\t\r\n])([ \"']*)(?=[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")
_MARKUP = re.compile(r"([\\`*_\[\]<~|])")
_WIDEST, _NARROWEST = 60, 8
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_SHEET_NAME = 31


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in JSON, and its title in the language in use."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; a row has one value for each column. `key` is its name in JSON; without one that is its title."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]]
    key: str = ""


def written(tables: Sequence[Table], form: SheetForm) -> bytes:
    """Write tables as a file of this form.

    In CSV several tables stand one under the other, each under its title; in XLSX each is a sheet; in JSON the file
    is an object with the rows of each table under its key.

    Raises:
        ValueError: a table cannot be written in this form.
    """
    if form not in _WRITERS:
        raise ValueError(f"no tables in {form.value}")
    return _WRITERS[form](tables)


def markup(text: str) -> str:
    """Return foreign text as it stands in a line of Markdown."""
    return _MARKUP.sub(r"\\\1", one_line(text, len(text) + 1))


def neutral(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, whatever separator it is set to."""
    return _FORMULA.sub(r"\1\2'", text)


def _markdown(tables: Sequence[Table]) -> bytes:
    parts = []
    for table in tables:
        lines = [f"## {markup(table.title)}", ""]
        lines.append("| " + " | ".join(markup(column.title) for column in table.columns) + " |")
        lines.append("|" + " --- |" * len(table.columns))
        lines += ["| " + " | ".join(markup(told(value)) for value in row) + " |" for row in table.rows]
        parts.append("\n".join(lines))
    return ("\n\n".join(parts) + "\n").encode()


def _delimited(tables: Sequence[Table]) -> bytes:
    """Write CSV as a spreadsheet opens it by a double click.

    It has the mark of UTF-8, without which Excel takes Cyrillic for something else, and the separators that a
    spreadsheet in this language is set to: cells are parted by ``;`` and decimals by a comma in Russian, in English by
    ``,`` and a point. Days are ISO.
    """
    russian = current() == "ru"
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";" if russian else ",", quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    for index, table in enumerate(tables):
        if len(tables) > 1:
            writer.writerows([[]] if index else [])
            writer.writerow([neutral(table.title)])
        writer.writerow([neutral(column.title) for column in table.columns])
        writer.writerows([_cell(value, comma=russian) for value in row] for row in table.rows)
    return target.getvalue().encode("utf-8-sig")


def _cell(value: Value, *, comma: bool) -> str:
    match value:
        case str():
            return neutral(many_lines(value))
        case Money():
            shown = places(value.currency)
            plain = f"{value.minor / 10**shown:.{shown}f}"
            return f"{plain.replace('.', ',') if comma else plain} {value.currency}"
        case float():
            return str(value).replace(".", ",") if comma else str(value)
        case date():
            return value.isoformat()
        case tuple():
            return " + ".join(_cell(amount, comma=comma) for amount in value)
        case _:
            return "" if value is None else str(value)


def _workbook(tables: Sequence[Table]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    for empty in book.worksheets:
        book.remove(empty)
    for table in tables:
        sheet = book.create_sheet(_SHEET_NAME.sub(" ", one_line(table.title))[:_LONGEST_SHEET_NAME].strip() or "1")
        for place, column in enumerate(table.columns, 1):
            _write(sheet.cell(1, place), column.title)
            sheet.cell(1, place).font = Font(bold=True)
            texts = [column.title, *(told(row[place - 1]) for row in table.rows)]
            width = max(_NARROWEST, *(len(text) + 2 for text in texts))
            sheet.column_dimensions[get_column_letter(place)].width = min(_WIDEST, width)
        for line, row in enumerate(table.rows, 2):
            for place, value in enumerate(row, 1):
                cell = sheet.cell(line, place)
                _write(cell, value)
                cell.alignment = Alignment(wrap_text=isinstance(value, str), vertical="top")
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = sheet.dimensions
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write(cell: Any, value: Value) -> None:
    if isinstance(value, tuple) and len(value) == 1:
        value = value[0]  # money of one currency is a number to reckon with
    match value:
        case str() | tuple():
            cell.value = many_lines(value) if isinstance(value, str) else told(value)
            cell.data_type = "s"  # also a text that begins with =
            cell.quotePrefix = True  # it stays a text when it is edited
        case Money():
            shown = places(value.currency)
            cell.value = value.minor / 10**shown
            cell.number_format = f'#,##0{"." + "0" * shown if shown else ""} "{value.currency}"'
        case date():
            cell.value = value
            cell.number_format = "yyyy-mm-dd"
        case _:
            cell.value = value


def _json(tables: Sequence[Table]) -> bytes:
    found = {
        table.key or table.title: [
            {column.key: plain(value) for column, value in zip(table.columns, row, strict=True)} for row in table.rows
        ]
        for table in tables
    }
    return as_json(found)


def as_json(found: Mapping[str, Any]) -> bytes:
    """Write JSON for people and programs: indented, nothing escaped that need not be."""
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def plain(value: Value) -> Any:
    """Return a value as JSON holds it: money in minor units, days as ISO text."""
    match value:
        case Money():
            return {"minor": value.minor, "currency": value.currency}
        case date():
            return value.isoformat()
        case tuple():
            return [plain(amount) for amount in value]
        case _:
            return value


def told(value: Value) -> str:
    """Write a value for people."""
    match value:
        case None:
            return ""
        case str():
            return value
        case Money():
            return money(value)
        case date():
            return long_day(value)
        case tuple():
            return moneys(value) if value else ""
        case _:
            return number(value)


_WRITERS: Mapping[SheetForm, Callable[[Sequence[Table]], bytes]] = {
    SheetForm.MARKDOWN: _markdown,
    SheetForm.CSV: _delimited,
    SheetForm.XLSX: _workbook,
    SheetForm.JSON: _json,
}
