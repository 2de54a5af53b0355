"""A stage for widgets: a small app around them, what it painted, and names that try to break a screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.app import App
from textual.widget import Widget

from screens.base import BaseApp
from screens.terminal import Background

#: Each of them takes a screen down, or the terminal with it, where text is read as markup or passed on raw.
EVIL = (
    "ACME [/foo]",
    "[@click=app.quit]CL[/]",
    "x[/]y",
    "[bold]b",
    "[red",
    "$name [$accent]x",
    "a\\[b]",
    "end\\",
    "\x1b]52;c;QQ==\x07z",
    "\x1b[2J\x9b31m",
    "RTL \u202e abc",
    "日本電気株式会社",
)


class Stage(BaseApp):
    """An app that shows the widgets it is given."""

    def __init__(self, *widgets: Widget, background: Background = "dark") -> None:
        super().__init__(background)
        self._widgets = widgets

    def compose(self) -> Iterable[Widget]:
        yield from self._widgets


def painted(app: App[str]) -> list[str]:
    """Return the lines on the screen as text."""
    return ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]


def painted_text(app: App[str]) -> str:
    """Return the screen as one text."""
    return "\n".join(painted(app))


def on_top(app: App[Any]) -> object:
    """Return the screen or dialog that has the keys."""
    return app.screen
