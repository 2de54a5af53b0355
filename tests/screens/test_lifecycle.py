"""The ways out that nobody chose, in a real process on a real pseudo-terminal."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("signals and terminals of this kind are POSIX", allow_module_level=True)

from tests.screens.department import fill
from tests.screens.terminals import Terminal, home

TYPED = "half a sentence"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cockpit.sqlite"


@pytest.fixture
async def filled(tmp_path: Path) -> None:
    await fill(tmp_path)


@pytest.fixture
def terminal(filled: None, file: Path, tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def open_one(*, deaf: bool = False) -> Terminal:
        arguments = ("--db", str(file), "--lang", "en", "--today", "2026-11-23")
        opened.append(Terminal(*arguments, env=home(tmp_path), deaf=deaf))
        return opened[-1]

    yield open_one
    for each in opened:
        each.stop()


def to_card(terminal: Terminal) -> None:
    """Go from the start to the first card."""
    terminal.sees("Anna")
    terminal.press("\r")
    terminal.sees("ACME")
    terminal.press("s")
    terminal.sees("First review")


def typed(terminal: Terminal) -> None:
    """Type a text into the card, and see it there."""
    to_card(terminal)
    terminal.press("a")
    terminal.sees("Next field")
    terminal.press(TYPED)
    terminal.sees(TYPED[-4:])


def drafts(file: Path) -> list[dict[str, Any]]:
    with sqlite3.connect(file) as connection:
        return [json.loads(row[0]) for row in connection.execute("select body from draft")]


def actual(file: Path) -> list[str]:
    return [draft["actual"] for draft in drafts(file)]


def restored(terminal: Terminal) -> None:
    """Start again: the review that was begun comes up; a program that had no time to let go is taken over from."""
    terminal.sees("Anna")
    terminal.press("\r")
    terminal.sees("ACME")
    terminal.press("s")
    terminal.until(lambda: TYPED.encode() in terminal.output or b"Take the sitting over?" in terminal.output)
    if TYPED.encode() not in terminal.output:
        terminal.press("\r")
        terminal.sees(TYPED)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_end_stores_what_was_typed_and_tells_its_number(
    terminal: Callable[..., Terminal], file: Path, number: signal.Signals
) -> None:
    window = terminal()
    typed(window)
    os.kill(window.process.pid, number)
    assert window.ended() == 128 + number
    assert b"\x1b[?1049l" in window.output
    assert actual(file) == [TYPED]
    restored(terminal())


def test_a_closed_window_stores_what_was_typed_last_and_ends_the_program(
    terminal: Callable[..., Terminal], file: Path
) -> None:
    window = terminal()
    typed(window)
    window.close()
    assert window.ended() == 128 + signal.SIGHUP
    assert actual(file) == [TYPED]
    again = terminal()
    restored(again)
    assert b"Take the sitting over?" not in again.output


def test_a_program_that_does_not_hear_of_the_closed_window_sees_its_end(
    terminal: Callable[..., Terminal], file: Path
) -> None:
    window = terminal(deaf=True)
    typed(window)
    window.close()
    assert window.ended() == 128 + signal.SIGHUP
    assert actual(file) == [TYPED]


def test_a_program_that_is_killed_loses_nothing_older_than_the_pause_of_the_autosave(
    terminal: Callable[..., Terminal], file: Path
) -> None:
    window = terminal()
    typed(window)
    window.until(lambda: actual(file) == [TYPED], "the draft is stored by itself")
    before = drafts(file)[0]["seconds"]
    window.process.kill()
    window.ended()
    assert before > 0
    again = terminal()
    restored(again)
    again.press("\x1b")
    os.kill(again.process.pid, signal.SIGTERM)
    again.ended()
    assert drafts(file)[0]["seconds"] >= before
