from __future__ import annotations

import os
import select
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from screens.terminal import Background, colorfgbg_background, terminal_background

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")

ATTRIBUTES = b"\x1b[?62;22c"
LIGHT = b"\x1b]11;rgb:ffff/fafa/f0f0\x1b\\"
DARK = b"\x1b]11;rgb:1414/1818/1f1f\x07"


@pytest.mark.parametrize(
    ("value", "background"),
    [
        ("15;0", "dark"),
        ("0;15", "light"),
        ("0;default;7", "light"),
        ("12;8", "dark"),
        ("default;default", None),
        ("15;99", None),
        ("", None),
        (None, None),
    ],
)
def test_colorfgbg_tells_the_background(value: str | None, background: Background | None) -> None:
    assert colorfgbg_background(value) == background


@contextmanager
def terminal(answer: bytes) -> Iterator[int]:
    """Open a terminal that sends `answer` when it is asked for its attributes; gives the program's side of it."""
    far, near = os.openpty()

    def play() -> None:
        asked = b""
        while b"\x1b[c" not in asked:
            asked += os.read(far, 1024)
        os.write(far, answer)

    player = threading.Thread(target=play)
    player.start()
    try:
        yield near
    finally:
        player.join()
        os.close(near)
        os.close(far)


@pytest.fixture(autouse=True)
def _an_ordinary_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.mark.parametrize(
    ("answer", "background"),
    [
        (LIGHT + ATTRIBUTES, "light"),
        (DARK + ATTRIBUTES, "dark"),
        (b"\x1b]11;rgba:ff/ff/ff/ff\x07" + ATTRIBUTES, "light"),
        (b"\x1b]11;#101418\x07" + ATTRIBUTES, "dark"),
        (b"typed ahead" + LIGHT + ATTRIBUTES, "light"),
        (b"\x1b]11;nonsense\x07" + ATTRIBUTES, None),
        (ATTRIBUTES, None),
    ],
)
def test_the_terminal_is_asked_its_mode_put_back_and_nothing_left_to_read(
    answer: bytes, background: Background | None
) -> None:
    import termios

    with terminal(answer) as tty:
        before = termios.tcgetattr(tty)
        # a minute: only the terminal's answer ends the wait
        assert terminal_background(tty, 60) == background
        assert termios.tcgetattr(tty) == before
        assert select.select([tty], [], [], 0)[0] == []


def test_a_terminal_that_never_answers_is_given_up() -> None:
    with terminal(b"") as tty:
        assert terminal_background(tty, 0.01) is None


def test_what_is_no_terminal_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    try:
        assert terminal_background(writing, 60) is None
    finally:
        os.close(reading)
        os.close(writing)
    monkeypatch.setenv("TERM", "dumb")
    far, near = os.openpty()
    try:
        assert terminal_background(near, 60) is None
    finally:
        os.close(far)
        os.close(near)
