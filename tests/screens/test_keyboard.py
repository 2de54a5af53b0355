from __future__ import annotations

from typing import Any, ClassVar

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from screens.keyboard import TO_LATIN, AnyLayoutApp, latin_key


@pytest.mark.parametrize(
    ("key", "latin"),
    [
        ("о", "j"),
        ("л", "k"),
        ("О", "J"),
        ("ctrl+ы", "ctrl+s"),
        ("х", "left_square_bracket"),
        ("Ж", "colon"),
        ("ё", "grave_accent"),
        ("і", "s"),
        ("j", None),
        ("ctrl+s", None),
        ("f2", None),
    ],
)
def test_a_key_is_named_by_its_place_on_the_keyboard(key: str, latin: str | None) -> None:
    assert latin_key(key) == latin


def test_every_translated_key_has_the_name_textual_gives_it() -> None:
    assert all(latin_key(letter) == _character_to_key(latin) for letter, latin in TO_LATIN.items())


class Keys(AnyLayoutApp):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "note('down')"),
        Binding("J", "note('bottom')"),
        Binding("left_square_bracket", "note('before')"),
        Binding("ctrl+s", "note('save')", priority=True),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.noted: list[str] = []

    def compose(self) -> ComposeResult:
        yield Input()
        yield TextArea()
        yield TextArea(read_only=True, id="shown")

    def action_note(self, what: str) -> None:
        self.noted.append(what)

    def key_x(self) -> None:
        self.noted.append("x")


async def test_commands_fire_under_both_layouts() -> None:
    app = Keys()
    async with app.run_test(notifications=True) as pilot:
        app.set_focus(None)
        await pilot.press("j", "J", "[", "x", "ctrl+s")
        latin, app.noted = app.noted, []
        await pilot.press("о", "О", "х", "ч", "ctrl+ы")
    assert app.noted == latin == ["down", "bottom", "before", "x", "save"]


async def test_text_widgets_still_receive_cyrillic_and_chords_still_work_in_them() -> None:
    app = Keys()
    async with app.run_test(notifications=True) as pilot:
        for widget in (Input, "TextArea"):
            app.query(widget).first().focus()
            await pilot.press("о", "л", "j", "Й", "х", "ctrl+ы")
        assert app.query_one(Input).value == "олjЙх"
        assert app.query(TextArea).first().text == "олjЙх"
    assert app.noted == ["save", "save"]


async def test_a_read_only_text_leaves_letters_to_the_commands() -> None:
    app = Keys()
    async with app.run_test(notifications=True) as pilot:
        app.query_one("#shown").focus()
        await pilot.press("о")
    assert app.noted == ["down"]


async def test_the_bytes_of_real_terminals_are_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.constants.DISABLE_KITTY_KEY", False)  # some terminals send its sequences unasked
    app = Keys()
    async with app.run_test(notifications=True) as pilot:
        app.query_one(Input).focus()
        await _type(app, pilot, "\x1b[1099;5u", "\x13", "О", "\x1b[1086;;1086u", "\x1b[1086;2u")
        assert app.query_one(Input).value == "ОоО"
    assert app.noted == ["save", "save"]


async def _type(app: Keys, pilot: Pilot[Any], *chunks: str) -> None:
    """Feed what a terminal sends, chunk by chunk, through Textual's own parser."""
    for chunk in chunks:
        parser = XTermParser()
        for message in (*parser.feed(chunk), *parser.feed("")):
            assert isinstance(message, events.Event)
            message.set_sender(app)
            app.post_message(message)
            await pilot.pause()
