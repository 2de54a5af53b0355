"""Deals that the last files of their source do not hold any more: what became of them?"""

from __future__ import annotations

from typing import ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cockpit.language import N_, day, short_money, t, tell, tn
from cockpit.language.crm import source_title
from cockpit.method.report import GoneDeal
from screens.base import CockpitScreen, TopLine
from screens.columns import Column
from screens.keyline import KeyLine
from screens.lines import Line, LineList
from screens.plain import Cell, Plain, content


class _Deals(LineList):
    """The deals, to be marked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", N_("Mark"), id="list.choose"),
    ]


class GoneScreen(CockpitScreen[None]):
    """Says of marked deals, or of the one under the cursor, that they stay, were lost or were won."""

    CSS_PATH = "imports.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "settle('keep')", N_("It stays"), id="gone.keep"),
        Binding("2", "settle('lost')", N_("Lost"), id="gone.lost"),
        Binding("3", "settle('won')", N_("Won"), id="gone.won"),
        Binding("a", "mark_all", N_("Mark all"), id="gone.all"),
        Binding("u", "undo", N_("Undo"), id="gone.undo"),
        Binding("r,f5", "reload", N_("Read the list again"), show=False, id="gone.reload"),
        Binding("escape,q", "back", N_("Back"), id="gone.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._deals: tuple[GoneDeal, ...] = ()
        self._marked: set[int] = set()

    def compose(self) -> ComposeResult:
        yield TopLine(_title())
        yield Plain(id="about")
        yield _Deals(_columns(), id="deals")
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(LineList).focus()
        self.action_reload()

    async def speak(self) -> None:
        self.query_one(TopLine).show(_title())
        self._show()
        self.refresh_bindings()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self) -> None:
        """Read the deals anew."""
        self._deals = await self.services.store.gone_deals()
        self._marked &= {deal.deal_id for deal in self._deals}
        self._show()

    def _show(self) -> None:
        told = t("Open here, and not in the last file of their CRM. Nothing is deleted: say what became of them.")
        if self._marked:
            told = tn("{n} deal is marked.", "{n} deals are marked.", len(self._marked))
        self.query_one("#about", Plain).update(content(told, "muted"))
        lines = self.query_one(LineList)
        lines.columns = _columns()
        lines.empty = content(t("Every open deal is in the last files of its source."), "muted")
        lines.show([self._line(deal) for deal in self._deals], keep=lines.key)

    def _line(self, deal: GoneDeal) -> Line:
        name: Cell = ((deal.client, "muted" if deal.nameless else ""),)
        return Line(
            deal.deal_id,
            (
                (("✓" if deal.deal_id in self._marked else "", "accent"),),
                name,
                deal.manager,
                deal.title,
                short_money(deal.money) if deal.money else (("—", "muted"),),
                deal.stage,
                source_title(deal.source),
                day(deal.since),
            ),
        )

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Mark a deal, or take the mark off."""
        self._marked ^= {cast("int", event.key)}
        self._show()
        self.query_one(LineList).action_move(1)

    def action_mark_all(self) -> None:
        """Mark every deal, or none."""
        every = {deal.deal_id for deal in self._deals}
        self._marked = set() if self._marked == every else every
        self._show()

    @work(exclusive=True, group="write", exit_on_error=False)
    async def action_settle(self, choice: str) -> None:
        """Say what became of the marked deals."""
        from data.gone import Choice

        here = self.query_one(LineList).key
        deals = self._marked or ({here} if isinstance(here, int) else set())
        if not deals:
            return
        services = self.services
        n = await services.store.settle_gone(sorted(deals), cast("Choice", choice), services.now())
        self._marked.clear()
        done = {
            "keep": tn("{n} deal stays.", "{n} deals stay.", n),
            "lost": tn("{n} deal was lost.", "{n} deals were lost.", n),
            "won": tn("{n} deal was won.", "{n} deals were won.", n),
        }
        self.notify(f"{done[choice]} {t('u takes it back.')}")
        self.action_reload()

    @work(exclusive=True, group="write", exit_on_error=False)
    async def action_undo(self) -> None:
        """Take the last act back."""
        services = self.services
        undone = await services.store.undo(services.now())
        self.notify(tell(undone.what) if undone else t("There is nothing to take back today."))
        self.action_reload()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)


def _title() -> str:
    return t("Cockpit · gone from the files")


def _columns() -> tuple[Column, ...]:
    return (
        Column("mark", "", least=1, priority=9),
        Column("client", t("Client"), least=16, most=32, weight=2, priority=9),
        Column("manager", t("Manager"), least=12, most=24, weight=1, priority=7),
        Column("deal", t("Deal"), least=12, most=28, weight=1, priority=5),
        Column("money", t("Money"), least=10, align="right", priority=8),
        Column("stage", t("Stage"), least=12, most=20, weight=1, priority=3),
        Column("source", t("Source"), least=10, most=16, priority=2),
        Column("since", t("Since"), least=10, priority=6),
    )
