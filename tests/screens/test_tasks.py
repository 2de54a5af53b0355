"""The tasks by keyboard: set, done, moved, dropped, taken back, handed out."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Select

from cockpit.method.records import Task
from cockpit.method.task import TaskFields
from cockpit.method.words import Horizon, Temperature
from data.store import Store
from screens.lines import LineList
from tests.screens.department import ANNA, DESK, NARROW, NOW, Cockpit, cockpit, fill, url

TODAY = NOW.date()


async def _set(store: Store) -> tuple[Task, Task, Task]:
    """Set three tasks: Anna's for a client, overdue, hers for warm clients, and Oleg's for all clients."""
    before = NOW - timedelta(days=10)
    anna, oleg = sorted((line.manager for line in await store.managers(NOW)), key=lambda manager: manager.id)
    (acme,) = [match for match in await store.find("acme") if match.client_id]
    wanted = (
        (anna.id, acme.client_id, None, "Call [the] CFO", date(2026, 11, 20)),
        (anna.id, None, Temperature.WARM, "Write to all", TODAY),
        (oleg.id, None, None, "Learn the price list", TODAY + timedelta(days=9)),
    )
    made = [
        await store.add_task(TaskFields(manager, client, warmth, text, "Done [/] so", due, Horizon.DAY), before)
        for manager, client, warmth, text, due in wanted
    ]
    return made[0], made[1], made[2]


async def _filled(folder: Path) -> None:
    await fill(folder)
    store = Store(url(folder), DESK)
    await store.open(NOW)
    await _set(store)
    assert store.close()


async def _open(running: Cockpit, key: str = "t") -> None:
    await running.on("ManagersScreen")
    await running.press(key)
    await running.on("TasksScreen")


def _key(running: Cockpit) -> object:
    return running.screen.query_one(LineList).key


@pytest.mark.parametrize(("language", "key"), [("en", "t"), ("ru", "е")])
async def test_the_tasks_of_all_managers_stand_by_when_they_are_due(tmp_path: Path, language: str, key: str) -> None:
    """R29: overdue, today, this week, later, for a client and for a client type; one key from the managers."""
    await _filled(tmp_path)
    async with cockpit(tmp_path, language=language) as running:
        await _open(running, key)
        await running.sees("ACME [/foo]", "Call [the] CFO", "Done [/] so", "Oleg [@", "Learn the price list")
        text = running.text
        assert text.index("Call [the] CFO") < text.index("Write to all") < text.index("Learn the price list")


async def test_a_small_terminal_keeps_whom_what_and_when(tmp_path: Path) -> None:
    await _filled(tmp_path)
    async with cockpit(tmp_path, size=NARROW) as running:
        await _open(running)
        await running.sees("For whom", "Task", "Due on", "3 days late", "Call [the] CFO", "1 overdue · 1 today")


async def test_without_a_task_the_list_says_what_to_do(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await _open(running)
        await running.sees("No tasks yet: reviews leave them, a sets one")


@pytest.mark.parametrize("key", ["d", "в"])
async def test_a_done_task_of_a_client_waits_to_be_judged_and_can_be_taken_back(tmp_path: Path, key: str) -> None:
    """R1, R29: done is not judged yet; the card opens on the plan and says so."""
    await _filled(tmp_path)
    async with cockpit(tmp_path) as running:
        await _open(running)
        await running.sees("Call [the] CFO")
        await running.press(key)
        await running.sees("1 done, not judged yet", "ACME [/foo] comes up in the queue")
        assert _key(running) == 2
        await running.press("end")
        await running.sees("done on 23 Nov, not judged yet")
        await running.press("u")
        await running.until(lambda: running.shows("1 overdue") and not running.shows("not judged yet"))
        await running.press("home", key)
        await running.sees("1 done, not judged yet")
        await running.press("end", "enter")
        await running.on("QueueScreen")
        await running.sees("▸ ▲  ACME [/foo]")
        await running.press("enter")
        await running.on("ReviewScreen")
        await running.sees("done by the manager on Mon 23 Nov, result not judged yet")


async def test_a_task_is_moved_to_a_later_day_with_a_reason(tmp_path: Path) -> None:
    """R29: moved with a reason."""
    await _filled(tmp_path)
    async with cockpit(tmp_path) as running:
        await _open(running)
        await running.sees("Call [the] CFO")
        await running.press("m")
        await running.on("FormDialog")
        await running.type("20.11")
        await running.press("ctrl+s")
        await running.sees("A task is moved to a later day than 20 Nov.", "Why is the task moved?")
        await running.press(*["backspace"] * 5)
        await running.type("+3")
        await running.press("enter")
        await running.type("waits [for] the CFO")
        await running.press("enter")
        await running.on("TasksScreen")
        await running.sees("Thu 26 Nov", "moved 1×: waits [for] the CFO")
        assert _key(running) == 1


async def test_a_task_is_dropped_with_a_reason(tmp_path: Path) -> None:
    """R29: dropped with a reason."""
    await _filled(tmp_path)
    async with cockpit(tmp_path) as running:
        await _open(running)
        await running.sees("Call [the] CFO")
        await running.press("x")
        await running.on("FormDialog")
        await running.press("ctrl+s")
        await running.sees("Why is the task dropped?")
        await running.type("the client [left]")
        await running.press("ctrl+s")
        await running.on("TasksScreen")
        await running.until(lambda: _key(running) == 2)
        await running.press("end")
        await running.sees("dropped: the client [left]")
        await running.press("d")
        await running.sees("This task is closed")


async def test_a_task_is_set_for_a_type_of_clients_and_one_for_a_client_only_once(tmp_path: Path) -> None:
    """R29: a task for a client type; a client has one plan (R1)."""
    await _filled(tmp_path)
    async with cockpit(tmp_path) as running:
        await _open(running)
        await running.sees("Call [the] CFO")
        await running.press("a")
        await running.on("FormDialog")
        form = running.screen
        form.query_one("#field-type Select", Select).value = "hot"
        await running.press("tab", "tab", "tab")
        await running.type("Ask for the day [x]")
        await running.press("enter")
        await running.type("Each names it")
        await running.press("enter")
        await running.type("tomorrow")
        await running.press("enter")
        await running.on("TasksScreen")
        await running.sees("all hot clients", "Ask for the day [x]", "Tue 24 Nov")
        await running.press("a")
        await running.on("FormDialog")
        await running.press("tab", "tab")
        for text in ("acme", "Call again", "He answers", "tomorrow"):
            await running.type(text)
            await running.press("enter")
        await running.on("ErrorDialog")
        await running.sees("ACME [/foo] has an open task for 20 Nov: Call [the] CFO.")


async def test_the_list_shows_one_type_one_manager_or_stands_by_client(tmp_path: Path) -> None:
    """R29: by type and by client."""
    await _filled(tmp_path)
    async with cockpit(tmp_path) as running:
        await _open(running)
        await running.sees("Call [the] CFO")
        await running.press("t", "t")
        await running.until(lambda: running.shows("only warm", "Write to all") and not running.shows("Learn"))
        await running.press("t", "t", "o")
        await running.sees("for clients in general  2")
        await running.press("end", "n")
        await running.until(lambda: running.shows(f"Tasks · {ANNA}") and not running.shows("Learn"))
        await running.press("n", "f")
        await running.type("price")
        await running.until(lambda: running.shows("Learn") and not running.shows("Write to all"))


@pytest.mark.parametrize(("language", "key"), [("en", "e"), ("ru", "у")])
async def test_the_sheet_of_one_manager_is_written_from_his_queue(tmp_path: Path, language: str, key: str) -> None:
    """R29: one key exports the manager's sheet; a file that is there is written over only after a question."""
    await _filled(tmp_path)
    async with cockpit(tmp_path, language=language) as running:
        await running.on("ManagersScreen")
        await running.press("enter")
        await running.on("QueueScreen")
        await running.sees("ACME [/foo]")
        await running.press("t")
        await running.on("TasksScreen")
        await running.until(lambda: running.shows("Call [the] CFO") and not running.shows("Learn"))
        file = tmp_path / "sheet.md"
        for turn in range(2):
            await running.press(key)
            await running.on("_ExportDialog")
            assert f"tasks-anna-foo-kuznetsova-{TODAY}.md" in running.text.replace("\n", "")
            await running.press("tab", "ctrl+u")
            await running.type(str(file))
            await running.press("ctrl+s")
            if turn:
                await running.on("ConfirmDialog")
                assert file.read_text("utf-8") == "mine"
                await running.press("y")
            await running.on("TasksScreen")
            await running.until(lambda: "Call \\[the\\] CFO" in file.read_text("utf-8"))
            assert "Learn" not in file.read_text("utf-8")
            file.write_text("mine", "utf-8")
        await running.press("escape")
        await running.on("QueueScreen")


async def test_the_sheet_is_written_by_one_key_from_the_summary(tmp_path: Path) -> None:
    """R29: one key from the summary."""
    await _filled(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        await running.press("enter")
        await running.on("QueueScreen")
        await running.press("s")
        await running.on("ReviewScreen")
        await running.press("escape")
        await running.on("QueueScreen")
        await running.press("v")
        await running.on("SummaryScreen")
        await running.press("e")
        await running.on("_ExportDialog")
        running.screen.query_one("#field-form Select", Select).value = "ics"
        await running.until(lambda: ".ics" in running.text)
        await running.press("tab", "ctrl+u")
        await running.type(str(tmp_path / "anna.ics"))
        await running.press("ctrl+s")
        await running.sees("Written:")
        assert (tmp_path / "anna.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
