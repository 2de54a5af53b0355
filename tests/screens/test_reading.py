"""The pages of the numbers while their figures are on the way: on a large department that takes seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy.orm import Session
from textual.screen import Screen

from cockpit.method.control import Part
from cockpit.method.delegation import Readiness
from cockpit.method.forecast import Place
from cockpit.method.kpi import Figure
from cockpit.method.scope import Scope
from data.store import Store
from screens.numbers.behind import BehindScreen
from screens.numbers.entries import EntriesScreen
from screens.numbers.page import view_of
from screens.numbers.pairs import PairsScreen
from screens.numbers.prospects import ProspectsScreen, Wanted
from screens.numbers.reviews import ReviewsScreen
from tests.screens.department import DESK, NARROW, NOW, WIDE, cockpit, fill, url

R = TypeVar("R")
VIEW = view_of(NOW.date())
#: What a page says that has nothing to show.
NOTHING = (
    "Nobody works",
    "Nothing",
    "No open deal",
    "No review yet",
    "No plan",
    "No deal",
    "No review",
    "needs a head",
)


class LateStore(Store):
    """A store that answers questions when it is let to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(url(folder), DESK)
        self.gate = asyncio.Event()
        self.gate.set()

    async def _read(self, job: Callable[[Session], R]) -> R:
        await self.gate.wait()
        return await super()._read(job)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_every_page_says_that_it_reads_until_its_figures_come(tmp_path: Path, size: tuple[int, int]) -> None:
    """R18, R27, R32, R39, R56: what is not read yet is not said to be empty."""
    await fill(tmp_path)
    store = LateStore(tmp_path)
    async with cockpit(tmp_path, size=size, store=store) as at:
        await at.on("ManagersScreen")
        await at.press("n")
        pages = ("KpisPage", "ForecastPage", "LearningPage", "ControlPage", "DelegationPage", "TargetsPage")
        for digit, page in enumerate(pages, 1):
            store.gate.clear()
            await at.press(str(digit % len(pages) + 1), str(digit))
            await at.on(page)
            await at.sees("Reading…")
            assert not any(map(at.shows, NOTHING)), at.text
            store.gate.set()
            await at.until(lambda: not at.shows("Reading…") and not at.shows("Counting…"))


async def test_a_page_that_still_reads_can_be_left(tmp_path: Path) -> None:
    await fill(tmp_path)
    store = LateStore(tmp_path)
    async with cockpit(tmp_path, store=store) as at:
        await at.on("ManagersScreen")
        store.gate.clear()
        await at.press("n")
        await at.on("KpisPage")
        await at.sees("Reading…")
        assert not any(map(at.shows, NOTHING)), at.text
        await at.press(*"23456")
        await at.on("TargetsPage")
        await at.press("c")
        await at.sees("Reading…")
        await at.press("escape", "escape")
        await at.on("ManagersScreen")
        store.gate.set()
        await at.press("n")
        await at.on("KpisPage")
        await at.until(lambda: not at.shows("Reading…"))


@pytest.mark.parametrize(
    ("opened", "nothing"),
    [
        (lambda: BehindScreen(Figure.WON, VIEW), "Nothing is counted here"),
        (lambda: EntriesScreen(Part.CAME, VIEW), "Nothing is counted here"),
        (lambda: ProspectsScreen(VIEW, Wanted("parked", Place.PARKED)), "No deal stands here"),
        (lambda: ReviewsScreen(VIEW, None), "No review in this time"),
        (lambda: PairsScreen(Readiness(Scope.segment(1), "Key accounts")), "The segment needs a head"),
    ],
)
async def test_the_rows_behind_a_figure_are_said_to_be_read_until_they_come(
    tmp_path: Path, opened: Callable[[], Screen[None]], nothing: str
) -> None:
    """R26: the list says that there is nothing when it is known, and can be left before."""
    await fill(tmp_path)
    store = LateStore(tmp_path)
    async with cockpit(tmp_path, store=store) as at:
        await at.on("ManagersScreen")
        store.gate.clear()
        at.app.push_screen(opened())
        await at.sees("Reading…")
        assert not at.shows(nothing)
        await at.press("enter", "escape")
        await at.on("ManagersScreen")
        at.app.push_screen(opened())
        await at.sees("Reading…")
        store.gate.set()
        await at.sees(nothing)
        assert not at.shows("Reading…")
