"""The corrections behind a number of the training table."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cockpit.language import N_, t, tn
from cockpit.method.training import Cell, Correction, Training
from screens import training_rows
from screens.base import CockpitScreen, TopLine
from screens.columns import Column
from screens.keyline import KeyLine
from screens.lines import LineList
from screens.plain import Plain


class CorrectionsScreen(CockpitScreen[None]):
    """The corrections that a cell counts, the latest first, each in full under the list."""

    CSS_PATH = "training.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "back", N_("Back"), id="corrections.back")]

    def __init__(self, training: Training, cell: Cell, title: str) -> None:
        """Make the list.

        Args:
            training: where the corrections come from.
            cell: those to show.
            title: what they have in common.
        """
        super().__init__()
        self._training = training
        self._title = title
        self._found = {each.review_id: each for each in cell.corrections}
        self._one = len({each.manager_id for each in cell.corrections}) == 1

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield LineList(self._columns, id="corrections", empty=t("No correction."))
        yield Plain(id="detail")
        yield KeyLine(palette=True)

    def on_mount(self) -> None:
        self.watch(self._lines, "cursor", self._tell, init=False)
        self._show()
        self._lines.focus()

    def _show(self) -> None:
        counted = tn("{n} correction", "{n} corrections", len(self._found))
        self.query_one(TopLine).show(self._title, counted)
        found = self._found.values()
        self._lines.show([training_rows.correction(self._training, each, one_manager=self._one) for each in found])
        self._tell()

    async def speak(self) -> None:
        self._lines.columns = self._columns
        self._show()
        self.refresh_bindings()

    @property
    def _columns(self) -> tuple[Column, ...]:
        return training_rows.correction_columns(one_manager=self._one)

    @property
    def _lines(self) -> LineList:
        return self.query_one("#corrections", LineList)

    @property
    def _here(self) -> Correction | None:
        """The correction under the cursor."""
        return self._found.get(cast("int", self._lines.key))

    def _tell(self) -> None:
        here = self._here
        self.query_one("#detail", Plain).update("" if here is None else training_rows.whole(self._training, here))

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        del event
        if (here := self._here) is not None:
            from screens.queue import QueueScreen

            self.app.push_screen(QueueScreen(here.manager_id, here.client_id))

    def action_back(self) -> None:
        """Go back to the table."""
        self.dismiss(None)
