"""Who can pay, and the recruiting task when nobody can, by keys on a real department."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from cockpit.method.entry import ClientEntry
from cockpit.method.words import SittingState, Temperature
from data.store import Store
from tests.screens.department import ANNA, DESK, NARROW, NOW, OLEG, Cockpit, cockpit, fill, url

#: Anna's target is two payments as long as nothing was sold.
CHAIN = "2 payments ← 4 hot ← 10 warm ← 50 potential, rates assumed"


async def on_queue(running: Cockpit, name: str = ANNA) -> None:
    await running.sees("Anna", "Oleg")
    if name == OLEG:
        await running.press("down")
    await running.press("enter")
    await running.on("QueueScreen")
    await running.sees("no sitting begun")


async def test_with_nobody_who_can_pay_the_ladder_is_shown_and_corrected(tmp_path: Path) -> None:
    """R13, R14."""
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await on_queue(running)
        await running.press("p")
        await running.on("RecruitingDialog")
        await running.sees("Nobody can pay: recruiting for Anna [/foo] Kuznetsova", CHAIN, "%, assumed", "4 hot")
        await running.press("3", "down", "5", "0")
        await running.sees("3 payments ← 6 hot ← 15 warm ← 75 potential, rates assumed")
        await running.press("enter")
        await running.on("QueueScreen")
        await running.press("p")
        await running.sees("Recruiting: Anna [/foo] Kuznetsova", "0 of 6 hot", "0 of 75 potential")
        await running.press("escape")
        await running.on("QueueScreen")
        await running.press("u")
        await running.sees("The recruiting task of")
        await running.press("p")
        await running.sees(CHAIN)


async def test_a_wrong_number_is_said_beside_its_field_and_nothing_is_set(tmp_path: Path) -> None:
    """R14."""
    await fill(tmp_path)
    async with cockpit(tmp_path, size=NARROW) as running:
        await on_queue(running, OLEG)
        await running.press("p")
        await running.on("RecruitingDialog")
        await running.sees("50 potential")
        await running.press("0")
        await running.sees("Numbers are missing: the ladder cannot be worked out.")
        await running.press("enter")
        await running.sees("A number from 1 to 1,000.")
        await running.press("2", "backspace", "backspace", "2", "enter")
        await running.on("QueueScreen")


async def test_who_can_pay_is_listed_with_money(tmp_path: Path) -> None:
    """R13."""
    await fill(tmp_path)
    store = Store(url(tmp_path), DESK)
    await store.open(NOW)
    anna = next(line.manager for line in await store.managers(NOW) if line.manager.name == ANNA)
    (acme,) = [match.client_id for match in await store.find("ACME") if match.client_id is not None]
    entry = ClientEntry(anna.id, "ACME [/foo]", temperature=Temperature.HOT)
    await store.save_client(entry, NOW - timedelta(hours=1), acme)
    async with cockpit(tmp_path, store=store) as running:
        await on_queue(running)
        await running.press("p")
        await running.on("PayersDialog")
        await running.sees("Who can pay: Anna [/foo] Kuznetsova", "ACME [/foo]", "1 client can pay", "₽1,250,000")
        await running.press("p")
        await running.on("RecruitingDialog")
        await running.press("enter")
        await running.on("PayersDialog")
        await running.sees("Recruiting task, by 21 Dec", "0 of 2 payments", "0 of 4 hot")
        await running.press("enter")
        await running.on("QueueScreen")


async def _end_the_sitting(running: Cockpit) -> None:
    """Sit down beside Oleg, who has no client, and end the sitting at once."""
    await on_queue(running, OLEG)
    await running.press("s")
    await running.sees("Every client of this sitting is worked through")
    await running.sees("0 of 0")
    await running.press("x")
    await running.on("RecruitingDialog")


async def _states(running: Cockpit) -> list[SittingState]:
    return [line.today.state for line in await running.app.store.managers(NOW) if line.today is not None]


async def test_a_sitting_with_nobody_who_can_pay_is_complete_with_the_recruiting_task(tmp_path: Path) -> None:
    """R13, R14."""
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await _end_the_sitting(running)
        await running.press("enter")
        await running.on("SummaryScreen")
        await running.sees("Complete")
        await running.until(lambda: "Still open" not in running.text)
        assert await _states(running) == [SittingState.COMPLETE]


async def test_a_sitting_with_nobody_who_can_pay_is_incomplete_without_it(tmp_path: Path) -> None:
    """R7, R13, R14."""
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await _end_the_sitting(running)
        await running.press("escape")
        await running.on("SummaryScreen")
        await running.until(lambda: "Still open" not in running.text)
        await running.sees("Nobody can pay: the recruiting task is missing.")
        assert await _states(running) == [SittingState.INCOMPLETE]


async def test_the_day_of_the_task_minds_the_holidays(tmp_path: Path) -> None:
    """R14: the day is a working day by the calendar of the settings."""
    await fill(tmp_path)
    norms = DESK.norms
    holiday = norms.calendar.after(NOW.date(), 20)
    desk = replace(DESK, norms=replace(norms, calendar=replace(norms.calendar, holidays=frozenset({holiday}))))
    async with cockpit(tmp_path, desk=desk) as running:
        await on_queue(running)
        await running.press("p")
        await running.sees("22.12.2026")
