"""What the pages of the numbers share: whose figures, of which time, and the way from page to page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cockpit.language import N_, t
from cockpit.method.scope import DEPARTMENT, Scope
from cockpit.method.window import Period, Window, window
from screens.base import ReadScreen, TopLine
from screens.keyline import KeyLine
from screens.lines import LineList
from screens.plain import Cell, Plain, Span, content

if TYPE_CHECKING:
    from cockpit.method.sheet import SheetForm


class Page(StrEnum):
    """The pages in the order of their digits."""

    KPIS = "kpis"
    FORECAST = "forecast"
    LEARNING = "learning"
    CONTROL = "control"
    DELEGATION = "delegation"
    TARGETS = "targets"


_NAMES: Final = {
    Page.KPIS: N_("Key figures"),
    Page.FORECAST: N_("Forecast"),
    Page.LEARNING: N_("Learning"),
    Page.CONTROL: N_("What control brings"),
    Page.DELEGATION: N_("Delegation"),
    Page.TARGETS: N_("Targets and pay"),
}
_SHORT: Final = {
    Page.KPIS: N_("Figures"),
    Page.FORECAST: N_("Forecast"),
    Page.LEARNING: N_("Learning"),
    Page.CONTROL: N_("Control"),
    Page.DELEGATION: N_("Delegation"),
    Page.TARGETS: N_("Targets"),
}


@dataclass(frozen=True, slots=True)
class View:
    """What the pages are about; it goes with the head from page to page.

    Attributes:
        scope, name: whose figures; the name of the segment or manager, empty for the department.
        window: the time; pages about a moment leave it alone.
    """

    window: Window
    scope: Scope = DEPARTMENT
    name: str = ""


def view_of(today: date, scope: Scope = DEPARTMENT, name: str = "") -> View:
    """Return the view that the numbers open with: the month that is running."""
    return View(window(Period.MONTH, today), scope, name)


@dataclass(frozen=True, slots=True)
class Handout:
    """What a page writes into a file.

    Attributes:
        what: the beginning of the file's name.
        title: what it is called.
        until: the last day that it is about.
        body: makes the file in a form.
    """

    what: str
    title: str
    until: date
    body: Callable[[SheetForm], Awaitable[bytes]]


class NumbersPage(ReadScreen[None]):
    """A page of the numbers.

    A page sets `page`, yields its widgets in `body`, reads and shows in `action_reload`, writes its texts anew in
    `speak`, and says in `handout` what it exports. `turn` shows the same page with another view. One whose figures
    are about a time is a `screens.numbers.windowed.WindowedPage`.
    """

    # A page has a style of its own beside it, which would stand in the place of one named here.
    DEFAULT_CSS = """
    NumbersPage {
        #pages { height: 1; padding: 0 1; margin: 0 0 1 0; }
        &.-short #pages { margin: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(digit), f"page('{page.value}')", _NAMES[page], show=False, id=f"numbers.{page.value}")
            for digit, page in enumerate(Page, 1)
        ),
        Binding("F", "page('forecast')", N_("Forecast"), show=False, id="numbers.ahead"),
        Binding("m", "whose", N_("Whose"), tooltip=N_("The department, a segment or a manager"), id="numbers.whose"),
        Binding("e", "export", N_("Export"), tooltip=N_("Write the figures into a file"), id="numbers.export"),
        Binding("r,f5", "reload", N_("Read anew"), show=False, id="numbers.reload"),
        Binding("escape,q", "back", N_("Back"), id="numbers.back"),
    ]
    page: ClassVar[Page]

    def __init__(self, view: View) -> None:
        """Make the page.

        Args:
            view: whose figures, and of which time.
        """
        super().__init__()
        self.view = view
        self._right: Cell = ""

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Plain(id="pages")
        yield from self.body()
        yield KeyLine(palette=True)

    def body(self) -> Iterable[Widget]:
        """Yield the widgets between the line of the pages and the keys."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self.show_head()
        self.show_reading()
        self.action_reload()

    def on_resize(self) -> None:
        self.call_after_refresh(self.show_head)

    async def speak(self) -> None:
        await self.recompose()
        self.show_head()
        self.show_reading()
        self.action_reload()
        self.refresh_bindings()

    def show_head(self, right: Cell | None = None) -> None:
        """Write the two lines at the top.

        Args:
            right: what the page says on the right; by default what it said last, or `beside`.
        """
        if right is not None:
            self._right = right
        whose = self.view.name or t("the whole department")
        title = t("Cockpit · {page} · {whose}", page=t(_NAMES[self.page]), whose=whose)
        self.query_one(TopLine).show(title, self._right or self.beside())
        self.query_one("#pages", Plain).update(content(_tabs(self.page, self.size.width - 2)))

    def show_reading(self) -> None:
        """Say in every list without lines that it is being read; what it lacks is known when that is done."""
        for lines in self.query(LineList):
            if not lines.count:
                lines.empty = content(t("Reading…"), "muted")

    def beside(self) -> Cell:
        """Return what stands on the right of the top line while the page has nothing else to say there."""
        return ""

    def turn(self, view: View) -> None:
        """Show this page with another view."""
        self.view = view
        self.show_head("")
        self.show_reading()
        self.action_reload()

    def action_page(self, name: str) -> None:
        """Go to another page with the same view."""
        page = Page(name)
        if page is not self.page:
            self.app.switch_screen(open_page(page, self.onward))

    @property
    def onward(self) -> View:
        """What the next page is about."""
        return self.view

    @work(exclusive=True, group="whose", exit_on_error=False)
    async def action_whose(self) -> None:
        """Choose whose figures are shown."""
        from screens.numbers.whose import ask_whose

        await ask_whose(self)

    def show_of(self, scope: Scope, name: str) -> None:
        """Show those of another scope."""
        self.turn(replace(self.view, scope=scope, name=name))

    def handout(self) -> Handout:
        """Say what is written into a file, and how."""
        raise NotImplementedError

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_export(self) -> None:
        """Write what the page is about into a file."""
        from cockpit.method.sheet import TABLE_FORMS, file_stem
        from screens.exporting import export

        store, found = self.services.store, self.handout()

        async def write(path: Path, form: SheetForm, replace: bool) -> None:
            await store.hand_out(path, await found.body(form), replace=replace)

        stem = file_stem(found.what, self.view.name or t("department"), found.until)
        note = t("The figures of {whose}.", whose=self.view.name or t("the whole department"))
        await export(self, found.title, stem, write, TABLE_FORMS, note=note)

    def first_look(self) -> bool:
        """Turn back to what the page shows at first; False where it does already."""
        return False

    def action_back(self) -> None:
        """Turn back to the first view of the page; from there, leave it."""
        if not self.first_look():
            self.dismiss(None)


def _tabs(here: Page, width: int) -> tuple[Span, ...]:
    """Write the line of the pages: whole names where they fit, else short ones, else only that of this page."""
    whole, short = ({page: t(names[page]) for page in Page} for names in (_NAMES, _SHORT))
    only = {page: short[page] if page is here else "" for page in Page}
    for names, gap in ((whole, 3), (whole, 2), (short, 2), (short, 1), (only, 2)):
        if sum(3 + cell_len(name) + gap for name in names.values()) - gap <= width:
            break
    spans: list[Span] = []
    for digit, page in enumerate(Page, 1):
        spans += [(f" {digit} ", "accent"), (names[page], "strong" if page is here else "muted"), (" " * gap, "")]
    return tuple(spans[:-1])


def open_page(page: Page, view: View) -> NumbersPage:
    """Make a page."""
    match page:
        case Page.KPIS:
            from screens.numbers.kpis import KpisPage

            return KpisPage(view)
        case Page.FORECAST:
            from screens.numbers.forecast import ForecastPage

            return ForecastPage(view)
        case Page.LEARNING:
            from screens.numbers.learning import LearningPage

            return LearningPage(view)
        case Page.CONTROL:
            from screens.numbers.control import ControlPage

            return ControlPage(view)
        case Page.DELEGATION:
            from screens.numbers.delegation import DelegationPage

            return DelegationPage(view)
        case Page.TARGETS:
            from screens.numbers.targets import TargetsPage

            return TargetsPage(view)
