from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

from cockpit.method.errors import CancelledError
from cockpit.method.report import ImportReport
from cockpit.method.sentence import say
from data.store import Store
from tests.screens.department import DESK, NARROW, Cockpit, cockpit, url

HEADER = "Client,Owner,Deal name,Amount,Stage,Status\n"
ROWS = "ACME [/foo],Anna [b]K,Supply [/],125000,Contract,open\nx[/]y,Anna [b]K,Service,many,Offer,open\n"


def write_file(folder: Path, name: str = "deals.csv", text: str = HEADER + ROWS) -> Path:
    file = folder / name
    file.write_text(text)
    return file


async def open_import(running: Cockpit) -> None:
    await running.on("WelcomeScreen")
    await running.press("2")
    await running.on("ImportScreen")


def shown(running: Cockpit) -> set[str | None]:
    """The ids of the bindings that the footer shows."""
    return {each.binding.id for each in running.screen.active_bindings.values()}


async def test_a_file_is_previewed_before_anything_is_written_then_imported(tmp_path: Path) -> None:
    file = write_file(tmp_path)
    async with cockpit(tmp_path) as running:
        await open_import(running)
        await running.type(str(file))
        await running.press("enter")
        await running.sees("1 file:  deals.csv", "nothing is written yet", "ACME [/foo]", "line 3")
        assert await running.app.store.managers(running.app.now()) == ()
        await running.press("ctrl+s")
        await running.sees("Imported. Rows taken: 2, changed: 0, the same: 0, left out: 0.")
        await running.until(lambda: "import.import" not in shown(running))
        await running.press("enter")
        await running.on("ManagersScreen")
        await running.sees("Anna [b]K")


async def test_enter_in_an_empty_field_never_writes_the_file(tmp_path: Path) -> None:
    file = write_file(tmp_path)
    async with cockpit(tmp_path) as running:
        await open_import(running)
        await running.type(str(file))
        await running.press("enter")
        await running.sees("nothing is written yet")
        assert "import.import" in shown(running)
        await running.press("enter", "enter")
        await running.sees("nothing is written yet", "ctrl+s imports")
        await running.app.workers.wait_for_complete()
        assert await running.app.store.managers(running.app.now()) == ()


async def test_tab_completes_the_path_and_enter_takes_the_file_under_the_cursor(tmp_path: Path) -> None:
    write_file(tmp_path)
    async with cockpit(tmp_path, size=NARROW) as running:
        await open_import(running)
        await running.type(f"{tmp_path}/dea")
        await running.sees("deals.csv")
        await running.press("tab", "enter")
        await running.sees("1 file:  deals.csv")


async def test_a_second_file_is_added_and_backspace_takes_it_off_again(tmp_path: Path) -> None:
    first, second = write_file(tmp_path), write_file(tmp_path, "more.csv")
    async with cockpit(tmp_path) as running:
        await open_import(running)
        for file in (first, second):
            await running.type(str(file))
            await running.press("enter")
        await running.sees("2 files:  deals.csv, more.csv", "nothing is written yet")
        await running.press("backspace")
        await running.sees("1 file:  deals.csv")


async def test_a_star_takes_all_files_that_fit(tmp_path: Path) -> None:
    write_file(tmp_path)
    write_file(tmp_path, "more [b].csv")
    async with cockpit(tmp_path) as running:
        await open_import(running)
        await running.type(f"{tmp_path}/*.csv")
        await running.sees("deals.csv", "more [b].csv")
        await running.press("enter")
        await running.sees("2 files:  deals.csv, more [b].csv", "nothing is written yet")


async def test_a_file_that_cannot_be_read_leaves_those_before_it(tmp_path: Path) -> None:
    good, broken = write_file(tmp_path), write_file(tmp_path, "broken.xlsx", "no workbook [/]")
    async with cockpit(tmp_path) as running:
        await open_import(running)
        await running.type(str(good))
        await running.press("enter")
        await running.sees("nothing is written yet")
        await running.type(str(broken))
        await running.press("enter")
        await running.on("ErrorDialog")
        await running.press("enter")
        await running.sees("1 file:  deals.csv", "nothing is written yet")


async def test_a_file_that_cannot_be_read_is_told_and_taken_off(tmp_path: Path) -> None:
    file = write_file(tmp_path, "broken.xlsx", "no workbook [/]")
    async with cockpit(tmp_path) as running:
        await open_import(running)
        await running.type(str(file))
        await running.press("enter")
        await running.on("ErrorDialog")
        await running.press("enter")
        await running.until(lambda: not running.shows("1 file:"))


async def test_a_path_that_names_no_file_is_told(tmp_path: Path) -> None:
    async with cockpit(tmp_path) as running:
        await open_import(running)
        await running.type("/nowhere/[red.csv")
        await running.press("enter")
        await running.sees("There is no such file: /nowhere/[red.csv")


def _until(stopped: Callable[[], bool]) -> None:
    while not stopped():
        Event().wait(0.005)


class Slow(Store):
    """A store whose import goes on until it is stopped."""

    async def import_files(self, *args: Any, **options: Any) -> ImportReport:
        options["progress"](30, 100)
        await asyncio.to_thread(_until, options["cancelled"])
        raise CancelledError(say("Stopped"), say("Nothing was written."))


async def test_escape_stops_a_running_import_which_shows_its_progress(tmp_path: Path) -> None:
    file = write_file(tmp_path)
    async with cockpit(tmp_path, store=Slow(url(tmp_path), DESK)) as running:
        await open_import(running)
        await running.type(str(file))
        await running.press("enter")
        await running.sees("Reading 30%")
        await running.press("escape")
        await running.sees("Stopped. Nothing was written.")
        await running.press("escape")
        await running.on("WelcomeScreen")
