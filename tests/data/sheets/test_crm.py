"""Files for other programs' own imports, read back as those programs read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cockpit.language import use
from cockpit.method.money import Money
from cockpit.method.overview import TaskLine
from cockpit.method.records import Client, Found, Review
from cockpit.method.sheet import Sheet, SheetForm, end_of, make_sheet
from cockpit.method.words import Temperature, Verdict
from data.sheets.tasks import written
from tests.method.builders import TODAY, task

NOW = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)
ACME = Client(1, 3, "ACME [/foo]", Temperature.HOT, contact="Ann Lee")
REVIEW = Review(
    5, 2, 1, "ACME [/foo]", 3, "O'Neil", "Irina", NOW, 240.0, 300.0, False, Verdict.REACHED, "They agreed",
    path="Sign; then pay", path_amount=Money(1_000_00, "USD"), risks=(Found("Slow lawyers"),),
    opportunities=(Found("Second office", Money(500_00, "USD")),),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _back() -> Iterator[None]:
    use("en", year=2026)
    yield
    use("en")


@pytest.fixture
def sheet() -> Sheet:
    late = task(date(2026, 11, 20))
    lines = [
        TaskLine(late, ACME),
        TaskLine(replace(late, id=8, text="=1+1", client_id=None, client="", temperature=Temperature.WARM)),
        TaskLine(replace(late, id=9, done_on=TODAY), ACME),
    ]
    return make_sheet(3, "O'Neil", lines, TODAY)


def _read(sheet: Sheet, form: SheetForm) -> list[list[str]]:
    text = written((sheet,), form, NOW, {1: REVIEW}).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_bitrix24_gets_a_row_for_every_open_task_under_the_names_of_its_own_import(sheet: Sheet) -> None:
    """R62: tasks and results go back into the CRM."""
    use("ru", year=2026)
    header, general, first = _read(sheet, SheetForm.BITRIX24)
    assert header == ["Название", "Описание", "Это важная задача", "Ответственный", "Крайний срок", "Теги"]
    assert first[0].startswith("ACME [/foo]: ")
    assert first[3:5] == [task(TODAY).manager, "20.11.2026 18:00:00"]
    assert first[5].startswith("[*]")
    for told in ("They agreed", "Sign; then pay", "Slow lawyers", "Second office"):
        assert told in first[1]
    assert general[0].endswith("=1+1")
    assert "They agreed" not in general[1]


def test_amocrm_gets_the_clients_with_the_review_and_the_next_step_as_notes(sheet: Sheet) -> None:
    """R62: a task about all clients of a type has no lead to stand at."""
    header, *rows = _read(sheet, SheetForm.AMOCRM)
    assert header == ["Lead title", "Company", "Contact full name", "Responsible user", "Note", "Note 2"]
    assert [row[1] for row in rows] == ["ACME [/foo]"]
    assert rows[0][2] == "Ann Lee"
    assert "Sign; then pay ($1,000)" in rows[0][4]
    assert rows[0][5].startswith("By 11/20/2026: ")


@pytest.mark.parametrize("form", [SheetForm.AMOCRM, SheetForm.BITRIX24])
def test_no_cell_is_a_formula(sheet: Sheet, form: SheetForm) -> None:
    hostile = replace(sheet, manager="x")
    lines = [TaskLine(replace(task(TODAY), text="@SUM(1)", manager="=cmd|'/C calc'!A0"), replace(ACME, name="+7"))]
    for row in _read(make_sheet(3, "x", lines, hostile.day), form)[1:]:
        assert not any(cell.startswith(("=", "+", "@", "-")) for cell in row)


@pytest.mark.parametrize(
    ("name", "end"),
    [("a.csv", "csv"), ("a.Bitrix24.CSV", "bitrix24.csv"), ("a.txt", ""), ("bitrix24.csv", "csv"), ("csv", "")],
)
def test_a_file_is_written_in_the_form_that_its_name_ends_with(name: str, end: str) -> None:
    assert end_of(name, tuple(SheetForm)) == end
