"""The rows behind a figure of control."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

from textual.content import Content
from textual.widget import Widget

from cockpit.language import t
from cockpit.language.control_terms import meaning, part_name
from cockpit.language.words import temperature_name
from cockpit.method.control import Entries, Entry, Part
from cockpit.method.words import Temperature
from screens.columns import Column
from screens.numbers import control_rows
from screens.numbers.cases import CasesScreen
from screens.numbers.page import View
from screens.plain import Plain, content
from screens.rows import Row


class EntriesScreen(CasesScreen[Entry]):
    """The rows behind a figure, the most money first; enter goes to the client in his manager's queue."""

    CSS_PATH = "entries.tcss"

    def __init__(self, part: Part, view: View, temperature: Temperature | None = None) -> None:
        """Make the list.

        Args:
            part: what is looked into.
            view: whose figure, and of which time.
            temperature: that of the clients compared; None for all of them.
        """
        super().__init__()
        self._part = part
        self._temperature = temperature
        self._view = view
        self._entries: Entries | None = None

    def above(self) -> Iterable[Widget]:
        yield Plain(id="about")

    async def read(self) -> Mapping[Hashable, Entry]:
        services, view = self.services, self._view
        self._entries = await services.store.control_behind(
            self._part, view.scope, view.window, services.now(), temperature=self._temperature
        )
        return dict(enumerate(self._entries.rows))

    def heading(self) -> str:
        warmth = "" if self._temperature is None else temperature_name(self._temperature)
        return " · ".join(filter(None, (part_name(self._part), warmth, self._view.name or t("the whole department"))))

    def counted(self) -> str:
        return control_rows.count_text(self._entries) if self._entries else ""

    def nothing(self) -> str:
        return t("Nothing is counted here in these days.")

    def columns(self) -> tuple[Column, ...]:
        return control_rows.behind_columns(self._entries) if self._entries else ()

    def lines(self, found: Sequence[Entry]) -> Sequence[Row]:  # noqa: ARG002 they are those of the part
        return control_rows.entry_rows(self._entries, self.columns()) if self._entries else ()

    def detail(self, row: Entry) -> Content:
        return control_rows.entry_detail(row)

    def client_of(self, row: Entry) -> tuple[int, int]:
        return row.manager_id, row.client_id

    def show_above(self) -> None:
        self.query_one("#about", Plain).update(content(meaning(self._part), "muted"))
