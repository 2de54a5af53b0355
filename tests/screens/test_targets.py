"""Targets and the what-if of pay on a real department."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta
from pathlib import Path

from cockpit.method.entry import DealEntry, DealFields, read_deal
from cockpit.method.words import DealStatus
from data.store import Store
from screens.plain import Plain
from tests.screens.department import ANNA, DESK, NARROW, NOW, OLEG, WIDE, Cockpit, add_client, cockpit, fill, url

#: What Anna won, in roubles: five full months from June on, and the running one.
WON = (
    (date(2026, 6, 1), "100000"),
    (date(2026, 7, 10), "200000"),
    (date(2026, 8, 10), "300000"),
    (date(2026, 9, 10), "400000"),
    (date(2026, 10, 12), "500000"),
    (date(2026, 11, 10), "150000"),
)


@asynccontextmanager
async def targets(
    folder: Path, size: tuple[int, int] = WIDE, language: str = "en", *, won: bool = True
) -> AsyncIterator[Cockpit]:
    """Open the page of targets on a department where Anna won deals since June and Oleg none."""
    await fill(folder)
    store = Store(url(folder), DESK)
    await store.open(NOW)
    anna = next(line.manager for line in await store.managers(NOW) if line.manager.name == ANNA)
    for number, (day, amount) in enumerate(WON if won else ()):
        client = await add_client(store, anna, f"Won [{number}")
        entry = DealEntry(
            client.id,
            "Supply [/]",
            amount,
            status=DealStatus.WON,
            created_on=f"{day:%d.%m.%Y}",
            closed_on=f"{day:%d.%m.%Y}",
        )
        fields = read_deal(entry, NOW.date(), DESK.norms.calendar, "RUB")
        assert isinstance(fields, DealFields), fields
        await store.save_deal(fields, NOW - timedelta(days=1))
    assert store.close()
    async with cockpit(folder, size=size, language=language) as running:
        await running.on("ManagersScreen")
        await running.press("n")
        await running.on("KpisPage")
        await running.press("6")
        await running.on("TargetsPage")
        yield running


def detail(at: Cockpit) -> str:
    """What stands under the list; a notice may hide it."""
    return str(at.screen.query_one("#detail", Plain).render()).replace("\u00a0", " ")


async def test_a_proposed_target_is_shown_with_its_range_and_what_came_and_is_set_by_hand(tmp_path: Path) -> None:
    """R56: the median of five months with its quartiles; set, changed and taken back by keys."""
    async with targets(tmp_path) as at:
        await at.sees("Revenue", "~ ₽300,000", "₽150,000", "50%", "₽200,000 – ₽400,000")
        await at.sees("15 of 21 working days have passed: 71%")
        await at.sees("₽300,000, the median of 5 full months, usually ₽200,000 – ₽400,000")
        await at.sees(
            "1–31 Oct: ₽500,000", "1–30 Jun: ₽100,000", "managers' targets together ₽300,000, 1 of 2 have one"
        )
        await at.press("enter")
        await at.on("FormDialog")
        await at.press("ctrl+u")
        await at.type("no money")
        await at.press("ctrl+s")
        await at.sees("Not an amount: no money.")
        await at.press("ctrl+u")
        await at.type("400k")
        await at.press("ctrl+s")
        await at.sees("= ₽400,000", "38%", "set by Ирина [глава] on 23 Nov", "Proposed: ₽300,000")
        await at.press("x")
        await at.sees("~ ₽300,000", "What is proposed stands again.")
        await at.press("u")
        await at.sees("= ₽400,000", "is there again")
        await at.press("u")
        await at.sees("~ ₽300,000", "50%")
        await at.press("x")
        await at.sees("No target was set here")


async def test_keys_go_to_the_next_figure_to_other_periods_and_to_one_manager(tmp_path: Path) -> None:
    """R56: for a week, a month or a quarter, the whole department or one manager."""
    async with targets(tmp_path) as at:
        await at.sees("~ ₽300,000")
        await at.press("f")
        await at.sees("Deals won · The whole department: 1")
        await at.press("down", "down", "down")
        await at.sees(f"Deals won · {ANNA}: 1")
        await at.press("w")
        await at.on("ChoiceDialog")
        await at.press("3")
        await at.sees("1 Oct – 23 Nov of 31 Dec, still running", "too little history: 2 more quarters")
        await at.press("left")
        await at.sees("1 Jul – 30 Sep", "the time is over")
        await at.press("t", "m")
        await at.on("WhoseDialog")
        await at.press("f")
        await at.type("oleg")
        await at.press("enter")
        await at.on("TargetsPage")
        await at.sees("Figure", "too little history", "Check, mean")
        assert ANNA not in at.text


async def test_rates_are_typed_and_others_tried_beside_them_and_nothing_is_decided(tmp_path: Path) -> None:
    """R57: pay of the last full month as it is and what if, with its share of the revenue and a warning."""
    async with targets(tmp_path) as at:
        await at.sees("~ ₽300,000")
        await at.press("c")
        await at.sees("A calculation; nobody's pay is decided by it.", "1–31 Oct", "No rates yet: a enters")
        await at.press("a")
        await at.on("FormDialog")
        await at.type("50000")
        await at.press("tab")
        await at.type("150")
        await at.press("ctrl+s")
        await at.sees("A percentage from 0 to 100")
        await at.press("ctrl+u")
        await at.type("10")
        await at.press("tab", "down", "down", "enter", "ctrl+s")
        await at.sees("Together", "₽150,000", "₽100,000")
        assert "As it is: ₽150,000, 30% of revenue" in detail(at)
        assert "2 managers won fewer than 5 deals" in detail(at)
        await at.press("i")
        await at.on("FormDialog")
        await at.press("ctrl+u", "ctrl+s")
        await at.sees("-₽100,000")
        assert "What if: ₽50,000, 10% of revenue" in detail(at)
        await at.press("down")
        await at.until(lambda: "Percent ₽50,000 (paid ₽0, won ₽500,000)" in detail(at))
        assert "Few deals" in detail(at)
        assert "Fixed ₽50,000 → ₽0" in detail(at)
        await at.press("x")
        await at.sees("What was tried is off.")
        assert "What if" not in detail(at)
        await at.press("u")
        await at.until(lambda: "What if" in detail(at))
        await at.press("left")
        await at.sees("1–30 Sep", "₽400,000")
        await at.press("c")
        await at.sees("~ ₽300,000", "still running")


async def test_the_time_that_pay_is_worked_out_for_stays_on_its_page(tmp_path: Path) -> None:
    """R57: a look at the pay of the last month turns no other page to that month."""
    async with targets(tmp_path) as at:
        await at.sees("1–23 Nov of 30")
        await at.press("c")
        await at.sees("1–31 Oct")
        await at.press("1")
        await at.on("KpisPage")
        await at.sees("1–23 Nov of 30")


async def test_a_department_without_history_says_what_is_missing(tmp_path: Path) -> None:
    """R56: nothing is proposed from nothing, and a target can be set all the same; narrow."""
    async with targets(tmp_path, NARROW, won=False) as at:
        await at.sees("too little history: 3 more months", "—")
        await at.press("enter")
        await at.on("FormDialog")
        await at.type("1.2M")
        await at.press("ctrl+s")
        await at.sees("= ₽1.2M", "0%", "no manager has a target yet")
        await at.press("escape")
        await at.on("ManagersScreen")
        await at.sees(OLEG[:10])
