"""The clients that head and deputy both reviewed, with the verdict of each side by side (R39)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from textual.content import Content

from cockpit.language import t
from cockpit.language.delegation import whom
from cockpit.language.kpi import share_text
from cockpit.method.delegation import Pair, Readiness
from cockpit.method.share import Share
from screens.columns import Column
from screens.numbers import delegation_rows
from screens.numbers.cases import CasesScreen
from screens.rows import Row


class PairsScreen(CasesScreen[Pair]):
    """Pairs of reviews, the newest first, both in full under the list; enter goes to the client in the queue."""

    CSS_PATH = "pairs.tcss"

    def __init__(self, part: Readiness) -> None:
        """Make the list; `part` is the segment whose head and deputy they are."""
        super().__init__()
        self._part = part

    async def read(self) -> Mapping[Hashable, Pair]:
        services = self.services
        found = await services.store.delegation_pairs(self._part.segment_id, services.now())
        return {(pair.head.id, pair.deputy.id): pair for pair in found}

    def heading(self) -> str:
        return t("Reviewed by both · {whose}", whose=whom(self._part))

    def counted(self) -> str:
        pairs = tuple((self.found or {}).values())
        equal = Share(sum(pair.equal for pair in pairs), len(pairs))
        return t("equal: {share}", share=share_text(equal)) if pairs else ""

    def nothing(self) -> str:
        head, deputy = self._part.head, self._part.deputy
        if not head or not deputy:
            return t("The segment needs a head and a deputy: they are named in the list of segments, under d.")
        return t(
            "{deputy} reviews clients that {head} reviewed, at most a working day apart: their verdicts stand here.",
            deputy=deputy,
            head=head,
        )

    def columns(self) -> tuple[Column, ...]:
        return delegation_rows.pair_columns()

    def lines(self, found: Sequence[Pair]) -> Sequence[Row]:
        zone = self.services.now().tzinfo
        return [delegation_rows.pair_line(pair, zone) for pair in found]

    def detail(self, row: Pair) -> Content:
        return delegation_rows.pair_detail(row, self.services.now().tzinfo)

    def client_of(self, row: Pair) -> tuple[int, int]:
        return row.head.manager_id, row.head.client_id

    def show_above(self) -> None:
        self.set_class(not self.found, "-empty")
