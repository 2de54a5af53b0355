"""The deals behind a sum or a row of the forecast, each with its reason (R55)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from textual.content import Content

from cockpit.language import t, tn
from cockpit.method.forecast import Band, Place, Prospect
from cockpit.method.scope import Level
from cockpit.method.words import Temperature
from screens.columns import Column
from screens.numbers import prospect_rows
from screens.numbers.cases import CasesScreen
from screens.numbers.page import View
from screens.rows import Row


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


class ProspectsScreen(CasesScreen[Prospect]):
    """Deals, the largest first, and in full the reason of the one under the cursor; enter goes to its client."""

    CSS_PATH = "prospects.tcss"

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
        self._one = view.scope.level is Level.MANAGER
        self._dated = wanted.place is Place.DATED

    async def read(self) -> Mapping[Hashable, Prospect]:
        services, wanted = self.services, self._wanted
        self._total, found = await services.store.prospects(
            self._view.scope,
            services.now(),
            place=wanted.place,
            temperature=wanted.temperature,
            week=wanted.week,
            later=wanted.later,
            band=wanted.band,
            currency=wanted.currency,
        )
        return {each.deal_id: each for each in found}

    def heading(self) -> str:
        whose = self._view.name or t("the whole department")
        return t("Forecast · {whose} · {title}", whose=whose, title=self._wanted.title)

    def counted(self) -> str:
        shown = len(self.found or ())
        if shown < self._total:
            return t("the {shown} largest of {n}", shown=shown, n=self._total)
        return tn("{n} deal", "{n} deals", self._total)

    def nothing(self) -> str:
        return t("No deal stands here now.")

    def columns(self) -> tuple[Column, ...]:
        return prospect_rows.columns(one_manager=self._one, dated=self._dated)

    def lines(self, found: Sequence[Prospect]) -> Sequence[Row]:
        today = self.services.now().date()
        return [prospect_rows.prospect(each, today, one_manager=self._one, dated=self._dated) for each in found]

    def detail(self, row: Prospect) -> Content:
        return prospect_rows.whole(row)

    def client_of(self, row: Prospect) -> tuple[int, int]:
        return row.manager_id, row.client_id
