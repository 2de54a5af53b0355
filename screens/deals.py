"""The deals of one client, to look at, to add to and to change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from cockpit.language import N_, day, short_money, t
from cockpit.language.words import client_name
from cockpit.method.records import Client, Deal
from screens.base import CockpitDialog
from screens.columns import Column
from screens.keyline import KeyLine
from screens.lines import Line, LineList
from screens.people import deal_words, edit_deal
from screens.plain import Cell, Plain, content

_TALLEST = 12


class DealsDialog(CockpitDialog[bool]):
    """The deals of a client; True when something was changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", N_("Add a deal"), id="deals.add"),
        Binding("e", "edit", N_("Change"), id="deals.edit"),
        Binding("escape,q", "close", N_("Close"), id="deals.close"),
    ]

    def __init__(self, client: Client, deals: Sequence[Deal]) -> None:
        super().__init__()
        self._client = client
        self._deals = {deal.id: deal for deal in deals}
        self._changed = False

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Plain(content(t("Deals of {client}", client=client_name(self._client)), "strong"), id="title")
            yield LineList(
                (
                    Column("title", t("Deal"), least=16, most=40, weight=1, priority=9),
                    Column("amount", t("Amount"), least=11, align="right", priority=8),
                    Column("stage", t("Stage"), least=12, most=24, weight=1, priority=4),
                    Column("status", t("Status"), least=9, priority=6),
                    Column("pay", t("Pays on"), least=10, priority=5),
                ),
                empty=content(t("No deals yet: a adds one."), "muted"),
            )
            yield KeyLine()

    def on_mount(self) -> None:
        self._show()
        self.query_one(LineList).focus()

    def _show(self, keep: int | None = None) -> None:
        lines = self.query_one(LineList)
        lines.styles.height = min(_TALLEST, max(3, len(self._deals) + 1))
        lines.show([_row(deal) for deal in self._deals.values()], keep=keep)

    def action_close(self) -> None:
        """Close the dialog."""
        self.dismiss(self._changed)

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_add(self) -> None:
        """Add a deal by hand."""
        self._take(await edit_deal(self, self._client))

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_edit(self) -> None:
        """Change the deal under the cursor."""
        key = self.query_one(LineList).key
        if isinstance(key, int):
            self._take(await edit_deal(self, self._client, self._deals[key]))

    @on(LineList.Chosen)
    def _choose(self) -> None:
        self.action_edit()

    def _take(self, deal: Deal | None) -> None:
        if deal is not None:
            self._changed = True
            self._deals[deal.id] = deal
            self._show(deal.id)


def _row(deal: Deal) -> Line:
    amount: Cell = ""
    if deal.amount is not None:
        amount = short_money(deal.amount)
    elif deal.estimate is not None:
        amount = f"~{short_money(deal.estimate)}"
    return Line(
        deal.id,
        (
            deal.title or t("without a title"),
            amount,
            deal.stage,
            deal_words()[deal.status.value],
            day(deal.expected_on) if deal.expected_on else "",
        ),
    )
