"""The line in which a few letters are typed to find something in a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from cockpit.language import N_
from screens.fields import QuietInput
from screens.lines import LineList
from screens.plain import Plain


class FinderInput(QuietInput):
    """The input of a finder: the arrows move in its list, enter chooses there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "list('move', 1)", N_("Down"), show=False, id="finder.down"),
        Binding("up", "list('move', -1)", N_("Up"), show=False, id="finder.up"),
        Binding("pagedown", "list('page', 1)", N_("Page down"), show=False, id="finder.page-down"),
        Binding("pageup", "list('page', -1)", N_("Page up"), show=False, id="finder.page-up"),
        Binding("enter", "choose", N_("Open"), id="finder.choose"),
        Binding("escape", "leave", N_("Show all"), id="finder.leave"),
    ]

    def allow_focus(self) -> bool:
        """Take the keys only while the line is open: a screen that opens gives them to the first who would."""
        return isinstance(self.parent, Finder) and self.parent.is_open and super().allow_focus()

    def action_list(self, how: str, step: int) -> None:
        """Move the list's cursor by a line or a page."""
        finder = self.finder
        if how == "move":
            finder.lines.action_move(step)
        else:
            finder.lines.action_page(step)

    def action_choose(self) -> None:
        """Choose the line under the cursor."""
        self.finder.lines.action_choose()

    def action_leave(self) -> None:
        """Forget the letters and go back to the list."""
        self.finder.close()

    @property
    def finder(self) -> Finder:
        """The line this input stands in."""
        assert isinstance(self.parent, Finder)
        return self.parent


class Finder(Horizontal):
    """One line above a list, there only while something is looked for."""

    DEFAULT_CSS = """
    Finder {
        height: 1;
        display: none;
        background: $panel;
        &.-open { display: block; }
        Plain { width: auto; padding: 0 1; color: $highlight; }
        FinderInput { width: 1fr; background: $panel; }
    }
    """

    @dataclass
    class Typed(Message):
        """Other letters stand in the line; none when it was closed."""

        finder: Finder
        text: str

        @property
        def control(self) -> Finder:
            return self.finder

    def __init__(self, lines: LineList, label: str, hint: str = "") -> None:
        """Make a closed finder.

        Args:
            lines: the list in which the arrows move.
            label: what stands before the letters.
            hint: what may be typed.
        """
        super().__init__()
        self.lines = lines
        self._label = Plain(label)
        self._input = FinderInput(placeholder=hint, compact=True, select_on_focus=False)

    def compose(self) -> ComposeResult:
        yield self._label
        yield self._input

    @property
    def text(self) -> str:
        """The letters, without spaces around them."""
        return self._input.value.strip()

    @property
    def is_open(self) -> bool:
        """Does it stand above the list?"""
        return self.has_class("-open")

    def label(self, label: str, hint: str) -> None:
        """Write the label and the hint anew."""
        self._label.update(label)
        self._input.placeholder = hint

    def open(self) -> None:
        """Show the line and type into it."""
        self.add_class("-open")
        self._input.focus()

    def close(self) -> None:
        """Take the line away; the list shows everything again."""
        self.remove_class("-open")
        self._input.value = ""
        self.lines.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Typed(self, self.text))


def holds(name: str, text: str) -> bool:
    """Does a name hold each of the words that were typed, whatever their case?"""
    folded = name.casefold()
    return all(word in folded for word in text.casefold().split())
