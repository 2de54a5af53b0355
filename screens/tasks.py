"""The tasks: overdue, of today, of the week, done lately; of one manager or of all of them (R29)."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cockpit.language import N_, long_day, t
from cockpit.language.words import about_clients, client_name
from cockpit.method.overview import TaskLine
from cockpit.method.records import Manager
from cockpit.method.task import When, when
from cockpit.method.words import TaskState, Temperature
from screens import task_rows
from screens.base import CockpitScreen, ReadScreen, TopLine
from screens.columns import Column
from screens.finder import Finder, holds
from screens.keyline import KeyLine
from screens.lines import Line, LineList, Row
from screens.plain import Plain, Span, content, spans
from screens.temperature import temperature_word


class TasksScreen(ReadScreen[None]):
    """What the managers do next."""

    CSS_PATH = "tasks.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "done", N_("Done"), tooltip=N_("The manager has done it"), id="tasks.done"),
        Binding("m", "move", N_("Move"), tooltip=N_("To a later day, with a reason"), id="tasks.move"),
        Binding("x", "drop", N_("Drop"), tooltip=N_("Nobody will do it, with a reason"), id="tasks.drop"),
        Binding("a", "add", N_("Add"), tooltip=N_("A task for a type of clients or for a client"), id="tasks.add"),
        Binding("f,slash", "find", N_("Find a task by a few letters"), show=False, id="tasks.find"),
        Binding("t", "type", N_("Type"), tooltip=N_("All types of clients, or one of them"), id="tasks.type"),
        Binding("o", "order", N_("By client, or by day"), show=False, id="tasks.order"),
        Binding("n", "manager", N_("Only this manager, or all"), show=False, id="tasks.manager"),
        Binding("e", "export", N_("Sheet"), tooltip=N_("Write the sheet to hand out"), id="tasks.export"),
        Binding("u", "undo", N_("Take the last act back"), show=False, id="tasks.undo"),
        Binding("r,f5", "reload", N_("Read the list again"), show=False, id="tasks.reload"),
        Binding("escape,q", "back", N_("Back"), id="tasks.back"),
    ]

    def __init__(self, manager: Manager | None = None) -> None:
        """Make the screen.

        Args:
            manager: whose tasks; None shows those of all managers.
        """
        super().__init__()
        self._manager = manager
        self._lines: dict[int, TaskLine] = {}
        self._only: int | None = None
        self._type: Temperature | None = None
        self._by_client = False
        self._rows: list[Row] = []
        self._read = False

    def compose(self) -> ComposeResult:
        lines = LineList(self._columns(), id="tasks")
        yield TopLine()
        yield Plain(id="counts")
        yield Finder(lines, t("Find"), t("a few letters of a task, a client or a manager"))
        yield lines
        yield Plain(id="whole")
        yield KeyLine(palette=True)

    def on_mount(self) -> None:
        self._list.focus()
        self.watch(self._list, "cursor", self._follow, init=False)
        self._show()
        self.action_reload()

    async def speak(self) -> None:
        self._list.columns = self._columns()
        self.query_one(Finder).label(t("Find"), t("a few letters of a task, a client or a manager"))
        self._show()
        self.refresh_bindings()

    @property
    def _list(self) -> LineList:
        return self.query_one("#tasks", LineList)

    @property
    def _here(self) -> TaskLine | None:
        """The task under the cursor."""
        key = self._list.key
        return self._lines.get(key) if isinstance(key, int) else None

    @property
    def _managers(self) -> bool:
        """Are the tasks of several managers shown?"""
        return self._manager is None and self._only is None

    def _columns(self) -> tuple[Column, ...]:
        return task_rows.columns(managers=self._managers)

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self, keep: int | None = None) -> None:
        """Read the list anew; the cursor stays on its task, or goes to the one with the id `keep`."""
        await self._load(keep)

    async def _load(self, keep: int | None = None) -> None:
        services = self.services
        found = await services.store.task_lines(services.now(), self._manager.id if self._manager else None)
        self._lines = {line.task.id: line for line in found}
        self._read = True
        self._show(keep)

    def _show(self, keep: int | None = None) -> None:
        today, text = self.services.now().date(), self.query_one(Finder).text
        chosen = [line for line in self._lines.values() if self._is_meant(line, text)]
        left = t("Tasks · all managers")
        whose = self._manager.name if self._manager else self._only_name
        if whose:
            left = t("Tasks · {manager}", manager=whose)
        self.query_one(TopLine).show(left, long_day(today))
        head: list[Span] = []
        if self._type is not None:
            head.append((t("only {type}", type=temperature_word(self._type)) + "   ", "accent"))
        self.query_one("#counts", Plain).update(content((*head, *spans(task_rows.counts(chosen, today)))))
        self._list.empty = content(self._nothing(text), "muted")
        self._rows = task_rows.rows(chosen, today, by_client=self._by_client, managers=self._managers)
        self._list.show(self._rows, keep=keep)
        self._follow()

    def _follow(self) -> None:
        """Write the task under the cursor out below the list."""
        here = self._here
        self.query_one("#whole", Plain).update(
            content(task_rows.whole(here, self.services.now().date()) if here else ""), layout=False
        )

    def _is_meant(self, line: TaskLine, text: str) -> bool:
        task = line.task
        if self._only not in {None, task.manager_id} or self._type not in {None, line.temperature}:
            return False
        whom = client_name(line.client) if line.client else about_clients(task)
        return holds(f"{whom} {task.manager} {task.text} {task.planned_result}", text)

    @property
    def _only_name(self) -> str:
        return next((line.task.manager for line in self._lines.values() if line.task.manager_id == self._only), "")

    def _nothing(self, text: str) -> str:
        if not self._read:
            return t("Reading…")
        if self._lines and (text or self._type is not None or self._only is not None):
            return t("No task fits. t shows all types, escape leaves the letters.")
        return t("No tasks yet: reviews leave them, a sets one for a type of clients or for a client.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 Textual's signature
        return action != "find" or not self.query_one(Finder).is_open

    def action_find(self) -> None:
        """Find a task by a few letters."""
        self.query_one(Finder).open()

    @on(Finder.Typed)
    def _typed(self) -> None:
        self._show()

    def action_type(self) -> None:
        """Show the tasks of one type of clients, of the next one, of all again."""
        order = [None, *Temperature]
        self._type = order[(order.index(self._type) + 1) % len(order)]
        self._show()

    def action_order(self) -> None:
        """Lay the tasks out by client, or by day again."""
        self._by_client = not self._by_client
        self._show()

    def action_manager(self) -> None:
        """Show the tasks of the manager under the cursor alone, or of all again."""
        if self._manager is None:
            line = self._here
            self._only = None if self._only is not None or line is None else line.task.manager_id
            self._list.columns = self._columns()
            self._show()

    @on(LineList.Chosen)
    def _choose(self) -> None:
        line = self._here
        if line is not None:
            from screens.queue import QueueScreen

            self._left = True
            self.app.push_screen(QueueScreen(line.task.manager_id, line.task.client_id))

    def _open_here(self) -> TaskLine | None:
        """Return the task under the cursor when it is open; say so when it is not."""
        line = self._here
        if line is not None and line.task.state is not TaskState.OPEN:
            self.notify(t("This task is closed: u takes the last act back."))
            return None
        return line

    def _next(self) -> int | None:
        """Return where the cursor goes when the task under it leaves its place: to the open one after it, or before."""
        at = self._list.cursor
        for row in (*self._rows[at + 1 :], *reversed(self._rows[:at])):
            key = row.key if isinstance(row, Line) else None
            if isinstance(key, int) and when(self._lines[key].task, self.services.now().date()) is not When.CLOSED:
                return key
        return None

    @work(exclusive=True, group="act", exit_on_error=False)
    async def action_done(self) -> None:
        """Note that the task under the cursor was done."""
        line = self._open_here()
        if line is None:
            return
        after = self._next()
        await self.services.store.finish_task(line.task.id, self.services.now())
        if line.client is not None:
            self.notify(t("Done. {client} comes up in the queue to be judged.", client=client_name(line.client)))
        await self._load(after)

    @work(exclusive=True, group="act", exit_on_error=False)
    async def action_move(self) -> None:
        """Move the task under the cursor to a later day, with a reason."""
        from screens.task_forms import move_task

        line = self._open_here()
        if line is not None and await move_task(self, line):
            self.notify(t("The task was moved. u takes it back."))
            await self._load(line.task.id)

    @work(exclusive=True, group="act", exit_on_error=False)
    async def action_drop(self) -> None:
        """Drop the task under the cursor, with a reason."""
        from screens.task_forms import drop_task

        line = self._open_here()
        after = self._next()
        if line is not None and await drop_task(self, line):
            self.notify(t("The task was dropped. u takes it back."))
            await self._load(after)

    @work(exclusive=True, group="act", exit_on_error=False)
    async def action_add(self) -> None:
        """Set a task for a type of clients or for a client."""
        from screens.task_forms import add_task

        here = self._here
        task = await add_task(self, self._manager, self._only or (here.task.manager_id if here else None))
        if task is not None:
            await self._load(task.id)

    @work(exclusive=True, group="act", exit_on_error=False)
    async def action_export(self) -> None:
        """Write the sheet of the manager, or of all managers, into a file."""
        manager_id = self._manager.id if self._manager else self._only
        name = self._manager.name if self._manager else self._only_name
        await export_sheet(self, manager_id, name)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)


async def export_sheet(screen: CockpitScreen[None], manager_id: int | None, name: str) -> None:
    """Ask for a form and a file, and write the sheet of a manager, or of all of them, into it. Await it in a worker."""
    from pathlib import Path

    from cockpit.method.sheet import SheetForm, file_stem
    from screens.exporting import export

    services = screen.services

    async def write(path: Path, form: SheetForm, replace: bool) -> None:
        await services.store.export_tasks(path, form, services.now(), manager_id, replace=replace)

    title = t("The sheet of {manager}", manager=name) if manager_id is not None else t("The sheets of all managers")
    await export(screen, title, file_stem("tasks", name, services.now().date()), write)
