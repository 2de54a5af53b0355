"""What stands before the data are there, and what to do when they cannot be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Footer

from cockpit.language import N_, t, tell
from cockpit.method.errors import CockpitError
from screens.base import CockpitScreen, TopLine
from screens.plain import Plain, content

if TYPE_CHECKING:
    from screens.app import CockpitApp


class OpeningScreen(CockpitScreen[None]):
    """The first thing on the screen. It opens the store after its own first paint."""

    CSS_PATH = "opening.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,enter", "retry", N_("Try again"), id="opening.retry"),
        Binding("q,escape", "app.quit", N_("Quit"), id="opening.quit"),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 Textual's own word
        super().__init__(id=id)
        self._error: CockpitError | None = None

    def compose(self) -> ComposeResult:
        yield TopLine("Cockpit")
        with Vertical(id="page"):
            yield Plain(id="title")
            yield Plain(id="sentence")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        self._write()
        self.call_after_refresh(self.action_retry)

    async def speak(self) -> None:
        self._write()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 Textual's signature
        return self._error is not None if action == "retry" else True

    def action_retry(self) -> None:
        """Open the store."""
        self._error = None
        self._write()
        cast("CockpitApp", self.app).open_store()

    def fail(self, error: CockpitError) -> None:
        """Show why the store could not be opened."""
        self._error = error
        self._write()

    def _write(self) -> None:
        error = self._error
        title = content(tell(error.title), "alarm") if error else content(t("Opening…"), "muted")
        self.query_one("#title", Plain).update(title)
        self.query_one("#sentence", Plain).update(tell(error.sentence) if error else "")
        self.refresh_bindings()
