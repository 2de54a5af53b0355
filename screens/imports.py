"""The imports that were done; the last one can be taken back."""

from __future__ import annotations

from datetime import tzinfo
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cockpit.language import N_, clock, day, number, t
from cockpit.language.crm import run_state, source_title, undone_text
from cockpit.method.report import ImportRun
from screens.base import CockpitScreen, TopLine
from screens.columns import Column
from screens.dialogs import ConfirmDialog
from screens.keyline import KeyLine
from screens.lines import Line, LineList
from screens.plain import Plain, content


class _Runs(LineList):
    """The imports; nothing opens from them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", N_("Open"), show=False, id="list.choose"),
    ]


class ImportsScreen(CockpitScreen[None]):
    """What was imported when, by whom."""

    CSS_PATH = "imports.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u", "undo", N_("Take the last one back"), id="imports.undo"),
        Binding("r,f5", "reload", N_("Read the list again"), show=False, id="imports.reload"),
        Binding("escape,q", "back", N_("Back"), id="imports.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._runs: tuple[ImportRun, ...] = ()

    def compose(self) -> ComposeResult:
        yield TopLine(t("Cockpit · imports"))
        yield Plain(id="about")
        yield _Runs(_columns(), empty=content(t("Nothing was imported yet."), "muted"), id="runs")
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(LineList).focus()
        self.action_reload()

    async def speak(self) -> None:
        self.query_one(TopLine).show(t("Cockpit · imports"))
        self._show()
        self.refresh_bindings()

    @work(exclusive=True, group="load", exit_on_error=False)
    async def action_reload(self) -> None:
        """Read the imports anew."""
        self._runs = await self.services.store.import_runs()
        self._show()

    def _show(self) -> None:
        told = t("Taking the last import back leaves alone what was worked on since.")
        self.query_one("#about", Plain).update(content(told, "muted"))
        lines = self.query_one(LineList)
        lines.columns = _columns()
        lines.empty = content(t("Nothing was imported yet."), "muted")
        zone = self.services.now().tzinfo
        lines.show([_row(run, zone) for run in self._runs])
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 Textual's signature
        return action != "undo" or any(run.undoable for run in self._runs)

    @work(exclusive=True, group="undo", exit_on_error=False)
    async def action_undo(self) -> None:
        """Take the last import back."""
        last = next(run for run in self._runs if run.undoable)
        services = self.services
        asked = ConfirmDialog(t("Take the import back?"), ", ".join(last.files))
        if await self.app.push_screen_wait(asked):
            self.notify(t("Taking the import back…"))
            undone = await services.store.undo_import(last.id, services.now())
            self.notify(undone_text(undone))
            self.action_reload()

    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)


def _columns() -> tuple[Column, ...]:
    return (
        Column("at", t("When"), least=16, priority=9),
        Column("source", t("Source"), least=12, most=20, weight=1, priority=6),
        Column("files", t("Files"), least=16, most=50, weight=3, priority=7),
        Column("taken", t("Taken"), least=8, align="right", priority=5),
        Column("updated", t("Changed"), least=9, align="right", priority=5),
        Column("head", t("Sales head"), least=12, most=24, weight=1, priority=2),
        Column("state", t("State"), least=18, priority=8),
    )


def _row(run: ImportRun, zone: tzinfo | None) -> Line:
    at = run.at.astimezone(zone)
    state = run_state(run)
    return Line(
        run.id,
        (
            f"{day(at.date())} {clock(at)}",
            ", ".join(map(source_title, run.source.split(", "))),
            ", ".join(run.files),
            number(run.taken),
            number(run.updated),
            run.head,
            ((state, "muted" if run.undone_at else "accent"),),
        ),
    )
