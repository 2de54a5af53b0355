"""The deals behind a sum or a row of the forecast, each with its reason (R55)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cockpit.language import N_, t, tn
from cockpit.method.forecast import Band, Place, Prospect
from cockpit.method.scope import Level
from cockpit.method.words import Temperature
from screens.base import ReadScreen, TopLine
from screens.columns import Column
from screens.keyline import KeyLine
from screens.lines import LineList
from screens.numbers import prospect_rows
from screens.numbers.page import View
from screens.plain import Plain, content


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which deals of the forecast are shown.

    Attributes:
        title: what they have in common.
        place, temperature, week, later, band, currency: as `Store.prospects` takes them.
    """

    title: str
    place: Place
    temperature: Temperature | None = None
    week: date | None = None
    later: bool = False
    band: Band | None = None
    currency: str = ""


class ProspectsScreen(ReadScreen[None]):
    """Deals, the largest first, and in full the reason of the one under the cursor; enter goes to its client."""

    CSS_PATH = "prospects.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,f5", "reload", N_("Read anew"), show=False, id="prospects.reload"),
        Binding("escape,q", "back", N_("Back"), id="prospects.back"),
    ]

    def __init__(self, view: View, wanted: Wanted) -> None:
        """Make the list.

        Args:
            view: whose deals.
            wanted: which of them.
        """
        super().__init__()
        self._view = view
        self._wanted = wanted
        self._total = 0
        self._found: dict[int, Prospect] | None = None

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield LineList(self._columns, id="prospects")
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
        """Read the deals anew."""
        services, wanted = self.services, self._wanted
        total, found = await services.store.prospects(
            self._view.scope,
            services.now(),
            place=wanted.place,
            temperature=wanted.temperature,
            week=wanted.week,
            later=wanted.later,
            band=wanted.band,
            currency=wanted.currency,
        )
        self._total, self._found = total, {each.deal_id: each for each in found}
        self._show()

    def _show(self) -> None:
        if self._found is None:
            return
        counted = tn("{n} deal", "{n} deals", self._total)
        if len(self._found) < self._total:
            counted = t("the {shown} largest of {n}", shown=len(self._found), n=self._total)
        whose = self._view.name or t("the whole department")
        self.query_one(TopLine).show(t("Forecast · {whose} · {title}", whose=whose, title=self._wanted.title), counted)
        self._lines.empty = content(t("No deal stands here now."), "muted")
        today = self.services.now().date()
        one, dated = self._one, self._dated
        self._lines.show(
            [prospect_rows.prospect(each, today, one_manager=one, dated=dated) for each in self._found.values()]
        )
        self._tell()

    @property
    def _one(self) -> bool:
        return self._view.scope.level is Level.MANAGER

    @property
    def _dated(self) -> bool:
        return self._wanted.place is Place.DATED

    @property
    def _columns(self) -> tuple[Column, ...]:
        return prospect_rows.columns(one_manager=self._one, dated=self._dated)

    @property
    def _lines(self) -> LineList:
        return self.query_one("#prospects", LineList)

    @property
    def _here(self) -> Prospect | None:
        """The deal under the cursor."""
        return (self._found or {}).get(cast("int", self._lines.key))

    def _tell(self) -> None:
        here = self._here
        self.query_one("#detail", Plain).update("" if here is None else prospect_rows.whole(here))

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        del event
        if (here := self._here) is not None:
            from screens.queue import QueueScreen

            self._left = True
            self.app.push_screen(QueueScreen(here.manager_id, here.client_id))

    def action_back(self) -> None:
        """Go back to the forecast."""
        self.dismiss(None)
