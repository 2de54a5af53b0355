"""The reviews behind what is told of learning."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from datetime import date

from textual.content import Content

from cockpit.language import t, tn
from cockpit.method.records import Review
from cockpit.method.scope import Level
from screens.columns import Column
from screens.numbers import learning_rows
from screens.numbers.cases import CasesScreen
from screens.numbers.page import View
from screens.rows import Row


class ReviewsScreen(CasesScreen[Review]):
    """Reviews, the latest first, each in full under the list; enter goes to the client in his manager's queue."""

    CSS_PATH = "reviews.tcss"

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
        self._one = view.scope.level is Level.MANAGER

    async def read(self) -> Mapping[Hashable, Review]:
        services = self.services
        self._total, found = await services.store.learning_reviews(self._view.scope, services.now(), self._start)
        return {review.id: review for review in found}

    def heading(self) -> str:
        return t("Reviews · {whose}", whose=self._view.name or t("the whole department"))

    def counted(self) -> str:
        shown = len(self.found or ())
        told = tn("{n} review", "{n} reviews", self._total)
        if shown < self._total:
            told = t("the latest {n} of {total} reviews", n=shown, total=self._total)
        return f"{told} · {learning_rows.marks()}"

    def nothing(self) -> str:
        return t("No review in this time.")

    def columns(self) -> tuple[Column, ...]:
        return learning_rows.review_columns(one_manager=self._one)

    def lines(self, found: Sequence[Review]) -> Sequence[Row]:
        zone = self.services.now().tzinfo
        return [learning_rows.review_line(each, zone, one_manager=self._one) for each in found]

    def detail(self, row: Review) -> Content:
        return learning_rows.review_detail(row, self.services.now().tzinfo)

    def client_of(self, row: Review) -> tuple[int, int]:
        return row.manager_id, row.client_id
