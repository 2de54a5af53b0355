"""A file of deals, its import by the command in a process of its own, and the least that an import could be."""

from __future__ import annotations

import csv
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from tools.bench.terminal import peak_mb

_HEADER = "ID,Deal Name,Company,Owner,Amount,Currency,Stage,Status,Created,Expected close date"
_LOOK = 0.01


def write_deals(file: Path, rows: int) -> None:
    """Write a file of deals, the same for the same number of rows."""
    with file.open("w", encoding="utf-8") as out:
        out.write(_HEADER + "\n")
        for number in range(rows):
            day = f"2026-{number % 10 + 1:02}-{number % 28 + 1:02}"
            out.write(
                f"{number},Licences {number},Company {number % (rows * 3 // 5)},Manager {number % 50:02},"
                f"{number * 37 % 900_000 + 1000},RUB,Proposal,open,{day},2026-12-{number % 28 + 1:02}\n"
            )


def raw(file: Path, target: Path) -> None:
    """Write the rows into one table with what Python brings."""
    connection = sqlite3.connect(target)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    columns = _HEADER.split(",")
    names = ", ".join(f'"{column}" TEXT' for column in columns)
    connection.execute(f"CREATE TABLE deal (number INTEGER PRIMARY KEY, {names})")
    places = ", ".join("?" * len(columns))
    quoted = ", ".join(f'"{column}"' for column in columns)
    with file.open(encoding="utf-8", newline="") as opened, connection:
        rows = csv.reader(opened)
        next(rows)
        connection.executemany(f"INSERT INTO deal ({quoted}) VALUES ({places})", rows)  # noqa: S608  our own columns
    connection.close()


def command(file: Path, target: Path) -> float:
    """Import the file by the command; return its peak memory in MB.

    Raises:
        RuntimeError: the import failed.
    """
    arguments = [sys.executable, "-m", "cockpit", "--db", str(target), "import", str(file), "--json"]
    peak = 0.0
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603  our own
        while process.poll() is None:
            peak = max(peak, peak_mb(process.pid))
            time.sleep(_LOOK)
        said = process.stderr.read() if process.stderr is not None else ""
    if process.returncode:
        raise RuntimeError(f"the import failed: {said[-300:]}")
    return peak
