from __future__ import annotations

from pathlib import Path

from tests.screens.department import NOW, cockpit, fill


async def test_a_manager_is_put_into_a_segment_there_is_or_into_a_new_one(tmp_path: Path) -> None:
    """R42: Oleg is chosen into the segment of Anna, then into one that is made on the way."""
    await fill(tmp_path)
    async with cockpit(tmp_path, size=(180, 36)) as running:
        await running.on("ManagersScreen")
        store = running.app.store

        async def segment() -> str:
            found = (line.manager for line in await store.managers(NOW))
            oleg = next(manager for manager in found if manager.name.startswith("Oleg"))
            return oleg.segment.name if oleg.segment else ""

        await running.press("j", "e")
        await running.on("FormDialog")
        await running.press("tab", "enter", "down", "enter", "ctrl+s")
        await running.on("ManagersScreen")
        assert await segment() == "Key accounts"
        await running.press("e")
        await running.on("FormDialog")
        await running.press("tab", "tab")
        await running.type("Retail [/]")
        await running.press("ctrl+s")
        await running.on("ManagersScreen")
        assert await segment() == "Retail [/]"


async def test_a_client_is_reviewed_as_often_as_the_head_says(tmp_path: Path) -> None:
    """R5: another interval than 1 to 10 working days is refused beside its field."""
    await fill(tmp_path)
    async with cockpit(tmp_path, size=(120, 40)) as running:
        await running.on("ManagersScreen")
        await running.press("enter")
        await running.on("QueueScreen")
        await running.sees("ACME [/foo]")
        await running.press("e")
        await running.on("FormDialog")
        await running.press(*["tab"] * 7)
        await running.type("11")
        await running.press("ctrl+s")
        await running.sees("A whole number of working days")
        await running.press("backspace", "ctrl+s")
        await running.on("QueueScreen")
        assert (await running.app.store.card(1, NOW)).client.own_interval == 1
