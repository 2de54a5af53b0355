"""The managers' sheets in every form, read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from cockpit.language import use
from cockpit.method.overview import TaskLine
from cockpit.method.records import Client
from cockpit.method.sheet import Sheet, SheetForm, make_sheet
from cockpit.method.words import Horizon, Temperature
from cockpit.output.tasks import TaskSheets
from data.sheets.ics import Event, calendar
from data.sheets.tasks import written
from tests.method.builders import TODAY, task

NOW = datetime(2026, 11, 23, 9, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    use("en", year=2026)
    yield
    use("en")


@pytest.fixture
def sheet() -> Sheet:
    overdue, week = task(date(2026, 11, 20)), task(date(2026, 11, 27))
    acme = Client(1, 3, "ACME [/foo]", Temperature.HOT)
    lines = [
        TaskLine(overdue, acme),
        TaskLine(replace(week, id=8, text="=cmd|' /C calc'!A0; x, y\\z\nend", horizon=Horizon.WEEK), acme),
        TaskLine(replace(task(TODAY), id=9, client_id=None, client="", temperature=Temperature.WARM)),
        TaskLine(replace(week, id=10, done_on=TODAY), acme),
    ]
    return make_sheet(3, "O'Neil [b]", lines, TODAY)


def test_the_sheet_to_read_has_the_day_and_the_week_by_type_and_by_client(sheet: Sheet) -> None:
    """R29: every manager has tasks by client type in general and by client, for the day and the week."""
    text = written((sheet,), SheetForm.MARKDOWN, NOW).decode().replace("\u00a0", " ")
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Tasks: O'Neil \\[b\\]",
        "## Overdue",
        "### By client",
        "## Today",
        "### All warm clients",
        "## This week",
        "### By client",
        "## Done, the result is judged in the next review",
        "### By client",
    ]
    assert "Mon 23 Nov 2026 · 3 tasks, 1 of them overdue" in text
    assert "- [ ] **ACME \\[/foo\\]** (hot): Call the CFO\n" in text
    assert "planned result: The CFO confirms the budget in writing · due Fri 20 Nov, 3 days late" in text
    assert text.count("- [x]") == 1


def test_the_table_of_the_sheet_reads_back(sheet: Sheet) -> None:
    """R29: CSV and XLSX for tables, in which no text is a formula."""
    body = written((sheet,), SheetForm.CSV, NOW).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(body, newline=""))
    assert head == ["Manager", "For whom", "Type", "Task", "Planned result", "Due on", "For", "State"]
    assert [row[1:3] for row in rows] == [
        ["ACME [/foo]", "hot"],
        ["all warm clients", "warm"],
        ["ACME [/foo]", "hot"],
        ["ACME [/foo]", "hot"],
    ]
    assert rows[0][5:] == ["2026-11-20", "the day", "3 days late"]
    assert rows[2][3] == "'=cmd|' /C calc'!A0; x, y\\z\nend"
    assert rows[2][6] == "the week"
    assert rows[3][7] == "done on 23\u00a0Nov, not judged yet"
    cells = load_workbook(io.BytesIO(written((sheet,), SheetForm.XLSX, NOW))).worksheets[0]
    assert cells["D4"].value == "=cmd|' /C calc'!A0; x, y\\z\nend"
    assert cells["D4"].data_type == "s"


def _unfolded(body: bytes) -> list[str]:
    """Read the lines of a calendar, each checked against RFC 5545, 3.1."""
    assert body.endswith(b"\r\n")
    lines: list[str] = []
    for line in body[:-2].split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        text = line.decode()
        if text.startswith(" "):
            lines[-1] += text[1:]
        else:
            lines.append(text)
    return lines


def test_the_calendar_has_a_day_for_every_task_that_is_to_be_done(sheet: Sheet) -> None:
    """R29: ICS for a calendar."""
    lines = _unfolded(written((sheet,), SheetForm.ICS, NOW))
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 3
    days = [line for line in lines if line.startswith("DTSTART")]
    assert days == [f"DTSTART;VALUE=DATE:{day}" for day in ("20261123", "20261123", "20261127")]
    assert "SUMMARY:ACME [/foo]: =cmd|' /C calc'!A0\\; x\\, y\\\\z\\nend" in lines
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == 3
    assert [line for line in _unfolded(written((sheet,), SheetForm.ICS, NOW)) if line.startswith("UID:")] == uids


@given(st.text(), st.text())
def test_a_calendar_s_lines_are_short_whole_and_escaped(summary: str, description: str) -> None:
    lines = _unfolded(calendar("T", [Event("u", TODAY, f"x{summary}", description)], NOW))
    assert sum(line.startswith("SUMMARY:") for line in lines) == 1
    assert lines[-1] == "END:VCALENDAR"


def test_the_json_of_the_sheet_follows_its_schema(sheet: Sheet) -> None:
    """R29: the sheet for programs."""
    read = TaskSheets.model_validate_json(written((sheet,), SheetForm.JSON, NOW))
    (one,) = read.sheets
    assert [(each.id, each.when.value, each.type, each.horizon) for each in one.tasks] == [
        (7, "overdue", Temperature.HOT, Horizon.DAY),
        (9, "today", Temperature.WARM, Horizon.DAY),
        (8, "week", Temperature.HOT, Horizon.WEEK),
        (10, "closed", Temperature.HOT, Horizon.DAY),
    ]


@pytest.mark.parametrize("form", list(SheetForm))
def test_nobody_s_tasks_are_a_file_as_well(form: SheetForm) -> None:
    assert written((), form, NOW)


def test_the_sheet_is_in_the_language_in_use(sheet: Sheet) -> None:
    use("ru", year=2026)
    assert "горячий" in written((sheet,), SheetForm.CSV, NOW).decode("utf-8-sig")
