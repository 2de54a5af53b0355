"""Importing a CRM's files: choosing them, seeing what they hold before anything is written, then the account."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, ProgressBar

from cockpit.language import N_, number, percent, t, tn
from cockpit.method.errors import CancelledError, FileError, UnmappedError
from cockpit.method.report import ImportReport
from cockpit.method.sentence import say
from screens.base import CockpitScreen, TopLine
from screens.choosing import ChoiceDialog
from screens.columns import Column
from screens.fields import QuietInput
from screens.keyline import KeyLine
from screens.lines import Line, LineList
from screens.paths import Candidate, candidates, completed, typed_path
from screens.plain import Plain, Span, content
from screens.report import report_page

if TYPE_CHECKING:
    from screens.app import CockpitApp

_POLL: Final = 0.1
_KILO: Final = 1024


class Reading:
    """One run over the files. The store's thread writes the progress here and looks whether it should stop."""

    def __init__(self, *, apply: bool) -> None:
        self.apply = apply
        self.done = 0
        self.total = 0
        self.stopped = False

    def progress(self, done: int, total: int) -> None:
        """Note how many bytes of how many were read."""
        self.done, self.total = done, total


class PathInput(QuietInput):
    """Where a path is typed: tab completes it, the arrows move among the files that fit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "screen.complete", N_("Complete"), id="import.complete"),
        Binding("down", "screen.move(1)", N_("Down"), show=False, id="import.down"),
        Binding("up", "screen.move(-1)", N_("Up"), show=False, id="import.up"),
        Binding("pagedown", "screen.page(1)", N_("Page down"), show=False, id="import.page-down"),
        Binding("pageup", "screen.page(-1)", N_("Page up"), show=False, id="import.page-up"),
        Binding("enter", "screen.take", N_("Take the file"), id="import.take"),
    ]

    def action_delete_left(self) -> None:
        if self.value:
            super().action_delete_left()
        elif isinstance(self.screen, ImportScreen):
            self.screen.drop_last()


class ImportScreen(CockpitScreen[None]):
    """Choose files, look, import."""

    CSS_PATH = "importing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "import", N_("Import"), priority=True, id="import.import"),
        Binding("enter", "take", N_("Go on"), id="import.go-on"),
        Binding("f2", "columns", N_("Columns"), tooltip=N_("Say what the columns mean"), id="import.columns"),
        Binding("f3", "stages", N_("Stages"), tooltip=N_("Say what the stages mean"), id="import.stages"),
        Binding("f4", "gone", N_("Gone deals"), tooltip=N_("Deals the files do not hold any more"), id="import.gone"),
        Binding("f6", "imports", N_("Imports"), tooltip=N_("Earlier imports; one is taken back"), id="import.imports"),
        Binding("escape", "back", N_("Back"), id="import.back"),
        Binding("down,j", "move(1)", N_("Down"), show=False, id="import.report-down"),
        Binding("up,k", "move(-1)", N_("Up"), show=False, id="import.report-up"),
        Binding("pagedown,space", "page(1)", N_("Page down"), show=False, id="import.report-page-down"),
        Binding("pageup", "page(-1)", N_("Page up"), show=False, id="import.report-page-up"),
    ]

    def __init__(self, paths: Sequence[Path] = ()) -> None:
        """Make the screen; `paths` are files to begin with."""
        super().__init__()
        self._paths = list(paths)
        self._found: tuple[Candidate, ...] = ()
        self._reading: Reading | None = None
        self._report: ImportReport | None = None

    def compose(self) -> ComposeResult:
        yield TopLine(t("Cockpit · import a CRM file"))
        with Horizontal(id="path"):
            yield Plain(t("File"), id="label")
            yield PathInput(placeholder=_hint(), compact=True, select_on_focus=False)
        yield LineList(
            (
                Column("name", "", least=20, most=60, weight=1, priority=9),
                Column("size", "", least=10, align="right", priority=5),
            ),
            titles=False,
            id="candidates",
        )
        yield Plain(id="chosen")
        with Horizontal(id="progress"):
            yield Plain(id="doing")
            yield ProgressBar(show_eta=False, show_percentage=False)
        with VerticalScroll(id="page", can_focus=False):
            yield Plain(id="report")
        yield KeyLine()

    def on_mount(self) -> None:
        self.set_interval(_POLL, self._show_progress)
        self._write()
        self.query_one(PathInput).focus()
        if self._paths:
            self._preview(0)
        self._look("")

    async def speak(self) -> None:
        self.query_one(TopLine).show(t("Cockpit · import a CRM file"))
        self.query_one("#label", Plain).update(t("File"))
        self.query_one(PathInput).placeholder = _hint()
        self._write()
        self.refresh_bindings()

    def on_resize(self) -> None:
        self.call_after_refresh(self._write)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._look(event.value)

    @work(exclusive=True, group="look")
    async def _look(self, text: str) -> None:
        """Show the files that fit; they are read away from the keys, since a folder may lie on a slow disk."""
        found = await asyncio.to_thread(candidates, text)
        self._found = found
        lines = self.query_one("#candidates", LineList)
        lines.show([_row(each) for each in found])
        lines.action_first()
        self._write()

    def action_complete(self) -> None:
        """Complete the path as far as it is unambiguous, then with the file under the cursor."""
        field = self.query_one(PathInput)
        longer = completed(field.value, self._found)
        if longer == field.value and (candidate := self._here) is not None:
            longer = candidate.text
        field.value = longer
        field.cursor_position = len(longer)

    def action_move(self, step: int) -> None:
        """Move among the files that fit; through the report when there are none in sight."""
        lines = self.query_one("#candidates", LineList)
        if lines.display:
            lines.action_move(step)
        else:
            self.query_one("#page").scroll_relative(y=step, animate=False)

    def action_page(self, step: int) -> None:
        """Scroll the report by a page."""
        page = self.query_one("#page")
        page.scroll_relative(y=step * max(1, page.size.height - 1), animate=False)

    @property
    def _here(self) -> Candidate | None:
        key = self.query_one("#candidates", LineList).key
        return next((each for each in self._found if each.text == key), None)

    def action_take(self) -> None:
        """Take the file that was typed or is under the cursor; a folder is gone into. Nothing is ever written."""
        field = self.query_one(PathInput)
        path = typed_path(field.value)
        if self._applied:
            self._finish()
        elif field.value.strip() and path.is_file():
            self._take(path)
        elif "*" in field.value and (files := [each for each in self._found if not each.folder]):
            self._take(*(typed_path(each.text) for each in files))
        elif (field.value.strip() or not self._paths) and (candidate := self._here) is not None:
            self._take_candidate(candidate)
        elif not field.value.strip():
            self.notify(t("ctrl+s imports; another path adds a file."))
        else:
            self.notify(t("There is no such file: {path}", path=str(path)), severity="warning")

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        candidate = next((each for each in self._found if each.text == event.key), None)
        if candidate is not None:
            self._take_candidate(candidate)
        self.query_one(PathInput).focus()

    def _take_candidate(self, candidate: Candidate) -> None:
        if candidate.folder:
            field = self.query_one(PathInput)
            field.value = candidate.text
            field.cursor_position = len(candidate.text)
        else:
            self._take(typed_path(candidate.text))

    def _take(self, *paths: Path) -> None:
        self.query_one(PathInput).value = ""
        known = {each.resolve() for each in self._paths}
        fresh = [path for path in paths if path.resolve() not in known]
        if fresh:
            self._paths += fresh
            self._preview(len(self._paths) - len(fresh))
        self._write()

    def drop_last(self) -> None:
        """Take the last file off the list."""
        if self._paths and self._reading is None:
            self._paths.pop()
            self._report = None
            self._write()
            if self._paths:
                self._preview(len(self._paths))

    @property
    def _applied(self) -> bool:
        """Has the import been done, so that its account is what stands here?"""
        return self._report is not None and self._report.applied

    @work(exclusive=True, group="read", exit_on_error=False)
    async def _preview(self, before: int) -> None:
        """Read the files without writing anything; when that fails, those after the first `before` are taken off."""
        try:
            await self._read(apply=False)
        except UnmappedError:
            if await self._ask_columns():
                self.call_after_refresh(self._preview, before)
                return
            del self._paths[before:]
            self._write()
        except FileError:
            del self._paths[before:]
            self._write()
            if before:
                self.call_after_refresh(self._preview, before)
            raise

    async def _ask_columns(self) -> bool:
        """Ask what the columns mean: of the table that is not understood, else of the one that is chosen."""
        from screens.mapping import MapScreen

        services = self.services
        sketches = [
            (path, sketch) for path in self._paths for sketch in await services.store.sketch((path,), services.now())
        ]
        found = [(path, sketch) for path, sketch in sketches if not sketch.understood] or sketches
        if len(found) > 1:
            choices = [(str(at), sketch.file) for at, (_, sketch) in enumerate(found)]
            chosen = await self.app.push_screen_wait(ChoiceDialog(t("The columns of which file?"), choices))
            found = [] if chosen is None else [found[int(chosen)]]
        if not found:
            return False
        path, sketch = found[0]
        known = {each.name: each for each in await services.store.source_maps()}
        said = await self.app.push_screen_wait(MapScreen(sketch, path, known.get(sketch.source)))
        return said is not None

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_columns(self) -> None:
        """Say what the columns of a file mean."""
        if self._paths and self._reading is None and await self._ask_columns():
            self._preview(len(self._paths))

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_stages(self) -> None:
        """Say what the stages of the files mean."""
        from screens.stages import StagesScreen

        report = self._report
        if report is not None and await self.app.push_screen_wait(StagesScreen(report.stages)):
            self._preview(len(self._paths))

    def action_gone(self) -> None:
        """Show the deals that are not in the files any more."""
        from screens.gone import GoneScreen

        self.app.push_screen(GoneScreen())

    def action_imports(self) -> None:
        """Show the imports that were done."""
        from screens.imports import ImportsScreen

        self.app.push_screen(ImportsScreen())

    @work(exclusive=True, group="read", exit_on_error=False)
    async def action_import(self) -> None:
        """Import the files."""
        if not self._paths:
            raise FileError(say("No file to import"), say("Type a path and press enter, then look at what it holds."))
        await self._read(apply=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 Textual's signature
        if action == "columns":
            return bool(self._paths) and not self._applied
        if action == "stages":
            return self._report is not None and bool(self._report.stages) and not self._applied
        if action == "gone":
            return self._applied and self._report is not None and bool(self._report.gone)
        return action != "import" or not self._applied

    async def _read(self, *, apply: bool) -> None:
        services, reading = self.services, Reading(apply=apply)
        if self._reading is not None:
            self._reading.stopped = True
        self._reading, self._report = reading, None
        self._write()
        try:
            report = await services.store.import_files(
                tuple(self._paths),
                services.now(),
                apply=apply,
                progress=reading.progress,
                cancelled=lambda: reading.stopped,
            )
        except CancelledError:
            self.notify(t("Stopped. Nothing was written."))
            return
        finally:
            reading.stopped = True
            if self._reading is reading:
                self._reading = None
            self._write()
        self._report = report
        self._write()
        self.query_one("#page").scroll_home(animate=False)

    def action_back(self) -> None:
        """Stop what is running; otherwise leave."""
        if self._reading is not None:
            self._reading.stopped = True
        elif self._applied:
            self._finish()
        else:
            self.dismiss(None)

    def _finish(self) -> None:
        cast("CockpitApp", self.app).show_managers()

    async def flush(self) -> None:
        if self._reading is not None:
            self._reading.stopped = True

    def _write(self) -> None:
        if not self.is_mounted:
            return
        reading, applied = self._reading, self._applied
        choosing = reading is None and not applied
        typed = bool(self.query_one(PathInput).value)
        self.query_one("#path").display = not applied
        lines = self.query_one("#candidates", LineList)
        lines.display = choosing and bool(self._found) and (typed or not self._paths)
        lines.styles.height = min(len(self._found), 8 if self._paths else 16)
        self.query_one("#chosen", Plain).update(content(_chosen(self._paths)))
        self.query_one("#chosen").display = bool(self._paths) and not applied
        self.query_one("#progress").display = reading is not None
        self.query_one("#report", Plain).update(self._page())
        self._show_progress()
        self.refresh_bindings()

    def _page(self) -> Content:
        width = max(40, self.query_one("#page").scrollable_content_region.width - 2)
        if self._report is None:
            return content("")
        page = report_page(self._report, width)
        if self._report.applied:
            foot = t("Enter shows the managers.")
            if self._report.gone:
                foot = t("f4 asks what became of the deals that are gone. Enter shows the managers.")
        else:
            foot = t("ctrl+s imports; another path adds a file.")
            if any(not each.sure for each in self._report.stages):
                foot = t("f3 says what the stages mean. {foot}", foot=foot)
        return content("").join([page, content(f"\n\n{foot}", "accent")])

    def _show_progress(self) -> None:
        reading = self._reading
        if reading is None:
            return
        doing = t("Importing") if reading.apply else t("Reading")
        share = f" {percent(reading.done / reading.total)}" if reading.total else ""
        self.query_one("#doing", Plain).update(f"{doing}{share}", layout=False)
        self.query_one(ProgressBar).update(total=reading.total or None, progress=reading.done)


def _hint() -> str:
    return t("a path; tab completes it, *.csv takes all, or one after another")


def _row(candidate: Candidate) -> Line:
    if candidate.folder:
        return Line(candidate.text, (((candidate.name, "accent"), ("/", "muted")), ""))
    return Line(candidate.text, (candidate.name, ((_size(candidate.size), "muted"),)))


def _size(size: int) -> str:
    if size < _KILO * _KILO:
        return t("{n} KB", n=number(max(1, round(size / _KILO))))
    return t("{n} MB", n=number(size / _KILO / _KILO, 1))


def _chosen(paths: Sequence[Path]) -> tuple[Span, ...]:
    count = tn("{n} file", "{n} files", len(paths))
    names = ", ".join(path.name for path in paths)
    return ((f"{count}:  ", "muted"), (names, "strong"))
