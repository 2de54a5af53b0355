"""The cockpit as a program on the screen: opens the store, shows the first screen, leads out again."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from rich.text import Text
from textual import events, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import Worker

from cockpit.language import LANGUAGES, N_, current, t, use, warm
from cockpit.method.errors import CockpitError
from screens import garbage
from screens.base import BaseApp, CockpitScreen, show_error, show_failure
from screens.lifecycle import Lifecycle
from screens.opening import OpeningScreen
from screens.terminal import Background

if TYPE_CHECKING:
    from cockpit.method.overview import ManagerLine
    from data.store import Store
    from screens.glance import Glance
    from screens.managers import ManagersScreen
    from screens.settings import SettingsKeeper

_log = logging.getLogger(__name__)

#: What the app ends with when the user asked for the demo team: the caller then opens the demo's own file.
DEMO: Literal["demo"] = "demo"

#: How many screens there are when the managers or the welcome page stand on the opening screen.
_HOME = 2

#: Keeps a choice for the next start; the names are ``lang`` and ``theme``.
Remember: TypeAlias = Callable[[str, str], None]


def _forget(name: str, value: str) -> None:
    """Remember nothing."""


def _prepare() -> None:
    """Load the forms of the language and the screens that come next, while the first one is being read."""
    import screens.queue
    import screens.review  # noqa: F401  it is loaded here so that it is there at the first enter

    warm()


class CockpitApp(BaseApp):
    """The cockpit.

    ``run`` returns `DEMO` when the user chose the demo team, else None.

    Attributes:
        segment: the id of the segment whose managers are shown, 0 for those without one, None for all.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", N_("Quit"), priority=True, show=False, id="app.quit"),
        Binding("ctrl+z", "suspend_process", N_("Suspend to the shell"), show=False, id="app.suspend"),
        Binding("h,question_mark,f1", "help", N_("Help"), id="app.help"),
    ]

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        *,
        monotonic: Callable[[], float] = time.monotonic,
        language: str = "en",
        background: Background | None = None,
        remember: Remember = _forget,
        place: str = "",
        demo: bool = False,
        glances: Path | None = None,
        settings: SettingsKeeper | None = None,
    ) -> None:
        """Make the app; nothing is opened yet.

        Args:
            store: the department's data, not opened.
            clock: the present moment in the organisation's zone.
            monotonic: seconds that only grow, for the timer of a review.
            language: a key of `LANGUAGES`.
            background: what the themes are chosen for; dark when it is not known.
            remember: keeps a choice for the next start; may raise `CockpitError`.
            place: where the data are, as a person would name it.
            demo: the store holds the made-up team, which the screens say.
            glances: the file where the list of managers is kept as it was last seen; None to keep none.
            settings: reads and changes the settings; None where there are none to change.
        """
        use(language, year=clock().year)
        super().__init__(background)
        self.title = "Cockpit"
        self.store = store
        self.place = place
        self.demo = demo
        self.segment: int | None = None
        self.settings = settings
        self._glances = glances
        self._started = False
        self._keyed = 0.0
        self._clock = clock
        self._monotonic = monotonic
        self._remember = remember
        self._lifecycle = Lifecycle(self)

    def now(self) -> datetime:
        """Return the present moment in the organisation's zone."""
        return self._clock()

    def monotonic(self) -> float:
        """Return seconds that only grow."""
        return self._monotonic()

    def remember(self, name: str, value: str) -> None:
        """Keep a choice for the next start; a failure is shown and nothing else is lost."""
        try:
            self._remember(name, value)
        except CockpitError as error:
            show_error(self, error)

    def on_mount(self) -> None:
        self._lifecycle.install()

    def on_unmount(self) -> None:
        self._lifecycle.remove()

    def get_default_screen(self) -> Screen[None]:
        return OpeningScreen(id="_default")

    @work(exclusive=True, group="open")
    async def open_store(self) -> None:
        """Open the store and show its first screen; the opening screen tells when that fails."""
        now = self.now()
        early = await self._show_glance(now)
        try:
            opened = await self.store.open(now)
            lines = await self.store.managers(now) if opened.managers else ()
        except CockpitError as error:
            await self._back_to_opening(error)
            return
        if early is not None and lines:
            early.take(lines)
        else:
            await self._pop_to(1)
            await self.push_screen(self._first_screen(lines))
        self.screen.call_after_refresh(self._settle)
        if opened.backup:
            self.notify(t("The data was brought up to date. A copy of it as it was: {file}", file=opened.backup))

    async def _show_glance(self, now: datetime) -> ManagersScreen | None:
        """Show the managers as they were last seen today, and return when they are painted; None without a glance."""
        again, self._started = self._started, True
        if again or self._glances is None or not self._glances.exists():
            return None
        from screens.glance import load
        from screens.managers import ManagersScreen, columns

        glance = load(self._glances, self.place, now.date(), current(), len(columns()))
        if glance is None:
            return None
        early = ManagersScreen(glance=glance)
        await self.push_screen(early)
        painted = asyncio.Event()
        early.call_after_refresh(painted.set)
        await painted.wait()
        return early

    def keep_glance(self, glance: Glance) -> None:
        """Keep what the list of managers shows for the next start."""
        if self._glances is not None:
            from screens.glance import keep

            self.run_worker(partial(keep, self._glances, glance), group="glance", thread=True)

    def _forget_glance(self) -> None:
        if self._glances is not None:
            with suppress(OSError):
                self._glances.unlink(missing_ok=True)

    async def _back_to_opening(self, error: CockpitError) -> None:
        await self._pop_to(1)
        if isinstance(self.screen, OpeningScreen):
            self.screen.fail(error)
        garbage.resume()

    def _first_screen(self, lines: tuple[ManagerLine, ...]) -> CockpitScreen[None]:
        from screens.managers import ManagersScreen
        from screens.welcome import WelcomeScreen

        if lines:
            return ManagersScreen(lines)
        self._forget_glance()
        return WelcomeScreen()

    async def _pop_to(self, screens: int) -> None:
        while len(self.screen_stack) > screens:
            await self.pop_screen()

    @work(group="settle")
    async def _settle(self) -> None:
        """Load what the next keys need, and take it all out of the garbage collector's sight: no key waits for it."""
        await asyncio.to_thread(_prepare)
        if self.is_headless:
            garbage.resume()
        else:
            garbage.settle()
            self.set_interval(garbage.PERIOD, self._tidy)

    def _tidy(self) -> None:
        if self.monotonic() - self._keyed >= garbage.QUIET:
            garbage.search()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key):
            self._keyed = self.monotonic()
        await super().on_event(event)

    @work(exclusive=True, group="open", exit_on_error=False)
    async def show_managers(self) -> None:
        """Go back to the list of managers, or to the welcome page while there are none."""
        lines = await self.store.managers(self.now())
        await self._pop_to(_HOME)
        await self.switch_screen(self._first_screen(lines))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        show_failure(self, event.worker)

    async def flush(self) -> None:
        """Store what is unsaved on every screen, the topmost first, and let go of what is held.

        Raises:
            CockpitError: something could not be stored.
        """
        screens = self._own_screens()
        for screen in screens:
            await screen.flush()
        for screen in screens:
            await screen.let_go()

    def _own_screens(self) -> list[CockpitScreen[object]]:
        return [screen for screen in reversed(self.screen_stack) if isinstance(screen, CockpitScreen)]

    def flush_now(self) -> None:
        """Hand everything unsaved to the store without waiting: for a signal handler."""
        for screen in self._own_screens():
            screen.flush_now()

    async def action_quit(self) -> None:
        """Store what is unsaved, then end."""
        self.leave()

    @work(exclusive=True, group="quit")
    async def leave(self, result: str | None = None) -> None:
        """End with `result` once everything is stored; ask when that fails."""
        try:
            await self.flush()
        except CockpitError as error:
            from screens.dialogs import ConfirmDialog, ErrorDialog

            await self.push_screen_wait(ErrorDialog(error))
            question = ConfirmDialog(t("Quit all the same?"), t("What could not be stored is lost."))
            if not await self.push_screen_wait(question):
                return
        self.exit(result)

    def action_suspend_process(self) -> None:
        """Store what is unsaved, then give the terminal back to the shell; ``fg`` comes back."""
        self._suspend()

    @work(exclusive=True, group="suspend", exit_on_error=False)
    async def _suspend(self) -> None:
        for screen in self._own_screens():
            await screen.flush()
        super().action_suspend_process()

    def _fatal_error(self) -> None:
        """Leave after an unhandled exception: what was typed is stored, the traceback goes to the log.

        Textual's own way, which has no public name, prints the traceback with the values of every variable, clients'
        figures among them, on the terminal.
        """
        _log.error("the screen failed", exc_info=self._exception)
        with suppress(CockpitError):
            self.flush_now()
        self.panic(Text(t("The cockpit failed unexpectedly; what happened stands in the log file.")))

    def action_help_quit(self) -> None:
        """Say how to quit, since ctrl+c is what many try first."""
        self.notify(t("Press ctrl+q to quit."))

    def action_help(self) -> None:
        """Show the keys of the screen and the method in short."""
        from screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    async def action_language(self, language: str) -> None:
        """Speak another language from now on; every screen is written anew."""
        self.remember("lang", language)
        await self.speak(language)

    async def speak(self, language: str) -> None:
        """Write every screen anew in a language."""
        use(language)
        for screen in self._own_screens():
            await screen.speak()

    def action_other_theme(self) -> None:
        super().action_other_theme()
        self.remember("theme", "dark" if self.current_theme.dark else "light")

    def _open(self, module: str, name: str) -> None:
        """Open a screen that no key leads to from here."""
        self.push_screen(getattr(import_module(f"screens.{module}"), name)())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        from screens.help import keys_of

        for key in keys_of(screen):
            if not key.id.startswith("app.") and not key.id.endswith(".quit") and not key.moves:
                yield SystemCommand(key.text, t("Key: {key}", key=key.shown), key.run(self))
        for code, name in LANGUAGES.items():
            if code != current():
                yield SystemCommand(
                    t("Language: {name}", name=name),
                    t("Write every text in this language"),
                    lambda code=code: self.run_worker(self.action_language(code), group="language"),
                )
        yield SystemCommand(
            t("Deals gone from the files"), t("Say what became of them"), lambda: self._open("gone", "GoneScreen")
        )
        yield SystemCommand(
            t("Imports"),
            t("Earlier imports, and taking the last one back"),
            lambda: self._open("imports", "ImportsScreen"),
        )
        dark = self.current_theme.dark
        theme = t("Light theme") if dark else t("Dark theme")
        yield SystemCommand(theme, t("Change the colours"), self.action_other_theme)
        yield SystemCommand(t("Help"), t("The keys of this screen, and the method in short"), self.action_help)
        yield SystemCommand(t("Leave the cockpit"), t("Everything is kept"), self.leave)
