"""The page of a summary: what stands above what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest

from cockpit.method.overview import Summary
from screens.summary import SummaryScreen
from tests.screens.department import NARROW, WIDE
from tests.screens.seats import CardApp, MemoryStore, client, sitting, summary


@dataclass
class Left(MemoryStore):
    """A store in which a sitting has left twelve clients."""

    async def summary(self, sitting_id: int, now: datetime) -> Summary:
        return summary(self.sitting, left=tuple(client(n, f"Client {n:02} [/]") for n in range(1, 13)))


@pytest.mark.parametrize(("size", "part"), [(NARROW, "#left-below"), (WIDE, "#left")])
async def test_the_clients_left_stand_once_and_below_the_forecast_on_a_narrow_terminal(
    size: tuple[int, int], part: str
) -> None:
    screen = SummaryScreen(1, ended=False)
    async with CardApp(Left({}, sitting(*range(1, 13))), screen).run_test(size=size) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        shown = [f"#{each.id}" for each in screen.query("#left, #left-below") if each.display]
        assert shown == [part]
        below = screen.query_one("#forecast").virtual_region.y < screen.query_one(part).virtual_region.y
        assert below is (size == NARROW)
