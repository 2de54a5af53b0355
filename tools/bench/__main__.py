"""Prints each row of the speed budget as a ratio to what stands beside it, measured in this run.

``python -m tools.bench [--large]``: with ``--large`` also a department of 1,000,000 clients, which takes some minutes
to build. Runs of what is compared are interleaved; each figure is the median of its runs.
"""

from __future__ import annotations

import csv
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from statistics import median, quantiles
from zoneinfo import ZoneInfo

from cockpit.method.desk import Desk
from tools.bench import saving
from tools.bench.department import build
from tools.bench.terminal import Terminal

_RUNS = 7
_KEYS = 120
_NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Moscow"))
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
_IMPORT_HEADER = "ID,Deal Name,Company,Owner,Amount,Currency,Stage,Status,Created,Expected close date"


def main() -> None:
    """Measure every row that exists now."""
    with tempfile.TemporaryDirectory(prefix="cockpit-bench-") as name:
        folder = Path(name)
        environment = _environment(folder)
        print(f"{'what':<46} {'ours':>12} {'against':>12} {'ratio':>7}  goal")
        _starts(folder, environment)
        _keys(folder, environment)
        _saves(folder)
        _imports(folder)
        if "--large" in sys.argv:
            _large(folder, environment)


def _row(what: str, ours: float, against: float, goal: str, unit: str = "ms") -> None:
    print(f"{what:<46} {ours:>9.1f} {unit:<2} {against:>9.1f} {unit:<2} {ours / against:>6.2f}×  {goal}", flush=True)


def _fact(what: str, value: str, goal: str) -> None:
    print(f"{what:<46} {value:>12} {'':>12} {'':>7}  {goal}", flush=True)


def _environment(folder: Path) -> dict[str, str]:
    names = ("PATH", "HOME", "PYTHONPATH")
    kept = {name: value for name, value in os.environ.items() if name in names}
    return kept | {
        "TERM": "xterm-256color",
        "COLORFGBG": "15;0",
        "LANG": "C.UTF-8",
        "TZ": "Europe/Moscow",
        "COCKPIT_DATA_DIR": str(folder / "data"),
        "COCKPIT_CONFIG_DIR": str(folder / "config"),
    }


def _paint(arguments: list[str], environment: Mapping[str, str], text: str) -> tuple[float, float]:
    """Start a program; return the milliseconds until `text` is on the screen, and its peak memory in MB."""
    with Terminal(arguments, environment) as terminal:
        passed = terminal.wait_for(text)
        time.sleep(0.2)
        return passed, terminal.end().peak_mb


def _cockpit(database: Path) -> list[str]:
    return ["-m", "cockpit", "--today", _NOW.date().isoformat(), "--lang", "en", "--db", str(database)]


def _starts(folder: Path, environment: Mapping[str, str]) -> None:
    hello = folder / "hello.py"
    hello.write_text(_HELLO, "utf-8")
    large = folder / "hundred_thousand.sqlite"
    build(large, 1, 100_000, _NOW, _DESK)
    demo = ["-m", "cockpit", "demo"]
    _paint(demo, environment, "Min per client")  # the team is built once
    floors, paints, managers, queues, memory = [], [], [], [], []
    for _ in range(_RUNS):
        floors.append(_paint([str(hello)], environment, "hello there")[0])
        paints.append(_paint(demo, environment, "Cockpit")[0])
        passed, peak = _paint(demo, environment, "Min per client")
        managers.append(passed)
        memory.append(peak)
        queues.append(_queue_paint(large, environment))
    floor = median(floors)
    _row("start to first paint / Textual hello", median(paints), floor, "≤ 1.1 ×")
    _row("start to managers, demo team / Textual hello", median(managers), floor, "≤ 1.5 ×")
    _row("start to a queue of 100,000 clients / hello", median(queues), floor, "≤ 2 ×")
    _fact("peak memory, demo team", f"{median(memory):.0f} MB", "≤ 70 MB")


def _queue_paint(database: Path, environment: Mapping[str, str]) -> float:
    """Milliseconds of the start plus those from enter to the first clients, without the time a person takes."""
    with Terminal(_cockpit(database), environment) as terminal:
        passed = terminal.wait_for("Manager 001")
        time.sleep(0.5)
        terminal.forget()
        begun = time.perf_counter()
        terminal.press(b"\r")
        terminal.wait_for("Client 0")
        return passed + (time.perf_counter() - begun) * 1000


def _keys(folder: Path, environment: Mapping[str, str]) -> None:
    with Terminal(_cockpit(folder / "hundred_thousand.sqlite"), environment) as terminal:
        terminal.wait_for("Manager 001")
        time.sleep(0.5)
        terminal.forget()
        terminal.press(b"\r")
        terminal.wait_for("Client 0")
        time.sleep(1.0)
        _timed("key to paint, next row (100,000 clients)", terminal, lambda _: b"j")
        _timed("key to paint, next page", terminal, lambda _: b"\x1b[6~")
        terminal.forget()
        terminal.press(b"s")
        terminal.wait_for("Known")
        time.sleep(1.0)
        _timed("key to paint, verdict", terminal, lambda number: b"v2" if number else b"2")
        _timed("key to paint, next field", terminal, lambda _: b"\t")
        _fact("idle with the timer, share of a core", f"{terminal.idle(20):.2%}", "≤ 0.5 %")


def _timed(what: str, terminal: Terminal, keys: Callable[[int], bytes]) -> None:
    times = [terminal.key(keys(number)) for number in range(_KEYS)]
    p95 = quantiles(times, n=20)[18]
    _row(f"{what}, p95 / a frame", p95, _FRAME, f"p50 {median(times):.1f} ms; ≤ 1 ×")


def _saves(folder: Path) -> None:
    ours, raw = saving.measure(folder, _NOW, _DESK)
    _row("save a review / the same rows by sqlite3", ours, raw, "≤ 2.5 ×")


def _imports(folder: Path) -> None:
    file = folder / "deals.csv"
    _write_deals(file, 100_000)
    raws: list[float] = []
    ours: list[float] = []
    peaks: list[float] = []
    for number in range(3):
        with _clock(raws):
            _raw_import(file, folder / f"raw{number}.sqlite")
        target = folder / f"import{number}.sqlite"
        with _clock(ours):
            peaks.append(saving.run_import(file, target))
    _row("import of 100,000 rows / csv + executemany", median(ours), median(raws), "≤ 4 ×")
    _fact("peak memory of that import", f"{median(peaks):.0f} MB", "flat")


@contextmanager
def _clock(times: list[float]) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    times.append((time.perf_counter() - begun) * 1000)


def _write_deals(file: Path, rows: int) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.write(_IMPORT_HEADER + "\n")
        for number in range(rows):
            day = f"2026-{number % 10 + 1:02}-{number % 28 + 1:02}"
            out.write(
                f"{number},Licences {number},Company {number % 60_000},Manager {number % 50:02},"
                f"{number * 37 % 900_000 + 1000},RUB,Proposal,open,{day},2026-12-{number % 28 + 1:02}\n"
            )


def _raw_import(file: Path, target: Path) -> None:
    connection = sqlite3.connect(target)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    columns = _IMPORT_HEADER.split(",")
    names = ", ".join(f'"{column}" TEXT' for column in columns)
    connection.execute(f"CREATE TABLE deal (number INTEGER PRIMARY KEY, {names})")
    places = ", ".join("?" * len(columns))
    quoted = ", ".join(f'"{column}"' for column in columns)
    with file.open(encoding="utf-8", newline="") as opened, connection:
        rows = csv.reader(opened)
        next(rows)
        connection.executemany(f"INSERT INTO deal ({quoted}) VALUES ({places})", rows)  # noqa: S608  our own columns
    connection.close()


def _large(folder: Path, environment: Mapping[str, str]) -> None:
    database = folder / "million.sqlite"
    build(database, 100, 1_000_000, _NOW, _DESK)
    passed, peak = _paint(_cockpit(database), environment, "Manager 001")
    _fact("managers of 1,000,000 clients", f"{passed:.0f} ms", "")
    _fact("peak memory, 1,000,000 clients", f"{peak:.0f} MB", "≤ 150 MB")


if __name__ == "__main__":
    main()
