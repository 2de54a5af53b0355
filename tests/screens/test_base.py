from __future__ import annotations

from typing import Any, ClassVar

import pytest
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.pilot import Pilot
from textual.widgets import Footer, Input

from cockpit.language import N_, t, use
from cockpit.method.errors import CockpitError
from cockpit.method.sentence import say
from screens.base import Banner, CockpitScreen, TopLine
from screens.dialogs import ConfirmDialog, ErrorDialog
from tests.screens.stage import Stage, on_top, painted, painted_text


class Room(CockpitScreen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("s", "save", N_("Save"))]

    def __init__(self) -> None:
        super().__init__()
        self.answers: list[bool | None] = []

    def compose(self) -> ComposeResult:
        yield TopLine((("Cockpit", "muted"), (" · Anna [/x] Kuznetsova", "")), "3 of 14 done")
        yield Banner()
        yield Input()
        yield Footer(compact=True)

    def action_save(self) -> None:
        self.app.push_screen(ConfirmDialog("Save?", "Three clients."), self.answers.append)


async def opened(app: Stage, pilot: Pilot[Any]) -> Room:
    room = Room()
    await app.push_screen(room)
    room.set_focus(None)
    await pilot.pause()
    return room


async def test_the_top_line_shows_both_sides() -> None:
    app = Stage()
    async with app.run_test(size=(60, 10), notifications=True) as pilot:
        await opened(app, pilot)
        assert painted(app)[0] == " Cockpit · Anna [/x] Kuznetsova" + "3 of 14 done".rjust(28) + " "


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (40, " Cockpit · Anna [/x] Kuz…  3 of 14 done "),
        (30, " Cockpit · Anna [/x] Kuz…  3… "),
    ],
)
async def test_a_narrow_top_line_shortens_the_facts_before_it_hides_the_place(width: int, line: str) -> None:
    app = Stage()
    async with app.run_test(size=(width, 10), notifications=True) as pilot:
        await opened(app, pilot)
        assert painted(app)[0] == line


async def test_one_side_of_the_top_line_changes_and_the_other_stays() -> None:
    app = Stage()
    async with app.run_test(size=(60, 10), notifications=True) as pilot:
        room = await opened(app, pilot)
        room.query_one(TopLine).show(right="4 of 14 done")
        await pilot.pause()
        assert painted(app)[0].split() == ["Cockpit", "·", "Anna", "[/x]", "Kuznetsova", "4", "of", "14", "done"]


@pytest.mark.parametrize(
    ("size", "classes"),
    [
        ((80, 24), {"-narrow", "-short"}),
        ((100, 31), {"-middle", "-short"}),
        ((120, 36), {"-wide", "-tall"}),
    ],
)
async def test_a_screen_knows_how_much_room_it_has(size: tuple[int, int], classes: set[str]) -> None:
    app = Stage()
    async with app.run_test(size=size, notifications=True) as pilot:
        room = await opened(app, pilot)
        sizes = {"-narrow", "-middle", "-wide", "-short", "-tall"}
        assert room.classes & sizes == classes


async def test_the_footer_speaks_the_language_in_use() -> None:
    use("ru")
    try:
        app = Stage()
        async with app.run_test(size=(80, 10), notifications=True) as pilot:
            await opened(app, pilot)
            assert f"s {t('Save')}" in painted_text(app)
    finally:
        use("en")


async def test_a_banner_takes_a_line_only_while_it_says_something() -> None:
    app = Stage()
    async with app.run_test(size=(80, 10), notifications=True) as pilot:
        banner = (await opened(app, pilot)).query_one(Banner)
        assert banner.region.height == 0
        banner.show("Another program [/] has the file open.")
        await pilot.pause()
        assert painted(app)[1].strip() == "Another program [/] has the file open."
        banner.clear()
        await pilot.pause()
        assert banner.region.height == 0


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_an_error_is_a_dialog_with_a_title_and_what_to_do(key: str) -> None:
    app = Stage()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        room = await opened(app, pilot)
        room.show_error(CockpitError(say("The file is busy"), say("Close the other program and try again.")))
        await pilot.pause()
        assert isinstance(on_top(app), ErrorDialog)
        assert "The file is busy" in painted_text(app)
        assert "Close the other program and try again." in painted_text(app)
        await pilot.press(key)
        assert on_top(app) is room


@pytest.mark.parametrize(
    ("key", "answer"), [("y", True), ("enter", True), ("д", True), ("n", False), ("н", False), ("escape", False)]
)
async def test_a_question_is_answered_by_the_word_in_either_language(key: str, answer: bool) -> None:
    app = Stage()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        room = await opened(app, pilot)
        await pilot.press("s")
        assert "Three clients." in painted_text(app)
        await pilot.press(key)
        await pilot.pause()
        assert room.answers == [answer]


async def test_a_question_without_a_sentence_is_still_seen() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await app.push_screen(ConfirmDialog("Leave without saving?"))
        await pilot.pause()
        shown = painted_text(app)
        assert "Leave without saving?" in shown
        assert "Yes" in shown


async def test_the_command_palette_opens_once() -> None:
    app = Stage()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(app, pilot)
        await pilot.press("ctrl+p")
        app.action_command_palette()
        await pilot.pause()
        assert len(app.screen_stack) == 3
