"""What stands before the data are there, and what to do when they cannot be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from cockpit.language import N_, t, tell
from cockpit.method.errors import CockpitError
from screens.base import CockpitScreen, TopLine
from screens.keyline import KeyLine
from screens.plain import Plain, content

if TYPE_CHECKING:
    from screens.app import CockpitApp


class OpeningScreen(CockpitScreen[None]):
    """The first thing on the screen. It opens the store after its own first paint."""

    # Not in a file of its own: that would be applied after the first paint.
    DEFAULT_CSS = """
    OpeningScreen {
        align: center middle;
        TopLine { dock: top; }
        #said { width: 64; max-width: 90%; height: auto; text-align: center; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,enter", "retry", N_("Try again"), id="opening.retry"),
        Binding("q,escape", "app.quit", N_("Quit"), id="opening.quit"),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 Textual's own word
        super().__init__(id=id)
        self._error: CockpitError | None = None

    def compose(self) -> ComposeResult:
        yield TopLine("Cockpit")
        yield Plain(self._said(), id="said")
        yield KeyLine()

    def on_mount(self) -> None:
        self.call_after_refresh(self._open)

    async def speak(self) -> None:
        self._write()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 Textual's signature
        return self._error is not None if action == "retry" else True

    def action_retry(self) -> None:
        """Open the store."""
        self._error = None
        self._write()
        self._open()

    def _open(self) -> None:
        cast("CockpitApp", self.app).open_store()

    def fail(self, error: CockpitError) -> None:
        """Show why the store could not be opened."""
        self._error = error
        self._write()

    def _write(self) -> None:
        self.query_one("#said", Plain).update(self._said())
        self.refresh_bindings()

    def _said(self) -> Content:
        error = self._error
        if error is None:
            return content(t("Opening…"), "muted")
        return content(((tell(error.title), "alarm"), (f"\n\n{tell(error.sentence)}", "")))
