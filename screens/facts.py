"""Facts side by side above a list; where they do not fit, the line breaks between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from screens.plain import Cell, Paint, Span, content, spans

#: What stands between two facts; the line may break here and nowhere else.
GAP: Final = "   "


def side_by_side(facts: Sequence[Span]) -> Cell:
    """Put facts into one cell, a gap between each two."""
    parts: list[Span] = []
    for fact in facts:
        parts += [(GAP, ""), fact]
    return tuple(parts[1:])


class Facts(Widget):
    """As many lines as the facts need, no more than its style allows."""

    DEFAULT_CSS = """
    Facts { height: auto; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 Textual's own word
        super().__init__(id=id)
        self._cell: Cell = ""
        self._paint: Paint = ""

    def show(self, cell: Cell, paint: Paint = "") -> None:
        """Show facts that `side_by_side` put together; `paint` is for those without one of their own."""
        if (cell, paint) != (self._cell, self._paint):
            self._cell, self._paint = cell, paint
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 Textual's signature
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(content(tuple(line)) for line in self._lines(self.size.width))

    def _lines(self, width: int) -> list[list[Span]]:
        lines: list[list[Span]] = [[]]
        room = width
        for text, paint in spans(self._cell, self._paint):
            if text == GAP:
                continue
            if lines[-1] and len(GAP) + cell_len(text) > room:
                lines.append([])
                room = width
            elif lines[-1]:
                lines[-1].append((GAP, ""))
                room -= len(GAP)
            lines[-1].append((text, paint))
            room -= cell_len(text)
        return lines
