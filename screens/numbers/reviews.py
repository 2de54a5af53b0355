"""The reviews behind what is told of learning."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cockpit.language import N_, t, tn
from cockpit.method.records import Review
from cockpit.method.scope import Level
from screens.base import ReadScreen, TopLine
from screens.columns import Column
from screens.keyline import KeyLine
from screens.lines import LineList
from screens.numbers import learning_rows
from screens.numbers.page import View
from screens.plain import Plain, content


class ReviewsScreen(ReadScreen[None]):
    """Reviews, the latest first, each in full under the list; enter goes to the client in his manager's queue."""

    CSS_PATH = "reviews.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,f5", "reload", N_("Read anew"), show=False, id="reviews.reload"),
        Binding("escape,q", "back", N_("Back"), id="reviews.back"),
    ]

    def __init__(self, view: View, start: date | None) -> None:
        """Make the list.

        Args:
            view: whose reviews.
            start: the first day of their sittings; None for all there is.
        """
        super().__init__()
        self._view = view
        self._start = start
        self._total = 0
        self._found: dict[int, Review] | None = None
        self._one = view.scope.level is Level.MANAGER

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield LineList(self._columns, id="reviews")
        yield Plain(id="detail")
        yield KeyLine(palette=True)

    def on_mount(self) -> None:
        self.watch(self._lines, "cursor", self._tell, init=False)
        self._lines.focus()
        self.action_reload()

    async def speak(self) -> None:
        self._lines.columns = self._columns
        self._show()
        self.refresh_bindings()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self) -> None:
        """Read the reviews anew."""
        services = self.services
        found = await services.store.learning_reviews(self._view.scope, services.now(), self._start)
        self._total, reviews = found
        self._found = {review.id: review for review in reviews}
        self._show()

    def _show(self) -> None:
        if self._found is None:
            return
        facts = [tn("{n} review", "{n} reviews", self._total), learning_rows.marks()]
        if len(self._found) < self._total:
            facts[0] = t("the latest {n} of {total} reviews", n=len(self._found), total=self._total)
        title = t("Reviews · {whose}", whose=self._view.name or t("the whole department"))
        self.query_one(TopLine).show(title, " · ".join(facts))
        zone = self.services.now().tzinfo
        self._lines.empty = content(t("No review in this time."), "muted")
        self._lines.show(
            [learning_rows.review_line(each, zone, one_manager=self._one) for each in self._found.values()]
        )
        self._tell()

    @property
    def _columns(self) -> tuple[Column, ...]:
        return learning_rows.review_columns(one_manager=self._one)

    @property
    def _lines(self) -> LineList:
        return self.query_one("#reviews", LineList)

    @property
    def _here(self) -> Review | None:
        """The review under the cursor."""
        return (self._found or {}).get(cast("int", self._lines.key))

    def _tell(self) -> None:
        here, zone = self._here, self.services.now().tzinfo
        told = "" if here is None else learning_rows.review_detail(here, zone)
        self.query_one("#detail", Plain).update(told, layout=False)

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        del event
        if (here := self._here) is not None:
            from screens.queue import QueueScreen

            self._left = True
            self.app.push_screen(QueueScreen(here.manager_id, here.client_id))

    def action_back(self) -> None:
        """Go back to the picture."""
        self.dismiss(None)
