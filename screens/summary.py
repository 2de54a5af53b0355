"""The summary of a sitting: what was worked through, what it gave, when how much money will come."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from cockpit.language import N_, minutes, t, tell, tn
from cockpit.method.overview import Summary
from cockpit.method.words import SittingState
from screens import giving
from screens.base import CockpitScreen, TopLine
from screens.dialogs import ConfirmDialog
from screens.keyline import KeyLine
from screens.numbers import forecast_text
from screens.plain import Plain, content

if TYPE_CHECKING:
    from screens.numbers.page import Page as NumbersPage

_MARGIN = 4


class SummaryScreen(CockpitScreen[None]):
    """What a sitting gave so far, or gave when it has ended."""

    CSS_PATH = "summary.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "end", N_("End the sitting"), id="summary.end"),
        Binding("u", "undo", N_("Take back"), id="summary.undo"),
        Binding(
            "p",
            "recruiting",
            N_("Who can pay"),
            tooltip=N_("Who can pay, or the recruiting task when nobody can"),
            id="summary.recruiting",
        ),
        Binding("e", "export", N_("Sheet"), tooltip=N_("Write the manager's tasks to hand out"), id="summary.export"),
        Binding("t", "tasks", N_("Tasks"), tooltip=N_("The manager's tasks"), id="summary.tasks"),
        Binding("n", "numbers", N_("Numbers"), tooltip=N_("Numbers of this manager"), id="summary.numbers"),
        Binding("f,F", "forecast", N_("Forecast of this manager"), show=False, id="summary.forecast"),
        Binding("enter,escape,q", "back", N_("Back"), id="summary.back"),
        Binding("down,j", "scroll(1)", N_("Down"), show=False, id="summary.down"),
        Binding("up,k", "scroll(-1)", N_("Up"), show=False, id="summary.up"),
        Binding("pagedown,space", "scroll(10)", N_("Page down"), show=False, id="summary.page-down"),
        Binding("pageup", "scroll(-10)", N_("Page up"), show=False, id="summary.page-up"),
    ]

    def __init__(self, sitting_id: int, *, ended: bool) -> None:
        """Make the screen.

        Args:
            sitting_id: whose summary.
            ended: the sitting has ended, or is to be ended now; one that is still open then asks first when clients
                are left.
        """
        super().__init__()
        self._sitting_id = sitting_id
        self._to_end = ended
        self._summary: Summary | None = None

    def compose(self) -> ComposeResult:
        yield TopLine()
        with VerticalScroll(id="page", can_focus=False):
            yield Plain(id="state")
            yield Plain(id="payers")
            with Horizontal(id="two"):
                yield _part("figures", t("This sitting"))
                yield _part("left", t("Left"))
            yield _part("forecast", t("When and how much will come"))
            yield _part("left-below", t("Left"))
            yield _part("reviews", t("Clients"))
            yield _part("tasks", t("The manager's tasks"))
        yield KeyLine()

    def on_mount(self) -> None:
        self._load()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _load(self) -> None:
        services = self.services
        self._summary = await services.store.summary(self._sitting_id, services.now())
        self._draw()
        if self._to_end and self._open:
            self._to_end = False
            await self._end()

    @property
    def _open(self) -> bool:
        return self._summary is not None and self._summary.sitting.state is SittingState.OPEN

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 Textual's signature
        return self._open if action == "end" else True

    async def speak(self) -> None:
        await self.recompose()
        self._draw()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        summary = self._summary
        if summary is None:
            return
        sitting = summary.sitting
        name = giving.sitting_name(sitting.day, sitting.slot)
        done = giving.done(summary)
        self.query_one(TopLine).show(
            ((sitting.manager.name, "strong"), (" · ", "muted"), (t("sitting of {name}", name=name), "")),
            f"{done} · {minutes(sitting.seconds)}",
        )
        complete = not summary.left
        state = tell(summary.state_sentence)
        if self._open:
            state = t("Still open. {state}", state=summary.state_sentence)
        self.query_one("#state", Plain).update(content(state, "good" if complete else "warm"))
        self.query_one("#payers", Plain).update(giving.payers(summary))
        page = max(40, self.query_one("#page").size.width - _MARGIN)
        wide = self.has_class("-wide")
        half = page // 2 - 2 if wide else page
        self._fill("figures", giving.figures(summary, half))
        self._fill("forecast", forecast_text.forecast(summary.forecast, page))
        # below the forecast where the two do not fit side by side: the money to expect comes before a long list
        for part, fits in (("left", wide), ("left-below", not wide)):
            self._fill(part, giving.left(summary, half))
            self.query_one(f"#{part}").display = bool(summary.left) and fits
        self._fill("reviews", giving.reviews(summary.reviews, page))
        self._fill("tasks", giving.tasks(summary.tasks, page))
        self.refresh_bindings()

    def _fill(self, part: str, lines: list[Content]) -> None:
        self.query_one(f"#{part} .lines", Plain).update(Content("\n").join(lines))

    @work(exclusive=True, group="export", exit_on_error=False)
    async def action_export(self) -> None:
        """Write the manager's sheet into a file."""
        if self._summary is not None:
            from screens.tasks import export_sheet

            manager = self._summary.sitting.manager
            await export_sheet(self, manager.id, manager.name)

    def action_tasks(self) -> None:
        """Show the manager's tasks."""
        if self._summary is not None:
            from screens.tasks import TasksScreen

            self.app.push_screen(TasksScreen(self._summary.sitting.manager))

    def action_numbers(self) -> None:
        """Show this manager's key figures."""
        from screens.numbers.page import Page

        self._open_numbers(Page.KPIS)

    def action_forecast(self) -> None:
        """Show this manager's forecast."""
        from screens.numbers.page import Page

        self._open_numbers(Page.FORECAST)

    def _open_numbers(self, page: NumbersPage) -> None:
        if self._summary is not None:
            from cockpit.method.scope import Scope
            from screens.numbers.page import open_page, view_of

            manager = self._summary.sitting.manager
            view = view_of(self.services.now().date(), Scope.manager(manager.id), manager.name)
            self.app.push_screen(open_page(page, view))

    def action_scroll(self, step: int) -> None:
        """Scroll by so many lines."""
        self.query_one("#page").scroll_relative(y=step, animate=False)

    @work(exclusive=True, group="end", exit_on_error=False)
    async def action_end(self) -> None:
        """End the sitting; asks first when due clients are left."""
        await self._end()

    async def _end(self) -> None:
        summary, services = self._summary, self.services
        if summary is None:
            return
        if summary.left:
            title = tn("End with {n} client left?", "End with {n} clients left?", len(summary.left))
            if not await self.app.push_screen_wait(ConfirmDialog(title, giving.left_sentence(summary))):
                return
        if summary.sitting.recruiting_due:
            from screens.recruiting import ask_recruiting

            await ask_recruiting(self, summary.sitting.manager.id)
        self._summary = await services.store.end_sitting(self._sitting_id, services.now())
        self._draw()

    @work(exclusive=True, group="end", exit_on_error=False)
    async def action_recruiting(self) -> None:
        """Show who can pay, or the recruiting task when nobody can."""
        from screens.recruiting import show_recruiting

        summary, services = self._summary, self.services
        if summary is not None and await show_recruiting(self, summary.sitting.manager.id):
            self._summary = await services.store.summary(self._sitting_id, services.now())
            self._draw()

    @work(exclusive=True, group="end", exit_on_error=False)
    async def action_undo(self) -> None:
        """Take the end of the sitting back, or the last act: a review is opened again with all that was in it."""
        services = self.services
        if self._summary is not None and not self._open:
            await services.store.sit_down(self._summary.sitting.manager.id, services.now())
            self._summary = await services.store.summary(self._sitting_id, services.now())
            self._draw()
            self.notify(t("The sitting is open again."))
            return
        undone = await services.store.undo(services.now(), over_clients=True)
        if undone is None:
            self.notify(t("There is nothing to take back today."))
            return
        self.notify(tell(undone.what))
        if undone.elsewhere:
            return
        self._summary = await services.store.summary(self._sitting_id, services.now())
        self._draw()
        if undone.client_id is not None and self._open and undone.client_id in self._summary.sitting.order:
            from screens.review import ReviewScreen

            self.app.switch_screen(ReviewScreen(self._summary.sitting, undone.client_id))

    def action_back(self) -> None:
        """Go back to where it was opened from."""
        self.dismiss(None)


def _part(name: str, title: str) -> Vertical:
    return Vertical(Plain(content(title, "section")), Plain(classes="lines"), id=name, classes="part")
