"""The settings by keys: what is in force, where it comes from, and what takes effect at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from cockpit.language import use
from cockpit.settings.keeper import Keeper
from data.store import Store
from screens.app import CockpitApp
from tests.screens.department import DESK, NARROW, NOW, Cockpit, fill, url


def a_keeper(folder: Path) -> Keeper:
    environment = {
        "COCKPIT_DATA_DIR": str(folder / "data"),
        "COCKPIT_CONFIG_DIR": str(folder / "config"),
        "LANG": "en_US.UTF-8",
        "TZ": "Europe/Moscow",
        "USER": "anna",
    }
    return Keeper(environment, NOW.date)


async def on_settings(running: Cockpit) -> None:
    await running.on("ManagersScreen")
    await running.press("s")
    await running.on("SettingsScreen")
    await running.sees("Language", "English", "default")


async def test_settings_are_changed_in_place_kept_in_the_file_and_take_effect_at_once(tmp_path: Path) -> None:
    await fill(tmp_path)
    keeper, store = a_keeper(tmp_path), Store(url(tmp_path), DESK)
    app = CockpitApp(store, lambda: NOW, background="dark", settings=keeper)
    async with app.run_test(size=NARROW, notifications=True) as pilot:
        running = Cockpit(app, pilot)
        await on_settings(running)
        await running.press("end", "up", "up", "up", "enter")
        await running.on("FormDialog")
        await running.type("32.12")
        await running.press("ctrl+s")
        await running.sees("There is no such day")
        await running.press(*["backspace"] * 5)
        await running.type("2026-12-31..2027-01-02")
        await running.press("ctrl+s")
        await running.on("SettingsScreen")
        await running.sees("31 Dec", "the file")
        assert date(2027, 1, 2) in store.desk.norms.calendar.holidays
        await running.press("down", "enter")
        await running.on("ChoiceDialog")
        await running.press("2")
        await running.on("SettingsScreen")
        assert store.desk.surprise
        await running.press("home", "down", "down", "enter", "4")
        await running.until(lambda: app.theme == "cockpit-light")
        await running.press("up", "enter", "2")
        await running.sees("Русский")
        written = keeper.file.read_text("utf-8")
        assert 'theme = "light"\n' in written
        assert 'lang = "ru"\n' in written
        await running.press("d")
        await running.sees("English")
        assert '# lang = "ru"\n' in keeper.file.read_text("utf-8")
        await running.press("escape")
        await running.on("ManagersScreen")
    assert store.close()
    use("en")


async def test_what_waits_for_the_next_start_says_so_and_a_file_can_be_written(tmp_path: Path) -> None:
    await fill(tmp_path)
    keeper, store = a_keeper(tmp_path), Store(url(tmp_path), DESK)
    app = CockpitApp(store, lambda: NOW, background="dark", settings=keeper)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        running = Cockpit(app, pilot)
        await on_settings(running)
        await running.sees("A change takes effect at the next start.")
        await running.press("w")
        await running.sees("Written:")
        assert keeper.file.exists()
        await running.press("enter")
        await running.type("own.sqlite")
        await running.press("ctrl+s")
        await running.sees("Kept. It takes effect")
        await running.on("SettingsScreen")
        assert 'db = "own.sqlite"\n' in keeper.file.read_text("utf-8")
        keeper.file.write_text("noon = 99\n", "utf-8")
        await running.press("d")
        await running.on("ErrorDialog")
        await running.sees("noon must be a")
    assert store.close()


async def test_a_holiday_is_no_day_of_silence(tmp_path: Path) -> None:
    """The calendar of the settings acts on the queue."""
    await fill(tmp_path)
    store = Store(url(tmp_path), DESK)
    await store.open(NOW)
    anna = (await store.managers(NOW))[0].manager
    ids = [client for lane in (await store.queue(anna.id, NOW)).lanes.values() for client in lane]
    before = [str(line.why.values) for line in await store.queue_lines(ids, NOW)]
    norms = DESK.norms
    holidays = frozenset({date(2026, 11, 4), date(2026, 11, 5)})
    store.use(replace(DESK, norms=replace(norms, calendar=replace(norms.calendar, holidays=holidays))))
    after = [str(line.why.values) for line in await store.queue_lines(ids, NOW)]
    assert all("15" in why for why in before)
    assert all("13" in why for why in after)
    assert store.close()
