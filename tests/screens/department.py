"""A real department on a file of its own, the cockpit opened on it, and how a test waits for what it should show."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from cockpit.method.desk import Desk
from cockpit.method.entry import ClientEntry, DealEntry, DealFields, ManagerEntry, read_deal
from cockpit.method.records import Client, Manager
from data.store import Store
from screens.app import CockpitApp
from screens.terminal import Background
from tests.screens.stage import painted_text

NOW = datetime(2026, 11, 23, 9, 50, tzinfo=ZoneInfo("Europe/Moscow"))
#: Long enough ago for a client without a contact since to be due.
EARLIER = NOW - timedelta(days=21)
DESK = Desk(head="Ирина [глава]", holder="this-program", currency="RUB")
OTHER = Desk(head="Пётр", holder="another-program", currency="RUB")
ANNA = "Anna [/foo] Kuznetsova"
OLEG = "Oleg [@click=app.quit]Petrov[/]"
WIDE = (120, 36)
NARROW = (80, 24)
#: Who Anna's clients are, with their money; entered three weeks ago, so they are due.
CLIENTS = (("ACME [/foo]", "1250000"), ("x[/]y", "500k"), ("ООО [Ромашка]", "90000"), ("$name [red", ""))


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'cockpit.sqlite'}"


async def add_client(store: Store, manager: Manager, name: str, amount: str = "", at: datetime = EARLIER) -> Client:
    """Add a client with a deal, as it would have been entered then."""
    client = await store.save_client(ClientEntry(manager.id, name, contact="Ivan [bold]"), at)
    fields = read_deal(DealEntry(client.id, "Supply [/]", amount), at.date(), DESK.norms.calendar, "RUB")
    assert isinstance(fields, DealFields)
    await store.save_deal(fields, at)
    return client


async def fill(folder: Path) -> None:
    """Put a store with two managers, of whom the first has clients, into a folder."""
    file = folder / "cockpit.sqlite"
    if not _filled:
        store = Store(url(folder), DESK)
        await store.open(NOW)
        anna = await store.save_manager(ManagerEntry(ANNA, "Key accounts", DESK.head), EARLIER)
        await store.save_manager(ManagerEntry(OLEG), EARLIER)
        for name, amount in CLIENTS:
            await add_client(store, anna, name, amount)
        assert store.close()
        _filled.append(file.read_bytes())
    file.write_bytes(_filled[0])


#: The file that `fill` made the first time: it is the same for every test.
_filled: list[bytes] = []


@dataclass
class Cockpit:
    """An app under test."""

    app: CockpitApp
    pilot: Pilot[str]
    remembered: dict[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What stands on the screen, with the spaces that forbid a break as plain ones."""
        return painted_text(self.app).replace("\u00a0", " ")

    @property
    def screen(self) -> Screen[object]:
        return self.app.screen

    def shows(self, *texts: str) -> bool:
        return all(text in self.text for text in texts)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        """Put a text into the focused field at once, and tell of it as typing does."""
        focused = self.app.focused
        assert isinstance(focused, Input)
        focused.insert_text_at_cursor(text)
        await self.pilot.pause()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something is so; the screen is in the message when it never is."""
        for _ in range(300):
            if holds():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"never so; on {self.app.screen!r}:\n{self.text}")

    async def sees(self, *texts: str) -> None:
        """Wait until all these texts stand on the screen."""
        await self.until(lambda: self.shows(*texts))

    async def on(self, screen: str) -> None:
        """Wait until the screen of this class name is at the top and stands."""
        await self.until(lambda: type(self.app.screen).__name__ == screen and self.app.screen.is_mounted)


@asynccontextmanager
async def cockpit(
    folder: Path,
    *,
    language: str = "en",
    size: tuple[int, int] = WIDE,
    background: Background = "dark",
    desk: Desk = DESK,
    demo: bool = False,
    store: Store | None = None,
    glances: Path | None = None,
    now: datetime = NOW,
) -> AsyncIterator[Cockpit]:
    """Open the cockpit on the store in a folder."""
    store = store or Store(url(folder), desk)
    remembered: dict[str, str] = {}
    app = CockpitApp(
        store,
        lambda: now,
        monotonic=lambda: 1000.0,
        language=language,
        background=background,
        remember=remembered.__setitem__,
        place="~/cockpit.sqlite",
        demo=demo,
        glances=glances,
    )
    async with app.run_test(size=size, notifications=True) as pilot:
        running = Cockpit(app, pilot, remembered)
        await running.until(lambda: type(app.screen).__name__ != "OpeningScreen" or not app.workers)
        yield running
    assert store.close()
