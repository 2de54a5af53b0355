"""The ways out that nobody chose: a signal, a closed terminal window, a terminal that vanished.

A signal to end leads out in order: what is unsaved is stored, the terminal is put back, the code is 128 and the
signal's number. When the terminal is gone there is nobody to show anything to and the event loop may already be stuck
in writing to it, so what is unsaved is handed to the store from where the news arrives, and the process ends at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import sys
import threading
from collections.abc import Coroutine
from types import FrameType
from typing import Any, Final, Protocol

from cockpit.method.errors import CockpitError

#: Seconds within which an ordered end must be over; then the process ends all the same.
_PATIENCE: Final = 5.0
#: Seconds for the store to finish what it was handed when the terminal is gone.
_CLOSING: Final = 3.0
_HANGUP: Final = 1


class Closing(Protocol):
    """The store, as far as the end needs it."""

    def close(self, seconds: float = 2.0) -> bool:
        """Finish what is queued."""


class Leaving(Protocol):
    """The app, as far as the end needs it."""

    @property
    def store(self) -> Closing:
        """The department's data."""

    @property
    def is_headless(self) -> bool:
        """Does it run without a terminal?"""

    async def flush(self) -> None:
        """Store what is unsaved."""

    def flush_now(self) -> None:
        """Hand what is unsaved to the store without waiting."""

    def exit(self, result: Any = None, return_code: int = 0, message: Any = None) -> None:
        """End in order."""


class Lifecycle:
    """Watches for the end; `install` it when the app stands and `remove` it when it goes."""

    def __init__(self, app: Leaving) -> None:
        self._app = app
        self._signals: list[int] = []
        self._hangup: Any = None
        self._ending = False
        self._gone = threading.Lock()
        self._stop: int | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def install(self) -> None:
        """Begin to watch; does nothing for an app without a terminal."""
        if self._app.is_headless:
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(number, self._told_to_end, number)
                self._signals.append(number)
        if sys.platform != "win32":
            # one that is ignored stays ignored (nohup); the end of the terminal is seen by the watch below
            if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
                self._hangup = signal.signal(signal.SIGHUP, self._hung_up)
            self._watch_terminal()

    def remove(self) -> None:
        """Stop watching."""
        for number in self._signals:
            asyncio.get_running_loop().remove_signal_handler(number)
        self._signals.clear()
        if self._hangup is not None and sys.platform != "win32":
            signal.signal(signal.SIGHUP, self._hangup)
            self._hangup = None
        if self._stop is not None:
            os.close(self._stop)
            self._stop = None

    def _told_to_end(self, number: int) -> None:
        if self._ending:
            return
        self._ending = True
        watchdog = threading.Timer(_PATIENCE, os._exit, (128 + number,))
        watchdog.daemon = True
        watchdog.start()
        self._start(self._end(128 + number))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _end(self, code: int) -> None:
        # what cannot be stored now cannot be asked about either
        with contextlib.suppress(CockpitError):
            await self._app.flush()
        self._app.exit(return_code=code)

    def _hung_up(self, number: int, frame: FrameType | None) -> None:
        del frame
        self._vanish(128 + number)

    def _vanish(self, code: int) -> None:
        """End at once; called from a signal handler or from the watching thread, whichever hears first."""
        if not self._gone.acquire(blocking=False):
            return
        try:
            self._app.flush_now()
            self._app.store.close(_CLOSING)
        finally:
            os._exit(code)

    def _watch_terminal(self) -> None:
        """Wait in a thread for the end of the terminal: a read there would otherwise return nothing, for ever."""
        try:
            terminal = sys.__stdin__.fileno() if sys.__stdin__ is not None else -1
        except (OSError, ValueError):
            return
        if terminal < 0 or not os.isatty(terminal) or not hasattr(select, "poll"):
            return
        wake, self._stop = os.pipe()
        threading.Thread(target=self._wait_for_end, args=(terminal, wake), name="terminal", daemon=True).start()

    def _wait_for_end(self, terminal: int, wake: int) -> None:
        poll = select.poll()
        poll.register(terminal, 0)  # only what cannot be switched off is reported: the end
        poll.register(wake, 0)
        ended = {number for number, _ in poll.poll()}
        os.close(wake)
        if terminal in ended and wake not in ended:
            self._vanish(128 + _HANGUP)
