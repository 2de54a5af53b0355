"""Training: which manager has to learn what, by the corrections of a time (R53, R54)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cockpit.language import N_, t
from cockpit.method.training import EVERYBODY, Cell, Tag, Training, Window
from screens import training_rows
from screens.base import CockpitScreen, TopLine
from screens.keyline import KeyLine
from screens.lines import LineList
from screens.plain import Plain, content
from screens.training_rows import Head

_WINDOWS: Final = tuple(Window)


class TrainingScreen(CockpitScreen[None]):
    """Managers by competencies or by error types; a cell opens the corrections it counts."""

    CSS_PATH = "training.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "column(-1)", N_("Column to the left"), show=False, id="training.left"),
        Binding("right", "column(1)", N_("Column to the right"), show=False, id="training.right"),
        Binding("t", "tag('error_type')", N_("Error types"), id="training.errors"),
        Binding("t", "tag('competency')", N_("Competencies"), id="training.competencies"),
        Binding("w", "window", N_("Window"), tooltip=N_("4 weeks, a quarter, all there is"), id="training.window"),
        Binding("e", "export", N_("Export"), tooltip=N_("Write the programme into a file"), id="training.export"),
        Binding("r,f5", "reload", N_("Read the list again"), show=False, id="training.reload"),
        Binding("escape,q", "back", N_("Back"), id="training.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._training: Training | None = None
        self._cells: Mapping[tuple[int, str], Cell] = {}
        self._heads: tuple[Head, ...] = ()
        self._tag: Tag = "competency"
        self._window = Window.MONTH
        self._at = 0
        self._first = 0

    def compose(self) -> ComposeResult:
        yield TopLine(t("Cockpit · training"))
        yield Plain(id="totals")
        yield Plain(id="heads")
        yield LineList((), titles=False, id="training")
        yield Plain(id="detail")
        yield KeyLine(palette=True)

    def on_mount(self) -> None:
        self._lines.focus()
        self.watch(self._lines, "cursor", self._tell, init=False)
        self.action_reload()

    async def speak(self) -> None:
        self.query_one(TopLine).show(t("Cockpit · training"))
        self._show()
        self.refresh_bindings()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    @property
    def _lines(self) -> LineList:
        return self.query_one("#training", LineList)

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self) -> None:
        """Read the corrections anew."""
        services = self.services
        now = services.now()
        self._training = await services.store.training(now, self._window.start(now.date()))
        self._show()

    def _show(self) -> None:
        training = self._training
        if training is None:
            return
        self._cells = training.cells(self._tag)
        self._heads = training_rows.heads(training, self._tag)
        self._at = min(self._at, len(self._heads) - 1)
        place = training_rows.layout(
            len(self._heads), self._at, self._first, self._lines.scrollable_content_region.width
        )
        self._first = place.first
        self.query_one(TopLine).show(right=training_rows.window_name(self._window, training.start, training.end))
        self.set_class(not training.n, "-empty")
        self.query_one("#totals", Plain).update(content(training_rows.totals(training, self._tag), "muted"))
        self.query_one("#heads", Plain).update(training_rows.titles(self._heads, place, self._at))
        lines = self._lines
        lines.empty = content(
            t("No correction in this time. They are made on the card, after a missed plan; w takes more time."),
            "muted",
        )
        lines.columns = training_rows.columns(place)
        lines.show(
            training_rows.rows(training, self._cells, self._heads, place, self._at) if training.n else [],
        )
        self._tell()

    def _tell(self) -> None:
        """Show what stands behind the chosen cell."""
        training, pane = self._training, self.query_one("#detail", Plain)
        who = cast("int | None", self._lines.key)
        if training is None or who is None:
            pane.update("")
            return
        names = {EVERYBODY: t("Everybody"), **dict(training.managers)}
        head = self._heads[self._at]
        cell = self._cells.get((who, head.key), Cell())
        width = max(40, pane.content_size.width)
        pane.update(training_rows.detail(training, cell, self._tag, (names[who], head.name), width))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "tag":
            return parameters != (self._tag,)
        return action != "export" or bool(self._training and self._training.n)

    def action_column(self, step: int) -> None:
        """Choose another column."""
        if self._heads:
            self._at = max(0, min(len(self._heads) - 1, self._at + step))
            self._show()

    def action_tag(self, tag: Tag) -> None:
        """Turn between competencies and error types."""
        self._tag = tag
        self._at = self._first = 0
        self._show()
        self.refresh_bindings()

    def action_window(self) -> None:
        """Take another time: four weeks, a quarter, all there is."""
        self._window = _WINDOWS[(_WINDOWS.index(self._window) + 1) % len(_WINDOWS)]
        self.action_reload()

    @on(LineList.Chosen)
    def _choose(self, event: LineList.Chosen) -> None:
        from screens.training_list import CorrectionsScreen

        head = self._heads[self._at]
        cell = self._cells.get((cast("int", event.key), head.key), Cell())
        if self._training is not None and cell.n:
            names = {EVERYBODY: t("Everybody"), **dict(self._training.managers)}
            title = f"{names[cast('int', event.key)]} · {head.name}"
            self.app.push_screen(CorrectionsScreen(self._training, cell, title))

    @work(exclusive=True, group="export", exit_on_error=False)
    async def action_export(self) -> None:
        """Write the programme of the shown time into a file."""
        from pathlib import Path

        from cockpit.method.sheet import TABLE_FORMS, SheetForm, file_stem
        from screens.exporting import export

        services = self.services
        now = services.now()
        since = self._window.start(now.date())

        async def write(path: Path, form: SheetForm, replace: bool) -> None:
            await services.store.export_training(path, form, now, since, replace=replace)

        await export(self, t("Training programme"), file_stem("training", "", now.date()), write, TABLE_FORMS)

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
