"""The list of a queue: its rows fetched as they come into sight, what stands above it, and the client beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from cockpit.language import t
from cockpit.method.budget import Budget, Workload, spend
from cockpit.method.overview import QueueLine, QueueView
from cockpit.method.records import Card, Sitting
from cockpit.method.sitting import next_client
from cockpit.method.words import Lane
from screens import queue_head, queue_rows
from screens.base import CockpitScreen, TopLine
from screens.finder import Finder
from screens.keyline import KeyLine
from screens.lines import LineList, Row
from screens.order import Entry, Fold, Order, arrange, chosen, folded, lane_of, with_closed
from screens.pages import PAGE
from screens.plain import Plain, content
from screens.preview import Preview

#: Seconds the cursor rests on a client before the rest of his card is read.
_REST: Final = 0.15
_KEPT_LINES: Final = 5_000
_MATCHES: Final = 500
#: With more due clients the list is shown before it is known what they take.
_WEIGHED_FIRST: Final = 2_000
#: The cells beside the lines above the list.
_MARGIN: Final = 4


class QueueList(CockpitScreen[None]):
    """One manager's clients in the order of review; what is done to them stands in the classes made of this one."""

    def __init__(self, manager_id: int, client_id: int | None = None) -> None:
        """Make the queue.

        Args:
            manager_id: whose queue it is.
            client_id: where the cursor goes first; by default to the client that is next.
        """
        super().__init__()
        self._manager_id = manager_id
        self._wanted = client_id
        self._view: QueueView | None = None
        self._workload: Workload | None = None
        self._minutes: int | None = None
        self._since: float | None = None
        self._high_only: bool | None = None
        self._order = Order()
        self._lines: dict[int, QueueLine] = {}
        self._cards: dict[int, Card] = {}
        self._unfolded: set[Lane] = set()
        self._sitting: int | None = None
        self._away = False
        self._why = 0

    def compose(self) -> ComposeResult:
        lines = LineList(queue_rows.columns(), id="queue")
        yield TopLine()
        yield Plain(id="due")
        yield Finder(lines, t("Find"), t("a few letters of a client"))
        with Horizontal():
            yield lines
            yield Preview(id="preview")
        yield KeyLine(palette=True)

    def on_mount(self) -> None:
        self._list.focus()
        self.watch(self._list, "cursor", self._follow, init=False)
        self.action_reload()

    async def speak(self) -> None:
        self._list.columns = queue_rows.columns()
        self.query_one(Finder).label(t("Find"), t("a few letters of a client"))
        self.action_reload()
        self.refresh_bindings()

    def on_screen_resume(self) -> None:
        if self._away:
            self._away = False
            self._cards.clear()
            self.action_reload()

    @property
    def _list(self) -> LineList:
        return self.query_one("#queue", LineList)

    @property
    def _here(self) -> int | None:
        """The client under the cursor."""
        return self._order.client(self._list.cursor)

    @property
    def _spent(self) -> int:
        """The minutes of the budget that are used."""
        sitting = self._view.sitting if self._view else None
        return 0 if sitting is None or self._since is None else max(0, int((sitting.seconds - self._since) // 60))

    @property
    def _budget(self) -> Budget | None:
        """What the minutes that are left cover; None without a budget."""
        if self._minutes is None or self._workload is None:
            return None
        services = self.services
        until = services.store.desk.norms.calendar.after(services.now().date(), 1)
        return spend(self._workload, max(0, self._minutes - self._spent), until)

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self) -> None:
        """Read the queue anew; the cursor goes to the client that is next."""
        await self._load()

    async def _load(self) -> None:
        services = self.services
        view = await services.store.queue(self._manager_id, services.now(), high_only=bool(self._high_only))
        here, self._wanted = self._wanted, None
        if here is None:
            here = _next(view, self._here)
        elif (lane := lane_of(view, here)) is not None and lane in folded(view):
            self._unfolded.add(lane)
        held = view.sitting is not None and self._sitting is not None
        self._sitting = view.sitting.id if held and view.sitting else None
        self._view = view
        self._lines.clear()
        due = queue_head.awaited(view)
        if len(due) > _WEIGHED_FIRST and self._minutes is None:
            await self._lay_out(here)
            await self._weigh(due)
            self._show_head(view)
        else:
            await self._weigh(due)
            await self._lay_out(here)

    async def _weigh(self, due: Sequence[int]) -> None:
        """Read what the due clients take."""
        self._workload = await self.services.store.workload(self._manager_id, due)

    async def _lay_out(self, client_id: int | None) -> None:
        """Lay the rows out, with the page around a client at hand, so that nothing flickers."""
        view = self._view
        if view is None:
            return
        services, text = self.services, self.query_one(Finder).text
        if text:
            matches = await services.store.find(text, _MATCHES)
            ours = (match.client_id for match in matches if match.manager_id == self._manager_id)
            order = chosen(view, [client for client in ours if client is not None])
        else:
            budget = self._budget
            order = arrange(view, self._unfolded, budget.left[0] if budget and budget.left else None)
            if client_id is not None and lane_of(view, client_id) is None:
                order = with_closed(order, client_id)
        row = order.row(client_id) or 0
        await self._fetch(order.clients(_page(order, row)))
        self._order = order
        self._show_head(view)
        nothing = t("No client has such a name.") if text else t("No clients yet: a adds one, an import brings many.")
        self._list.empty = content(nothing, "muted")
        self._show_rows(row)
        self._follow()

    def _show_rows(self, row: int) -> None:
        self._why = self._list.width_of("why")
        page = _page(self._order, row)
        ready = {page.start: self._rows(page)} if page else None
        self._list.show_lazy(len(self._order.entries), at=row, ready=ready)

    def _show_head(self, view: QueueView) -> None:
        self.query_one(TopLine).show(queue_head.place(view), queue_head.progress(view))
        width = self.size.width - _MARGIN
        lines = queue_head.lines(view, self._workload, self._budget, self._spent, width)
        self.query_one("#due", Plain).update(Content("\n").join(content(line) for line in lines))

    async def _fetch(self, clients: list[int]) -> None:
        missing = [client for client in clients if client not in self._lines]
        if not missing:
            return
        found = await self.services.store.queue_lines(missing, self.services.now())
        if len(self._lines) > _KEPT_LINES:
            self._lines.clear()
        self._lines.update((line.client.id, line) for line in found)

    def _rows(self, rows: range) -> list[Row]:
        return [self._row(entry) for entry in self._order.entries[rows.start : rows.stop]]

    @property
    def _today(self) -> date:
        return self.services.now().date()

    def _row(self, entry: Entry) -> Row:
        assert self._view is not None
        if isinstance(entry, int):
            return queue_rows.client(entry, self._lines.get(entry), self._view.sitting, self._why, self._today)
        open_ = isinstance(entry, Fold) and entry.lane in self._unfolded
        return queue_rows.between(entry, self._view, self._budget, open_=open_)

    @on(LineList.Wanted)
    @work(group="lines", exit_on_error=False)
    async def _bring(self, wanted: LineList.Wanted) -> None:
        order = self._order
        try:
            await self._fetch(order.clients(wanted.rows))
        except BaseException:
            self._list.fail(wanted)
            raise
        if order is self._order:
            self._list.deliver(wanted, self._rows(wanted.rows))
            if self._list.cursor in wanted.rows:
                self._follow()

    def _follow(self) -> None:
        """Show the client under the cursor beside the list."""
        preview = self.query_one(Preview)
        if not preview.display:
            return
        client_id = self._here
        line = self._lines.get(client_id) if client_id is not None else None
        card = self._cards.get(client_id) if client_id is not None else None
        preview.display_client(line, card, self._today)
        if line is not None and card is None:
            self._read_card(line.client.id)

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Write what depends on the width anew."""
        if self._view is not None:
            self._show_head(self._view)
            if self._why != self._list.width_of("why"):
                self._show_rows(max(0, self._list.cursor))
        self._follow()

    @work(exclusive=True, group="card", exit_on_error=False)
    async def _read_card(self, client_id: int) -> None:
        await asyncio.sleep(_REST)
        self._cards[client_id] = await self.services.store.card(client_id, self.services.now())
        if self._here == client_id:
            self._follow()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 Textual's signature
        return action != "find" or not self.query_one(Finder).is_open

    def action_find(self) -> None:
        """Find a client of this manager by a few letters."""
        self.query_one(Finder).open()

    @on(Finder.Typed)
    @work(exclusive=True, group="load", exit_on_error=False)
    async def _typed(self) -> None:
        await self._lay_out(self._here)

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _refold(self, lane: Lane) -> None:
        """Show the clients of a folded lane, or fold them."""
        self._unfolded ^= {lane}
        row = self._list.cursor
        await self._lay_out(self._order.client(row + 1) if lane in self._unfolded else None)
        self._list.cursor = self._order.row(Fold(lane)) or row

    def _stay(self) -> None:
        """Read anew what may have changed, with the cursor where it is."""
        self._wanted = self._here
        self._cards.clear()
        self.action_reload()


def begun(view: QueueView, sitting: Sitting) -> int | None:
    """Return the first client in the sitting's order whose review was begun and who is not worked through."""
    done = sitting.reviewed | sitting.deferred.keys()
    return next((client for client in sitting.order if client in view.drafts and client not in done), None)


def _next(view: QueueView, here: int | None) -> int | None:
    """Return where the cursor goes: it stays on a client who still has to be reviewed, else moves to the next one."""
    sitting = view.sitting
    if here is not None and lane_of(view, here) is None:
        here = None  # it was left out, or its deals are closed
    if sitting is None:
        return here
    done = sitting.reviewed | sitting.deferred.keys()
    if here is not None and here not in done:
        return here
    if here is None and (first := begun(view, sitting)) is not None:
        return first
    return next_client(sitting, after=here) or here


def _page(order: Order, row: int) -> range:
    start = row // PAGE * PAGE
    return range(start, min(start + PAGE, len(order.entries)))
