from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from cockpit.method.entry import ManagerEntry, SegmentEntry
from cockpit.method.money import Money
from cockpit.method.overview import DayMark, Debt, ManagerLine
from cockpit.method.records import Segment
from data.store import Store
from screens.lines import LineList
from tests.screens.department import DESK, NARROW, NOW, Cockpit, cockpit, fill, url


def cursor(running: Cockpit) -> object:
    return running.screen.query_one(LineList).key


class Large(Store):
    """A hundred managers in eight segments, made from the two that are there; every seventh has nobody who can pay."""

    async def segment_list(self) -> tuple[Segment, ...]:
        return tuple(Segment(100 + n, f"Segment [/{n}]", f"Head {n}", deputy=f"Deputy {n}") for n in range(8))

    async def managers(self, now: datetime) -> tuple[ManagerLine, ...]:
        segments, (one, *_) = await self.segment_list(), await super().managers(now)
        day = now.date()
        return tuple(
            replace(
                one,
                manager=replace(one.manager, id=1000 + n, name=f"Manager {n:03}", segment=segments[n % 8]),
                debt=Debt(n % 5, (Money(100_00 * n, "RUB"),) if n % 5 else (), n % 5),
                due=2,
                payers=0 if n % 7 == 0 else 3,
                strip=(DayMark(day.replace(day=20), n % 3), DayMark(day, 0)),
            )
            for n in range(100)
        )


async def test_a_hundred_managers_stand_in_eight_segments_and_each_is_two_keys_away(tmp_path: Path) -> None:
    """R41: the segment with the most money in debt first; its managers unfold, one of them opens and comes back."""
    await fill(tmp_path)
    async with cockpit(tmp_path, store=Large(url(tmp_path), DESK)) as running:
        await running.on("ManagersScreen")
        await running.press("d")
        await running.on("DepartmentScreen")
        await running.sees(
            "review debt 200 clients", "15 managers have nobody who can pay", "100 managers", "Segment [/7]"
        )
        lines = running.screen.query_one(LineList)
        assert lines.count == 9
        await running.press("j", "enter")
        await running.until(lambda: lines.count in {9 + 12, 9 + 13})
        await running.press("g", "enter")
        await running.until(lambda: lines.count == 9 + 100)
        await running.press("enter")
        await running.until(lambda: lines.count == 9)


async def test_enter_on_a_manager_opens_his_queue_and_back_returns_to_the_same_place(tmp_path: Path) -> None:
    """R41."""
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        await running.press("d")
        await running.on("DepartmentScreen")
        await running.sees("Key accounts  1", "No segment  1")
        await running.press("j", "enter", "j")
        await running.until(lambda: cursor(running) == ("manager", 1))
        await running.press("enter")
        await running.on("QueueScreen")
        await running.sees("ACME [/foo]")
        await running.press("escape")
        await running.on("DepartmentScreen")
        await running.until(lambda: cursor(running) == ("manager", 1) and running.shows("Anna [/foo]"))
        await running.press("escape")
        await running.on("ManagersScreen")


async def test_the_order_goes_from_debt_to_money_to_name(tmp_path: Path) -> None:
    """R41."""
    await fill(tmp_path)
    async with cockpit(tmp_path, store=Large(url(tmp_path), DESK)) as running:
        await running.on("ManagersScreen")
        await running.press("d")
        await running.on("DepartmentScreen")
        seen = []
        for order in ("by review debt", "by open money", "by name"):
            await running.sees(order)
            await running.press("g", "j")
            seen.append(cursor(running))
            await running.press("o")
        await running.sees("by review debt")
        assert seen == [("segment", 103), ("segment", 100), ("segment", 100)]


async def test_a_segment_is_added_changed_and_removed_and_each_is_taken_back(tmp_path: Path) -> None:
    """R42: with its own head and deputy; a segment with managers stays."""
    await fill(tmp_path)
    async with cockpit(tmp_path, size=(180, 36)) as running:
        await running.on("ManagersScreen")
        await running.press("d")
        await running.on("DepartmentScreen")
        await running.press("a")
        await running.on("FormDialog")
        await running.type("key ACCOUNTS")
        await running.press("ctrl+s")
        await running.sees("There is already")
        await running.type(" [2]")
        for text in ("Irina [/]", "Pyotr"):
            await running.press("tab")
            await running.type(text)
        await running.press("ctrl+s")
        await running.on("DepartmentScreen")
        await running.sees("key ACCOUNTS [2]", "Irina [/] · Pyotr")
        await running.press("x")
        await running.until(lambda: not running.shows("key ACCOUNTS"))
        await running.press("u")
        await running.sees("Irina [/] · Pyotr")
        await running.press("g", "j", "x")
        await running.on("ErrorDialog")
        await running.sees("1 manager belongs to Key accounts")


async def test_a_department_without_managers_says_how_to_begin(tmp_path: Path) -> None:
    """R41, R42: one manager without a segment, then the way to make one."""
    store = Store(url(tmp_path), DESK)
    await store.open(NOW)
    await store.save_manager(ManagerEntry("Oleg"), NOW)
    assert store.close()
    async with cockpit(tmp_path, size=NARROW) as running:
        await running.on("ManagersScreen")
        await running.press("d")
        await running.on("DepartmentScreen")
        await running.sees("No segment  1", "No segments yet: a makes one")


async def test_a_segment_that_is_chosen_stays_and_what_is_left_out_is_a_number_and_a_sum(tmp_path: Path) -> None:
    """R43: the managers of one segment; the others are counted with their clients due and their money."""
    await fill(tmp_path)
    store = Store(url(tmp_path), DESK)
    await store.open(NOW)
    await store.save_segment(SegmentEntry("Retail"), NOW)
    assert store.close()
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        await running.press("c")
        await running.on("ChoiceDialog")
        await running.sees("All segments", "Key accounts", "Retail", "No segment")
        await running.press("4")
        await running.sees("No segment · not shown: 1 manager with 4 clients due, ₽1.8M", "Oleg", "1 manager")
        assert not running.shows("Anna")
        await running.press("d")
        await running.on("DepartmentScreen")
        await running.press("escape")
        await running.on("ManagersScreen")
        await running.sees("not shown: 1 manager")
        await running.press("f")
        await running.type("ann")
        await running.sees("Anna")
        await running.press("escape", "c")
        await running.on("ChoiceDialog")
        await running.press("3")
        await running.sees("Nobody belongs to this segment", "not shown: 2 managers")
        await running.press("c")
        await running.on("ChoiceDialog")
        await running.press("1")
        await running.sees("Anna", "Oleg", "2 managers")
        assert not running.shows("not shown")
