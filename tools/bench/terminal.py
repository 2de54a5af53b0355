"""A program in a pseudo-terminal, watched from outside: when its text appears, how long a key takes, what it uses."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self

_SEQUENCE = re.compile(rb"\x1b\[[0-9;?<>=$ ]*[A-Za-z@`~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>]")
_PATIENCE = 60.0
#: A paint is over when nothing came for so long, in seconds.
_SETTLED = 0.006
_KB = 1024


def peak_mb(process: int) -> float:
    """Return the largest memory that a running program has had, in MB; 0 when it has ended.

    What `os.wait4` tells includes the memory of the process that started it.
    """
    try:
        with open(f"/proc/{process}/status", encoding="ascii", errors="replace") as file:  # noqa: PTH123  Linux only
            return next((int(line.split()[1]) / _KB for line in file if line.startswith("VmHWM")), 0.0)
    except OSError:
        return 0.0


@dataclass(frozen=True, slots=True)
class Use:
    """What a program used in all: processor seconds and its largest memory in MB."""

    seconds: float
    peak_mb: float


class Terminal:
    """One run of a Python program at 120×36. Use as a context; the program is killed at the end."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self._begun = time.perf_counter()
        self._child, self._file = pty.fork()
        if self._child == 0:
            os.execve(sys.executable, [sys.executable, *arguments], dict(environment))  # noqa: S606  the child becomes it
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        self._seen = b""
        self._over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def wait_for(self, text: str) -> float:
        """Wait until `text` has been written; return the milliseconds since the program was started.

        Raises:
            TimeoutError: it did not come within a minute.
            EOFError: the program has ended.
        """
        wanted = text.encode()
        while time.perf_counter() - self._begun < _PATIENCE:
            if wanted in _SEQUENCE.sub(b"", self._seen):
                return (time.perf_counter() - self._begun) * 1000
            self._read(0.5)
            if self._over:
                raise EOFError(f"{text!r} did not come before the end: {self._text()}")
        raise TimeoutError(f"{text!r} did not come: {self._text()}")

    def _text(self) -> str:
        """Return the end of what was written."""
        return " ".join(_SEQUENCE.sub(b" ", self._seen).decode("utf-8", "replace").split())[-300:]

    def forget(self) -> None:
        """Forget what was written so far."""
        self._seen = b""

    def key(self, keys: bytes) -> float:
        """Press keys; return the milliseconds until the last byte of the paint that follows."""
        while self._read(0.05):
            pass
        begun = time.perf_counter()
        os.write(self._file, keys)
        last = begun
        if not self._read(1.0):
            return 1000.0
        last = time.perf_counter()
        while self._read(_SETTLED):
            last = time.perf_counter()
        return (last - begun) * 1000

    def press(self, keys: bytes) -> None:
        """Press keys without waiting."""
        os.write(self._file, keys)

    def idle(self, seconds: float) -> float:
        """Let the program stand for a while; return the share of one core that it used."""
        before, begun = self._processor(), time.perf_counter()
        while time.perf_counter() - begun < seconds:
            self._read(0.2)
        return (self._processor() - before) / (time.perf_counter() - begun)

    def end(self) -> Use:
        """Kill the program and say what it used."""
        if self._child:
            peak = peak_mb(self._child)
            os.kill(self._child, signal.SIGKILL)
            _, _, used = os.wait4(self._child, 0)
            os.close(self._file)
            self._child = 0
            self._use = Use(used.ru_utime + used.ru_stime, peak)
        return self._use

    def _processor(self) -> float:
        with open(f"/proc/{self._child}/stat", encoding="ascii") as file:  # noqa: PTH123  Linux only, as the bench is
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _read(self, seconds: float) -> bool:
        if not select.select([self._file], [], [], seconds)[0]:
            return False
        try:
            part = os.read(self._file, 1 << 16)
        except OSError:
            part = b""
        self._over = not part
        self._seen += part
        return bool(part)
