"""The reviews as files, read back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest
from openpyxl import load_workbook

from cockpit.language import use
from cockpit.method.sentence import say
from cockpit.method.sheet import SheetForm
from data.sheets.reviews import written
from tests.data.sheets.test_crm import NOW, REVIEW

NAMES = {"haste": say("Haste")}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use("en", year=2026)
    yield
    use("en")


def test_plan_actual_and_next_plan_come_back_as_they_were_written() -> None:
    """R62: what was said in a review can be read by other programs."""
    body = written((REVIEW,), NAMES, SheetForm.JSON, NOW.tzinfo)
    row = json.loads(body)["reviews"][0]
    assert row["day"] == "2026-11-23"
    assert row["actual"] == "They agreed"
    assert row["path_money"] == {"minor": 100000, "currency": "USD"}
    assert row["minutes"] == 4.0
    assert row["next_due_on"] is None


def test_csv_and_workbook_tell_the_same() -> None:
    text = written((REVIEW,), NAMES, SheetForm.CSV, NOW.tzinfo).decode("utf-8-sig")
    titles, cells = csv.reader(io.StringIO(text, newline=""))
    told = dict(zip(titles, cells, strict=True))
    assert (told["Path to payment"], told["Risks"]) == ("Sign; then pay", "Slow lawyers")
    assert told["Amount"] == "1000.00 USD"
    book = load_workbook(io.BytesIO(written((REVIEW,), NAMES, SheetForm.XLSX, NOW.tzinfo)))
    head, row = book.worksheets[0].iter_rows(values_only=True)
    assert dict(zip(head, row, strict=True))["Amount"] == 1000
