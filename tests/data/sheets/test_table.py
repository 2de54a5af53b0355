"""Tables as Markdown, CSV, XLSX and JSON, read back."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from cockpit.language import use
from cockpit.method.errors import FileError, FileThereError
from cockpit.method.money import Money
from cockpit.method.sheet import SheetForm
from data.sheets.table import Column, Table, markup, neutral, written
from data.sheets.writing import write_whole

TABLE = Table(
    "Requests [1]/*",
    (Column("what", "What"), Column("money", "Money"), Column("on", "On"), Column("n", "N")),
    [
        ("=1+1", Money(125_000_050, "RUB"), date(2026, 11, 23), 3),
        ('a; b, "c"\n| d [/foo] <b>', None, None, 0.5),
        ("plain", (Money(100, "USD"), Money(500, "RUB")), None, None),
    ],
    key="requests",
)
#: What begins a formula in a spreadsheet, and what it may be hidden behind.
HIDDEN = ("", " ", "'", '"', "x;", "x,", "x\t", "x\n", 'x,"')
FORMULAS = st.tuples(st.sampled_from(HIDDEN), st.sampled_from("=+-@\t\r＝＋－＠"), st.text())


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use("en", year=2026)
    yield
    use("en")


def _rows(body: bytes, delimiter: str) -> list[list[str]]:
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_csv_is_parted_and_counted_as_the_language_s_spreadsheets_do() -> None:
    english = _rows(written((TABLE,), SheetForm.CSV), ",")
    assert english[0] == ["What", "Money", "On", "N"]
    assert english[1] == ["'=1+1", "1250000.50 RUB", "2026-11-23", "3"]
    assert english[2][0] == 'a; b, "c"\n| d [/foo] <b>'
    assert english[3] == ["plain", "1.00 USD + 5.00 RUB", "", ""]
    use("ru")
    russian = _rows(written((TABLE,), SheetForm.CSV), ";")
    assert russian[1] == ["'=1+1", "1250000,50 RUB", "2026-11-23", "3"]
    assert russian[2][3] == "0,5"


def test_several_tables_stand_under_their_titles() -> None:
    rows = _rows(written((TABLE, TABLE), SheetForm.CSV), ",")
    assert [number for number, row in enumerate(rows) if row == ["Requests [1]/*"]] == [0, 6]


def test_a_workbook_holds_numbers_days_and_texts_that_are_no_formulas() -> None:
    book = load_workbook(io.BytesIO(written((TABLE, TABLE), SheetForm.XLSX)))
    assert len(book.sheetnames) == 2
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["What", "Money", "On", "N"]
    text, money, day, number = sheet[2]
    assert (text.value, text.data_type, text.quotePrefix) == ("=1+1", "s", True)
    assert (money.value, money.number_format) == (1250000.5, '#,##0.00 "RUB"')
    assert (str(day.value), number.value) == ("2026-11-23 00:00:00", 3)
    assert sheet.freeze_panes == "A2"


def test_money_of_one_currency_is_a_number_in_a_workbook() -> None:
    rows = [((Money(125_000_050, "RUB"),),), ((Money(100, "USD"), Money(500, "RUB")),), ((),)]
    body = written((Table("Money", (Column("money", "Money"),), rows),), SheetForm.XLSX)
    sheet = load_workbook(io.BytesIO(body)).worksheets[0]
    assert sheet["A2"].value == 1250000.5
    assert '"RUB"' in sheet["A2"].number_format
    assert sheet["A3"].data_type == "s"


def test_markdown_shows_foreign_text_as_it_stands() -> None:
    text = written((TABLE,), SheetForm.MARKDOWN).decode()
    lines = text.splitlines()
    assert lines[0] == "## Requests \\[1\\]/\\*"
    assert lines[4] == "| =1+1 | ₽1,250,000.50 | Mon 23 Nov 2026 | 3 |"
    assert lines[5].count(" | ") == 3
    assert "\\<b>" in lines[5]


def test_json_holds_the_rows_under_the_table_s_key() -> None:
    (key, rows), *_ = json.loads(written((TABLE,), SheetForm.JSON)).items()
    assert key == "requests"
    assert rows[0] == {"what": "=1+1", "money": {"minor": 125_000_050, "currency": "RUB"}, "on": "2026-11-23", "n": 3}
    assert rows[2]["money"][0] == {"minor": 100, "currency": "USD"}


def test_a_table_is_no_calendar() -> None:
    with pytest.raises(ValueError, match="ics"):
        written((TABLE,), SheetForm.ICS)


@given(FORMULAS)
def test_no_text_is_run_as_a_formula_by_a_spreadsheet_with_any_separator(parts: tuple[str, str, str]) -> None:
    """R29: text that a spreadsheet would run as a formula is neutralised."""
    body = written((Table("T", (Column("a", "A"), Column("b", "B")), [("x", "".join(parts))]),), SheetForm.CSV)
    for delimiter in ",;\t":
        for row in _rows(body, delimiter):
            for cell in row:
                assert not re.match('[ "]*[=+\\-@＝＋－＠]', cell), cell
                assert delimiter != "," or not cell.startswith(("\t", "\r"))


@given(st.text(st.characters(codec="utf-8", exclude_characters="=+-@\t\r\n＝＋－＠")))
def test_a_text_without_a_formula_s_sign_is_left_alone(text: str) -> None:
    assert neutral(text) == text


@given(st.text())
def test_marked_text_stays_in_its_cell_of_a_table(text: str) -> None:
    marked = markup(text)
    assert "\n" not in marked
    assert not re.search(r"(?<!\\)(\\\\)*\|", marked)


def test_a_file_is_written_whole_and_not_over_another(tmp_path: Path) -> None:
    file = tmp_path / "лист [1].csv"
    write_whole(file, b"one", replace=False)
    with pytest.raises(FileThereError) as raised:
        write_whole(file, b"two", replace=False)
    assert dict(raised.value.sentence.values) == {"file": str(file)}
    assert file.read_bytes() == b"one"
    write_whole(file, b"two", replace=True)
    assert file.read_bytes() == b"two"
    with pytest.raises(FileError):
        write_whole(tmp_path / "nowhere" / "x.csv", b"", replace=False)
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileError):
        write_whole(tmp_path / "folder", b"", replace=True)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["folder", "лист [1].csv"]
