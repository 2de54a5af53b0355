"""The playbook: what the department goes by, and what a segment has of its own, part by part (R33, R42, R61)."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cockpit.language import N_, t, tn
from cockpit.language.playbook import part_name
from cockpit.method.playbook import Playbook
from cockpit.method.playbook_entry import Part, Value
from cockpit.method.records import Segment
from cockpit.method.usage import Usage
from screens import playbook_rows
from screens.base import ReadScreen, TopLine
from screens.choosing import ChoiceDialog
from screens.keyline import KeyLine
from screens.lines import LineList
from screens.plain import Cell, Plain, content

_DEPARTMENT = "-"


class PlaybookScreen(ReadScreen[None]):
    """The parts of one playbook, each a line; enter opens a list or a form."""

    CSS_PATH = "playbook.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "scope", N_("Segment"), tooltip=N_("The department's, or a segment's"), id="playbook.segment"),
        Binding("e", "edit", N_("Change"), show=False, id="playbook.edit"),
        Binding("b", "inherit", N_("As the department"), tooltip=N_("Drop what is its own"), id="playbook.inherit"),
        Binding("w", "export", N_("Write a file"), tooltip=N_("All of it as one TOML file"), id="playbook.export"),
        Binding("i", "import", N_("Import"), tooltip=N_("Take a playbook in from a file"), id="playbook.import"),
        Binding("u", "undo", N_("Take the last act back"), show=False, id="playbook.undo"),
        Binding("r,f5", "reload", N_("Read the list again"), show=False, id="playbook.reload"),
        Binding("escape,q", "back", N_("Back"), tooltip=N_("Back to the managers"), id="playbook.back"),
    ]

    def __init__(self, segment_id: int | None = None) -> None:
        """Make the screen; it opens on a segment's playbook, or the department's."""
        super().__init__()
        self._segment_id = segment_id
        self._segments: tuple[Segment, ...] = ()
        self._book: Playbook | None = None
        self._own: frozenset[Part] = frozenset()
        self._usage = Usage()

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Plain(id="about")
        yield LineList(playbook_rows.part_columns(), id="parts")
        yield KeyLine(palette=True)

    def on_mount(self) -> None:
        self._lines.focus()
        self.action_reload()

    async def speak(self) -> None:
        self._lines.columns = playbook_rows.part_columns()
        self._show()
        self.refresh_bindings()

    @property
    def _lines(self) -> LineList:
        return self.query_one("#parts", LineList)

    @property
    def _part(self) -> Part | None:
        return cast("Part | None", self._lines.key)

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self) -> None:
        """Read the playbook anew."""
        store = self.services.store
        self._segments = await store.segment_list()
        if self._segment_id not in {segment.id for segment in self._segments}:
            self._segment_id = None
        self._book = await store.playbook(self._segment_id)
        self._own = await store.own_parts(self._segment_id)
        self._usage = await store.playbook_usage(self._segment_id, self.services.now())
        self._show()

    def _show(self) -> None:
        if self._book is None:
            return
        self.query_one(TopLine).show(t("Cockpit · playbook · {name}", name=self._whose), self._others)
        self.query_one("#about", Plain).update(content(self._about, "muted"))
        today = self.services.now().date()
        department = self._segment_id is None
        self._lines.show(playbook_rows.part_lines(self._book, self._own, self._usage, today, department=department))
        self.refresh_bindings()

    @property
    def _whose(self) -> str:
        found = next((segment.name for segment in self._segments if segment.id == self._segment_id), None)
        return t("The department") if found is None else found

    @property
    def _others(self) -> str:
        return tn("{n} segment", "{n} segments", len(self._segments)) if self._segments else ""

    @property
    def _about(self) -> str:
        if self._segment_id is None:
            return t("What holds where a segment says nothing of its own.")
        return tn(
            "{n} part is its own, the rest as the department.",
            "{n} parts are its own, the rest as the department.",
            len(self._own),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 Textual's signature
        if action == "scope":
            return bool(self._segments)
        return action != "inherit" or self._segment_id is not None

    @on(LineList.Chosen)
    def _choose(self) -> None:
        self.action_edit()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_edit(self) -> None:
        """Open the part under the cursor."""
        part, book = self._part, self._book
        if part is None or book is None:
            return
        if part in playbook_rows.LISTS:
            from screens.playbook_list import PlaybookListScreen

            self._left = True
            self.app.push_screen(PlaybookListScreen(part, self._segment_id, self._whose))
            return
        from screens.playbook_forms import edit_value

        services, segment_id = self.services, self._segment_id

        async def save(value: Value) -> None:
            await services.store.save_playbook_part(segment_id, part, value, services.now(), seen=book)

        if await edit_value(self, part, book, save):
            self.action_reload()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_scope(self) -> None:
        """Show the department's playbook, or that of a segment."""
        choices: list[tuple[str, Cell]] = [(_DEPARTMENT, t("The department"))]
        choices += [(str(segment.id), segment.name) for segment in self._segments]
        at = _DEPARTMENT if self._segment_id is None else str(self._segment_id)
        chosen = await self.app.push_screen_wait(ChoiceDialog(t("Whose playbook?"), choices, at=at))
        if chosen is not None:
            self._segment_id = None if chosen == _DEPARTMENT else int(chosen)
            self.action_reload()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_inherit(self) -> None:
        """Let the part under the cursor be as the department's again."""
        part = self._part
        if part is None or part not in self._own:
            self.notify(t("It is as the department already."))
            return
        await self.services.store.inherit(self._segment_id, part, self.services.now())
        self.notify(t("{part}: as the department; u takes it back.", part=part_name(part)))
        self.action_reload()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_export(self) -> None:
        """Write the whole playbook into a file."""
        from screens.playbook_files import export

        await export(self)

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_import(self) -> None:
        """Take a playbook in from a file."""
        from screens.playbook_files import take_in

        if await take_in(self):
            self.action_reload()

    def action_back(self) -> None:
        """Leave the playbook."""
        self.dismiss(None)
