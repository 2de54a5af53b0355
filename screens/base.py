"""What every screen and the app share: translated keys, sizes, the line at the top, one way to show an error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol, TypeVar, cast

from rich.cells import cell_len
from textual import work
from textual.app import SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import ActiveBinding
from textual.command import CommandPalette
from textual.content import Content
from textual.dom import DOMNode
from textual.reactive import Reactive
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.worker import Worker, WorkerState

from cockpit.language import N_, t, tell
from cockpit.method.errors import CancelledError, CockpitError
from cockpit.method.overview import Undone
from screens.keyboard import AnyLayoutApp
from screens.plain import Cell, Paint, Plain, PlainApp, content
from screens.theme import ThemedApp

if TYPE_CHECKING:
    from data.store import Store

R = TypeVar("R")

_LEAST_TITLE = 24
#: Textual's own texts that a user meets.
_LIBRARY_TEXTS = (N_("palette"), N_("Open the command palette"), N_("Dismiss menu"))
_WIDTHS = [(0, "-narrow"), (100, "-middle"), (120, "-wide")]
_HEIGHTS = [(0, "-short"), (32, "-tall")]


def translated(bindings: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    """Put descriptions of bindings into the user's language; footer, key panel and help all read them there."""
    return {
        key: active._replace(
            binding=replace(
                active.binding,
                description=_told(active.binding.description),
                tooltip=_told(active.binding.tooltip),
            ),
            tooltip=_told(active.tooltip),
        )
        for key, active in bindings.items()
    }


def _told(text: str) -> str:
    return t(text) if text else ""


class Services(Protocol):
    """What the screens may call beside their own constructor's values; the app has it."""

    @property
    def store(self) -> Store:
        """The department's data."""

    def now(self) -> datetime:
        """The present moment in the organisation's zone."""

    def monotonic(self) -> float:
        """Seconds of a clock that only grows, for the timer of a review."""

    def remember(self, name: str, value: str) -> None:
        """Keep a choice of the user, such as the theme, for the next start."""


class CockpitScreen(Screen[R]):
    """A screen of the cockpit."""

    #: Does it work on clients, so that an act on the department is not taken back here?
    over_clients: ClassVar[bool] = False

    # Textual paints a whole screen anew when the focus moves; here the widgets it leaves and enters do it themselves.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    @property
    def services(self) -> Services:
        """What the app gives to its screens."""
        return cast("Services", self.app)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        return translated(super().active_bindings)

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Close the screen; nothing happens when it is closed already or another one stands on it."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def show_error(self, error: CockpitError) -> None:
        """Show a failed operation as a dialog."""
        show_error(self, error)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        show_failure(self, event.worker)

    async def take_back(self) -> Undone | None:
        """Take the last act of the day back and say what it was, or why nothing was taken back: then None."""
        undone = await self.services.store.undo(self.services.now(), over_clients=self.over_clients)
        self.notify(tell(undone.what) if undone else t("There is nothing to take back today."))
        return None if undone is None or undone.elsewhere else undone

    async def flush(self) -> None:
        """Store what is unsaved; the app awaits it before it ends."""

    async def let_go(self) -> None:
        """Give back what other programs wait for; the app awaits it when it ends, after `flush`."""

    def flush_now(self) -> None:
        """Hand what is unsaved to the store without waiting: for a signal handler."""

    async def speak(self) -> None:
        """Write every text anew, since the language changed; drawn anew from `compose` unless a screen knows better."""
        await self.recompose()
        self.refresh_bindings()


class ReadScreen(CockpitScreen[R]):
    """A screen of what is stored: read anew when a screen opened from it is left, and when an act is taken back."""

    #: Set before a screen is opened that may change what this one shows.
    _left = False

    def action_reload(self) -> Worker[None]:
        """Read what is shown anew."""
        raise NotImplementedError

    def on_screen_resume(self) -> None:
        if self._left:
            self._left = False
            self.action_reload()

    @work(exclusive=True, group="undo", exit_on_error=False)
    async def action_undo(self) -> None:
        """Take the last act of the day back."""
        if await self.take_back() is not None:
            self.action_reload()


class CockpitDialog(ModalScreen[R]):
    """A dialog over a screen; its box is the only child and has the id ``box``."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    @property
    def services(self) -> Services:
        """What the app gives to its screens."""
        return cast("Services", self.app)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        return translated(super().active_bindings)

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Close the dialog; nothing happens when it is closed already or another one stands on it."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def show_error(self, error: CockpitError) -> None:
        """Show a failed operation as a dialog over this one."""
        show_error(self, error)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        show_failure(self, event.worker)


def show_error(node: DOMNode, error: CockpitError) -> None:
    """Show a failed operation; the one place on the screens that turns a `CockpitError` into words."""
    from screens.dialogs import ErrorDialog

    node.app.push_screen(ErrorDialog(error))


def show_failure(node: DOMNode, worker: Worker[object]) -> None:
    """Show why a worker with ``exit_on_error=False`` failed; a fault that is no `CockpitError` goes up."""
    error = worker.error
    if worker.state is not WorkerState.ERROR or error is None or isinstance(error, CancelledError):
        return
    if not isinstance(error, CockpitError):
        raise error
    show_error(node, error)


class BaseApp(ThemedApp, AnyLayoutApp, PlainApp):
    """The app under the cockpit: any layout, plain text, two themes, a palette in the user's language.

    The classes of every screen follow the terminal's size: ``-narrow``, ``-middle`` or ``-wide`` (from 100 and 120
    columns), and ``-short`` or ``-tall`` (from 32 lines).
    """

    CSS_PATH = Path(__file__).with_name("cockpit.tcss")
    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS

    def on_mount(self) -> None:
        self.app_resume_signal.subscribe(self, self._repaint_all)

    def get_default_screen(self) -> Screen[None]:
        return CockpitScreen[None](id="_default")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        for command in super().get_system_commands(screen):
            yield SystemCommand(t(command.title), t(command.help), command.callback, command.discover)

    def action_command_palette(self) -> None:
        if self.use_command_palette and not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(id="--command-palette", placeholder=t("Search for an action…")))

    def _repaint_all(self, _: object) -> None:
        """Textual enters the alternate screen after ctrl+z and ``fg`` but paints nothing."""
        self.refresh(layout=True)


class TopLine(Widget):
    """The first line of a screen: where one is on the left, the facts of the moment on the right."""

    DEFAULT_CSS = """
    TopLine { height: 1; width: 1fr; padding: 0 1; background: $panel; }
    """

    def __init__(self, left: Cell = "", right: Cell = "", *, id: str | None = None) -> None:  # noqa: A002 Textual's own word
        super().__init__(id=id)
        self._left = content(left, "strong")
        self._right = content(right, "muted")

    def show(self, left: Cell | None = None, right: Cell | None = None) -> None:
        """Change either side; what is not given stays."""
        if left is not None:
            self._left = content(left, "strong")
        if right is not None:
            self._right = content(right, "muted")
        self.refresh()

    def render(self) -> Content:
        width = self.size.width
        right = self._right
        room = max(0, width - min(cell_len(self._left.plain), _LEAST_TITLE) - 2)
        if right.cell_length > room:
            right = right.truncate(room, ellipsis=True)
        left = self._left.truncate(max(0, width - right.cell_length - 2), ellipsis=True)
        return Content.assemble(left, " " * max(0, width - left.cell_length - right.cell_length), right)


class Banner(Plain):
    """One line for a lasting state, such as another program that has the file open; no line when there is none."""

    DEFAULT_CSS = """
    Banner { height: auto; max-height: 2; padding: 0 1; background: $panel; display: none; }
    Banner.-shown { display: block; }
    """

    def show(self, text: Cell, paint: Paint = "warm") -> None:
        """Show a sentence until `clear`."""
        self.update(content(text, paint))
        self.add_class("-shown")

    def clear(self) -> None:
        """Give the line back."""
        self.remove_class("-shown")
