"""The managers: who has something due, how much money stands behind it, and how fast the sittings have become."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeAlias, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cockpit.language import N_, current, long_day, t, tn
from cockpit.method.words import SittingState
from screens.base import ReadScreen, TopLine
from screens.columns import Column
from screens.facts import Facts
from screens.finder import Finder, holds
from screens.glance import Glance
from screens.keyline import KeyLine
from screens.lines import LineList, Row, Section
from screens.plain import Plain, content

# The method's records and what writes them come with the store: the glance is painted without them.
if TYPE_CHECKING:
    from cockpit.method.overview import ManagerLine, Match
    from screens.app import CockpitApp
    from screens.numbers.page import Page as NumbersPage

#: A line of the list: a manager, and the client when one was found.
Key: TypeAlias = "tuple[int, int | None]"


class ManagersScreen(ReadScreen[None]):
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
        Binding("e", "edit", N_("Change the manager"), show=False, id="managers.edit"),
        Binding("c", "segment", N_("Segment"), tooltip=N_("Show one segment, or all"), id="managers.segment"),
        Binding("d", "department", N_("Department"), tooltip=N_("The department by segment"), id="managers.department"),
        Binding(
            "n", "numbers", N_("Numbers"), tooltip=N_("The key figures, learning, delegation"), id="managers.numbers"
        ),
        Binding("F", "forecast", N_("Forecast"), show=False, id="managers.forecast"),
        Binding("w", "requests", N_("Requests"), tooltip=N_("What managers lack to close"), id="managers.requests"),
        Binding("l", "training", N_("Training"), tooltip=N_("Who has to learn what"), id="managers.training"),
        Binding("t", "tasks", N_("Tasks"), tooltip=N_("The tasks of all managers"), id="managers.tasks"),
        Binding("p", "playbook", N_("Playbook"), tooltip=N_("What the department goes by"), id="managers.playbook"),
        Binding("i", "import", N_("Import"), tooltip=N_("Import a CRM's files"), id="managers.import"),
        Binding("u", "undo", N_("Take the last act back"), show=False, id="managers.undo"),
        Binding("r,f5", "reload", N_("Read the list again"), show=False, id="managers.reload"),
        Binding("s", "settings", N_("Settings"), show=False, id="managers.settings"),
        Binding("q", "app.quit", N_("Quit"), id="managers.quit"),
    ]

    def __init__(self, lines: Sequence[ManagerLine] = (), glance: Glance | None = None) -> None:
        """Make the list.

        Args:
            lines: the managers.
            glance: what stands in their place until `take` is called.
        """
        super().__init__()
        self._all = {line.manager.id: line for line in lines}
        self._glance = glance
        self._found: tuple[Match, ...] = ()
        self._before: int | None = None
        self._streak = 0

    def compose(self) -> ComposeResult:
        lines = LineList(columns(), id="managers")
        yield TopLine()
        yield Facts(id="totals")
        yield Plain(id="left-out")
        yield Finder(lines, t("Find"), t("a few letters of a manager or a client"))
        yield lines
        yield KeyLine(palette=True)

    def on_mount(self) -> None:
        self._show(self._begun())
        self._lines.focus()
        if self._glance is None:
            self._count_streak()
        self.call_after_refresh(self._keep_glance)

    async def speak(self) -> None:
        self._lines.columns = columns()
        self.query_one(Finder).label(t("Find"), t("a few letters of a manager or a client"))
        self._show()
        self.refresh_bindings()

    @property
    def _lines(self) -> LineList:
        return self.query_one("#managers", LineList)

    @property
    def _line(self) -> ManagerLine | None:
        """The manager under the cursor."""
        key = cast("Key | None", self._lines.key)
        return self._all.get(key[0]) if key else None

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self, keep: int | None = None) -> None:
        """Read the list anew; the cursor stays on its manager, or goes to the one with the id `keep`."""
        self.take(await self.services.store.managers(self.services.now()), keep)

    def take(self, lines: Iterable[ManagerLine], keep: int | None = None) -> None:
        """Show these managers from now on; the cursor stays on its manager, or goes to the one with the id `keep`."""
        seen_first = bool(self._glance) and self._lines.cursor == 0
        self._glance = None
        self._all = {line.manager.id: line for line in lines}
        self._show(self._begun() if keep is None and seen_first else keep)
        self.call_after_refresh(self._keep_glance)
        self._count_streak()

    @work(exclusive=True, group="streak", exit_on_error=False)
    async def _count_streak(self) -> None:
        """Read for how many working days in a row sittings were held, and write it beside the day."""
        streak = await self.services.store.streak(self.services.now())
        if streak != self._streak:
            self._streak = streak
            self._show_totals()

    def _begun(self) -> int | None:
        """Return the manager whose sitting is open, where a start goes on."""
        begun = (line for line in self._all.values() if line.today and line.today.state is SittingState.OPEN)
        return next((line.manager.id for line in begun), None)

    def _keep_glance(self) -> None:
        """Keep the list as it stands for the next start."""
        if self._glance is not None:
            return
        from screens import manager_rows

        app, lines = cast("CockpitApp", self.app), tuple(self._all.values())
        rows = tuple(manager_rows.manager(line) for line in lines)
        app.keep_glance(Glance(app.place, app.now().date(), current(), manager_rows.all_in_all(lines), rows))

    def _show(self, keep: int | None = None) -> None:
        self._show_totals()
        text = self.query_one(Finder).text
        rows = self._rows(text)
        self._lines.empty = content(self._nothing(text), "muted")
        self._lines.show(rows, keep=(keep, None) if keep is not None else None)

    def _nothing(self, text: str) -> str:
        if text:
            return t("Nobody has such a name.")
        if self._all:
            return t("Nobody belongs to this segment: c shows another one, or all.")
        return t("No managers yet: a adds one, i imports a file.")

    @property
    def _chosen(self) -> list[ManagerLine]:
        """The managers of the segment that is shown."""
        chosen = cast("CockpitApp", self.app).segment
        return [line for line in self._all.values() if chosen is None or _segment(line) == chosen]

    def _rows(self, text: str) -> list[Row]:
        if self._glance is not None:
            return [line for line in self._glance.lines if holds(str(line.cells[0]), text)]
        from screens import manager_rows

        # what is looked for is looked for among all
        shown = [line for line in self._all.values() if _is_meant(line, text)] if text else self._chosen
        rows: list[Row] = [manager_rows.manager(line) for line in shown]
        if self._found:
            rows.append(Section(t("Clients")))
            rows += [manager_rows.client(match) for match in self._found]
        return rows

    def _show_totals(self) -> None:
        app, top, line = cast("CockpitApp", self.app), self.query_one(TopLine), self.query_one("#totals", Facts)
        place = t("Cockpit · managers of the made-up team") if app.demo else t("Cockpit · managers")
        if self._glance is not None:
            top.show(place, t("Opening…"))
            line.show(self._glance.totals, "muted")
            return
        from cockpit.language.words import slot_name
        from cockpit.method.sitting import slot_of
        from screens import manager_rows

        shown = self._chosen
        now = app.now()
        facts = [long_day(now.date()), slot_name(slot_of(now, app.store.desk.norms))]
        if self._streak > 1:
            facts.append(tn("{n} day in a row", "{n} days in a row", self._streak))
        top.show(place, " · ".join(facts))
        line.show(manager_rows.all_in_all(shown) if shown or app.segment is None else "", "muted")
        self.set_class(app.segment is not None, "-filtered")
        if app.segment is not None:
            others = [each for each in self._all.values() if _segment(each) != app.segment]
            self.query_one("#left-out", Plain).update(
                content(manager_rows.left_out(self._segment_name(app.segment), others))
            )

    def _segment_name(self, segment_id: int) -> str:
        if not segment_id:
            return t("No segment")
        found = (line.manager.segment for line in self._all.values())
        return next((each.name for each in found if each and each.id == segment_id), t("Segment"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 Textual's signature
        return action != "find" or not self.query_one(Finder).is_open

    def action_find(self) -> None:
        """Find a manager or a client by a few letters; the cursor comes back when the letters are gone."""
        line = self._line
        self._before = line.manager.id if line else None
        self.query_one(Finder).open()

    @on(Finder.Typed)
    def _typed(self, event: Finder.Typed) -> None:
        self._found = ()
        self._show(None if event.text else self._before)
        self._find(event.text)

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _find(self, text: str) -> None:
        if not text:
            return
        matches = await self.services.store.find(text)
        self._found = tuple(match for match in matches if match.client_id is not None)
        self._show()

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        from screens.queue import QueueScreen

        manager_id, client_id = cast("Key", event.key)
        self._before = manager_id
        self._left = True
        self.app.push_screen(QueueScreen(manager_id, client_id))

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_segment(self) -> None:
        """Choose the segment whose managers are shown, until the program ends."""
        from screens.choosing import ChoiceDialog

        app = cast("CockpitApp", self.app)
        segments = await self.services.store.segment_list()
        choices = [("", t("All segments")), *((str(each.id), each.name) for each in segments)]
        if any(_segment(line) == 0 for line in self._all.values()):
            choices.append(("0", t("No segment")))
        at = "" if app.segment is None else str(app.segment)
        chosen = await self.app.push_screen_wait(ChoiceDialog(t("Show the managers of"), choices, at=at))
        if chosen is not None:
            app.segment = int(chosen) if chosen else None
            self._show()

    def action_department(self) -> None:
        """Show the department by segment."""
        from screens.department import DepartmentScreen

        self._left = True
        self.app.push_screen(DepartmentScreen())

    def action_numbers(self) -> None:
        """Show the key figures of the segment that is shown, or of all."""
        from screens.numbers.page import Page

        self._open_numbers(Page.KPIS)

    def action_forecast(self) -> None:
        """Show the forecast of the segment that is shown, or of all."""
        from screens.numbers.page import Page

        self._open_numbers(Page.FORECAST)

    def _open_numbers(self, page: NumbersPage) -> None:
        from cockpit.method.scope import DEPARTMENT, Scope
        from screens.numbers.page import open_page, view_of

        app, today = cast("CockpitApp", self.app), self.services.now().date()
        scope = DEPARTMENT if app.segment is None else Scope.segment(app.segment)
        self._left = True
        name = "" if app.segment is None else self._segment_name(app.segment)
        self.app.push_screen(open_page(page, view_of(today, scope, name)))

    def action_requests(self) -> None:
        """Show what managers lack, where leads come from and why clients refuse."""
        from screens.requests import RequestsScreen

        self._left = True
        self.app.push_screen(RequestsScreen())

    def action_training(self) -> None:
        """Show who has to learn what."""
        from screens.training import TrainingScreen

        self.app.push_screen(TrainingScreen())

    def action_settings(self) -> None:
        """Show the settings, to change them."""
        from screens.settings import SettingsScreen

        keeper = cast("CockpitApp", self.app).settings
        if keeper is not None:
            self._left = True
            self.app.push_screen(SettingsScreen(keeper))

    def action_tasks(self) -> None:
        """Show the tasks of all managers."""
        from screens.tasks import TasksScreen

        self._left = True
        self.app.push_screen(TasksScreen())

    def action_import(self) -> None:
        """Import a CRM's files."""
        from screens.importing import ImportScreen

        self._left = True
        self.app.push_screen(ImportScreen())

    def action_playbook(self) -> None:
        """Show what the department and its segments go by."""
        from screens.playbook import PlaybookScreen

        self._left = True
        self.app.push_screen(PlaybookScreen())

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_add(self) -> None:
        """Add a manager by hand."""
        from screens.people import edit_manager

        saved = await edit_manager(self, taken=self._names)
        if saved is not None:
            self.action_reload(saved.id)

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_edit(self) -> None:
        """Change the manager under the cursor."""
        from screens.people import edit_manager

        line = self._line
        if line is not None and await edit_manager(self, line.manager, self._names) is not None:
            self.action_reload()

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(line.manager.name for line in self._all.values())


def _is_meant(line: ManagerLine, text: str) -> bool:
    segment = line.manager.segment
    return holds(f"{line.manager.name} {segment.name if segment else ''}", text)


def _segment(line: ManagerLine) -> int:
    return line.manager.segment.id if line.manager.segment else 0


def columns() -> tuple[Column, ...]:
    """Return the columns of the list in the language in use."""
    return (
        Column("name", t("Manager"), least=15, enough=34, most=34, weight=1, priority=9),
        Column("today", t("Today"), least=12, priority=8),
        Column("due", t("Due"), least=4, align="right", priority=8),
        Column("debt", t("Debt"), least=4, align="right", priority=8),
        Column("debt-money", t("Debt, sum"), least=10, align="right", priority=4),
        Column("clients", t("Clients"), least=7, align="right", priority=4),
        Column("hot", t("Hot (new)"), least=9, align="right", priority=4),
        Column("payers", t("Can pay"), least=14, align="right", priority=7),
        Column("money-hot", t("Hot"), least=9, most=12, weight=1, align="right", priority=3),
        Column("money-warm", t("Warm"), least=9, most=12, weight=1, align="right", priority=2),
        Column("money-potential", t("Potential"), least=9, most=12, weight=1, align="right", priority=2),
        Column("sittings", t("Sittings"), least=10, priority=6),
        Column("pace", t("Min/client"), least=11, priority=5),
    )
