"""What a list shows, line by line, and how a line becomes a strip of terminal cells."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from screens.columns import GAP, Column, Place, fit, places
from screens.plain import Cell, Paint, Span

#: What stands before the line under the cursor, so that it is seen without colour.
MARKER = "▸ "
_NO_MARKER = " " * len(MARKER)
#: Cells between the last column and the scroll bar.
_MARGIN = 1
_CACHED_STRIPS = 2_000

#: How a line stands in its list; the empty state is an ordinary line.
State: TypeAlias = Literal["", "title", "cursor", "cursor-blurred"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line the cursor can stand on.

    Attributes:
        key: what the list's messages name it by; unique in its list.
        cells: one cell per column, in the columns' order.
        paint: how the cells without a paint of their own look.
        wide: its only cell is drawn across all columns.
    """

    key: Hashable
    cells: tuple[Cell, ...]
    paint: Paint = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading between lines; the cursor passes over it."""

    text: Cell


Row: TypeAlias = Line | Section


class RowPainter:
    """Draws rows as strips of one width and keeps those that were drawn."""

    def __init__(self, columns: Sequence[Column], style: Callable[[Paint, State], Style]) -> None:
        """Make a painter.

        Args:
            columns: what each line shows.
            style: the look of a paint in a state, looked up once per paint and state until `forget`.
        """
        self._columns = tuple(columns)
        self._look_up = style
        self._width = 0
        self._places: tuple[Place, ...] = ()
        self._strips: dict[int, Strip] = {}
        self._styles: dict[tuple[Paint, State], Style] = {}

    @property
    def columns(self) -> tuple[Column, ...]:
        """What each line shows."""
        return self._columns

    @columns.setter
    def columns(self, columns: Sequence[Column]) -> None:
        self._columns = tuple(columns)
        self._lay_out()

    def width_of(self, key: str) -> int:
        """Return the cells that a column takes now; 0 when there is no room for it."""
        return next((place.width for place in self._places if self._columns[place.index].key == key), 0)

    def fit_to(self, width: int) -> None:
        """Draw strips of `width` cells from now on."""
        if width != self._width:
            self._width = width
            self._lay_out()

    def forget(self, rows: range | None = None) -> None:
        """Forget the strips of some rows; without rows, all of them and the styles."""
        if rows is None:
            self._strips.clear()
            self._styles.clear()
        else:
            for index in rows:
                self._strips.pop(index, None)

    def titles(self) -> Strip:
        """Draw the columns' titles."""
        return self._strip([(_NO_MARKER, ""), *self._in_columns([c.title for c in self._columns], "")], "title")

    def row(self, index: int, row: Row | None, state: State) -> Strip:
        """Draw the row at `index`; None is a line that was not delivered yet."""
        if state or row is None:
            return self._draw(row, state)
        strip = self._strips.get(index)
        if strip is None:
            if len(self._strips) >= _CACHED_STRIPS:
                self._strips.clear()
            strip = self._strips[index] = self._draw(row, state)
        return strip

    def blank(self) -> Strip:
        """Draw a line with nothing on it."""
        return self._strip([], "")

    def _lay_out(self) -> None:
        self._places = places(self._columns, self._room)
        self._strips.clear()

    @property
    def _room(self) -> int:
        return self._width - len(MARKER) - _MARGIN

    def _draw(self, row: Row | None, state: State) -> Strip:
        marker: Span = (MARKER if state else _NO_MARKER, "accent")
        if row is None:
            return self._strip([marker, ("…", "muted")], state)
        if isinstance(row, Section):
            return self._strip(fit(row.text, self._width, "left", "section"), state)
        if row.wide:
            return self._strip([marker, *fit(row.cells[0], self._room, "left", row.paint)], state)
        return self._strip([marker, *self._in_columns(row.cells, row.paint)], state)

    def _in_columns(self, cells: Sequence[Cell], paint: Paint) -> list[Span]:
        spread: list[Span] = []
        for place in self._places:
            if spread:
                spread.append((" " * GAP, ""))
            cell = cells[place.index] if place.index < len(cells) else ""
            spread.extend(fit(cell, place.width, self._columns[place.index].align, paint))
        return spread

    def _strip(self, spans: list[Span], state: State) -> Strip:
        strip = Strip([Segment(text, self._style(paint, state)) for text, paint in spans if text])
        return strip.adjust_cell_length(self._width, self._style("", state))

    def _style(self, paint: Paint, state: State) -> Style:
        style = self._styles.get((paint, state))
        if style is None:
            style = self._styles[paint, state] = self._look_up(paint, state)
        return style
