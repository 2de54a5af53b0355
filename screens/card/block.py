"""What the blocks on the right of the card share."""

from __future__ import annotations

from rich.cells import cell_len
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from screens.card.entry import Entry
from screens.plain import Cell, Paint, Plain, content
from screens.seat import Block, Seat


class Told(Plain):
    """A text that is drawn only when it is another one: most keys change one line of the card."""

    _told: tuple[Cell, Paint, bool] | None = None

    def tell(self, text: Cell, paint: Paint = "", *, layout: bool = True) -> None:
        """Show a text; pass ``layout=False`` when its size stays."""
        told = (text, paint, layout)
        if told != self._told:
            self._told = told
            self.update(content(text, paint), layout=layout)


class Rule(Widget):
    """The line over a block with its name. It is drawn by itself: a class on the block would restyle all in it."""

    DEFAULT_CSS = "Rule { height: 1; width: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._title = ""
        self._here = False

    def show(self, title: str | None = None, *, here: bool | None = None) -> None:
        """Change the name, or whether the head is here; what is not given stays."""
        title = self._title if title is None else title
        here = self._here if here is None else here
        if (title, here) != (self._title, self._here):
            self._title, self._here = title, here
            self.refresh()

    def render(self) -> Content:
        line = "─" * max(0, self.size.width - cell_len(self._title) - 3)
        name: Paint
        name, rule = ("accent", "$highlight") if self._here else ("section", "$rule")
        title = content(self._title, name).stylize("bold")
        return Content.assemble(("─ ", rule), title, (f" {line}", rule))


class CardBlock(Vertical):
    """One block of the card, under its rule."""

    DEFAULT_CSS = "CardBlock { height: auto; padding: 0 1; }"

    block: Block

    def __init__(self) -> None:
        super().__init__()
        self.rule = Rule()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The fields that are on the card now."""
        return ()

    def draw(self, seat: Seat) -> None:
        """Show this block's share of the seat."""
        raise NotImplementedError


def display(widget: Widget, shown: bool) -> None:
    """Show or hide a widget; nothing is laid out anew when that is so already."""
    if widget.display != shown:
        widget.display = shown
