"""The rows behind a key figure (R26)."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from cockpit.language import N_, moneys, t, tn
from cockpit.language.kpi import cases_text, figure_name, notes, reason_text, value_text
from cockpit.method.kpi import Behind, Case, Figure, Kind, Reason
from screens.base import ReadScreen, TopLine
from screens.keyline import KeyLine
from screens.lines import LineList
from screens.numbers import kpi_rows
from screens.numbers.page import View
from screens.plain import Plain, content


class BehindScreen(ReadScreen[None]):
    """What a figure counts, the most telling first; enter goes to the client in his manager's queue."""

    CSS_PATH = "behind.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,f5", "reload", N_("Read anew"), show=False, id="behind.reload"),
        Binding("escape,q", "back", N_("Back"), id="behind.back"),
    ]

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
        self._found: Behind | None = None

    def compose(self) -> ComposeResult:
        yield TopLine(figure_name(self._figure))
        yield Plain(id="about")
        yield LineList((), id="cases")
        yield Plain(id="detail")
        yield KeyLine(palette=True)

    def on_mount(self) -> None:
        self.watch(self._lines, "cursor", self._tell, init=False)
        self._lines.focus()
        self.action_reload()

    async def speak(self) -> None:
        self._show()
        self.refresh_bindings()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self) -> None:
        """Read the rows anew."""
        services, view = self.services, self._view
        self._found = await services.store.behind(self._figure, view.scope, view.window, services.now())
        self._show()

    @property
    def _lines(self) -> LineList:
        return self.query_one("#cases", LineList)

    @property
    def _here(self) -> Case | None:
        """The row under the cursor."""
        at = cast("int | None", self._lines.key)
        return None if at is None or self._found is None else self._found.cases[at]

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        today = self.services.now().date()
        rows = tn("{n} row", "{n} rows", found.total)
        self.query_one(TopLine).show(kpi_rows.behind_title(found, self._view.name, today), rows)
        self.query_one("#about", Plain).update(self._about(found))
        columns = kpi_rows.behind_columns(found)
        self._lines.columns = columns
        self._lines.empty = content(t("Nothing is counted here in these days."), "muted")
        self._lines.show(kpi_rows.case_rows(found, columns))
        self._tell()

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

    def _tell(self) -> None:
        here = self._here
        self.query_one("#detail", Plain).update("" if here is None else kpi_rows.case_detail(here), layout=False)

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        del event
        if (here := self._here) is not None:
            from screens.queue import QueueScreen

            self._left = True
            self.app.push_screen(QueueScreen(here.manager_id, here.client_id))

    def action_back(self) -> None:
        """Go back to the figures."""
        self.dismiss(None)
