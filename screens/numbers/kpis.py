"""The key figures R18-R25 of one scope with the period before, and each of them for everybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from cockpit.language import N_, t
from cockpit.language.kpi import whose_text
from cockpit.method.kpi import Figure, Kpis, Line
from cockpit.method.scope import DEPARTMENT, Scope
from screens.lines import LineList
from screens.numbers import kpi_rows
from screens.numbers.page import Handout, Page, View
from screens.numbers.windowed import WindowedPage
from screens.plain import Plain, content

if TYPE_CHECKING:
    from cockpit.method.sheet import SheetForm

#: A column of values is so wide that a longer amount is written short.


class KpisPage(WindowedPage):
    """The figures as a list; beside it, or in its place, the chosen one for everybody."""

    CSS_PATH = "kpis.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "others", N_("Everybody"), tooltip=N_("This figure for everybody, or back"), id="kpis.others"),
    ]
    page: ClassVar[Page] = Page.KPIS

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._kpis: Kpis | None = None
        self._trends: dict[Figure, Mapping[Scope, tuple[float | None, ...]]] = {}

    def body(self) -> Iterable[Widget]:
        with Horizontal(id="two"):
            yield LineList(kpi_rows.columns(), id="figures")
            with Vertical(id="others"):
                yield Plain(id="figure")
                yield LineList(kpi_rows.everybody_columns(), id="everybody")
        yield Plain(id="detail")

    def on_mount(self) -> None:
        self._follow()
        super().on_mount()

    async def speak(self) -> None:
        self.show_head()
        self._figures.columns = kpi_rows.columns()
        self._everybody.columns = kpi_rows.everybody_columns()
        self._show()
        self.refresh_bindings()

    def turn(self, view: View) -> None:
        """Show another view; whose figures alone needs no new reading."""
        same = self._kpis is not None and self._kpis.window == view.window
        self.view = view
        self.show_head("")
        if same:
            self._show()
        else:
            self.show_reading()
            self.action_reload()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self) -> None:
        """Count the figures anew."""
        if self._kpis is not None and self._kpis.window != self.view.window:
            self.show_head(t("Counting…"))
        services = self.services
        self._kpis = await services.store.kpis(self.view.window, services.now())
        self._trends.clear()
        self.show_head("")
        self._show()

    @property
    def _figures(self) -> LineList:
        return self.query_one("#figures", LineList)

    @property
    def _everybody(self) -> LineList:
        return self.query_one("#everybody", LineList)

    @property
    def _line(self) -> Line | None:
        """The figures of the scope that is shown."""
        return self._kpis.of(self.view.scope) if self._kpis else None

    @property
    def figure(self) -> Figure | None:
        """The figure under the cursor."""
        return cast("Figure | None", self._figures.key)

    def _follow(self) -> None:
        self.watch(self._figures, "cursor", self._tell, init=False)
        self._figures.focus()

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        kpis, line = self._kpis, self._line
        if kpis is None:
            return
        known = line is not None and any(
            value.n or value.undated for figures in (line.now, line.before) for value in figures.values()
        )
        self._figures.empty = content(self._nothing(kpis), "muted")
        self._figures.columns = kpi_rows.columns(line)
        most = max(kpi_rows.LEAST_VALUE, self._figures.width_of("value"))
        whole = not kpis.window.running(kpis.today)
        self._figures.show(kpi_rows.figures(line, whole=whole, most=most) if line and known else [])
        self.set_class(not known, "-empty")
        self._tell()

    def _nothing(self, kpis: Kpis) -> str:
        if not kpis.lines or len(kpis.lines) == 1:
            return t("Nobody works here yet: in the list of managers a adds one, i imports a file.")
        if kpis.window.running(kpis.today):
            return t("Nothing to count yet. Import a CRM's file or enter deals and payments; n there comes back here.")
        return t("Nothing happened in these days: w chooses others, t goes back to today.")

    def _tell(self) -> None:
        """Write what belongs to the figure under the cursor."""
        kpis, line, figure = self._kpis, self._line, self.figure
        detail = self.query_one("#detail", Plain)
        if kpis is None or line is None or figure is None:
            detail.update("")
            return
        detail.update(kpi_rows.detail(line, figure, kpis), layout=False)
        self._show_everybody(kpis, figure)
        if figure in kpi_rows.TRENDS and figure not in self._trends:
            self._read_trend(figure)

    def _show_everybody(self, kpis: Kpis, figure: Figure) -> None:
        self.query_one("#figure", Plain).update(kpi_rows.everybody_title(figure), layout=False)
        everybody = self._everybody
        shown = kpi_rows.everybody_columns(line.now[figure] for line in kpis.lines if figure in line.now)
        if shown != everybody.columns:
            everybody.columns = shown
        most = max(kpi_rows.LEAST_VALUE, everybody.width_of("value"))
        trend: Mapping[Scope, Sequence[float | None]] = self._trends.get(figure, {})
        rows = kpi_rows.everybody(kpis, figure, trend, most=most)
        everybody.show(rows, keep=self.view.scope if not everybody.has_focus else None)

    @work(exclusive=True, group="trend", exit_on_error=False)
    async def _read_trend(self, figure: Figure) -> None:
        services, of = self.services, self.view.window
        found = await services.store.kpi_trend(figure, of, services.now())
        if of == self.view.window:
            self._trends[figure] = found
            if self._kpis is not None and self.figure is figure:
                self._show_everybody(self._kpis, figure)

    def action_others(self) -> None:
        """Go to the figure for everybody, or back; on a narrow screen one stands in the place of the other."""
        there = self._everybody.has_focus
        self.set_class(not there and not self.has_class("-wide"), "-others")
        (self._figures if there else self._everybody).focus()
        self.call_after_refresh(self._tell)

    def first_look(self) -> bool:
        there = self._everybody.has_focus
        if there:
            self.action_others()
        return there

    @on(LineList.Chosen, "#figures")
    def _open(self, event: LineList.Chosen) -> None:
        from screens.numbers.behind import BehindScreen

        figure, line = cast("Figure", event.key), self._line
        reasons = line.reasons if line and figure.requirement == "R19" else ()
        self._left = True
        self.app.push_screen(BehindScreen(figure, self.view, reasons))

    @on(LineList.Chosen, "#everybody")
    def _turn_to(self, event: LineList.Chosen) -> None:
        scope = cast("Scope", event.key)
        found = self._kpis.of(scope) if self._kpis else None
        if found is None:
            return
        if self.has_class("-others"):
            self.action_others()
        self.show_of(scope, "" if scope == DEPARTMENT else whose_text(found))

    def handout(self) -> Handout:
        store, view, now = self.services.store, self.view, self.services.now()

        async def body(form: SheetForm) -> bytes:
            return await store.kpi_file(form, now, view.window, view.scope)

        return Handout("kpi", t("Key figures"), view.window.until(self.today), body)
