from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from cockpit.method.words import DealStatus
from data.store import Store
from screens.finder import Finder
from screens.lines import LineList
from screens.preview import Preview
from screens.queue import QueueScreen
from tests.screens.department import ANNA, DESK, NARROW, NOW, OTHER, WIDE, Cockpit, add_client, cockpit, fill, url


async def open_queue(running: Cockpit) -> QueueScreen:
    """Go to the queue of the first manager and wait for its lines."""
    await running.on("ManagersScreen")
    await running.press("enter")
    await running.on("QueueScreen")
    await running.sees("ACME [/foo]")
    assert isinstance(running.screen, QueueScreen)
    return running.screen


def preview(running: Cockpit) -> str:
    return str(running.screen.query_one(Preview).render())


async def test_the_queue_shows_lanes_reasons_money_and_names_as_they_are(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path, size=(160, 36)) as running:
        await open_queue(running)
        await running.sees("silent", "ACME [/foo]", "x[/]y", "ООО [Ромашка]", "$name [red", "₽1.3M", "potential")
        await running.sees("no sitting begun", "4 clients due")


async def test_a_small_terminal_shows_client_type_money_and_reason_without_the_preview(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path, size=NARROW) as running:
        screen = await open_queue(running)
        await running.sees("Client", "Type", "Money", "Why here")
        assert not screen.query_one(Preview).display


async def test_the_preview_follows_the_cursor_in_the_same_frame(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        screen = await open_queue(running)
        lines = screen.query_one(LineList)
        assert preview(running).startswith("ACME [/foo]")
        lines.action_move(1)
        assert preview(running).startswith("x[/]y")


async def test_s_sits_down_with_the_first_client_and_coming_back_shows_the_sitting(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await open_queue(running)
        await running.press("s")
        await running.on("ReviewScreen")
        await running.press("escape")
        await running.on("QueueScreen")
        await running.sees("sitting of 23 Nov, morning", "0 of 4")


async def test_enter_sits_down_at_the_client_under_the_cursor_under_the_russian_layout_too(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path, language="ru") as running:
        await open_queue(running)
        await running.press("о", "enter")
        await running.on("ReviewScreen")
        await running.sees("x[/]y")


async def test_a_sitting_held_elsewhere_is_taken_over_only_after_a_question(tmp_path: Path) -> None:
    await fill(tmp_path)
    other = Store(url(tmp_path), OTHER)
    await other.open(NOW)
    await other.sit_down(1, NOW)
    async with cockpit(tmp_path) as running:
        await open_queue(running)
        await running.press("s")
        await running.on("ConfirmDialog")
        await running.press("n")
        await running.on("QueueScreen")
        await running.press("s")
        await running.on("ConfirmDialog")
        await running.press("y")
        await running.on("ReviewScreen")
    other.close()


async def test_leaving_the_queue_lets_go_of_the_sitting(tmp_path: Path) -> None:
    await fill(tmp_path)
    other = Store(url(tmp_path), OTHER)
    await other.open(NOW)
    async with cockpit(tmp_path) as running:
        await open_queue(running)
        await running.press("s")
        await running.on("ReviewScreen")
        await running.press("escape")
        await running.on("QueueScreen")
        await running.press("q")
        await running.on("ManagersScreen")
        assert (await other.sit_down(1, NOW)).day == NOW.date()
    other.close()


async def test_a_client_is_put_off_with_a_day_and_a_reason(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await open_queue(running)
        await running.press("d")
        await running.on("FormDialog")
        await running.press("ctrl+s")
        await running.sees("Until which day?", "Why is the client put off?")
        await running.type("+3")
        await running.press("enter")
        await running.type("waits for the [/board]")
        await running.press("ctrl+s")
        await running.on("QueueScreen")
        await running.sees("1 of 4", "→")
        await running.sees("▸ ▲  x[/]y")


async def test_a_client_with_his_first_deal_is_added_and_stands_under_the_cursor(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await open_queue(running)
        await running.press("a")
        await running.on("FormDialog")
        await running.type("Late [b]comer")
        await running.press(*["tab"] * 9)
        await running.type("many")
        await running.press("ctrl+s")
        await running.sees("Not an amount: many")
        await running.press(*["backspace"] * 4)
        await running.type("700k")
        await running.press("ctrl+s")
        await running.on("QueueScreen")
        await running.sees("▸    Late [b]comer", "₽700,000")


async def test_a_client_is_changed_and_a_deal_added_and_closed(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await open_queue(running)
        await running.press("e")
        await running.on("FormDialog")
        await running.type(" & Co")
        await running.press("ctrl+s")
        await running.on("QueueScreen")
        await running.sees("ACME [/foo] & Co")
        await running.press("D")
        await running.on("DealsDialog")
        await running.sees("Supply [/]")
        await running.press("a")
        await running.on("FormDialog")
        await running.type("Second [red")
        await running.press("ctrl+s")
        await running.on("DealsDialog")
        await running.sees("Second [red")
        await running.press("escape")
        await running.on("QueueScreen")
        card = await running.app.store.card(1, NOW)
        assert [deal.status for deal in card.deals] == [DealStatus.OPEN, DealStatus.OPEN]


async def test_a_few_letters_leave_the_clients_that_hold_them(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await open_queue(running)
        await running.press("f")
        await running.type("ромаш")
        await running.until(lambda: running.shows("ООО [Ромашка]") and not running.shows("$name"))
        await running.press("escape")
        await running.sees("ACME [/foo]", "$name")


async def test_the_line_of_the_search_stands_right_above_the_list(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        screen = await open_queue(running)
        await running.press("f")
        await running.until(lambda: screen.query_one(Finder).size.height == 1)
        assert screen.query_one(LineList).region.y == screen.query_one(Finder).region.y + 1


async def test_a_manager_without_clients_says_what_to_do(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        await running.press("j", "enter")
        await running.on("QueueScreen")
        await running.sees("No clients yet: a adds one, an import brings many.")


async def test_without_a_sitting_there_is_nothing_to_end(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await open_queue(running)
        await running.press("x")
        await running.sees("No sitting has been begun today")


async def test_ending_the_sitting_shows_its_summary(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await open_queue(running)
        await running.press("s")
        await running.on("ReviewScreen")
        await running.press("escape")
        await running.sees("0 of 4")
        await running.press("v")
        await running.on("SummaryScreen")


async def test_three_hundred_clients_are_fetched_as_they_come_into_sight(tmp_path: Path) -> None:
    await fill(tmp_path)
    store = Store(url(tmp_path), DESK)
    await store.open(NOW)
    anna = (await store.managers(NOW))[0].manager
    assert anna.name == ANNA
    for number in range(300):
        await add_client(store, anna, f"Client {number:03}", "1000")
    store.close()
    async with cockpit(tmp_path) as running:
        screen = await open_queue(running)
        assert len(screen._lines) == 99
        await running.press("G")
        await running.until(lambda: len(screen._lines) > 99)
        await running.sees("▸ ▲  $name [red", "Client 299")
        assert len(screen._lines) < 304


async def test_sleeping_clients_stand_in_one_line_that_opens_what_becomes_of_them(tmp_path: Path) -> None:
    await fill(tmp_path)
    store = Store(url(tmp_path), DESK)
    await store.open(NOW)
    anna = (await store.managers(NOW))[0].manager
    await add_client(store, anna, "Sleeper [/zzz]", "70000", at=NOW - timedelta(days=200))
    store.close()
    async with cockpit(tmp_path) as running:
        await open_queue(running)
        await running.sees("☾  asleep  1 · ₽70,000   enter: keep, park until, refuse")
        assert not running.shows("Sleeper")
        await running.press("G", "enter")
        await running.on("AsleepScreen")
        await running.sees("Sleeper [/zzz]")
        await running.press("v")
        await running.on("QueueScreen")
        await running.sees("▸    Sleeper [/zzz]", "enter folds them")
        await running.press("k", "enter")
        await running.until(lambda: not running.shows("Sleeper"))


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_type_is_told_by_its_word_in_russian_too(tmp_path: Path, size: tuple[int, int]) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path, language="ru", size=size) as running:
        await open_queue(running)
        await running.sees("Тип", "○ потенциальный")
