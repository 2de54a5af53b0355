"""The rows behind a key figure (R26)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

from textual.content import Content
from textual.widget import Widget

from cockpit.language import moneys, t, tn
from cockpit.language.kpi import cases_text, figure_name, notes, reason_text, value_text
from cockpit.method.kpi import Behind, Case, Figure, Kind, Reason
from screens.columns import Column
from screens.numbers import kpi_rows
from screens.numbers.cases import CasesScreen
from screens.numbers.page import View
from screens.plain import Plain, content
from screens.rows import Row


class BehindScreen(CasesScreen[Case]):
    """What a figure counts, the most telling first; enter goes to the client in his manager's queue."""

    CSS_PATH = "behind.tcss"

    def __init__(self, figure: Figure, view: View, reasons: tuple[Reason, ...] = ()) -> None:
        """Make the list.

        Args:
            figure: what is looked into.
            view: whose figure, and of which time.
            reasons: why deals were lost, said above the rows.
        """
        super().__init__()
        self._figure = figure
        self._view = view
        self._reasons = reasons
        self._behind: Behind | None = None

    def above(self) -> Iterable[Widget]:
        yield Plain(id="about")

    async def read(self) -> Mapping[Hashable, Case]:
        services, view = self.services, self._view
        self._behind = await services.store.behind(self._figure, view.scope, view.window, services.now())
        return dict(enumerate(self._behind.cases))

    def heading(self) -> str:
        if self._behind is None:
            return figure_name(self._figure)
        return kpi_rows.behind_title(self._behind, self._view.name, self.services.now().date())

    def counted(self) -> str:
        return tn("{n} row", "{n} rows", self._behind.total) if self._behind else ""

    def nothing(self) -> str:
        return t("Nothing is counted here in these days.")

    def columns(self) -> tuple[Column, ...]:
        return kpi_rows.behind_columns(self._behind) if self._behind else ()

    def lines(self, found: Sequence[Case]) -> Sequence[Row]:  # noqa: ARG002 they are those of the figure
        return kpi_rows.case_rows(self._behind, self.columns()) if self._behind else ()

    def detail(self, row: Case) -> Content:
        return kpi_rows.case_detail(row)

    def client_of(self, row: Case) -> tuple[int, int]:
        return row.manager_id, row.client_id

    def show_above(self) -> None:
        self.query_one("#about", Plain).update(self._about(self._behind) if self._behind else "")

    def _about(self, found: Behind) -> Content:
        value = found.value
        facts = [value_text(value), *(() if value.figure.kind is Kind.COUNT else (cases_text(value),)), *notes(value)]
        if found.value.figure.kind is Kind.RATE and found.value.money:
            facts.append(moneys(found.value.money))
        if len(found.cases) < found.total:
            facts.append(t("the first {n} rows are listed", n=len(found.cases)))
        told = [content(((facts[0], "strong"), ("".join(f" · {fact}" for fact in facts[1:]), "muted")))]
        if self._reasons:
            reasons = ", ".join(map(reason_text, self._reasons))
            told.append(content(((t("Reasons: "), "muted"), (reasons, ""))))
        return Content("\n").join(told)
