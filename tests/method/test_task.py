"""A task as typed, where it stands on a day, moving and dropping it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.overview import Match, TaskLine
from cockpit.method.records import Client, Ladder
from cockpit.method.sentence import Problem
from cockpit.method.sheet import make_sheet
from cockpit.method.task import (
    Move,
    TaskEntry,
    TaskFields,
    When,
    horizon_of,
    meant_client,
    read_drop,
    read_move,
    read_task,
    when,
)
from cockpit.method.words import Horizon, TaskState, Temperature
from cockpit.method.workdays import WorkCalendar
from tests.method.builders import CALENDARS, NEAR_DAYS, TODAY, is_whole, task

CALENDAR = WorkCalendar()
ENTRY = TaskEntry(3, None, Temperature.WARM, "Call every warm client [1]", "Each names a day", "+2")


def _fields(problems: object) -> list[str]:
    assert isinstance(problems, tuple)
    assert all(is_whole(problem.sentence) for problem in problems)
    return [problem.field for problem in problems]


def test_a_task_for_a_type_of_clients_is_read_with_its_day_and_horizon() -> None:
    """R29: a task may be for a type of clients, for the day or for the week."""
    read = read_task(ENTRY, TODAY, CALENDAR)
    assert read == TaskFields(
        3, None, Temperature.WARM, ENTRY.text, ENTRY.planned_result, date(2026, 11, 25), Horizon.WEEK
    )


def test_a_task_of_a_client_is_for_no_type() -> None:
    read = read_task(replace(ENTRY, client_id=7), TODAY, CALENDAR)
    assert isinstance(read, TaskFields)
    assert (read.client_id, read.temperature) == (7, None)


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"text": " "}, ["text"]),
        ({"planned_result": ""}, ["planned_result"]),
        ({"planned_result": " CALL every warm client [1]"}, ["planned_result"]),
        ({"due": ""}, ["due"]),
        ({"due": "someday"}, ["due"]),
        ({"due": "20.11"}, ["due"]),
        ({"text": "", "planned_result": "", "due": ""}, ["text", "planned_result", "due"]),
    ],
)
def test_what_is_missing_in_a_task_stands_beside_its_field(typed: dict[str, str], fields: list[str]) -> None:
    assert _fields(read_task(replace(ENTRY, **typed), TODAY, CALENDAR)) == fields  # type: ignore[arg-type]  # texts alone


@pytest.mark.parametrize(
    ("today", "due", "horizon"),
    [
        (TODAY, TODAY, Horizon.DAY),
        (TODAY, date(2026, 11, 24), Horizon.DAY),
        (TODAY, date(2026, 11, 25), Horizon.WEEK),
        (date(2026, 11, 27), date(2026, 11, 30), Horizon.DAY),  # Friday to Monday
        (date(2026, 11, 27), date(2026, 12, 1), Horizon.WEEK),
    ],
)
def test_what_is_due_by_the_next_working_day_belongs_to_the_day(today: date, due: date, horizon: Horizon) -> None:
    """R29: the day reaches to the next working day, the rest belongs to the week."""
    assert horizon_of(today, due, CALENDAR) is horizon


@pytest.mark.parametrize(
    ("due", "changes", "expected"),
    [
        (date(2026, 11, 20), {}, When.OVERDUE),
        (TODAY, {}, When.TODAY),
        (date(2026, 11, 29), {}, When.WEEK),
        (date(2026, 11, 30), {}, When.LATER),
        (date(2026, 11, 20), {"done_on": TODAY}, When.CLOSED),
        (TODAY, {"state": TaskState.DONE}, When.CLOSED),
        (TODAY, {"state": TaskState.DROPPED}, When.CLOSED),
    ],
)
def test_a_task_stands_where_its_day_puts_it(due: date, changes: dict[str, object], expected: When) -> None:
    """R29: overdue, today, this week, later; one that is done waits for no day."""
    assert when(replace(task(due), **changes), TODAY) is expected  # type: ignore[arg-type]  # one of its fields


def test_a_task_is_moved_to_a_later_day_with_a_reason() -> None:
    due = date(2026, 11, 24)
    assert read_move(due, "fri", " waits for the CFO ", TODAY, CALENDAR) == Move(
        date(2026, 11, 27), "waits for the CFO"
    )
    assert _fields(read_move(due, "24.11", "x", TODAY, CALENDAR)) == ["due"]
    assert _fields(read_move(date(2026, 11, 10), "16.11", "x", TODAY, CALENDAR)) == ["due"]
    assert _fields(read_move(due, "", "", TODAY, CALENDAR)) == ["due", "reason"]


@given(CALENDARS, NEAR_DAYS, st.integers(-40, 40), st.integers(0, 60))
def test_a_moved_task_is_always_later_and_never_past(calendar: WorkCalendar, today: date, ago: int, ahead: int) -> None:
    due = today + timedelta(days=ago)
    found = read_move(due, f"+{ahead}", "why", today, calendar)
    if isinstance(found, Move):
        assert found.due_on > due
        assert found.due_on >= today


def test_a_task_is_dropped_with_a_reason() -> None:
    assert read_drop(" gone ") == "gone"
    assert _fields(read_drop("  ")) == ["reason"]


def test_a_client_is_meant_by_a_few_letters_of_his_name() -> None:
    acme, acme_2 = Match(1, "Anna", 5, "ACME [/foo]"), Match(2, "Oleg", 6, "ACME [/foo] East")
    found = [Match(1, "Anna"), acme, acme_2]
    assert meant_client("acme  [/FOO]", found, None) == acme
    assert meant_client("acme", found, 2) == acme_2
    for typed, one in (("acme", None), ("acme", 3)):
        problem = meant_client(typed, found, one)
        assert isinstance(problem, Problem)
        assert problem.field == "client"
        assert is_whole(problem.sentence)


def test_a_sheet_has_the_tasks_by_time_then_by_type_and_by_client() -> None:
    """R29: the manager's sheet holds his tasks for the day and the week, by type in general and by client."""

    def line(number: int, due: date, client: Temperature | None = None, **changes: object) -> TaskLine:
        given = replace(task(due), id=number, client_id=None if client is None else number, **changes)  # type: ignore[arg-type]  # its fields
        return TaskLine(given, None if client is None else Client(number, 3, f"C{number}", client))

    lines = [
        line(1, TODAY, Temperature.POTENTIAL),
        line(2, TODAY, Temperature.HOT),
        line(3, TODAY, temperature=Temperature.WARM),
        line(4, TODAY),
        line(5, date(2026, 11, 20), Temperature.WARM),
        line(6, date(2026, 12, 1), ladder=Ladder(3, 6, 20, 60, 0.5, 0.3, 0.3)),
        line(7, TODAY, Temperature.HOT, state=TaskState.DONE),
        line(8, TODAY, Temperature.HOT, manager_id=4),
        line(9, date(2026, 11, 26), Temperature.HOT, done_on=TODAY),
    ]
    sheet = make_sheet(3, "O'Neil [b]", lines, TODAY)
    numbers = {
        time: ([each.task.id for each in part.general], [each.task.id for each in part.clients])
        for time, part in sheet.parts.items()
    }
    assert numbers == {
        When.OVERDUE: ([], [5]),
        When.TODAY: ([4, 3], [2, 1]),
        When.WEEK: ([], []),
        When.LATER: ([6], []),
        When.CLOSED: ([], [9]),
    }
