"""One list of a playbook: its entries in their order, to add, change, move and remove (R33, R38, R53)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cockpit.language import N_, t, tell, tn
from cockpit.language.playbook import part_name
from cockpit.method.errors import CockpitError
from cockpit.method.playbook import Playbook
from cockpit.method.playbook_entry import DIGITS, Part, Value, check
from cockpit.method.usage import Usage
from screens import playbook_rows
from screens.base import CockpitScreen, TopLine
from screens.keyline import KeyLine
from screens.lines import LineList
from screens.plain import Plain, Span, content

if TYPE_CHECKING:
    from screens.playbook_forms import AnyEntry


class _Entries(LineList):
    """The entries as lines."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", N_("Change"), id="list.choose")]


class PlaybookListScreen(CockpitScreen[None]):
    """The entries of one part. The first change of a segment's list makes it the segment's own."""

    CSS_PATH = "playbook.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", N_("Add"), id="playbook-list.add"),
        Binding("e", "edit", N_("Change"), show=False, id="playbook-list.edit"),
        Binding("x", "remove", N_("Remove"), id="playbook-list.remove"),
        Binding("K", "shift(-1)", N_("Up"), tooltip=N_("Move the entry up"), id="playbook-list.up"),
        Binding("J", "shift(1)", N_("Down"), tooltip=N_("Move the entry down"), id="playbook-list.down"),
        Binding("b", "inherit", N_("As the department"), tooltip=N_("Drop the own list"), id="playbook-list.inherit"),
        Binding("u", "undo", N_("Take the last act back"), show=False, id="playbook-list.undo"),
        Binding("escape,q", "back", N_("Back"), tooltip=N_("Back to the playbook"), id="playbook-list.back"),
    ]

    def __init__(self, part: Part, segment_id: int | None, name: str) -> None:
        """Make the screen.

        Args:
            part: a part that is a list.
            segment_id: whose it is; None for the department.
            name: how that is called.
        """
        super().__init__()
        self._part: Part = part
        self._segment_id = segment_id
        self._whose = name
        self._book: Playbook | None = None
        self._is_own = False
        self._usage = Usage()

    def compose(self) -> ComposeResult:
        yield TopLine()
        yield Plain(id="about")
        yield _Entries(playbook_rows.entry_columns(self._part), id="entries")
        yield KeyLine(palette=True)

    def on_mount(self) -> None:
        self._lines.focus()
        self._reload()

    async def speak(self) -> None:
        self._lines.columns = playbook_rows.entry_columns(self._part)
        self._show()
        self.refresh_bindings()

    @property
    def _lines(self) -> LineList:
        return self.query_one("#entries", LineList)

    @property
    def _entries(self) -> tuple[AnyEntry, ...]:
        return getattr(self._book, self._part) if self._book else ()

    @property
    def _at(self) -> int | None:
        """The place of the entry under the cursor."""
        return self._lines.cursor if 0 <= self._lines.cursor < len(self._entries) else None

    @work(exclusive=True, group="load", exit_on_error=False)
    async def _reload(self, keep: str | None = None) -> None:
        await self._read()
        self._show(keep)

    async def _read(self) -> None:
        store = self.services.store
        self._book = await store.playbook(self._segment_id)
        self._is_own = self._part in await store.own_parts(self._segment_id)
        if self._part in {"templates", "questions"}:
            self._usage = await store.playbook_usage(self._segment_id, self.services.now())

    def _show(self, keep: str | None = None) -> None:
        if self._book is None:
            return
        self.query_one(TopLine).show(t("Playbook · {part}", part=part_name(self._part)), self._whose)
        self.query_one("#about", Plain).update(content(self._about(self._book)))
        today = self.services.now().date()
        self._lines.empty = content(t("Nothing here yet: a adds an entry."), "muted")
        self._lines.show(playbook_rows.entry_lines(self._part, self._book, self._usage, today), keep=keep)
        self.refresh_bindings()

    def _about(self, book: Playbook) -> tuple[Span, ...]:
        said: list[str] = []
        if self._segment_id is not None:
            said.append(t("Its own list.") if self._is_own else t("As the department; a change makes it its own."))
        if self._part == "templates":
            said.append(t("Digits take them on the card after: reached · not reached · no contact."))
            if len(book.templates) > DIGITS:
                said.append(t("Nine have one at a time."))
        elif self._part == "questions":
            said.append(t("Those without an answer come first on the card."))
        elif self._part == "stages":
            said.append(t("The first that fits decides, before the program's own words."))
        spans: list[Span] = [(" ".join(said), "muted")]
        idles = len(playbook_rows.idle_entries(self._part, book, self._usage, self.services.now().date()))
        if idles:
            text = tn("{n} was never used: x removes it.", "{n} were never used: x removes them.", idles)
            spans.append((f"\n{text}" if said else text, "warm"))
        return tuple(spans)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 Textual's signature
        if action == "inherit":
            return self._segment_id is not None and self._is_own
        return True

    @on(LineList.Chosen)
    def _choose(self) -> None:
        self.action_edit()

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_add(self) -> None:
        """Add an entry at the end."""
        await self._edit(None)

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_edit(self) -> None:
        """Change the entry under the cursor."""
        if self._at is not None:
            await self._edit(self._at)

    async def _edit(self, at: int | None) -> None:
        from screens.playbook_forms import edit_entry

        book = self._book
        if book is None:
            return

        async def save(value: Value) -> None:
            await self._save(value, book)

        saved = await edit_entry(self, self._part, self._entries, at, save)
        if saved is not None:
            self._reload(getattr(saved, "id", getattr(saved, "words", None)))

    async def action_remove(self) -> None:
        """Remove the entry under the cursor."""
        at, entries = self._at, self._entries
        if at is not None and await self._put([*entries[:at], *entries[at + 1 :]]):
            name = playbook_rows.first_text(entries[at])
            self.notify(t("Removed: {name}. u takes it back.", name=name))
            self._show()

    async def action_shift(self, step: int) -> None:
        """Move the entry under the cursor up (-1) or down (1)."""
        at, entries = self._at, list(self._entries)
        if at is None or not 0 <= at + step < len(entries):
            return
        entries[at], entries[at + step] = entries[at + step], entries[at]
        if await self._put(entries):
            self._show()

    async def _put(self, entries: Sequence[AnyEntry]) -> bool:
        """Store the list; False, after saying why, when that cannot be."""
        value = cast("Value", tuple(entries))
        if self._book is None:
            return False
        if problems := check(self._part, value):
            self.notify(tell(problems[0].sentence), severity="warning")
            return False
        try:
            await self._save(value, self._book)
            await self._read()
        except CockpitError as error:
            self.show_error(error)
            return False
        return True

    async def _save(self, value: Value, seen: Playbook) -> None:
        services, first = self.services, self._segment_id is not None and not self._is_own
        await services.store.save_playbook_part(self._segment_id, self._part, value, services.now(), seen=seen)
        if first:
            self.notify(t("The list is now {name}'s own; b makes it as the department again.", name=self._whose))

    @work(exclusive=True, group="form", exit_on_error=False)
    async def action_inherit(self) -> None:
        """Let the list be the department's again."""
        await self.services.store.inherit(self._segment_id, self._part, self.services.now())
        self.notify(t("{part}: as the department; u takes it back.", part=part_name(self._part)))
        self._reload()

    @work(exclusive=True, group="undo", exit_on_error=False)
    async def action_undo(self) -> None:
        """Take the last act of the day back."""
        if await self.take_back() is not None:
            self._reload()

    def action_back(self) -> None:
        """Leave the list."""
        self.dismiss(None)
