"""A short list to choose from: by digit, by arrows and enter, or with the mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from cockpit.language import N_
from screens.base import CockpitDialog
from screens.columns import Column
from screens.keyline import KeyLine
from screens.lines import Line, LineList
from screens.plain import Cell, Plain, content


class _Choices(LineList):
    """The choices as lines."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", N_("Choose"), id="list.choose")]


class ChoiceDialog(CockpitDialog[str | None]):
    """Asks for one of a few; the result is the key of the choice, or None when the dialog was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(digit), f"take({digit})", N_("Choose"), show=False, id=f"choice.{digit}")
            for digit in range(1, 10)
        ),
        Binding("escape,q", "leave", N_("Leave"), id="choice.leave"),
    ]

    def __init__(self, title: Cell, choices: Sequence[tuple[str, Cell]], *, at: str = "") -> None:
        """Make a dialog.

        Args:
            title: what is asked.
            choices: keys with what is shown for them; the first nine have digits.
            at: the key the cursor opens on.
        """
        super().__init__()
        self._title = title
        self._choices = tuple(choices)
        self._at = at
        self._lines = _Choices([Column("digit", "", 1), Column("text", "", 20, weight=1)], titles=False)

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Plain(content(self._title, "strong"), id="title")
            yield self._lines
            yield KeyLine()

    def on_mount(self) -> None:
        self._lines.styles.height = min(len(self._choices), 12)
        self._lines.show(
            [
                Line(key, (((str(number) if number < 10 else "", "accent"),), text))  # noqa: PLR2004 the digits end there
                for number, (key, text) in enumerate(self._choices, 1)
            ],
            keep=self._at or None,
        )
        self._lines.focus()

    def action_take(self, digit: int) -> None:
        """Choose by digit."""
        if digit <= len(self._choices):
            self.dismiss(self._choices[digit - 1][0])

    @on(LineList.Chosen)
    def _take_line(self, event: LineList.Chosen) -> None:
        self.dismiss(str(event.key))

    def action_leave(self) -> None:
        """Close without a choice."""
        self.dismiss(None)
