"""The managers: who has something due, how much money stands behind it, and how fast the sittings have become."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, TypeAlias, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer

from cockpit.language import N_, clock, long_day, minutes, moneys, number, t, tell, tn
from cockpit.method.money import Money, totals
from cockpit.method.overview import ManagerLine, Match
from cockpit.method.sitting import slot_of
from cockpit.method.words import SittingState, Slot, Temperature
from screens.base import CockpitScreen, TopLine
from screens.columns import Column
from screens.finder import Finder, holds
from screens.lines import Line, LineList, Row, Section
from screens.people import edit_manager
from screens.plain import Cell, Paint, Plain, Span, content
from screens.temperature import ASLEEP_SIGN, sparkline

if TYPE_CHECKING:
    from screens.app import CockpitApp

#: A line of the list: a manager, and the client when one was found.
Key: TypeAlias = "tuple[int, int | None]"

_TREND = 5


class ManagersScreen(CockpitScreen[None]):
    """The picker: one line per manager, those with something due first."""

    CSS_PATH = "managers.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f,slash",
            "find",
            N_("Find"),
            tooltip=N_("Find a manager or a client by a few letters"),
            id="managers.find",
        ),
        Binding("a", "add", N_("Add"), tooltip=N_("Add a manager by hand"), id="managers.add"),
        Binding("e", "edit", N_("Change"), tooltip=N_("Change the manager"), id="managers.edit"),
        Binding("i", "import", N_("Import"), tooltip=N_("Import a CRM's files"), id="managers.import"),
        Binding("u", "undo", N_("Take back"), tooltip=N_("Take the last act back"), id="managers.undo"),
        Binding("r,f5", "reload", N_("Read the list again"), show=False, id="managers.reload"),
        Binding("q", "app.quit", N_("Quit"), id="managers.quit"),
    ]

    def __init__(self, lines: Sequence[ManagerLine]) -> None:
        super().__init__()
        self._all = {line.manager.id: line for line in lines}
        self._found: tuple[Match, ...] = ()
        self._left = False

    def compose(self) -> ComposeResult:
        lines = LineList(_columns(), id="managers")
        yield TopLine()
        yield Plain(id="totals")
        yield Finder(lines, t("Find"), t("a few letters of a manager or a client"))
        yield lines
        yield Footer(compact=True)

    def on_mount(self) -> None:
        self._show()
        self._lines.focus()

    async def speak(self) -> None:
        self._lines.columns = _columns()
        self.query_one(Finder).label(t("Find"), t("a few letters of a manager or a client"))
        self._show()
        self.refresh_bindings()

    def on_screen_resume(self) -> None:
        if self._left:
            self._left = False
            self.action_reload()

    @property
    def _lines(self) -> LineList:
        return self.query_one("#managers", LineList)

    @property
    def _line(self) -> ManagerLine | None:
        """The manager under the cursor."""
        key = cast("Key | None", self._lines.key)
        return self._all.get(key[0]) if key else None

    # What is shown

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self, keep: int | None = None) -> None:
        """Read the list anew; the cursor stays on its manager, or goes to the one with the id `keep`."""
        lines = await self.services.store.managers(self.services.now())
        self._all = {line.manager.id: line for line in lines}
        self._show(keep)

    def _show(self, keep: int | None = None) -> None:
        self._show_totals()
        text = self.query_one(Finder).text
        rows: list[Row] = [_row(line) for line in self._all.values() if not text or _is_meant(line, text)]
        if self._found:
            rows.append(Section(t("Clients")))
            rows += [_client_row(match) for match in self._found]
        nothing = t("Nobody has such a name.") if text else t("No managers yet: a adds one, i imports a file.")
        self._lines.empty = content(nothing, "muted")
        self._lines.show(rows, keep=(keep, None) if keep is not None else None)

    def _show_totals(self) -> None:
        app, now = cast("CockpitApp", self.app), self.services.now()
        slot = t("morning") if slot_of(now) is Slot.MORNING else t("afternoon")
        place = t("Cockpit · managers of the made-up team") if app.demo else t("Cockpit · managers")
        self.query_one(TopLine).show(place, f"{long_day(now.date())} · {slot}")
        self.query_one("#totals", Plain).update(content(_totals(tuple(self._all.values())), "muted"))

    # Finding

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 Textual's signature
        return action != "find" or not self.query_one(Finder).is_open

    def action_find(self) -> None:
        """Find a manager or a client by a few letters."""
        self.query_one(Finder).open()

    @on(Finder.Typed)
    def _typed(self, event: Finder.Typed) -> None:
        self._found = ()
        self._show()
        self._find(event.text)

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _find(self, text: str) -> None:
        if not text:
            return
        matches = await self.services.store.find(text)
        self._found = tuple(match for match in matches if match.client_id is not None)
        self._show()

    # Acts

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        from screens.queue import QueueScreen

        manager_id, client_id = cast("Key", event.key)
        self._left = True
        self.app.push_screen(QueueScreen(manager_id, client_id))

    def action_import(self) -> None:
        """Import a CRM's files."""
        from screens.importing import ImportScreen

        self._left = True
        self.app.push_screen(ImportScreen())

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_add(self) -> None:
        """Add a manager by hand."""
        saved = await edit_manager(self, taken=self._names)
        if saved is not None:
            self.action_reload(saved.id)

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_edit(self) -> None:
        """Change the manager under the cursor."""
        line = self._line
        if line is not None and await edit_manager(self, line.manager, self._names) is not None:
            self.action_reload()

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(line.manager.name for line in self._all.values())

    @work(exclusive=True, group="undo", exit_on_error=False)
    async def action_undo(self) -> None:
        """Take the last act of the day back."""
        undone = await self.services.store.undo(self.services.now())
        self.notify(tell(undone.what) if undone else t("There is nothing to take back today."))
        if undone is not None:
            self.action_reload()


def _is_meant(line: ManagerLine, text: str) -> bool:
    segment = line.manager.segment
    return holds(f"{line.manager.name} {segment.name if segment else ''}", text)


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", t("Manager"), least=15, most=34, weight=1, priority=9),
        Column("today", t("Today"), least=12, priority=8),
        Column("due", t("Due"), least=4, align="right", priority=8),
        Column("clients", t("Clients"), least=7, align="right", priority=5),
        Column("hot", t("Hot (new)"), least=9, align="right", priority=5),
        Column("payers", t("Can pay"), least=13, align="right", priority=6),
        Column("money-hot", t("Hot"), least=9, most=12, weight=1, align="right", priority=3),
        Column("money-warm", t("Warm"), least=9, most=12, weight=1, align="right", priority=2),
        Column("money-potential", t("Potential"), least=9, most=12, weight=1, align="right", priority=2),
        Column("pace", t("Min/client"), least=11, priority=4),
    )


def _row(line: ManagerLine) -> Line:
    rungs = line.rungs
    return Line(
        (line.manager.id, None),
        (
            line.manager.name,
            _today(line),
            ((str(line.due), "strong" if line.due else "muted"),),
            _clients(line),
            _hot(line),
            _payers(line),
            *(_money(rungs[each].money, paint) if each in rungs else "" for each, paint in _PAINTS.items()),
            _pace(line),
        ),
    )


_PAINTS: dict[Temperature, Paint] = {
    Temperature.HOT: "hot",
    Temperature.WARM: "warm",
    Temperature.POTENTIAL: "potential",
}


def _client_row(match: Match) -> Line:
    found: Cell = ((match.client, ""), (f"  {match.manager}", "muted"))
    return Line((match.manager_id, match.client_id), (found,), wide=True)


def _today(line: ManagerLine) -> Cell:
    today = line.today
    if today is None:
        return ((t("now"), "accent"),) if line.due else (("—", "muted"),)
    if today.state is SittingState.OPEN or today.ended_at is None:
        return ((t("{done} of {total}", done=today.worked, total=today.total), "accent"),)
    if today.state is SittingState.COMPLETE:
        return ((t("done {time}", time=clock(today.ended_at)), "good"),)
    return ((t("part {time}", time=clock(today.ended_at)), "muted"),)


def _clients(line: ManagerLine) -> Cell:
    if not line.clients and line.asleep:
        return ((f"{ASLEEP_SIGN} {number(line.asleep)}", "asleep"),)
    return ((number(line.clients), "" if line.clients else "muted"),)


def _hot(line: ManagerLine) -> Cell:
    hot = line.rungs[Temperature.HOT].clients if Temperature.HOT in line.rungs else 0
    spans: list[Span] = [(number(hot), "" if hot else "muted")]
    if line.hot_new:
        spans.append((f" (+{number(line.hot_new)})", "good"))
    return tuple(spans)


def _payers(line: ManagerLine) -> Cell:
    if not line.payers:
        return ((t("nobody"), ""), ("  !", "alarm"))
    return ((f"{number(line.payers)} · {moneys(line.payers_money, short=True)}", ""),)


def _money(amounts: tuple[Money, ...], paint: Paint) -> Cell:
    return ((moneys(amounts, short=True), paint),) if amounts else (("—", "muted"),)


def _pace(line: ManagerLine) -> Cell:
    if line.pace.median is None:
        return (("—", "muted"),)
    return ((minutes(line.pace.median).rjust(5), ""), (f" {sparkline(line.paces[-_TREND:])}", "muted"))


def _totals(lines: Sequence[ManagerLine]) -> Cell:
    due = sum(line.due for line in lines)
    if not lines:
        return t("No managers yet: a adds one, i imports a file.")
    money = totals(amount for line in lines for amount in line.due_money)
    payers = sum(line.payers for line in lines)
    payers_money = totals(amount for line in lines for amount in line.payers_money)
    spans: list[Span] = [
        (tn("{n} client due", "{n} clients due", due), "strong" if due else ""),
        (f" · {moneys(money, short=True)}" if money else "", ""),
        ("   ", ""),
        (tn("{n} client can pay", "{n} clients can pay", payers), ""),
        (f" · {moneys(payers_money, short=True)}" if payers_money else "", ""),
        ("   ", ""),
        (tn("{n} manager", "{n} managers", len(lines)), ""),
    ]
    return tuple(spans)
