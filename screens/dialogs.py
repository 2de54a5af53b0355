"""Short dialogs: an error with what to do about it, and a question with two answers."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll

from cockpit.language import N_, tell
from cockpit.method.errors import CockpitError
from screens.base import CockpitDialog
from screens.keyline import KeyLine
from screens.plain import Cell, Plain, content


class ErrorDialog(CockpitDialog[None]):
    """A failed operation: its title and the sentence that says what to do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "close", N_("Close"), id="dialog.close"),
    ]

    def __init__(self, error: CockpitError) -> None:
        super().__init__()
        self._error = error

    def compose(self) -> ComposeResult:
        with Vertical(id="box", classes="short alarm"):
            yield Plain(content(tell(self._error.title), "alarm"), id="title")
            with VerticalScroll(can_focus=False):
                yield Plain(tell(self._error.sentence))
            yield KeyLine()

    def action_close(self) -> None:
        """Close the dialog."""
        self.dismiss(None)


class ConfirmDialog(CockpitDialog[bool]):
    """A question; True when the answer was yes. Enter says yes, escape says no."""

    letters_are_words: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y,Y,д,Д", "answer(True)", N_("Yes"), id="dialog.yes"),
        Binding("escape,n,N,н,Н", "answer(False)", N_("No"), id="dialog.no"),
    ]

    def __init__(self, title: Cell, sentence: Cell = "") -> None:
        super().__init__()
        self._title = title
        self._sentence = sentence

    def compose(self) -> ComposeResult:
        title = content(self._title, "strong")
        with Vertical(id="box", classes="short"):
            if self._sentence:
                yield Plain(title, id="title")
            with VerticalScroll(can_focus=False):
                yield Plain(self._sentence or title)
            yield KeyLine()

    def action_answer(self, yes: bool) -> None:
        """Close the dialog with an answer."""
        self.dismiss(yes)
