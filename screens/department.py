"""The department: what every segment has due and has left too long, and the way to any of its managers (R41)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cockpit.language import N_, long_day, t
from cockpit.method.department import Department, Part, Sorting, department, sums
from cockpit.method.overview import ManagerLine
from cockpit.method.records import Segment
from screens import department_rows
from screens.base import ReadScreen, TopLine
from screens.department_rows import Key
from screens.facts import Facts
from screens.keyline import KeyLine
from screens.lines import LineList, Row
from screens.people import edit_segment
from screens.plain import content

if TYPE_CHECKING:
    from screens.app import CockpitApp


class DepartmentScreen(ReadScreen[None]):
    """The segments, each a line with its sums; enter unfolds its managers, and a manager opens his queue."""

    CSS_PATH = "department.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "sort", N_("Order"), tooltip=N_("Order by debt, by open money, by name"), id="department.sort"),
        Binding("a", "add", N_("Add"), tooltip=N_("Add a segment"), id="department.add"),
        Binding("e", "edit", N_("Change"), tooltip=N_("Change the segment or the manager"), id="department.edit"),
        Binding("x", "remove", N_("Remove"), tooltip=N_("Remove a segment without managers"), id="department.remove"),
        Binding("u", "undo", N_("Take the last act back"), show=False, id="department.undo"),
        Binding("r,f5", "reload", N_("Read the list again"), show=False, id="department.reload"),
        Binding("escape,q", "back", N_("Back"), tooltip=N_("Back to the managers"), id="department.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._managers: tuple[ManagerLine, ...] = ()
        self._segments: tuple[Segment, ...] = ()
        self._department: Department | None = None
        self._unfolded: set[int] = set()
        self._sorting = Sorting.DEBT

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Facts(id="totals")
        yield LineList(department_rows.columns(), id="department")
        yield KeyLine(palette=True)

    def on_mount(self) -> None:
        self._lines.focus()
        self.action_reload()

    async def speak(self) -> None:
        self._lines.columns = department_rows.columns()
        self._show()
        self.refresh_bindings()

    @property
    def _lines(self) -> LineList:
        return self.query_one("#department", LineList)

    @property
    def _part(self) -> Part | None:
        """The segment under the cursor, or that of the manager under it."""
        return next((part for part in self._parts if self._holds(part)), None)

    def _holds(self, part: Part) -> bool:
        kind, key = cast("Key | None", self._lines.key) or ("", 0)
        if kind == "segment":
            return part.key == key
        return kind == "manager" and any(line.manager.id == key for line in part.lines)

    @property
    def _parts(self) -> tuple[Part, ...]:
        return self._department.parts if self._department else ()

    @property
    def _line(self) -> ManagerLine | None:
        """The manager under the cursor."""
        kind, key = cast("Key | None", self._lines.key) or ("", 0)
        return next((line for line in self._managers if kind == "manager" and line.manager.id == key), None)

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self, keep: Key | None = None) -> None:
        """Read the department anew; the cursor stays where it is, or goes to `keep`."""
        services = self.services
        self._managers = await services.store.managers(services.now())
        self._segments = await services.store.segment_list()
        self._show(keep)

    def _show(self, keep: Key | None = None) -> None:
        app = cast("CockpitApp", self.app)
        today = app.now().date()
        found = self._department = department(self._managers, self._segments, today, self._sorting)
        self.query_one(TopLine).show(self._title, long_day(today))
        self.query_one("#totals", Facts).show(department_rows.said(found), "muted")
        nothing = t("No managers and no segments yet: a makes a segment, the list of managers adds a manager.")
        self._lines.empty = content(nothing, "muted")
        rows: list[Row] = [department_rows.total(found)] if found.parts else []
        for part in found.parts:
            open_ = part.key in self._unfolded
            rows.append(department_rows.part(part, open_=open_))
            if open_:
                head = part.segment.head if part.segment else ""
                rows += [department_rows.manager(line, sums((line,), today), head) for line in part.lines]
        self._lines.show(rows, keep=keep)

    @property
    def _title(self) -> str:
        order = {
            Sorting.DEBT: t("by review debt"),
            Sorting.MONEY: t("by open money"),
            Sorting.NAME: t("by name"),
        }[self._sorting]
        return t("Department · {order}", order=order)

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        kind, key = cast("Key", event.key)
        if kind != "manager":
            every = {part.key for part in self._parts if part.lines}
            self._unfolded ^= {key} if kind == "segment" else every - self._unfolded or every
            self._show()
            return
        from screens.queue import QueueScreen

        self._left = True
        self.app.push_screen(QueueScreen(key))

    def action_sort(self) -> None:
        """Go on to the next order."""
        orders = list(Sorting)
        self._sorting = orders[(orders.index(self._sorting) + 1) % len(orders)]
        self._show()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_add(self) -> None:
        """Add a segment."""
        saved = await edit_segment(self, None, [segment.name for segment in self._segments])
        if saved is not None:
            self.action_reload(("segment", saved.id))

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_edit(self) -> None:
        """Change the segment or the manager under the cursor."""
        from screens.people import edit_manager

        line, part = self._line, self._part
        if line is not None:
            names = [each.manager.name for each in self._managers]
            changed: object = await edit_manager(self, line.manager, names)
        elif part is not None and part.segment is not None:
            changed = await edit_segment(self, part.segment, [segment.name for segment in self._segments])
        elif part is None:
            return
        else:
            self.notify(t("Managers without a segment: e on a manager puts him into one."))
            return
        if changed is not None:
            self.action_reload()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_remove(self) -> None:
        """Remove the segment under the cursor, when it has no managers."""
        kind, key = cast("Key | None", self._lines.key) or ("", 0)
        if kind == "segment" and key:
            await self.services.store.remove_segment(key, self.services.now())
            self.notify(t("The segment was removed; u brings it back."))
            self.action_reload()

    def action_back(self) -> None:
        """Go back to the managers."""
        self.dismiss(None)
