"""Two pictures of every screen: whole in English on the dark theme, narrow in Russian on the light one.

What a screen does is tested in code; a picture keeps how it looks. `make snapshots` accepts the present look.
"""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot

from cockpit.language import use
from cockpit.method.desk import Desk
from data.demo import build
from data.store import Store
from screens.app import CockpitApp
from screens.queue import QueueScreen
from tests.screens.department import NARROW, WIDE, Cockpit

Steps = Callable[[Cockpit], Awaitable[None]]
Compare = Callable[..., bool]
DemoFile = Callable[[str], Path]

#: The manager of the made-up team whom nobody can pay.
NOBODY_PAYS = 4
#: Workers that wait for an answer on the screen that is shown.
_ASKING = frozenset({"form", "ask"})
NOW = datetime(2026, 11, 23, 9, 50, tzinfo=ZoneInfo("Europe/Moscow"))


async def managers(cockpit: Cockpit) -> None:
    await cockpit.on("ManagersScreen")


async def queue(cockpit: Cockpit) -> None:
    await managers(cockpit)
    await cockpit.press("enter")
    await cockpit.on("QueueScreen")


async def card(cockpit: Cockpit) -> None:
    await queue(cockpit)
    await cockpit.press("s")
    await cockpit.on("ReviewScreen")


async def summary(cockpit: Cockpit) -> None:
    await card(cockpit)
    await cockpit.press("escape")
    await cockpit.on("QueueScreen")
    await cockpit.press("v")
    await cockpit.on("SummaryScreen")


async def importing(cockpit: Cockpit) -> None:
    await managers(cockpit)
    await cockpit.press("i")
    await cockpit.on("ImportScreen")


async def mapping(cockpit: Cockpit) -> None:
    await importing(cockpit)
    await cockpit.type("deals.csv")
    await cockpit.press("enter")
    await cockpit.until(lambda: cockpit.shows("1 файл") or cockpit.shows("1 file"))
    await cockpit.app.workers.wait_for_complete()
    await cockpit.press("f2")
    await cockpit.on("MapScreen")
    await cockpit.until(lambda: cockpit.text.count("ACME") > 1)


def opened(key: str, screen: str) -> Steps:
    """Open a screen from the list of managers by its key."""

    async def steps(cockpit: Cockpit) -> None:
        await managers(cockpit)
        await cockpit.press(key)
        await cockpit.on(screen)

    return steps


def numbers(digit: str, screen: str) -> Steps:
    """Open a page of the numbers by its digit."""

    async def steps(cockpit: Cockpit) -> None:
        await managers(cockpit)
        await cockpit.press("n")
        await cockpit.on("KpisPage")
        await cockpit.press(digit)
        await cockpit.on(screen)

    return steps


async def pay(cockpit: Cockpit) -> None:
    await numbers("6", "TargetsPage")(cockpit)
    await cockpit.press("c")


async def asleep(cockpit: Cockpit) -> None:
    await queue(cockpit)
    await cockpit.press("z")
    await cockpit.on("AsleepScreen")


async def recruiting(cockpit: Cockpit) -> None:
    await managers(cockpit)
    await cockpit.app.push_screen(QueueScreen(NOBODY_PAYS))
    await cockpit.on("QueueScreen")
    await cockpit.press("p")
    await cockpit.on("RecruitingDialog")


async def helping(cockpit: Cockpit) -> None:
    await managers(cockpit)
    await cockpit.press("h")
    await cockpit.on("HelpScreen")


async def welcome(cockpit: Cockpit) -> None:
    await cockpit.on("WelcomeScreen")


SCREENS: dict[str, Steps] = {
    "managers": managers,
    "queue": queue,
    "card": card,
    "summary": summary,
    "importing": importing,
    "mapping": mapping,
    "help": helping,
    "asleep": asleep,
    "department": opened("d", "DepartmentScreen"),
    "playbook": opened("p", "PlaybookScreen"),
    "recruiting": recruiting,
    "requests": opened("w", "RequestsScreen"),
    "tasks": opened("t", "TasksScreen"),
    "training": opened("l", "TrainingScreen"),
    "welcome": welcome,
    "kpis": numbers("1", "KpisPage"),
    "forecast": numbers("2", "ForecastPage"),
    "learning": numbers("3", "LearningPage"),
    "control": numbers("4", "ControlPage"),
    "delegation": numbers("5", "DelegationPage"),
    "targets": numbers("6", "TargetsPage"),
    "pay": pay,
}


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> DemoFile:
    """The made-up team of one day in a language, built once."""
    folder = tmp_path_factory.mktemp("demo")

    def file(language: str) -> Path:
        found = folder / f"{language}.sqlite"
        if not found.exists():
            build(found, language, _desk(language), NOW)
        return found

    return file


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use("en")


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize(("language", "size"), [("en", WIDE), ("ru", NARROW)], ids=["whole", "narrow"])
def test_a_screen_looks_as_before(
    screen: str,
    language: str,
    size: tuple[int, int],
    snap_compare: Compare,
    demo_file: DemoFile,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = tmp_path / "cockpit.sqlite"
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "deals.csv").write_text("Deal name,Amount,Stage\nACME [/foo],1200,Offer\n", "utf-8")
    monkeypatch.chdir(tmp_path / "files")  # the import screen lists the folder the program was started in
    if screen != "welcome":
        shutil.copy(demo_file(language), file)
    store = Store(f"sqlite:///{file}", _desk(language))
    app = CockpitApp(
        store,
        lambda: NOW,
        monotonic=lambda: 1000.0,
        language=language,
        background="dark" if language == "en" else "light",
        place="~/cockpit.sqlite",
        demo=screen != "welcome",
    )

    async def walk(pilot: Pilot[str]) -> None:
        running = Cockpit(app, pilot)
        await SCREENS[screen](running)

        def at_rest() -> bool:
            return not any(worker.is_running for worker in app.workers if worker.group not in _ASKING)

        await running.until(at_rest)
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=walk)
    assert store.close(10)


def _desk(language: str) -> Desk:
    return Desk(head="Head", holder="picture", currency="USD" if language == "en" else "RUB")
