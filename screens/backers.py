"""The clients behind a figure, to look at and to go to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from cockpit.language import N_, t
from cockpit.method.request import Backer
from screens import request_rows
from screens.base import CockpitDialog
from screens.keyline import KeyLine
from screens.lines import LineList
from screens.plain import Cell, Plain, content

_TALLEST = 16


class BackersDialog(CockpitDialog["tuple[int, int] | None"]):
    """The clients behind a figure; the result is the manager and the client that were chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", N_("Close"), id="backers.leave")]

    def __init__(self, title: Cell, found: Sequence[Backer], *, noted: bool) -> None:
        """Make a dialog.

        Args:
            title: which figure it is.
            found: the clients.
            noted: they stand behind a request, since a day.
        """
        super().__init__()
        self._title = title
        self._found = found
        self._noted = noted

    def compose(self) -> ComposeResult:
        with Vertical(id="box", classes="wide"):
            yield Plain(content(self._title, "strong"), id="title")
            yield LineList(
                request_rows.backer_columns(noted=self._noted), empty=content(t("No client stands behind it."), "muted")
            )
            yield KeyLine()

    def on_mount(self) -> None:
        lines = self.query_one(LineList)
        lines.styles.height = min(_TALLEST, max(3, len(self._found) + 1))
        lines.show([request_rows.backer(each, noted=self._noted) for each in self._found])
        lines.focus()

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        self.dismiss(cast("tuple[int, int]", event.key))

    def action_leave(self) -> None:
        """Close without a choice."""
        self.dismiss(None)
