"""The line of keys: whole keys only, in the order of their importance, with the way out always there."""

from __future__ import annotations

from typing import ClassVar

import pytest
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from screens.base import BaseApp, CockpitScreen
from screens.keyline import KeyLine
from tests.screens.stage import painted


class Many(CockpitScreen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(letter, "bell", f"Number {letter}", id=f"many.{letter}") for letter in "abcdefghij"),
        Binding("escape", "dismiss", "Back", id="many.back"),
    ]

    def compose(self) -> ComposeResult:
        yield KeyLine()


class Stage(BaseApp):
    def get_default_screen(self) -> Screen[None]:
        return Many()


@pytest.mark.parametrize("width", [20, 47, 80, 200])
async def test_the_line_of_keys_leaves_out_whole_keys_and_never_the_way_out(width: int) -> None:
    """What has no room goes from the end, a whole key at a time."""
    app = Stage()
    async with app.run_test(size=(width, 10)):
        line = painted(app)[-1].rstrip()
        shown = [letter for letter in "abcdefghij" if f"{letter} Number {letter}" in line]
        assert line.endswith("Back")
        assert "".join(shown) == "abcdefghij"[: len(shown)]
        assert line.count("Number") == len(shown)
