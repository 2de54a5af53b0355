"""The queue of one manager: his clients in the order of review, and the way into the sitting."""

from __future__ import annotations

import asyncio
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Footer

from cockpit.language import N_, t, tell
from cockpit.language.words import client_name
from cockpit.method.errors import HeldError
from cockpit.method.overview import QueueLine, QueueView
from cockpit.method.records import Card, Sitting
from cockpit.method.sentence import Problem
from cockpit.method.sitting import next_client, read_deferral
from cockpit.method.words import Lane
from screens import queue_rows
from screens.base import CockpitScreen, TopLine
from screens.deals import DealsDialog
from screens.dialogs import ConfirmDialog
from screens.fields import FieldSpec
from screens.finder import Finder
from screens.forms import FormDialog, Values
from screens.lines import LineList, Row
from screens.order import FOLDED, Entry, Fold, Order, arrange, chosen, lane_of, with_closed
from screens.pages import PAGE
from screens.people import edit_client
from screens.plain import Plain, content
from screens.preview import Preview

#: Seconds the cursor rests on a client before the rest of his card is read.
_REST: Final = 0.15
_KEPT_LINES: Final = 5_000
_MATCHES: Final = 500


class QueueScreen(CockpitScreen[None]):
    """One manager's clients; enter sits down beside him at the client under the cursor."""

    CSS_PATH = "queue.tcss"
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
        Binding("f,slash", "find", N_("Find"), tooltip=N_("Find a client by a few letters"), id="queue.find"),
        Binding("a", "add", N_("Add"), tooltip=N_("Add a client with a first deal"), id="queue.add"),
        Binding("e", "edit", N_("Change the client"), show=False, id="queue.edit"),
        Binding("n,D", "deals", N_("Deals of the client: add, change"), show=False, id="queue.deals"),
        Binding("u", "undo", N_("Take the last act back"), show=False, id="queue.undo"),
        Binding("v", "summary", N_("Summary so far"), show=False, id="queue.summary"),
        Binding("x", "end", N_("End"), tooltip=N_("End the sitting and see what it gave"), id="queue.end"),
        Binding("r,f5", "reload", N_("Read the list again"), show=False, id="queue.reload"),
        Binding("escape,q", "back", N_("Back"), tooltip=N_("Back to the managers"), id="queue.back"),
    ]

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
        self._order = Order()
        self._lines: dict[int, QueueLine] = {}
        self._cards: dict[int, Card] = {}
        self._unfolded: set[Lane] = set()
        self._sitting: int | None = None
        self._away = False

    def compose(self) -> ComposeResult:
        lines = LineList(queue_rows.columns(), id="queue")
        yield TopLine()
        yield Plain(id="due")
        yield Finder(lines, t("Find"), t("a few letters of a client"))
        with Horizontal():
            yield lines
            yield Preview(id="preview")
        yield Footer(compact=True)

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

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self) -> None:
        """Read the queue anew; the cursor goes to the client that is next."""
        await self._load()

    async def _load(self) -> None:
        services = self.services
        view = await services.store.queue(self._manager_id, services.now())
        here, self._wanted = self._wanted, None
        if here is None:
            here = _next(view, self._here)
        elif (lane := lane_of(view, here)) in FOLDED and lane is not None:
            self._unfolded.add(lane)
        held = view.sitting is not None and self._sitting is not None
        self._sitting = view.sitting.id if held and view.sitting else None
        self._view = view
        self._lines.clear()
        await self._lay_out(here)

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
            order = arrange(view, self._unfolded)
            if client_id is not None and lane_of(view, client_id) is None:
                order = with_closed(order, client_id)
        row = order.row(client_id) or 0
        page = range(row // PAGE * PAGE, min(row // PAGE * PAGE + PAGE, len(order.entries)))
        await self._fetch(order.clients(page))
        self._order = order
        self._show_head(view)
        nothing = t("No client has such a name.") if text else t("No clients yet: a adds one, an import brings many.")
        self._list.empty = content(nothing, "muted")
        self._list.show_lazy(len(order.entries), at=row, ready={page.start: self._rows(page)} if page else None)
        self._follow()

    def _show_head(self, view: QueueView) -> None:
        self.query_one(TopLine).show(queue_rows.place(view), queue_rows.progress(view.sitting))
        self.query_one("#due", Plain).update(content(queue_rows.due(view), "muted"))

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

    def _row(self, entry: Entry) -> Row:
        assert self._view is not None
        line = self._lines.get(entry) if isinstance(entry, int) else None
        open_ = isinstance(entry, Fold) and entry.lane in self._unfolded
        return queue_rows.row(entry, line, self._view, open_=open_)

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
        preview.display_client(line, card)
        if line is not None and card is None:
            self._read_card(line.client.id)

    def on_resize(self) -> None:
        self.call_after_refresh(self._follow)

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

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        if isinstance(event.key, Fold):
            self._unfolded ^= {event.key.lane}
            self._refold(event.key.lane)
        elif isinstance(event.key, int):
            self._review(event.key)

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _refold(self, lane: Lane) -> None:
        row = self._list.cursor
        await self._lay_out(self._order.client(row + 1) if lane in self._unfolded else None)
        self._list.cursor = self._order.row(Fold(lane)) or row

    @work(exclusive=True, group="sitting", exit_on_error=False)
    async def action_start(self) -> None:
        """Begin the sitting or go on with it: first the review that was begun, then the client that is next."""
        sitting = await self._sit_down()
        if sitting is None:
            return
        services = self.services
        # a key may come before the list has been read
        view = self._view or await services.store.queue(self._manager_id, services.now())
        client = _begun(view, sitting) or next_client(sitting)
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

    async def _sit_down(self) -> Sitting | None:
        """Begin the sitting or go on with it; None when another program has it and keeps it."""
        store, now = self.services.store, self.services.now()
        try:
            sitting = await store.sit_down(self._manager_id, now)
        except HeldError as error:
            question = ConfirmDialog(tell(error.title), f"{tell(error.sentence)}\n\n{t('Take the sitting over?')}")
            if not await self.app.push_screen_wait(question):
                return None
            sitting = await store.sit_down(self._manager_id, now, take_over=True)
        self._sitting = sitting.id
        return sitting

    @work(exclusive=True, group="sitting", exit_on_error=False)
    async def action_defer(self) -> None:
        """Put the client under the cursor off until a day, with a reason."""
        client_id = self._here
        line = self._lines.get(client_id) if client_id is not None else None
        if client_id is None or line is None:
            return
        sitting = await self._sit_down()
        if sitting is None:
            return
        services = self.services

        async def check(values: Values) -> tuple[Problem, ...]:
            now, norms = services.now(), services.store.desk.norms
            until = read_deferral(values["until"], values["reason"], now.date(), norms)
            if isinstance(until, tuple):
                return until
            await services.store.defer(sitting.id, client_id, until, values["reason"], now)
            return ()

        form = FormDialog(
            t("Put off {client}", client=client_name(line.client)),
            (
                FieldSpec("until", t("Until"), kind="date", hint=t("+3, fri, 15.08")),
                FieldSpec("reason", t("Because"), hint=t("what has to happen first")),
            ),
            check,
        )
        await self.app.push_screen_wait(form)
        await self._load()

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

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_add(self) -> None:
        """Add a client of this manager, with a first deal."""
        if self._view is not None:
            saved = await edit_client(self, self._view.manager)
            if saved is not None:
                self._wanted = saved.id
                self.action_reload()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_edit(self) -> None:
        """Change the client under the cursor."""
        line = self._lines.get(self._here or 0)
        if line is not None and self._view is not None:
            await edit_client(self, self._view.manager, line.client)
            self._stay()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_deals(self) -> None:
        """Show the deals of the client under the cursor, to add and to change."""
        client_id = self._here
        if client_id is not None:
            card = await self.services.store.card(client_id, self.services.now())
            if await self.app.push_screen_wait(DealsDialog(card.client, card.deals)):
                self._stay()

    @work(exclusive=True, group="undo", exit_on_error=False)
    async def action_undo(self) -> None:
        """Take the last act of the day back."""
        undone = await self.services.store.undo(self.services.now())
        self.notify(tell(undone.what) if undone else t("There is nothing to take back today."))
        if undone is not None:
            self._wanted = undone.client_id or self._here
            self._cards.clear()
            self.action_reload()

    def _stay(self) -> None:
        """Read anew what may have changed, with the cursor where it is."""
        self._wanted = self._here
        self._cards.clear()
        self.action_reload()


def _begun(view: QueueView, sitting: Sitting) -> int | None:
    """Return the first client in the sitting's order whose review was begun and who is not worked through."""
    done = sitting.reviewed | sitting.deferred.keys()
    return next((client for client in sitting.order if client in view.drafts and client not in done), None)


def _next(view: QueueView, here: int | None) -> int | None:
    """Return where the cursor goes: it stays on a client who still has to be reviewed, else moves to the next one."""
    sitting = view.sitting
    if sitting is None:
        return here
    done = sitting.reviewed | sitting.deferred.keys()
    if here is not None and here not in done:
        return here
    if here is None and (begun := _begun(view, sitting)) is not None:
        return begun
    return next_client(sitting, after=here) or here
