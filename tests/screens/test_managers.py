from __future__ import annotations

from pathlib import Path

from screens.lines import LineList
from screens.queue import QueueScreen
from tests.screens.department import ANNA, NARROW, NOW, OLEG, Cockpit, add_client, cockpit, fill


def cursor(running: Cockpit) -> object:
    return running.screen.query_one(LineList).key


async def test_the_managers_are_listed_with_what_is_due_and_who_can_pay(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        await running.sees("Mon 23 Nov 2026 · morning", "4 clients due", "nobody !", "now", "2 managers")


async def test_a_small_terminal_keeps_the_name_what_is_due_and_who_can_pay(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path, size=NARROW) as running:
        await running.on("ManagersScreen")
        await running.sees("Manager", "Today", "Due", "Can pay")
        assert not running.shows("Potential")


async def test_a_few_letters_leave_the_managers_that_hold_them(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        await running.press("f", "o", "l", "e")
        await running.until(lambda: running.shows("Oleg") and not running.shows("Anna"))
        await running.press("escape")
        await running.sees("Oleg", "Anna")


async def test_the_cursor_comes_back_when_the_letters_are_gone(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        await running.press("j")
        before = cursor(running)
        await running.press("f")
        await running.type("ann")
        await running.until(lambda: cursor(running) not in {before, None})
        await running.press("escape")
        await running.until(lambda: cursor(running) == before)


async def test_letters_of_a_client_lead_into_the_queue_of_his_manager_with_the_cursor_on_him(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        await running.press("f")
        await running.type("ромаш")
        await running.sees("Clients", "ООО [Ромашка]")
        await running.press("enter")
        await running.on("QueueScreen")
        await running.sees("▸ ▲  ООО [Ромашка]")


async def test_the_finder_opens_under_the_russian_layout_and_takes_cyrillic(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path, language="ru") as running:
        await running.on("ManagersScreen")
        await running.press("а", "р", "о", "м")
        await running.sees("ООО [Ромашка]")
        await running.press("escape", "о", "л")
        await running.press("ф")
        await running.on("FormDialog")


async def test_a_manager_is_added_and_a_taken_name_is_refused_beside_its_field(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        await running.press("a")
        await running.on("FormDialog")
        await running.type(ANNA.upper())
        await running.press("ctrl+s")
        await running.sees("There is already")
        await running.type(" II")
        await running.press("ctrl+s")
        await running.on("ManagersScreen")
        await running.sees("3 managers")
        assert running.shows("▸ ANNA [/FOO]")


async def test_a_manager_is_changed(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path, size=(180, 30)) as running:
        await running.on("ManagersScreen")
        await running.press("e")
        await running.on("FormDialog")
        await running.type(" Jr")
        await running.press("ctrl+s")
        await running.sees(f"{ANNA} Jr", OLEG)


async def test_enter_opens_the_queue_and_escape_comes_back(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        await running.press("enter")
        await running.until(lambda: isinstance(running.screen, QueueScreen))
        await running.press("escape")
        await running.on("ManagersScreen")
        assert cursor(running) == (1, None)


async def test_undo_takes_the_manager_back_that_was_added_last(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        await running.press("a")
        await running.on("FormDialog")
        await running.type("Late")
        await running.press("ctrl+s")
        await running.sees("3 managers")
        await running.press("u")
        await running.sees("2 managers")


async def test_a_start_goes_on_at_the_manager_whose_sitting_is_open(tmp_path: Path) -> None:
    """R59: what was interrupted is where the cursor stands."""
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        store = running.app.store
        oleg = next(line.manager for line in await store.managers(NOW) if line.manager.name == OLEG)
        await add_client(store, oleg, "Vector", "1000")
        await store.sit_down(oleg.id, NOW)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        await running.until(lambda: cursor(running) == (oleg.id, None))


async def test_keys_that_come_early_are_not_typed_into_the_closed_line_of_finding(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        assert not running.screen.query_one("FinderInput").focusable
        await running.press("f")
        await running.until(lambda: running.screen.query_one("FinderInput").focusable)
        await running.press("escape")
        assert not running.screen.query_one("FinderInput").focusable
