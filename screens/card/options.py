"""Numbered choices taken by a digit or by a click, drawn in a row or in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from screens.columns import fit
from screens.plain import Span, content
from screens.seat import Digits

_GAP = 2
_LEAST = 27
_MOST_COLUMNS = 3


class Options(Widget):
    """Choices with their digits. The digits stand out only while they are what a digit means."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Options { width: 1fr; height: auto; }"

    @dataclass
    class Chosen(Message):
        """A choice was clicked; `digit` counts from one."""

        options: Options
        digit: int

        @property
        def control(self) -> Options:
            return self.options

    def __init__(self, digits: Digits, *, in_row: bool = False, classes: str = "") -> None:
        """Make a list with nothing to choose.

        Args:
            digits: what is chosen here.
            in_row: the choices stand in one line, otherwise in columns.
            classes: the widget's classes.
        """
        super().__init__(classes=classes)
        self.digits = digits
        self._in_row = in_row
        self._texts: tuple[str, ...] = ()
        self._live = False
        self._chosen = 0

    def draw(self, texts: Sequence[str], *, live: bool, chosen: int = 0) -> None:
        """Show choices; `live` when digits choose among them now, `chosen` the digit of the one taken."""
        state = (tuple(texts), live, chosen)
        if state != (self._texts, self._live, self._chosen):
            resized = len(texts) != len(self._texts)
            self._texts, self._live, self._chosen = state
            self.refresh(layout=resized)

    def _columns(self, width: int) -> int:
        return len(self._texts) if self._in_row else max(1, min(_MOST_COLUMNS, width // _LEAST))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport
        return 1 if self._in_row else -(-len(self._texts) // self._columns(width))

    def render(self) -> Content:
        pieces: list[Span] = []
        columns, room = self._columns(self.size.width), self.size.width
        share = room if self._in_row else room // columns - 1
        for index, text in enumerate(self._texts):
            if index and not self._in_row and index % columns == 0:
                pieces.append(("\n", ""))
            option = self._option(index, text)
            if self._in_row:
                pieces += [*option, (" " * _GAP, "")]
            else:
                pieces += [*fit(tuple(option), share), (" ", "")]
        return Content("\n").join(content(tuple(line)) for line in _lines(pieces))

    def _option(self, index: int, text: str) -> list[Span]:
        if index + 1 == self._chosen:
            return [("● ", "accent"), (text, "strong")]
        if self._live:
            return [(f"{index + 1} ", "accent"), (text, "")]
        return [("· ", "muted"), (text, "muted")]

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or not self._texts:
            return
        if self._in_row:
            start = 0
            for index, text in enumerate(self._texts):
                start += cell_len(text) + 2 + _GAP
                if offset.x < start:
                    self.post_message(self.Chosen(self, index + 1))
                    return
        else:
            columns = self._columns(self.size.width)
            index = offset.y * columns + min(columns - 1, offset.x // max(1, self.size.width // columns))
            if index < len(self._texts):
                self.post_message(self.Chosen(self, index + 1))


def _lines(pieces: Sequence[Span]) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for text, paint in pieces:
        if text == "\n":
            lines.append([])
        else:
            lines[-1].append((text, paint))
    return lines
