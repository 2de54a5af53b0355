"""What control brings, on the screen: by keyboard, at both widths, in both languages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from cockpit.language import use
from cockpit.method.draft import OpportunityDraft, ReviewDraft
from cockpit.method.entry import ClientEntry, DealEntry, DealFields, read_deal
from cockpit.method.review import Outcome, settle
from cockpit.method.words import DealStatus
from data.store import Store
from tests.screens.department import ANNA, DESK, NARROW, NOW, WIDE, Cockpit, cockpit, fill, url


@pytest.fixture(autouse=True)
def _english_again() -> object:
    yield None
    use("en")


async def _review(folder: Path) -> None:
    """Review one client of Anna's two days ago, with an opportunity, and let her win a deal since."""
    store = Store(url(folder), DESK)
    at = NOW - timedelta(days=3)
    await store.open(at)
    anna = next(line.manager for line in await store.managers(at) if line.manager.name == ANNA)
    sitting = await store.sit_down(anna.id, at)
    card = await store.card(sitting.order[0], at)
    draft = ReviewDraft(card.client.id, opportunities=[OpportunityDraft("A second [store]", "50000")], seconds=300.0)
    draft.task, draft.planned_result = "Call again", "The client named a day"
    outcome = settle(card, draft, at.date(), DESK.norms, "RUB")
    assert isinstance(outcome, Outcome)
    await store.save_review(sitting.id, outcome, at)
    won = await store.save_client(ClientEntry(anna.id, "Won [/foo]"), at)
    entry = DealEntry(won.id, "Supply [/]", "300000", "", DealStatus.WON, "01.09.2026", closed_on="22.11.2026")
    fields = read_deal(entry, NOW.date(), DESK.norms.calendar, "RUB")
    assert isinstance(fields, DealFields), fields
    await store.save_deal(fields, NOW)
    assert store.close()


@asynccontextmanager
async def control(
    folder: Path, size: tuple[int, int] = WIDE, language: str = "en", *, reviewed: bool = True
) -> AsyncIterator[Cockpit]:
    """Open the page on the department of four clients."""
    await fill(folder)
    if reviewed:
        await _review(folder)
    async with cockpit(folder, size=size, language=language) as running:
        await running.on("ManagersScreen")
        await running.press("n")
        await running.on("KpisPage")
        await running.press("4")
        await running.on("ControlPage")
        yield running


async def test_the_two_headlines_stand_above_the_other_figures_and_open_their_clients(tmp_path: Path) -> None:
    """R44: silent clients and extra money; R37, R40, R58, R60 stand under them; R26: the rows behind a figure."""
    async with control(tmp_path) as at:
        await at.sees("Clients silent beyond their norm", "of 4 open clients", "goal: 0")
        await at.sees("Extra money found in reviews", "₽50,000", "nothing paid since")
        await at.sees("If money flows", "Losses after missed plans", "Hours beside money", "0:05 h", "not proven")
        await at.press("enter")
        await at.on("EntriesScreen")
        await at.sees("3 rows", "silent", "norm", "x[/]y")
        await at.press("enter")
        await at.on("QueueScreen")
        await at.press("escape")
        await at.on("EntriesScreen")
        await at.press("escape")
        await at.on("ControlPage")
        await at.press("j", "enter")
        await at.on("EntriesScreen")
        await at.sees("A second [store]", "₽50,000")


async def test_the_keys_of_the_time_and_of_whose_figures_hold_here_too(tmp_path: Path) -> None:
    """R37: the money that came in the window; silence and trouble stay those of now."""
    async with control(tmp_path) as at:
        await at.sees("1–23 Nov", "₽300,000")
        await at.press("left")
        await at.sees("1–31 Oct", "none noted in these days", "of 4 open clients")
        assert "₽300,000 " not in at.text.split("Losses")[0]
        await at.press("t")
        await at.sees("₽300,000")
        await at.press("m")
        await at.until(lambda: at.app.screen is not at.app.screen_stack[-2])


async def test_each_line_says_how_it_is_counted_and_what_is_missing(tmp_path: Path) -> None:
    """R60: "not proven" where n is small, and how much more it needs."""
    async with control(tmp_path) as at:
        await at.sees("not proven")
        await at.press("end")
        await at.sees("more weeks before it", "no proof of its reason")


async def test_the_pictures_take_the_place_of_the_list_where_there_is_no_room_for_both(tmp_path: Path) -> None:
    """R40, R58: losses by month, money and hours by week."""
    async with control(tmp_path, NARROW) as at:
        await at.sees("Clients silent beyond", "If money flows")
        assert "by month" not in at.text
        await at.press("c")
        await at.sees("Lost after a missed plan, by month", "Money that came and hours, by week")
        await at.press("c")
        await at.sees("If money flows")


async def test_before_the_first_sitting_the_page_says_what_is_missing(tmp_path: Path) -> None:
    """R40, R60: nothing can be compared yet."""
    async with control(tmp_path, reviewed=False) as at:
        await at.sees("none noted in these days", "Does it pay?", "not proven")
        await at.press("end")
        await at.sees("there was no sitting yet")
        await at.press("up")
        await at.sees("needs reviews in these days")
        await at.press("enter")
        await at.on("EntriesScreen")
        await at.sees("Nothing is counted here")


async def test_it_speaks_russian(tmp_path: Path) -> None:
    async with control(tmp_path, language="ru") as at:
        await at.until(lambda: "50 000 ₽" in at.text)
