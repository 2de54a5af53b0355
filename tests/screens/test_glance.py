from __future__ import annotations

import asyncio
import json
import stat
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from cockpit.method.errors import StoreError
from cockpit.method.overview import Opened
from cockpit.method.sentence import say
from data.store import Store
from screens.glance import Glance, keep, load
from screens.managers import columns
from screens.rows import Line
from tests.screens.department import DESK, NOW, cockpit, fill, url

TODAY = date(2026, 11, 23)
GLANCE = Glance(
    "~/cockpit.sqlite",
    TODAY,
    "en",
    (("1 client due", "strong"), (" · $5", "")),
    (Line((7, None), ("ACME [/foo]", (("1", "hot"),))), Line((8, None), ("日本電気", ""))),
)


class Waiting(Store):
    """A store that opens when it is told to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(url(folder), DESK)
        self.may_open = asyncio.Event()
        self.error: StoreError | None = None

    async def open(self, now: datetime) -> Opened:
        await self.may_open.wait()
        if self.error is not None:
            raise self.error
        return await super().open(now)


async def leave_a_glance(folder: Path) -> Path:
    """Show the managers once, so that they are kept."""
    file = folder / "managers.json"
    async with cockpit(folder, glances=file) as running:
        await running.on("ManagersScreen")
        await running.until(file.exists)
    return file


def test_what_was_kept_is_read_again(tmp_path: Path) -> None:
    keep(tmp_path / "kept", GLANCE)
    assert load(tmp_path / "kept", "~/cockpit.sqlite", TODAY, "en", 2) == GLANCE


def test_what_is_kept_is_for_the_user_alone(tmp_path: Path) -> None:
    keep(tmp_path / "kept", GLANCE)
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["kept"]


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    keep(tmp_path / "gone" / "kept", GLANCE)
    assert load(tmp_path / "gone" / "kept", "~/cockpit.sqlite", TODAY, "en", 2) is None


@pytest.mark.parametrize(
    "asked",
    [
        ("~/other.sqlite", TODAY, "en", 2),
        ("~/cockpit.sqlite", date(2026, 11, 24), "en", 2),
        ("~/cockpit.sqlite", TODAY, "ru", 2),
        ("~/cockpit.sqlite", TODAY, "en", 3),
    ],
)
def test_a_glance_at_something_else_is_not_shown(tmp_path: Path, asked: tuple[str, date, str, int]) -> None:
    keep(tmp_path / "kept", GLANCE)
    assert load(tmp_path / "kept", *asked) is None


@pytest.mark.parametrize(
    "change",
    [
        {"lines": [[7, ["ACME", [["1", "no such paint"]]]]]},
        {"lines": [[7, ["ACME", 5]]]},
        {"lines": [["x", ["ACME", ""]]]},
        {"lines": []},
        {"lines": None},
        {"totals": [[1, ""]]},
        {"totals": [["one"]]},
    ],
)
def test_a_file_that_was_tampered_with_is_not_shown(tmp_path: Path, change: dict[str, Any]) -> None:
    file = tmp_path / "kept"
    keep(file, GLANCE)
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | change), "utf-8")
    assert load(file, "~/cockpit.sqlite", TODAY, "en", 2) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "5", '"x"', "{}"])
def test_a_file_that_is_no_glance_is_not_shown(tmp_path: Path, text: str) -> None:
    (tmp_path / "kept").write_text(text, "utf-8")
    assert load(tmp_path / "kept", "~/cockpit.sqlite", TODAY, "en", 2) is None


async def test_the_managers_last_seen_stand_there_until_the_store_is_open(tmp_path: Path) -> None:
    await fill(tmp_path)
    file = await leave_a_glance(tmp_path)
    store = Waiting(tmp_path)
    async with cockpit(tmp_path, store=store, glances=file) as running:
        await running.sees("Anna [/foo]", "4 clients due", "Opening…")
        store.may_open.set()
        await running.sees("Anna [/foo]", "4 clients due", "Mon 23 Nov 2026 · morning")


async def test_the_list_looks_the_same_before_and_after_the_store_is_open(tmp_path: Path) -> None:
    """R6, R13: the debt, the strip and the alarm stand in the glance as they do in the list."""
    await fill(tmp_path)
    file = await leave_a_glance(tmp_path)
    store = Waiting(tmp_path)
    async with cockpit(tmp_path, store=store, glances=file, size=(180, 30)) as running:
        await running.sees("Anna [/foo]", "nobody !", "·········", "Opening…")
        before = running.text.splitlines()[1:-1]
        store.may_open.set()
        await running.sees("Mon 23 Nov 2026 · morning")
        assert running.text.splitlines()[1:-1] == before


async def test_what_is_glanced_at_can_be_searched_and_opened_before_the_store_is(tmp_path: Path) -> None:
    await fill(tmp_path)
    file = await leave_a_glance(tmp_path)
    store = Waiting(tmp_path)
    async with cockpit(tmp_path, store=store, glances=file) as running:
        await running.sees("Anna [/foo]")
        await running.press("f", "o", "l", "e")
        await running.until(lambda: running.shows("Oleg") and not running.shows("Anna"))
        await running.press("escape")
        store.may_open.set()
        await running.press("g", "enter")
        await running.on("QueueScreen")
        await running.sees("ACME [/foo]")
        await running.press("escape")
        await running.on("ManagersScreen")
        await running.sees("Mon 23 Nov 2026 · morning")


async def test_a_store_that_cannot_be_opened_takes_the_glance_away(tmp_path: Path) -> None:
    await fill(tmp_path)
    file = await leave_a_glance(tmp_path)
    store = Waiting(tmp_path)
    store.error = StoreError(say("The data cannot be opened"), say("It is locked."))
    async with cockpit(tmp_path, store=store, glances=file) as running:
        await running.sees("Anna [/foo]")
        store.may_open.set()
        await running.on("OpeningScreen")
        await running.sees("The data cannot be opened", "It is locked.", "Try again")
        store.error = None
        await running.press("r")
        await running.on("ManagersScreen")
        await running.sees("4 clients due")


async def test_a_store_that_became_empty_forgets_the_glance(tmp_path: Path) -> None:
    file = tmp_path / "managers.json"
    line = Line((7, None), ("Nobody",) * len(columns()))
    keep(file, replace(GLANCE, lines=(line,), day=NOW.date()))
    async with cockpit(tmp_path, glances=file) as running:
        await running.on("WelcomeScreen")
        assert not file.exists()
