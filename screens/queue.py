"""The queue of one manager: his clients in the order of review, and the way into the sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from cockpit.language import N_, t
from cockpit.method.records import Sitting
from cockpit.method.sitting import next_client
from cockpit.method.words import Lane
from screens.lines import LineList
from screens.order import Edge, Fold
from screens.queue_acts import QueueActs
from screens.queue_list import begun

if TYPE_CHECKING:
    from screens.numbers.page import Page as NumbersPage


class QueueScreen(QueueActs):
    """One manager's clients; enter sits down beside him at the client under the cursor."""

    CSS_PATH = "queue.tcss"
    over_clients = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "s,space",
            "start",
            N_("Sit down"),
            tooltip=N_("Begin the sitting or go on with it, at the client that is next"),
            id="queue.start",
        ),
        Binding(
            "d", "defer", N_("Put off"), tooltip=N_("Put the client off until a day, with a reason"), id="queue.defer"
        ),
        Binding(
            "b", "budget", N_("Time"), tooltip=N_("How many minutes there are, and whom they cover"), id="queue.budget"
        ),
        Binding("B", "defer_rest", N_("Put off whom the time does not cover"), show=False, id="queue.defer-rest"),
        Binding("f,slash", "find", N_("Find"), tooltip=N_("Find a client by a few letters"), id="queue.find"),
        Binding("c", "high_only", N_("High-check clients only, or all"), show=False, id="queue.high"),
        Binding("z", "asleep", N_("Sleeping clients: keep, park, refuse"), show=False, id="queue.asleep"),
        Binding("a", "add", N_("Add a client with a first deal"), show=False, id="queue.add"),
        Binding("e", "edit", N_("Change the client"), show=False, id="queue.edit"),
        Binding("i", "interval", N_("Review interval of the client"), show=False, id="queue.interval"),
        Binding("D", "deals", N_("Deals of the client: add, change"), show=False, id="queue.deals"),
        Binding("n", "numbers", N_("Numbers of this manager"), show=False, id="queue.numbers"),
        Binding("F", "forecast", N_("Forecast of this manager"), show=False, id="queue.forecast"),
        Binding("p", "recruiting", N_("Who can pay, or the recruiting task"), show=False, id="queue.recruiting"),
        Binding("t", "tasks", N_("Tasks of this manager"), show=False, id="queue.tasks"),
        Binding("u", "undo", N_("Take the last act back"), show=False, id="queue.undo"),
        Binding("v", "summary", N_("Summary so far"), show=False, id="queue.summary"),
        Binding("x", "end", N_("End"), tooltip=N_("End the sitting and see what it gave"), id="queue.end"),
        Binding("r,f5", "reload", N_("Read the list again"), show=False, id="queue.reload"),
        Binding("escape,q", "back", N_("Back"), tooltip=N_("Back to the managers"), id="queue.back"),
    ]

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        key = event.key
        if isinstance(key, Edge):
            self.action_defer_rest()
        elif isinstance(key, Fold) and key.lane is Lane.ASLEEP and key.lane not in self._unfolded:
            self.action_asleep()
        elif isinstance(key, Fold):
            self._refold(key.lane)
        elif isinstance(key, int):
            self._review(key)

    @work(exclusive=True, group="sitting", exit_on_error=False)
    async def action_start(self) -> None:
        """Begin the sitting or go on with it: first the review that was begun, then the client that is next."""
        sitting = await self._sit_down()
        if sitting is None:
            return
        services = self.services
        # a key may come before the list has been read
        view = self._view or await services.store.queue(self._manager_id, services.now())
        client = begun(view, sitting) or next_client(sitting)
        if client is None:
            self.notify(t("Every client of this sitting is worked through. Press x to end it."))
            self.action_reload()
        else:
            self._open(sitting, client)

    @work(exclusive=True, group="sitting", exit_on_error=False)
    async def _review(self, client_id: int) -> None:
        sitting = await self._sit_down()
        if sitting is not None:
            self._open(sitting, client_id)

    def _open(self, sitting: Sitting, client_id: int) -> None:
        from screens.review import ReviewScreen

        self._away = True
        self.app.push_screen(ReviewScreen(sitting, client_id))

    @work(exclusive=True, group="sitting", exit_on_error=False)
    async def action_high_only(self) -> None:
        """Leave out the clients below the high-check line, or bring them back."""
        view, services = self._view, self.services
        if view is None:
            return
        if view.line is None and not view.high_only:
            self.notify(t("No high-check line is set for this segment: the playbook has it, p on the managers list."))
            return
        self._high_only = not view.high_only
        if view.sitting is not None:
            await services.store.set_high_only(view.sitting.id, self._high_only, services.now())
        await self._load()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_recruiting(self) -> None:
        """Show who can pay, or the recruiting task when nobody can."""
        from screens.recruiting import show_recruiting

        if await show_recruiting(self, self._manager_id):
            self._stay()

    def action_tasks(self) -> None:
        """Show the tasks of this manager."""
        if self._view is not None:
            from screens.tasks import TasksScreen

            self._away = True
            self.app.push_screen(TasksScreen(self._view.manager))

    def action_numbers(self) -> None:
        """Show this manager's key figures."""
        from screens.numbers.page import Page

        self._open_numbers(Page.KPIS)

    def action_forecast(self) -> None:
        """Show this manager's forecast."""
        from screens.numbers.page import Page

        self._open_numbers(Page.FORECAST)

    def _open_numbers(self, page: NumbersPage) -> None:
        if self._view is not None:
            from cockpit.method.scope import Scope
            from screens.numbers.page import open_page, view_of

            manager = self._view.manager
            self._away = True
            view = view_of(self.services.now().date(), Scope.manager(manager.id), manager.name)
            self.app.push_screen(open_page(page, view))

    def action_summary(self) -> None:
        """Show what the sitting has given so far."""
        self._summarise(ended=False)

    def action_end(self) -> None:
        """End the sitting and show what it gave."""
        self._summarise(ended=True)

    def _summarise(self, *, ended: bool) -> None:
        sitting = self._view.sitting if self._view else None
        if sitting is None:
            self.notify(t("No sitting has been begun today: s begins it."))
            return
        from screens.summary import SummaryScreen

        self._away = True
        self.app.push_screen(SummaryScreen(sitting.id, ended=ended))

    @work(exclusive=True, group="back", exit_on_error=False)
    async def action_back(self) -> None:
        """Go back to the managers; the sitting stays open."""
        await self.let_go()
        self.dismiss(None)

    async def let_go(self) -> None:
        """Let go of the sitting, so that another program may go on with it."""
        sitting, self._sitting = self._sitting, None
        if sitting is not None:
            await self.services.store.leave(sitting)

    def flush_now(self) -> None:
        if self._sitting is not None:
            self.services.store.leave_now(self._sitting)
