"""Starting: from options to settings, a clock, a store, and the cockpit on the screen."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cockpit.language import use
from cockpit.method.desk import Desk
from cockpit.method.errors import FileError
from cockpit.method.sentence import say
from cockpit.settings import Settings, folders, in_force, load, load_state, save_state, sqlite
from cockpit.settings.database import without_password

if TYPE_CHECKING:
    from cockpit.settings.keeper import Keeper
    from data.store import Store
    from screens.terminal import Background


@dataclass(frozen=True, slots=True)
class Options:
    """The options that every command shares.

    Attributes:
        db: a path or a URL.
        demo: use the made-up team's own file.
        fresh: make the made-up team anew.
        lang: ``ru`` or ``en``.
        today: figures as of this day.
        config: the settings file.
    """

    db: str | None = None
    demo: bool = False
    fresh: bool = False
    lang: str | None = None
    today: date | None = None
    config: Path | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """What a command works with.

    Attributes:
        clock: the only reading of the time; a day given by ``--today`` takes the time of day of the machine.
        url: the store's address; `shown` names it without a password.
    """

    options: Options
    settings: Settings
    desk: Desk
    clock: Callable[[], datetime]
    url: str
    shown: str

    @property
    def keeper(self) -> Keeper:
        """What reads and changes the settings."""
        from cockpit.settings.keeper import Keeper  # the first paint does not need it

        options = self.options
        return Keeper(os.environ, lambda: self.clock().date(), options.config, options.db, options.lang)

    def store(self) -> Store:
        """Make the store; nothing is opened yet."""
        from data.store import Store  # a wrong option is told without it

        return Store(self.url, self.desk, drafts=self.settings.folders.data / "drafts.sqlite")


def prepare(options: Options) -> Start:
    """Read the settings, choose the language, and find the store; the made-up team is built when it is asked for.

    Raises:
        CockpitError: an option or a setting is wrong, or the made-up team cannot be built.
    """
    settings = load(os.environ, config=options.config, db=options.db, lang=options.lang)

    def clock() -> datetime:
        now = datetime.now(settings.zone)
        if options.today is None:
            return now
        return now.replace(year=options.today.year, month=options.today.month, day=options.today.day)

    now = clock()
    use(settings.lang, year=now.year)
    _log_to(settings.folders.log)
    desk = Desk(
        head=settings.head,
        holder=f"{socket.gethostname()}/{os.getpid()}/{os.urandom(6).hex()}",
        currency=settings.currency,
    )
    desk = in_force(desk, settings)
    start = Start(
        options, settings, desk, clock, settings.db.url, str(settings.db.file or without_password(settings.db.url))
    )
    return with_demo(start) if options.demo else start


def with_demo(start: Start) -> Start:
    """Turn to the made-up team of the day and the language, which is built if it is not there yet.

    Raises:
        CockpitError: its file cannot be written.
    """
    now = start.clock()
    file = start.settings.folders.data / "demo" / f"{now.date().isoformat()}-{start.settings.lang}.sqlite"
    if start.options.fresh:
        _remove(file)
    desk = replace(start.desk, currency="RUB" if start.settings.lang == "ru" else "USD")
    if not file.exists():
        from data.demo import build  # only when there is something to build

        build(file, start.settings.lang, desk, now)
    options = replace(start.options, demo=True, fresh=False)
    url = sqlite(str(file), file.parent).url
    return replace(start, options=options, desk=desk, url=url, shown=str(file))


def open_cockpit(options: Options) -> int:
    """Open the cockpit on the screen and return the exit code."""
    from screens import garbage

    garbage.put_off()
    start = prepare(options)
    while True:
        code, to_demo = _run(start)
        if not to_demo:
            return code
        start = with_demo(start)


def _run(start: Start) -> tuple[int, bool]:
    """Run the app once; the second value tells that the user asked for the made-up team."""
    from screens.app import DEMO, CockpitApp

    settings, store = start.settings, start.store()
    app = CockpitApp(
        store,
        start.clock,
        language=settings.lang,
        background=_background(settings.theme),
        remember=_remember(settings),
        place=start.shown,
        demo=start.options.demo,
        glances=settings.folders.glances,
        settings=start.keeper,
    )
    result = app.run()
    done = store.close()
    code = app.return_code or 0
    if not done:
        os._exit(code)  # a stuck server must not keep the terminal
    return code, result == DEMO


def _background(theme: str) -> Background | None:
    """Return the background that the themes are chosen for; None when the terminal does not tell."""
    from screens.terminal import colorfgbg_background, terminal_background

    if theme in {"dark", "light"}:
        return "dark" if theme == "dark" else "light"
    return colorfgbg_background(os.environ.get("COLORFGBG")) or terminal_background(sys.stdin.fileno())


def _remember(settings: Settings) -> Callable[[str, str], None]:
    def remember(name: str, value: str) -> None:
        state = settings.folders.state
        save_state(state, replace(load_state(state), **{name: value}))

    return remember


def _remove(file: Path) -> None:
    try:
        for part in (file, *(file.with_name(f"{file.name}-{end}") for end in ("wal", "shm"))):
            part.unlink(missing_ok=True)
    except OSError as error:
        raise FileError(
            say("The made-up team was not made anew"),
            say("The file {file} cannot be removed: {reason}", file=str(file), reason=error.strerror or ""),
        ) from error


def log_failure(error: BaseException) -> None:
    """Write an exception to the log file, also when the program failed before its settings were read."""
    if not logging.getLogger().handlers:
        _log_to(folders(os.environ).log)
    logging.getLogger("cockpit").error("the program failed", exc_info=error)


def _log_to(file: Path) -> None:
    """Send warnings and tracebacks to the log file; without one, nowhere: the screen is no place for them."""
    handler: logging.Handler
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = logging.FileHandler(file, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    logging.basicConfig(
        handlers=[handler], level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s", force=True
    )
