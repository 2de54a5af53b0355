"""What control brings: the clients nobody spoke to, the money found and in trouble, and what the hours brought."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from cockpit.language import N_, t
from cockpit.language.control import Told, headlines
from cockpit.method.control import Control
from screens.lines import LineList
from screens.numbers import control_rows
from screens.numbers.page import Handout, Page, View
from screens.numbers.windowed import WindowedPage
from screens.plain import Plain, content

if TYPE_CHECKING:
    from cockpit.method.sheet import SheetForm


class ControlPage(WindowedPage):
    """The two headlines, the other figures as a list, and two pictures; enter opens the rows behind a figure."""

    CSS_PATH = "control.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "c", "picture", N_("Picture"), tooltip=N_("Losses by month, hours and money by week"), id="control.picture"
        ),
    ]
    page: ClassVar[Page] = Page.CONTROL

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._control: Control | None = None
        self._told: dict[str, Told] = {}

    def body(self) -> Iterable[Widget]:
        with Horizontal(id="headlines"):
            yield Plain(id="silent")
            yield Plain(id="found")
        with Horizontal(id="two"):
            yield LineList(control_rows.columns(), id="figures")
            with Vertical(id="pictures"):
                yield Plain(classes="title", id="losses-title")
                yield Plain(id="losses")
                yield Plain(classes="title", id="weeks-title")
                yield Plain(id="weeks")
        yield Plain(id="detail")

    def on_mount(self) -> None:
        self.watch(self._lines, "cursor", self._tell, init=False)
        super().on_mount()
        self._lines.focus()

    async def speak(self) -> None:
        self._lines.columns = control_rows.columns()
        self.show_head("")
        self._show()
        self.refresh_bindings()

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self._show)

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self) -> None:
        """Count anew."""
        self.show_head(t("Counting…"))
        services, view = self.services, self.view
        self._control = await services.store.control(view.scope, view.window, services.now())
        self.show_head("")
        self._show()

    def action_picture(self) -> None:
        """Show the pictures in place of the list, or the list again."""
        self.toggle_class("-picture")
        self.call_after_refresh(self._show)

    def handout(self) -> Handout:
        store, view, now = self.services.store, self.view, self.services.now()

        async def body(form: SheetForm) -> bytes:
            return await store.control_file(form, now, view.scope, view.name, view.window)

        return Handout("control", t("What control brings"), view.window.until(self.today), body)

    def first_look(self) -> bool:
        drawn = self.has_class("-picture")
        if drawn:
            self.action_picture()
        return drawn

    @property
    def _lines(self) -> LineList:
        return self.query_one("#figures", LineList)

    def _show(self) -> None:
        found = self._control
        if found is None:
            return
        for told, name in zip(headlines(found), ("#silent", "#found"), strict=True):
            pane = self.query_one(name, Plain)
            pane.update(control_rows.headline(told, pane.content_size.width))
        self._told = control_rows.by_key(found)
        self._lines.show(control_rows.rows(found))
        pictures = self.query_one("#pictures")
        if (width := pictures.scrollable_content_region.width) > 0:
            self.query_one("#losses-title", Plain).update(content(t("Lost after a missed plan, by month"), "muted"))
            self.query_one("#losses", Plain).update(control_rows.losses(found, width))
            self.query_one("#weeks-title", Plain).update(content(t("Money that came and hours, by week"), "muted"))
            self.query_one("#weeks", Plain).update(control_rows.weeks(found, width))
        self._tell()

    def _tell(self) -> None:
        told = self._told.get(cast("str", self._lines.key))
        self.query_one("#detail", Plain).update("" if told is None else control_rows.detail(told), layout=False)

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        if (told := self._told.get(cast("str", event.key))) is not None:
            from screens.numbers.entries import EntriesScreen

            self.app.push_screen(EntriesScreen(told.part, self.view, told.temperature))
