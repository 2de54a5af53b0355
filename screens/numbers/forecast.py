"""The forecast: when how much money comes from each type of client, why, and what became of earlier ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from cockpit.language import N_, clock, long_day, t
from cockpit.language.forecast import line_name, place_name
from cockpit.method.forecast import Fact, Forecast, Place
from cockpit.method.outlook import Block, Group, groups, table, within
from screens.lines import LineList
from screens.numbers import forecast_rows
from screens.numbers.forecast_rows import Key, Layout
from screens.numbers.page import Handout, NumbersPage, Page, View
from screens.plain import Plain, content

if TYPE_CHECKING:
    from datetime import date

    from cockpit.method.department import Sums
    from cockpit.method.forecast import Band
    from cockpit.method.sheet import SheetForm

_MARGIN = 4
#: Cells that the temperature ladder takes beside the weeks.
_LADDER = 50
#: Lines that a picture of the ladder takes; those around the bars of the weeks; those around the table.
_LADDER_LINES, _FRAME, _AROUND = 6, 3, 13


class ForecastPage(NumbersPage):
    """Types and bands by week; enter on a sum or a row opens the deals behind it."""

    CSS_PATH = "forecast.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "column(-1)", N_("Week before"), show=False, id="forecast.left"),
        Binding("right", "column(1)", N_("Week after"), show=False, id="forecast.right"),
        Binding(
            "c", "picture(True)", N_("Picture"), tooltip=N_("The weeks and the ladder as bars"), id="forecast.picture"
        ),
        Binding("c", "picture(False)", N_("Table"), id="forecast.table"),
        Binding(
            "v",
            "memory(True)",
            N_("What came"),
            tooltip=N_("Earlier forecasts against what came"),
            id="forecast.memory",
        ),
        Binding("v", "memory(False)", N_("Weeks ahead"), id="forecast.ahead"),
    ]
    page = Page.FORECAST

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._forecast: Forecast | None = None
        self._facts: tuple[Fact, ...] | None = None
        self._sums: Sums | None = None
        self._blocks: tuple[Block, ...] = ()
        self._groups: tuple[Group, ...] = ()
        self._at = 0
        self._memory = False

    def body(self) -> Iterable[Widget]:
        yield Plain(id="about")
        yield Plain(id="heads")
        yield LineList((), titles=False, id="forecast")
        yield LineList(forecast_rows.fact_columns(), id="facts")
        with Horizontal(id="pictures"):
            for name in ("weeks", "ladder"):
                yield Vertical(Plain(classes="title"), Plain(classes="picture"), id=name)
        yield Plain(id="detail")

    def on_mount(self) -> None:
        self.watch(self._lines, "cursor", self._tell, init=False)
        super().on_mount()
        self._lines.focus()

    async def speak(self) -> None:
        await super().speak()
        self.watch(self._lines, "cursor", self._tell, init=False)
        self._turn()

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self._show)

    @property
    def _lines(self) -> LineList:
        return self.query_one("#forecast", LineList)

    @property
    def _past(self) -> LineList:
        return self.query_one("#facts", LineList)

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self) -> None:
        """Read the deals anew."""
        from cockpit.method.department import sums

        store, now, scope = self.services.store, self.services.now(), self.view.scope
        self._forecast = await store.forecast(scope, now)
        self._sums = sums(within(scope, await store.managers(now)), now.date())
        self._facts = await store.forecast_facts(scope, now, forecast_rows.FACT_WEEKS) if self._memory else None
        self._show()

    def _show(self) -> None:
        forecast = self._forecast
        if forecast is None:
            return
        width = self._list.scrollable_content_region.width or self.size.width
        place = forecast_rows.layout(width, len(forecast.weeks))
        self._blocks, self._groups = table(forecast, place.weeks), groups(forecast.rests)
        self._at = min(self._at, place.columns - 1)
        self.set_class(not self._blocks and not self._groups, "-empty")
        at = forecast.as_of
        self.show_head(t("as of {day}, {time}", day=long_day(at.date()), time=clock(at)))
        self._show_table(place, width)
        self._show_pictures()
        self._show_memory()
        about = forecast_rows.about_facts(self._facts or ()) if self._memory else forecast_rows.about(forecast)
        self.query_one("#about", Plain).update(content(about))
        self._tell()
        self.refresh_bindings()

    @property
    def _list(self) -> LineList:
        """The list that is shown."""
        return self._past if self._memory else self._lines

    def _show_table(self, place: Layout, width: int) -> None:
        lines = self._lines
        spans = self._blocks[0].spans if self._blocks else ()
        self.query_one("#heads", Plain).update(forecast_rows.titles(spans, place, self._at) if spans else "")
        lines.empty = content(
            t("No open deal here, so there is nothing to expect. Deals come with an import or from a client's card."),
            "muted",
        )
        lines.columns = forecast_rows.columns(place)
        lines.show(forecast_rows.rows(self._blocks, self._groups, self._at, width))

    def _show_pictures(self) -> None:
        sums, page = self._sums, self.query_one("#pictures")
        some = bool(self._blocks or self._groups)
        page.display = some and not self._memory and (self._roomy or self.has_class("-picture"))
        if sums is None or not page.display:
            return
        beside = not self.has_class("-narrow")
        width = max(40, self.size.width - _MARGIN)
        first = width - _LADDER - _MARGIN if beside else width
        currency = self._blocks[0].currency if self._blocks else self.services.store.desk.currency
        self.query_one("#weeks").display = bool(self._blocks)
        if self._blocks:
            name = t("Money by week") + (f", {currency}" if len(self._blocks) > 1 else "")
            self._draw("weeks", name, forecast_rows.weeks_picture(self._blocks[0], first))
        drawn = forecast_rows.ladder(sums, currency, _LADDER if beside else width)
        self._draw("ladder", t("From potential to paying"), drawn)

    def _draw(self, part: str, title: str, picture: Content) -> None:
        self.query_one(f"#{part} .title", Plain).update(content(title, "section"))
        self.query_one(f"#{part} .picture", Plain).update(picture)

    def _show_memory(self) -> None:
        if not self._memory or self._facts is None:
            return
        lines = self._past
        lines.columns = forecast_rows.fact_columns()
        lines.empty = content(
            t(
                "Nothing to compare yet. A sitting that is ended keeps its forecast; when the week after it is over,"
                " what came stands here beside it."
            ),
            "muted",
        )
        lines.show(forecast_rows.fact_rows(self._facts, lines.width_of("bar")))

    def _tell(self) -> None:
        """Say what stands behind the chosen sum or row."""
        pane, key = self.query_one("#detail", Plain), cast("Key | None", self._lines.key)
        if key is None:
            pane.update("")
        elif key[0] == "line":
            block = self._block(key[1])
            pane.update(forecast_rows.about_line(block, block.lines[key[2]], self._at) if block else "")
        else:
            group = next((each for each in self._groups if each.place is key[1]), None)
            pane.update(forecast_rows.about_group(group) if group else "")

    def _block(self, currency: str) -> Block | None:
        return next((each for each in self._blocks if each.currency == currency), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        some = bool(self._blocks or self._groups)
        if action == "picture":
            drawn = self.has_class("-picture")
            return some and not self._memory and not self._roomy and parameters != (drawn,)
        if action == "memory":
            return parameters != (self._memory,)
        return some or bool(self._facts) if action == "export" else True

    @property
    def _roomy(self) -> bool:
        """Do the pictures stand below the table anyway?"""
        drawn = len(self._blocks[0].spans) + _FRAME if self._blocks else _LADDER_LINES
        room = self.size.height - _AROUND - drawn
        return not self.has_class("-narrow") and self.has_class("-tall") and self._lines.count <= room

    def action_column(self, step: int) -> None:
        """Choose another column."""
        if self._blocks and not self._memory:
            self._at = max(0, min(len(self._blocks[0].spans), self._at + step))
            self._show()

    def action_picture(self, drawn: bool) -> None:
        """Show the pictures or the table, where there is no room for both."""
        self.set_class(drawn, "-picture")
        self._turn()

    def action_memory(self, past: bool) -> None:
        """Show what became of earlier forecasts, or the weeks ahead."""
        self._memory = past
        self.remove_class("-picture")
        self._turn()
        self.action_reload()

    def first_look(self) -> bool:
        if self._memory:
            self.action_memory(False)
        elif self.has_class("-picture"):
            self.action_picture(False)
        else:
            return False
        return True

    def _turn(self) -> None:
        """Show the parts of the way to look that was chosen."""
        self.set_class(self._memory, "-memory")
        if not self.has_class("-picture"):
            self._list.focus()
        self._show()
        self.refresh_bindings()

    @on(LineList.Chosen, "#forecast")
    def _choose(self, event: LineList.Chosen) -> None:
        from screens.numbers.prospects import ProspectsScreen, Wanted

        key = cast("Key", event.key)
        if key[0] == "place":
            wanted = Wanted(place_name(key[1]), key[1])
        elif block := self._block(key[1]):
            line = block.lines[key[2]]
            span = block.spans[self._at] if self._at < len(block.spans) else None
            week = "" if span is None else " · " + forecast_rows.span_name(span)
            wanted = Wanted(
                line_name(line) + week,
                Place.DATED,
                temperature=line.temperature,
                week=span.week if span else None,
                later=bool(span and span.later),
                band=line.band,
                currency=block.currency if len(self._blocks) > 1 else "",
            )
        else:
            return
        self._left = True
        self.app.push_screen(ProspectsScreen(self.view, wanted))

    @on(LineList.Chosen, "#facts")
    def _open_week(self, event: LineList.Chosen) -> None:
        """Show the money that came in the week."""
        from cockpit.method.kpi import Figure
        from cockpit.method.window import Period, window
        from screens.numbers.behind import BehindScreen

        monday, _, _ = cast("tuple[date, Band, str]", event.key)
        self._left = True
        self.app.push_screen(BehindScreen(Figure.REVENUE, replace(self.view, window=window(Period.WEEK, monday))))

    def handout(self) -> Handout:
        store, view, now = self.services.store, self.view, self.services.now()

        async def body(form: SheetForm) -> bytes:
            return await store.forecast_file(form, view.scope, now, view.name)

        return Handout("forecast", t("Forecast"), now.date(), body)
