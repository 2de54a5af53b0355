"""A fortnight of a department: sat through on the screens, and read through the commands as of every day."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.__main__ import main
from cockpit.language import use
from screens.lines import LineList
from screens.review import ReviewScreen
from tests.screens.department import NOW, Cockpit, cockpit

Capture = pytest.CaptureFixture[str]

DEALS = """\
ID,Deal Name,Company,Owner,Amount,Currency,Stage,Status,Created,Expected close date
1,Licences,ACME [/foo],Anna Keller,1000000,RUB,Contract sent,open,2026-11-02,2026-12-10
2,Licences,Vector [bold],Anna Keller,500000,RUB,Proposal,open,2026-11-02,
3,Licences,Copper Kettle,Anna Keller,90000,RUB,New lead,open,2026-11-09,
4,Licences,Harrow Lane,Oleg Marsh,300000,RUB,New lead,open,2026-11-10,
5,Licences,Plumbline,Oleg Marsh,200000,RUB,New lead,open,2026-11-10,
"""
MONDAY = NOW
FRIDAY, NEXT_MONDAY, NEXT_TUESDAY = (MONDAY + timedelta(days=days) for days in (4, 7, 8))


class Commands:
    """The public commands on one file."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
        self._file = folder / "cockpit.sqlite"
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def run(self, day: datetime, *arguments: object) -> Any:
        """Run a command as of a day and return what it prints as JSON."""
        call = ["cockpit", "--db", self._file, "--lang", "en", "--today", day.date(), *arguments, "--json"]
        self._monkeypatch.setattr(sys, "argv", [str(each) for each in call])
        assert main() == 0
        return json.loads(self._capsys.readouterr().out)

    def manager(self, day: datetime, name: str) -> Any:
        """Return a manager's line as of a day."""
        return next(line for line in self.run(day, "managers")["managers"] if line["name"] == name)


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Iterator[Commands]:
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COCKPIT_CONFIG_DIR", str(tmp_path / "config"))
    yield Commands(tmp_path, monkeypatch, capsys)
    use("en")


async def _sit(running: Cockpit, manager: str, clients: int) -> None:
    """Sit down beside a manager and review so many clients, each with a template for its next task."""
    await running.on("ManagersScreen")
    await running.press("f", *manager, "enter")
    await running.on("QueueScreen")
    await running.until(lambda: running.screen.query_one("#queue", LineList).count > 0)
    await running.press("s")
    seen: set[int] = set()
    for _ in range(clients):

        def stands() -> bool:
            screen = running.screen
            if not isinstance(screen, ReviewScreen) or screen.seat is None or screen.busy:
                return False
            return screen.seat.draft.client_id not in seen

        await running.until(stands)
        screen = running.screen
        assert isinstance(screen, ReviewScreen)
        assert screen.seat is not None
        seen.add(screen.seat.draft.client_id)
        await running.press(*(("1", "enter", "1", "s") if screen.seat.verdict_due else ("1", "s")))


async def _first_monday(folder: Path) -> None:
    """Sit with both: one sitting is complete at once, the other when its recruiting task is set."""
    async with cockpit(folder, now=MONDAY) as running:
        await _sit(running, "Anna", 3)
        await running.on("SummaryScreen")
        await running.press("x")
        await running.sees("Complete")
        await running.press("q")
        await running.on("QueueScreen")
        await running.press("q")
        await running.on("ManagersScreen")
        await running.press("escape")
        await _sit(running, "Oleg", 2)
        await running.on("SummaryScreen")
        await running.press("x")
        await running.on("RecruitingDialog")
        await running.sees("payments", "hot", "warm", "potential", "assumed")
        await running.press("ctrl+s")
        await running.on("SummaryScreen")
        await running.sees("Complete")


async def _second_monday(folder: Path) -> None:
    """Sit with one of them, at one client of three."""
    async with cockpit(folder, now=NEXT_MONDAY) as running:
        await _sit(running, "Anna", 1)
        await running.press("q")
        await running.on("QueueScreen")
        await running.press("x")
        await running.on("ConfirmDialog")
        await running.press("y")
        await running.on("SummaryScreen")
        await running.sees("Incomplete: reviewed 1, put off 0, left 2")


def test_debt_completeness_payers_and_recruiting_over_a_fortnight(tmp_path: Path, commands: Commands) -> None:
    """R6, R7, R13, R14, R16: who is not sat with is seen to be in debt; whom nobody can pay recruits."""
    deals = tmp_path / "deals.csv"
    deals.write_text(DEALS, "utf-8")
    assert commands.run(MONDAY, "import", deals)["total"]["taken"] == 5
    assert commands.manager(MONDAY, "Oleg Marsh")["can_pay"] == 0
    asyncio.run(_first_monday(tmp_path))
    oleg = commands.manager(MONDAY, "Oleg Marsh")
    assert [(mark["held"], mark["complete"]) for mark in oleg["strip"]] == [(1, 1)]
    assert oleg["recruiting"] is not None
    # nobody sits down for the rest of the week
    anna = commands.manager(FRIDAY, "Anna Keller")
    assert anna["debt"]["clients"] == 1
    assert anna["debt"]["money"] == [{"minor": 100_000_000, "currency": "RUB"}]
    assert [mark["held"] for mark in anna["strip"]] == [1, 0, 0, 0, 0]
    assert commands.manager(FRIDAY, "Oleg Marsh")["debt"]["clients"] == 0
    asyncio.run(_second_monday(tmp_path))
    anna = commands.manager(NEXT_TUESDAY, "Anna Keller")
    assert anna["debt"]["clients"] == 2
    oleg = commands.manager(NEXT_TUESDAY, "Oleg Marsh")
    assert (oleg["debt"]["clients"], oleg["debt"]["oldest_days"]) == (2, 1)
    assert [mark["held"] for mark in oleg["strip"]] == [1, 0, 0, 0, 0, 0, 0]
