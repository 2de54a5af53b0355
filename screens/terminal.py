"""What the terminal says about its own background, asked before the app starts. Standard library only.

The question is OSC 11 followed by DA1. Every terminal answers DA1, so one that does not know OSC 11 is found
out at once instead of after a time-out.
"""

from __future__ import annotations

import os
import re
import select
import sys
from time import monotonic
from typing import Literal, TypeAlias

Background: TypeAlias = Literal["dark", "light"]

_QUESTION = b"\x1b]11;?\x1b\\\x1b[c"
_COLOUR = re.compile(
    rb"\x1b\]11;(?:rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})|#([0-9a-fA-F]{3,12}))"
)
_ATTRIBUTES = re.compile(rb"\x1b\[\?[0-9;]*c")
#: The eight dark ones of the sixteen colours, as COLORFGBG numbers them.
_DARK_NUMBERS = {0, 1, 2, 3, 4, 5, 6, 8}
_LAST_NUMBER = 15
_LIGHT_FROM = 0.5


def colorfgbg_background(value: str | None) -> Background | None:
    """Read the variable COLORFGBG (``15;0`` or ``0;default;15``); None when it says nothing.

    rxvt, Konsole and some others set it; the last field is the number of the background among sixteen colours.
    """
    last = (value or "").rpartition(";")[2].strip()
    if not last.isdecimal() or int(last) > _LAST_NUMBER:
        return None
    return "dark" if int(last) in _DARK_NUMBERS else "light"


def terminal_background(tty_fd: int, timeout: float = 0.5) -> Background | None:
    """Ask the terminal for the colour behind its text.

    The terminal's mode is put back and its input queue holds none of the answer afterwards. What was typed while
    waiting is dropped with it.

    Args:
        tty_fd: a file descriptor open for reading and writing on the terminal.
        timeout: seconds to wait for a terminal that does not even answer DA1.

    Returns:
        What the background is; None when the terminal does not tell, is no terminal, or the system has none.
    """
    if sys.platform == "win32":
        return None
    import termios

    try:
        if not os.isatty(tty_fd) or os.environ.get("TERM") in {None, "dumb"}:
            return None
        before = termios.tcgetattr(tty_fd)
        quiet = termios.tcgetattr(tty_fd)
        quiet[3] &= ~(termios.ECHO | termios.ICANON)
        quiet[6][termios.VMIN], quiet[6][termios.VTIME] = 0, 0
        termios.tcsetattr(tty_fd, termios.TCSANOW, quiet)
        try:
            os.write(tty_fd, _QUESTION)
            answer = _read_answer(tty_fd, timeout)
        finally:
            termios.tcsetattr(tty_fd, termios.TCSAFLUSH, before)
    except (OSError, termios.error):
        return None
    return _background(answer)


def _read_answer(tty_fd: int, timeout: float) -> bytes:
    answer = b""
    ends = monotonic() + timeout
    while not _ATTRIBUTES.search(answer):
        left = ends - monotonic()
        if left <= 0 or not select.select([tty_fd], [], [], left)[0]:
            break
        piece = os.read(tty_fd, 1024)
        if not piece:
            break
        answer += piece
    return answer


def _background(answer: bytes) -> Background | None:
    found = _COLOUR.search(answer)
    if found is None:
        return None
    if found[4]:
        size = len(found[4]) // 3
        parts = [found[4][size * n : size * (n + 1)] for n in range(3)]
    else:
        parts = [found[1], found[2], found[3]]
    red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in parts)
    return "light" if 0.2126 * red + 0.7152 * green + 0.0722 * blue > _LIGHT_FROM else "dark"
