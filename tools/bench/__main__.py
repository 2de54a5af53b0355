"""Prints each row of the speed budget as a ratio to what stands beside it, measured in this run.

``python -m tools.bench [--large]``: with ``--large`` also a department of 1,000,000 clients, which takes some minutes
to build. Runs of what is compared are interleaved; each figure is the median of its runs, or their 95th percentile. A
row that cannot be measured says why, and the others are measured all the same.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from zoneinfo import ZoneInfo

from cockpit.method.desk import Desk
from cockpit.method.norms import Norms
from cockpit.method.sitting import slot_of
from tools.bench import importing, saving
from tools.bench.department import build, plan
from tools.bench.terminal import Terminal

_RUNS = 9
_KEYS = 100
_PLANS = 20
_ZONE = ZoneInfo("Europe/Moscow")
_NOW = datetime(2026, 11, 23, 10, 0, tzinfo=_ZONE)
_DESK = Desk(head="Head", holder="bench", currency="RUB")
_FRAME = 16.0
_HELLO = (
    "from textual.app import App\n"
    "from textual.widgets import Static\n"
    "class Hello(App):\n"
    "    def compose(self):\n"
    "        yield Static('hello there')\n"
    "Hello().run()\n"
)
#: What sqlite3 does once through every deal and its client, as any report over them must.
_GROUPED = (
    "SELECT client.manager_id, deal.status, count(*), sum(deal.amount_minor) "
    "FROM deal JOIN client ON client.id = deal.client_id GROUP BY client.manager_id, deal.status"
)
#: What stands on a page as soon as its figures were read.
_FIGURES_READ, _FORECAST_READ = "Deals won", "8 of 10"
_DOWN, _PAGE_DOWN, _HOME, _ENTER, _TAB, _ESCAPE = b"j", b"\x1b[6~", b"\x1b[H", b"\r", b"\t", b"\x1b"


def main() -> None:
    """Measure every row that exists now."""
    with tempfile.TemporaryDirectory(prefix="cockpit-bench-") as name:
        folder = Path(name)
        print(f"{'what':<50} {'ours':>12} {'against':>12} {'ratio':>7}  goal")
        with _told("start to the demo team"):
            _starts(folder)
        large = folder / "hundred_thousand.sqlite"
        with _told("100,000 clients"):
            build(large, 1, 100_000, _NOW, _DESK)
            plan(large, range(1, _PLANS + 1), _NOW, _DESK)
            with _told("start to a queue of 100,000 clients"):
                _queue(folder, large)
            with _told("keys with 100,000 clients"):
                _keys(folder, large)
        with _told("save a review"):
            _saves(folder)
        with _told("import"):
            _imports(folder)
        if "--large" in sys.argv:
            with _told("1,000,000 clients"):
                _million(folder)
            with _told("the numbers of 1,000,000 deals"):
                _numbers(folder)


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Say why something could not be measured, and go on."""
    try:
        yield
    except Exception as error:  # noqa: BLE001  whatever it is, the other rows are measured all the same
        print(f"{what:<50} not measured: {type(error).__name__}: {error}", flush=True)


def _row(what: str, ours: float, against: float, goal: str, unit: str = "ms") -> None:
    print(f"{what:<50} {ours:>9.1f} {unit:<2} {against:>9.1f} {unit:<2} {ours / against:>6.2f}×  {goal}", flush=True)


def _fact(what: str, value: str, goal: str) -> None:
    print(f"{what:<50} {value:>12} {'':>12} {'':>7}  {goal}", flush=True)


def _environment(data: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "PYTHONPATH"}}
    return kept | {
        "TERM": "xterm-256color",
        "COLORFGBG": "15;0",
        "LANG": "C.UTF-8",
        "TZ": _ZONE.key,
        "COCKPIT_DATA_DIR": str(data),
        "COCKPIT_CONFIG_DIR": str(data / "config"),
    }


def _cockpit(database: Path) -> list[str]:
    return ["-m", "cockpit", "--today", _NOW.date().isoformat(), "--lang", "en", "--db", str(database)]


def _starts(folder: Path) -> None:
    hello = folder / "hello.py"
    hello.write_text(_HELLO, "utf-8")
    environment, demo = _environment(folder / "demo"), ["-m", "cockpit", "demo"]
    slot = str(slot_of(datetime.now(_ZONE), Norms()))  # stands on the screen as soon as the managers were read
    with Terminal(demo, environment) as terminal:  # the team is built once
        terminal.wait_for(slot)
        time.sleep(1.0)
    floors, paints, seen, read, memory = [], [], [], [], []
    for _ in range(_RUNS):
        floors.append(_start([str(hello)], environment, "hello there"))
        with Terminal(demo, environment) as terminal:
            paints.append(terminal.wait_for("Cockpit"))
            seen.append(terminal.wait_for("Min/client"))
            read.append(terminal.wait_for(slot))
            time.sleep(1.0)
            memory.append(terminal.end().peak_mb)
    floor = median(floors)
    _row("start to first paint / Textual hello", median(paints), floor, "≤ 1.1 ×")
    _row("start to managers as last seen / hello", median(seen), floor, "≤ 1.5 ×")
    _row("start to managers read anew / hello", median(read), floor, "")
    _fact("peak memory, demo team", f"{median(memory):.0f} MB", "≤ 70 MB")


def _start(arguments: list[str], environment: Mapping[str, str], text: str) -> float:
    """Start a program and return the milliseconds until `text` is on the screen."""
    with Terminal(arguments, environment) as terminal:
        return terminal.wait_for(text)


def _queue(folder: Path, database: Path) -> None:
    """Measure the start plus the time from enter to the first clients, without the time that a person takes."""
    hello, environment = str(folder / "hello.py"), _environment(folder / "large")
    _start(_cockpit(database), environment, "Manager 001")
    floors, queues = [], []
    for _ in range(_RUNS):
        floors.append(_start([hello], environment, "hello there"))
        with Terminal(_cockpit(database), environment) as terminal:
            passed = terminal.wait_for("Manager 001")
            time.sleep(1.5)
            queues.append(passed + _shown(terminal, _ENTER, "Client 0"))
    _row("start to a queue of 100,000 clients / hello", median(queues), median(floors), "≤ 2 ×")


def _shown(terminal: Terminal, keys: bytes, text: str) -> float:
    """Press keys and return the milliseconds until `text` comes."""
    terminal.forget()
    begun = time.perf_counter()
    terminal.press(keys)
    terminal.wait_for(text)
    return (time.perf_counter() - begun) * 1000


def _keys(folder: Path, database: Path) -> None:
    with Terminal(_cockpit(database), _environment(folder / "large")) as terminal:
        terminal.wait_for("Manager 001")
        time.sleep(1.5)
        _shown(terminal, _ENTER, "Client 0")
        time.sleep(1.5)
        _timed("key to paint, next row", terminal, lambda _: _DOWN)
        _timed("key to paint, next page", terminal, lambda _: _PAGE_DOWN)
        terminal.press(_HOME)
        time.sleep(1.0)
        _shown(terminal, b"s", "Planned for")
        time.sleep(1.5)
        # partly and not reached by turns: from the field that the verdict leads to back to the card, and taken back
        _timed("key to paint, verdict", terminal, lambda turn: (b"2", b"3")[turn % 2], after=(_ESCAPE, b"v"))
        terminal.key(b"2")
        _timed("key to paint, next field", terminal, lambda _: _TAB)
        _fact("idle with the timer, share of a core", f"{terminal.idle(20):.2%}", "≤ 0.5 %")


def _timed(what: str, terminal: Terminal, keys: Callable[[int], bytes], after: tuple[bytes, ...] = ()) -> None:
    times = []
    for turn in range(_KEYS):
        times.append(terminal.key(keys(turn)))
        for each in after:
            terminal.key(each)
    p95 = quantiles(times, n=20)[18]
    _row(f"{what}, p95 / a frame", p95, _FRAME, f"≤ 1 × (p50 {median(times):.1f} ms)")


def _saves(folder: Path) -> None:
    ours, raw = saving.measure(folder, _NOW, _DESK)
    _row("save a review / the same rows by sqlite3", ours, raw, "≤ 2.5 ×")


def _imports(folder: Path) -> None:
    whole, quarter = folder / "deals.csv", folder / "quarter.csv"
    importing.write_deals(whole, 100_000)
    importing.write_deals(quarter, 25_000)
    raws: list[float] = []
    ours: list[float] = []
    peaks: list[float] = []
    for number in range(3):
        with _clock(raws):
            importing.raw(whole, folder / f"raw{number}.sqlite")
        with _clock(ours):
            peaks.append(importing.command(whole, folder / f"import{number}.sqlite"))
    _row("import of 100,000 rows / csv + executemany", median(ours), median(raws), "≤ 4 ×")
    least = importing.command(quarter, folder / "import_quarter.sqlite")
    _row("peak memory of that import / of a quarter of it", median(peaks), least, "flat", "MB")


@contextmanager
def _clock(times: list[float]) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    times.append((time.perf_counter() - begun) * 1000)


def _million(folder: Path) -> None:
    database = folder / "million.sqlite"
    build(database, 100, 1_000_000, _NOW, _DESK)
    with Terminal(_cockpit(database), _environment(folder / "million")) as terminal:
        passed = terminal.wait_for("Manager 001")
        time.sleep(1.0)
        peak = terminal.end().peak_mb
    _fact("managers of 1,000,000 clients", f"{passed:.0f} ms", "")
    _fact("peak memory, 1,000,000 clients", f"{peak:.0f} MB", "≤ 150 MB")


def _numbers(folder: Path) -> None:
    """Measure the pages of the numbers against one pass over all deals by sqlite3, with 100 managers."""
    database = folder / "numbers.sqlite"
    build(database, 100, 1_000_000, _NOW, _DESK, closed=0.5)
    passes: list[float] = []
    for _ in range(3):
        with _clock(passes), closing(sqlite3.connect(database)) as connection:
            connection.execute(_GROUPED).fetchall()
    figures, forecasts = [], []
    with Terminal(_cockpit(database), _environment(folder / "numbers")) as terminal:
        terminal.wait_for("Manager 001")
        for _ in range(3):
            time.sleep(1.5)
            figures.append(_shown(terminal, b"n", _FIGURES_READ))
            forecasts.append(_shown(terminal, b"2", _FORECAST_READ))
            terminal.press(_ESCAPE)
        peak = terminal.end().peak_mb
    _row("key figures of 1,000,000 deals / one pass", median(figures), median(passes), "")
    _row("forecast of 1,000,000 deals / one pass", median(forecasts), median(passes), "")
    _fact("peak memory, numbers of 1,000,000 deals", f"{peak:.0f} MB", "≤ 150 MB")


if __name__ == "__main__":
    main()
