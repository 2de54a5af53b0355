from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.method.errors import StoreError
from cockpit.method.overview import Opened
from cockpit.method.sentence import say
from data.store import Store
from screens.app import DEMO
from tests.screens.department import ANNA, DESK, NARROW, NOW, OLEG, OTHER, cockpit, fill, url

_OPENED = {"enter": "QueueScreen", "i": "ImportScreen", "h": "HelpScreen", "s": "ReviewScreen"}


class Stubborn(Store):
    """A store that cannot be opened the first time."""

    tries = 0

    async def open(self, now: object) -> Opened:
        self.tries += 1
        if self.tries == 1:
            raise StoreError(say("The file cannot be opened"), say("Another [/program] writes into it."))
        return await super().open(now)  # type: ignore[arg-type]  # the stub takes what it is given


async def test_an_empty_store_opens_the_welcome_page_with_its_three_ways(tmp_path: Path) -> None:
    async with cockpit(tmp_path) as running:
        await running.on("WelcomeScreen")
        await running.sees("Look around", "Import a CRM file", "Add a manager by hand")


@pytest.mark.parametrize("keys", [("1",), ("enter",)])
async def test_looking_around_ends_the_app_with_the_word_for_the_demo(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with cockpit(tmp_path) as running:
        await running.on("WelcomeScreen")
        await running.press(*keys)
        await running.until(lambda: running.app.return_value is not None)
        assert running.app.return_value == DEMO


async def test_a_manager_added_by_hand_leads_from_the_welcome_page_to_the_managers(tmp_path: Path) -> None:
    async with cockpit(tmp_path) as running:
        await running.on("WelcomeScreen")
        await running.press("3")
        await running.on("FormDialog")
        await running.type(ANNA)
        await running.press("ctrl+s")
        await running.on("ManagersScreen")
        await running.sees(ANNA[:12])


async def test_a_store_that_cannot_be_opened_is_told_and_can_be_tried_again(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path, store=Stubborn(url(tmp_path), DESK)) as running:
        await running.sees("The file cannot be opened", "Another [/program] writes into it.")
        await running.press("r")
        await running.on("ManagersScreen")


async def test_a_store_that_cannot_be_opened_can_be_left(tmp_path: Path) -> None:
    async with cockpit(tmp_path, store=Stubborn(url(tmp_path), DESK)) as running:
        await running.sees("The file cannot be opened")
        await running.press("q")
        await running.until(lambda: not running.app.is_running)
        assert running.app.return_value is None


@pytest.mark.parametrize("key", ["q", "ctrl+q", "й", "ctrl+й"])
async def test_every_key_for_quitting_ends_the_app(tmp_path: Path, key: str) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        await running.press(key)
        await running.until(lambda: not running.app.is_running)


async def test_the_palette_holds_every_act_of_the_screen(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        titles = {command.title for command in running.app.get_system_commands(running.screen)}
        assert {
            "Add a manager by hand",
            "Import a CRM's files",
            "Language: Русский",
            "Light theme",
            "Help",
            "Leave the cockpit",
        } <= titles
        assert "Down" not in titles


async def test_an_act_is_done_from_the_palette(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        await running.press("ctrl+p")
        await running.on("CommandPalette")
        await running.type("Add a manager")
        await running.sees("Add a manager by hand")
        await running.press("enter")
        await running.pilot.pause()
        if type(running.screen).__name__ == "CommandPalette":
            await running.press("enter")
        await running.on("FormDialog")


async def test_the_language_changes_while_the_program_runs_and_is_remembered(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        await running.sees("Open", "Mon 23 Nov 2026")
        await running.app.action_language("ru")
        await running.sees("Открыть", "23 ноя 2026", ANNA[:12])
        assert running.remembered == {"lang": "ru"}
        await running.app.action_language("en")
        await running.sees("Mon 23 Nov 2026")


async def test_the_other_theme_is_taken_and_remembered(tmp_path: Path) -> None:
    async with cockpit(tmp_path) as running:
        await running.on("WelcomeScreen")
        running.app.action_other_theme()
        assert not running.app.current_theme.dark
        assert running.remembered == {"theme": "light"}


@pytest.mark.parametrize("language", ["en", "ru"])
async def test_help_shows_the_keys_of_the_screen_below_in_a_small_terminal(tmp_path: Path, language: str) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path, language=language, size=NARROW) as running:
        await running.on("ManagersScreen")
        await running.press("h")
        await running.on("HelpScreen")
        bindings = running.app.screen_stack[-2].active_bindings
        await running.sees(bindings["i"].tooltip, bindings["u"].tooltip)
        await running.press("end")
        await running.sees("cockpit.sqlite")
        await running.press("escape")
        await running.on("ManagersScreen")


async def test_a_choice_that_cannot_be_remembered_is_told_and_still_taken(tmp_path: Path) -> None:
    def refuse(name: str, value: str) -> None:
        raise StoreError(say("The choice was not remembered"), say("The disk is full."))

    async with cockpit(tmp_path) as running:
        await running.on("WelcomeScreen")
        running.app._remember = refuse
        running.app.action_other_theme()
        await running.sees("The choice was not remembered", "The disk is full.")
        assert not running.app.current_theme.dark


async def test_evil_names_stand_in_the_list_as_they_are(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path, size=(180, 30)) as running:
        await running.sees(ANNA, OLEG)


@pytest.mark.parametrize("keys", [("enter",), ("i",), ("h",), ("enter", "s")])
async def test_every_screen_is_written_anew_in_the_other_language(tmp_path: Path, keys: tuple[str, ...]) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        for key in keys:
            await running.press(key)
            await running.on(_OPENED[key])
        await running.app.action_language("ru")
        await running.sees("Назад")
        await running.app.action_language("en")
        await running.sees("Back")


async def test_quitting_in_the_middle_of_a_review_lets_go_of_the_sitting(tmp_path: Path) -> None:
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        await running.press("enter")
        await running.sees("ACME [/foo]")
        await running.press("s")
        await running.on("ReviewScreen")
        await running.press("ctrl+q")
        await running.until(lambda: not running.app.is_running)
    other = Store(url(tmp_path), OTHER)
    await other.open(NOW)
    assert (await other.sit_down(1, NOW)).day == NOW.date()
    other.close()


async def test_what_cannot_be_stored_keeps_the_program_open_until_the_head_decides(tmp_path: Path) -> None:
    async def refuse() -> None:
        raise StoreError(say("The draft was not stored"), say("The disk is full."))

    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await running.on("ManagersScreen")
        running.screen.flush = refuse  # type: ignore[attr-defined]  # every screen of the cockpit has it
        await running.press("q")
        await running.sees("The draft was not stored", "The disk is full.")
        await running.press("enter")
        await running.sees("Quit all the same?")
        await running.press("n")
        await running.on("ManagersScreen")
        await running.press("q")
        await running.on("ErrorDialog")
        await running.press("enter")
        await running.on("ConfirmDialog")
        await running.press("y")
        await running.until(lambda: not running.app.is_running)


async def test_a_crash_tells_one_sentence_and_keeps_the_traceback_for_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    await fill(tmp_path)

    def fail() -> None:
        raise ZeroDivisionError("a defect")

    async def crash() -> None:
        async with cockpit(tmp_path) as running:
            await running.on("ManagersScreen")
            running.app.call_later(fail)
            await running.until(lambda: not running.app.is_running)

    with pytest.raises(ZeroDivisionError):
        await crash()
    assert "log file" in capsys.readouterr().err
    assert any(record.exc_info for record in caplog.records)
