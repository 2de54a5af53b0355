"""The cockpit in a terminal of its own: a real process on a pseudo-terminal, with real signals."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

#: Seconds after which a test gives up waiting.
PATIENCE = 30.0


class Terminal:
    """A terminal window with a program in it."""

    def __init__(self, *arguments: str, env: dict[str, str], deaf: bool = False) -> None:
        """Open a window of 120 by 36; a `deaf` program does not hear that it is closed, as under nohup."""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        self.output = b""
        self.process = subprocess.Popen(  # noqa: S603 the program under test
            [sys.executable, "-m", "cockpit", *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**os.environ, **env},
            start_new_session=True,
            preexec_fn=_deafly_take_terminal if deaf else _take_terminal,  # noqa: PLW1509 it makes system calls alone
        )
        os.close(slave)
        self._open = True

    def read(self, seconds: float = 0.05) -> None:
        """Take what the program writes, for a moment."""
        ends = time.monotonic() + seconds
        while self._open and (left := ends - time.monotonic()) > 0:
            if select.select([self._master], [], [], left)[0]:
                try:
                    piece = os.read(self._master, 65536)
                except OSError:
                    return
                if b"\x1b[c" in piece:
                    os.write(self._master, b"\x1b[?62c")
                self.output += piece

    def until(self, holds: Callable[[], bool], what: str = "") -> None:
        """Read until something is so."""
        ends = time.monotonic() + PATIENCE
        while not holds():
            if time.monotonic() > ends:
                raise AssertionError(f"never so: {what}\n{self.output[-3000:]!r}")
            self.read()

    def sees(self, text: str) -> None:
        """Read until a text was written, counted from what was written before the last keys."""
        self.until(lambda: text.encode() in self.output, text)

    def press(self, keys: str) -> None:
        """Send keys; what was written before them is forgotten."""
        self.read(0.0)
        self.output = b""
        os.write(self._master, keys.encode())

    def close(self) -> None:
        """Close the window."""
        if self._open:
            self._open = False
            os.close(self._master)

    def ended(self) -> int:
        """Wait for the end of the program and return its exit code."""
        ends = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            if time.monotonic() > ends:
                self.process.kill()
                raise AssertionError("the program goes on")
            self.read()
            select.select([], [], [], 0.02)
        return self.process.returncode

    def stop(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.close()


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _deafly_take_terminal() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    _take_terminal()


def home(folder: Path) -> dict[str, str]:
    """Return the environment of a user whose folders all lie in one."""
    return {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_STATE_HOME": str(folder / "state"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "COLORFGBG": "15;0",
    }
