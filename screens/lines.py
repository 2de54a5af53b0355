"""The list of the product: it draws only the lines in sight, whether they are in memory or fetched as they come.

Managers, clients, tasks, choices: every list is a `LineList`, since its cost does not grow with the rows.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style as VisualStyle

from cockpit.language import N_
from screens.columns import Column
from screens.pages import Pages
from screens.plain import PAINTS, Paint, content
from screens.rows import MARKER, Line, Row, RowPainter, Section, State

__all__ = ["MARKER", "Line", "LineList", "Row", "Section"]


class LineList(ScrollView, can_focus=True, inherit_bindings=False):
    """A list of lines under a fixed title line, with a cursor.

    A screen that shows something beside the list follows the cursor with ``self.watch(lines, "cursor", …)``: the
    callback runs before the paint, so both change in one frame. `Highlighted` comes one frame later.

    Attributes:
        cursor: index of the line under the cursor, -1 when there is none.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "line-list--title",
        "line-list--cursor",
        "line-list--cursor-blurred",
    }
    DEFAULT_CSS = """
    LineList {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .line-list--title { color: $muted; }
        & > .line-list--cursor { background: $cursor; text-style: bold; }
        & > .line-list--cursor-blurred { background: $cursor-blurred; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", N_("Down"), show=False, id="list.down"),
        Binding("up,k", "move(-1)", N_("Up"), show=False, id="list.up"),
        Binding("pagedown", "page(1)", N_("Page down"), show=False, id="list.page-down"),
        Binding("pageup", "page(-1)", N_("Page up"), show=False, id="list.page-up"),
        Binding("home,g", "first", N_("First line"), show=False, id="list.first"),
        Binding("end,G", "last", N_("Last line"), show=False, id="list.last"),
        Binding("enter", "choose", N_("Open"), id="list.choose"),
    ]

    cursor: reactive[int] = reactive(-1, repaint=False, init=False)

    @dataclass
    class Chosen(Message):
        """Enter was pressed on a line, or it was clicked twice."""

        lines: LineList
        key: Hashable

        @property
        def control(self) -> LineList:
            return self.lines

    @dataclass
    class Highlighted(Message):
        """The cursor came to another line."""

        lines: LineList
        key: Hashable

        @property
        def control(self) -> LineList:
            return self.lines

    @dataclass
    class Wanted(Message):
        """Lines came into sight that were never delivered; answer with `LineList.deliver` or `LineList.fail`."""

        lines: LineList
        rows: range
        generation: int

        @property
        def control(self) -> LineList:
            return self.lines

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        titles: bool = True,
        empty: str | Content = "",
        id: str | None = None,  # noqa: A002 Textual's own word
        classes: str | None = None,
    ) -> None:
        """Make an empty list.

        Args:
            columns: what each line shows.
            titles: draw the columns' titles as the first line.
            empty: what stands in the middle when there are no lines.
            id: the widget's id.
            classes: the widget's classes.
        """
        super().__init__(id=id, classes=classes)
        self._titles = titles
        self._empty = empty if isinstance(empty, Content) else content(empty)
        self._rows: Sequence[Row] | Pages[Row] = ()
        self._generation = 0
        self._told: Hashable | None = None
        self._clicked = -1
        self._painter = RowPainter(columns, self._style)

    @property
    def count(self) -> int:
        """How many lines there are, sections included."""
        return len(self._rows)

    @property
    def key(self) -> Hashable | None:
        """The key of the line under the cursor; None when there is none or it was not delivered."""
        row = self._row(self.cursor)
        return row.key if isinstance(row, Line) else None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns; setting them redraws everything."""
        return self._painter.columns

    @columns.setter
    def columns(self, columns: Sequence[Column]) -> None:
        self._painter.columns = tuple(columns)
        self.refresh()

    def width_of(self, key: str) -> int:
        """Return the cells that the column of this key has now; 0 when there is no room for it."""
        self._painter.fit_to(self.scrollable_content_region.width)
        return self._painter.width_of(key)

    @property
    def empty(self) -> Content:
        """What stands in the middle when there are no lines."""
        return self._empty

    @empty.setter
    def empty(self, text: str | Content) -> None:
        self._empty = text if isinstance(text, Content) else content(text)
        self.refresh()

    def show(self, rows: Sequence[Row], *, keep: Hashable | None = None) -> None:
        """Show lines that are in memory; the sequence is not copied and must not change afterwards.

        Args:
            rows: the lines and sections, in order.
            keep: the key the cursor goes to; by default the one it is on. When that key is gone the cursor stays
                at its place, where the next line has come.
        """
        wanted = self.key if keep is None else keep
        place = self._find(rows, wanted)
        self._replace(rows, place)

    def show_lazy(self, count: int, *, at: int | None = None, ready: Mapping[int, Sequence[Row]] | None = None) -> None:
        """Show `count` lines that are fetched as they come into sight; each page is asked for by `Wanted`.

        Args:
            count: how many lines there are.
            at: where the cursor goes; by default it stays at its place.
            ready: pages that are at hand already, by their first row; with them a refresh does not flicker.
        """
        pages: Pages[Row] = Pages(count)
        for start, rows in (ready or {}).items():
            pages.put(start, rows)
        self._replace(pages, self.cursor if at is None else at)

    def deliver(self, wanted: Wanted, rows: Sequence[Row]) -> None:
        """Take the lines that `wanted` asked for; an answer to an earlier `show_lazy` is dropped."""
        pages = self._rows
        if not isinstance(pages, Pages) or wanted.generation != self._generation:
            return
        pages.put(wanted.rows.start, rows)
        self._painter.forget(wanted.rows)
        self._refresh_rows(wanted.rows.start, len(wanted.rows))
        if self.cursor in wanted.rows:
            if isinstance(self._row(self.cursor), Section):
                self.cursor = self._selectable(self.cursor)
            self._tell()

    def fail(self, wanted: Wanted) -> None:
        """Note that the lines could not be fetched; they are asked for again when they are next painted."""
        if isinstance(self._rows, Pages) and wanted.generation == self._generation:
            self._rows.forget(wanted.rows.start)

    def _find(self, rows: Sequence[Row], key: Hashable | None) -> int:
        """Find a key, first where the cursor is: most refreshes change nothing before it."""
        here = self.cursor
        if key is None:
            return here
        if 0 <= here < len(rows) and _has_key(rows[here], key):
            return here
        return next((index for index, row in enumerate(rows) if _has_key(row, key)), here)

    def _replace(self, rows: Sequence[Row] | Pages[Row], cursor: int) -> None:
        self._rows = rows
        self._generation += 1
        self._clicked = -1
        self._painter.forget()
        self.virtual_size = Size(0, len(rows) + self._titles)
        place = self._selectable(max(0, min(cursor, len(rows) - 1)))
        if place != self.cursor:
            self.cursor = place
        else:
            self._tell()
            self._into_sight()
        self.refresh()

    def _row(self, index: int) -> Row | None:
        if not 0 <= index < len(self._rows):
            return None
        return self._rows.get(index) if isinstance(self._rows, Pages) else self._rows[index]

    def _selectable(self, index: int, step: int = 1) -> int:
        """Find the nearest line the cursor can stand on, first in the direction of `step`; -1 when there is none."""
        for direction in (step, -step):
            at = index
            while 0 <= at < len(self._rows):
                if not isinstance(self._row(at), Section):
                    return at
                at += direction
        return -1

    def _go(self, index: int, step: int) -> None:
        if self._rows:
            self.cursor = self._selectable(max(0, min(index, len(self._rows) - 1)), step)
            self._into_sight()

    def watch_cursor(self, old: int, new: int) -> None:
        if new != self._clicked:
            self._clicked = -1
        self._refresh_rows(old, 1)
        self._refresh_rows(new, 1)
        self._into_sight()
        self._tell()

    def _tell(self) -> None:
        key = self.key
        if key is not None and key != self._told:
            self.post_message(self.Highlighted(self, key))
        self._told = key

    def _into_sight(self) -> None:
        height = self._height
        if self.cursor < 0 or height <= 0:
            return
        top = round(self.scroll_y)
        # a section just above the cursor is read with it
        first = self.cursor - 1 if isinstance(self._row(self.cursor - 1), Section) else self.cursor
        if first < top:
            self.scroll_to(y=first, animate=False, force=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True)

    @property
    def _height(self) -> int:
        return self.scrollable_content_region.height - self._titles

    def action_move(self, step: int) -> None:
        """Move the cursor by one line up (-1) or down (1)."""
        if 0 <= self.cursor + step < len(self._rows):
            self._go(self.cursor + step, step)
        else:
            self._into_sight()

    def action_page(self, step: int) -> None:
        """Move the cursor by one page up (-1) or down (1)."""
        self._go(self.cursor + step * max(1, self._height - 1), step)

    def action_first(self) -> None:
        """Move the cursor to the first line."""
        self._go(0, 1)

    def action_last(self) -> None:
        """Move the cursor to the last line."""
        self._go(len(self._rows) - 1, -1)

    def action_choose(self) -> None:
        """Choose the line under the cursor."""
        key = self.key
        if key is not None:
            self.post_message(self.Chosen(self, key))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or offset.y < self._titles:
            return
        index = round(self.scroll_y) + offset.y - self._titles
        if index >= len(self._rows) or isinstance(self._row(index), Section):
            return
        again = event.chain > 1 or index == self._clicked
        self._clicked = index
        self.cursor = index
        if again:
            self.action_choose()

    def on_resize(self) -> None:
        self._into_sight()
        self._want_in_sight()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._want_in_sight()

    def on_focus(self) -> None:
        self._refresh_rows(self.cursor, 1)

    def on_blur(self) -> None:
        self._refresh_rows(self.cursor, 1)

    def notify_style_update(self) -> None:
        self._painter.forget()
        super().notify_style_update()

    def _refresh_rows(self, start: int, count: int) -> None:
        top = round(self.scroll_y)
        first, last = max(start, top), min(start + count, top + self._height)
        if start >= 0 and first < last:
            y = first - top + self._titles
            self.refresh(Region(0, y, self.scrollable_content_region.width, last - first))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is in sight, past Textual's cache, which knows lines by their place: it redraws all at a scroll."""
        if self.gutter or self.opacity < 1:
            return super().render_lines(crop)
        filters, (_, background), style = self.get_line_filters(), self.background_colors, self.visual_style.rich_style
        start, end = crop.column_span
        strips = []
        for y in crop.line_range:
            strip = self.render_line(y)
            for each in filters:
                strip = strip.apply_filter(each, background)
            strips.append(strip.crop_extend(start, end, style))
        return strips

    def render_line(self, y: int) -> Strip:
        painter = self._painter
        painter.fit_to(self.scrollable_content_region.width)
        if self._titles and y == 0:
            return painter.titles()
        if not self._rows:
            return self._empty_line(y - self._titles)
        index = round(self.scroll_y) + y - self._titles
        if index >= len(self._rows):
            return painter.blank()
        row = self._row(index)
        if row is None:
            self._want(index)
        state: State = "" if index != self.cursor else "cursor" if self.has_focus else "cursor-blurred"
        return painter.row(index, row, state)

    def _style(self, paint: Paint, state: State) -> Style:
        style = self.get_visual_style(f"line-list--{state}") if state else self.visual_style
        if paint:
            style += VisualStyle.parse(PAINTS[paint], self.app.theme_variables)
        return style.rich_style

    def _empty_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        lines = self._empty.wrap(max(1, width)) if self._empty else []
        at = y - max(0, (self._height - len(lines)) // 2)
        if not 0 <= at < len(lines):
            return self._painter.blank()
        style = self.visual_style
        strip = Strip(lines[at].center(width).render_segments(style))
        return strip.adjust_cell_length(width, style.rich_style)

    def _want_in_sight(self) -> None:
        """Ask for what is in sight and for one screen before and after it."""
        top, height = round(self.scroll_y), max(self._height, 1)
        for index in (top, top + height - 1, top + 2 * height, top - height):
            if 0 <= index < len(self._rows):
                self._want(index)

    def _want(self, index: int) -> None:
        """Ask for the page of a line, once."""
        if isinstance(self._rows, Pages):
            rows = self._rows.ask(index)
            if rows is not None:
                self.post_message(self.Wanted(self, rows, self._generation))


def _has_key(row: Row, key: Hashable) -> bool:
    return isinstance(row, Line) and row.key == key
