"""The sleeping clients of a manager, decided about many at once: kept, parked until a day, or refused."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cockpit.language import N_, day, moneys, number, t, tn
from cockpit.language.words import client_name
from cockpit.method.money import totals
from cockpit.method.records import Client, Manager
from cockpit.method.sentence import Problem
from cockpit.method.waking import read_waking
from cockpit.method.words import Waking
from screens.base import CockpitScreen, TopLine
from screens.choosing import ChoiceDialog
from screens.columns import Column
from screens.dialogs import ConfirmDialog
from screens.fields import FieldSpec
from screens.forms import FormDialog, Values
from screens.keyline import KeyLine
from screens.lines import Line, LineList
from screens.plain import Plain, Span, content
from screens.queue_head import clients_and_money
from screens.queue_rows import amount

_MARKED: Final[Span] = ("✓", "accent")
_FREE: Final[Span] = (" ", "")
_DIGITS: Final = {Waking.KEEP: 1, Waking.PARK: 2, Waking.REFUSE: 3}


class Sleepers(LineList):
    """The sleeping clients as lines."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", N_("Decide"), id="list.choose")]


class AsleepScreen(CockpitScreen[int | None]):
    """The sleeping clients; the result is a client to go to in the queue, or None."""

    CSS_PATH = "asleep.tcss"
    over_clients = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", N_("Mark"), tooltip=N_("Mark the client, or not any more"), id="asleep.mark"),
        Binding("a", "mark_all", N_("All"), tooltip=N_("Mark all, or none any more"), id="asleep.all"),
        Binding("1", "decide('keep')", N_("Keep"), tooltip=N_("Keep them: they are awake"), id="asleep.keep"),
        Binding("2", "decide('park')", N_("Park"), tooltip=N_("Park them until a day"), id="asleep.park"),
        Binding("3", "decide('refuse')", N_("Refuse"), tooltip=N_("Refuse: the deals are lost"), id="asleep.refuse"),
        Binding("v", "visit", N_("In the queue"), tooltip=N_("Go to the client in the queue"), id="asleep.visit"),
        Binding("u", "undo", N_("Take the last act back"), show=False, id="asleep.undo"),
        Binding("escape,q,z", "back", N_("Back"), id="asleep.back"),
    ]

    def __init__(self, manager: Manager) -> None:
        super().__init__()
        self._manager = manager
        self._clients: dict[int, Client] = {}
        self._marked: set[int] = set()

    def compose(self) -> ComposeResult:
        yield TopLine(t("{manager} · asleep", manager=self._manager.name))
        yield Plain(id="about")
        yield Plain(id="marked")
        yield Sleepers(_columns(), id="sleepers")
        yield KeyLine()

    def on_mount(self) -> None:
        self._list.focus()
        self._load()

    async def speak(self) -> None:
        self._list.columns = _columns()
        self._show()
        self.refresh_bindings()

    @property
    def _list(self) -> LineList:
        return self.query_one("#sleepers", LineList)

    @property
    def _chosen(self) -> tuple[Client, ...]:
        """The marked clients in their order, or the one under the cursor when none is marked."""
        if self._marked:
            return tuple(client for client in self._clients.values() if client.id in self._marked)
        here = self._clients.get(self._key or 0)
        return () if here is None else (here,)

    @property
    def _key(self) -> int | None:
        key = self._list.key
        return key if isinstance(key, int) else None

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _load(self) -> None:
        await self._read()

    async def _read(self, keep: int | None = None) -> None:
        services = self.services
        clients = await services.store.sleepers(self._manager.id, services.now())
        self._clients = {client.id: client for client in clients}
        self._marked &= self._clients.keys()
        self._show(keep)

    def _show(self, keep: int | None = None) -> None:
        clients = self._clients.values()
        size = f"{number(len(clients))} · {_money(clients)}" if clients else ""
        self.query_one(TopLine).show(t("{manager} · asleep", manager=self._manager.name), size)
        about = t("Open longer than deals take here, and nothing reached lately.")
        self.query_one("#about", Plain).update(content(about, "muted"))
        chosen = self._chosen
        told = t("nobody is marked: 1 2 3 decide about the client under the cursor, space marks, a marks all")
        if self._marked:
            told = t("marked: {clients}", clients=clients_and_money(len(chosen), _money(chosen)))
        self.query_one("#marked", Plain).update(content(told, "strong" if self._marked else "muted"))
        self._list.empty = content(t("Nobody sleeps here: escape leads back to the queue."), "muted")
        self._list.show([_row(client, marked=client.id in self._marked) for client in clients], keep=keep)

    def action_mark(self) -> None:
        """Mark the client under the cursor, or not any more, and go down."""
        if (key := self._key) is not None:
            self._marked ^= {key}
            self._show()
            self._list.action_move(1)

    def action_mark_all(self) -> None:
        """Mark all, or none any more when all are marked."""
        self._marked = set() if len(self._marked) == len(self._clients) else set(self._clients)
        self._show()

    @on(LineList.Chosen)
    @work(exclusive=True, group="decide", exit_on_error=False)
    async def _ask(self) -> None:
        """Ask what becomes of them."""
        choices = [(waking.value, _told(waking)) for waking in _DIGITS]
        title = t("What becomes of {clients}?", clients=self._about(self._chosen))
        answer = await self.app.push_screen_wait(ChoiceDialog(title, choices))
        if answer is not None:
            await self._decide(Waking(answer))

    @work(exclusive=True, group="decide", exit_on_error=False)
    async def action_decide(self, waking: str) -> None:
        """Keep, park or refuse those that are marked, or the one under the cursor."""
        await self._decide(Waking(waking))

    async def _decide(self, waking: Waking) -> None:
        chosen = self._chosen
        if not chosen:
            return
        ids, about, services = [client.id for client in chosen], self._about(chosen), self.services
        if waking is Waking.KEEP:
            question = ConfirmDialog(
                t("Keep {clients}?", clients=about), t("They are awake from today: the queue asks for them again.")
            )
            if not await self.app.push_screen_wait(question):
                return
            await services.store.wake(ids, waking, None, "", services.now())
        elif await self.app.push_screen_wait(self._form(waking, ids, about)) is None:
            return
        self._marked.clear()
        await self._read()
        self.notify(t("{done}; u takes it back.", done=_done(waking, len(ids))))

    def _form(self, waking: Waking, ids: list[int], about: str) -> FormDialog:
        services = self.services

        async def check(values: Values) -> tuple[Problem, ...]:
            now = services.now()
            until = read_waking(
                waking, values.get("until", ""), values["reason"], now.date(), services.store.desk.norms
            )
            if isinstance(until, tuple):
                return until
            await services.store.wake(ids, waking, until, values["reason"], now)
            return ()

        reason = FieldSpec("reason", t("Because"), hint=t("one reason for all of them"))
        if waking is Waking.PARK:
            return FormDialog(
                t("Park until a day: {clients}", clients=about),
                (FieldSpec("until", t("Until"), kind="date", hint=t("for example +3, fri, 15.08")), reason),
                check,
                note=t("They are not reviewed before that day, and come back on it."),
            )
        return FormDialog(
            t("Refuse: {clients}", clients=about),
            (reason,),
            check,
            note=t("Their open deals are lost today with this reason, and their tasks are dropped."),
        )

    @staticmethod
    def _about(chosen: Collection[Client]) -> str:
        """Name one client, or say how many they are, with their money."""
        if len(chosen) == 1:
            (only,) = chosen
            money = _money(chosen)
            return f"{client_name(only)}, {money}" if money else client_name(only)
        return clients_and_money(len(chosen), _money(chosen))

    def action_visit(self) -> None:
        """Go to the client under the cursor in the queue, to sit down over him."""
        if (key := self._key) is not None:
            self.dismiss(key)

    @work(exclusive=True, group="decide", exit_on_error=False)
    async def action_undo(self) -> None:
        """Take the last act of the day back."""
        undone = await self.take_back()
        if undone is not None:
            await self._read(undone.client_id)

    def action_back(self) -> None:
        """Go back to the queue."""
        self.dismiss(None)


def _columns() -> tuple[Column, ...]:
    return (
        Column("mark", "", least=1, priority=9),
        Column("client", t("Client"), least=18, most=44, weight=2, priority=9),
        Column("money", t("Money"), least=10, align="right", priority=8),
        Column("open", t("Open since"), least=12, priority=7),
        Column("reached", t("Last reached"), least=12, priority=6),
        Column("contact", t("Last contact"), least=12, priority=6),
    )


def _row(client: Client, *, marked: bool) -> Line:
    return Line(
        client.id,
        (
            (_MARKED if marked else _FREE,),
            client_name(client),
            amount(client),
            *(
                day(known) if known else (("—", "muted"),)
                for known in (client.opened_on, client.last_reached_on, client.last_contact_on)
            ),
        ),
    )


def _money(clients: Collection[Client]) -> str:
    """Add up what is known of their money, without estimates; empty when nothing is."""
    known = totals(client.money for client in clients if client.money is not None and not client.estimated)
    return moneys(known, short=True) if known else ""


def _told(waking: Waking) -> str:
    return {
        Waking.KEEP: t("keep: the queue asks for them again"),
        Waking.PARK: t("park until a day, with a reason"),
        Waking.REFUSE: t("refuse: their open deals are lost"),
    }[waking]


def _done(waking: Waking, count: int) -> str:
    return {
        Waking.KEEP: tn("{n} client is kept", "{n} clients are kept", count),
        Waking.PARK: tn("{n} client is parked", "{n} clients are parked", count),
        Waking.REFUSE: tn("{n} client is refused", "{n} clients are refused", count),
    }[waking]
