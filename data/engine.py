"""The engine: one way to connect, for SQLite and for PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

from data.tables import complete_for_a_server

#: Seconds between two tries to switch a file that another program is switching.
_BETWEEN_TRIES = 0.02
#: Seconds that SQLite waits for another program's write before it gives up.
SQLITE_PATIENCE = 5.0

_PRAGMAS = ("synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF")
_POSTGRES_OPTIONS = "-c statement_timeout=10000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=60000"


def make_engine(url: str | URL) -> Engine:
    """Make an engine; nothing is connected yet, but a missing SQLite file is made, readable by its owner alone.

    A connection with the execution option ``write`` takes SQLite's write lock when its transaction begins, so that
    two programs wait for each other there and nowhere else.

    Raises:
        OSError: the file or its folder cannot be made.
    """
    parsed = make_url(url)
    if not is_sqlite(parsed):
        complete_for_a_server()
        return create_engine(
            parsed,
            pool_size=2,
            max_overflow=1,
            pool_timeout=5,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 5, "application_name": "cockpit", "options": _POSTGRES_OPTIONS},
        )
    make_private(sqlite_file(parsed))
    engine = create_engine(parsed, connect_args={"timeout": SQLITE_PATIENCE})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def is_sqlite(url: URL) -> bool:
    """Does the URL name an SQLite file?"""
    return url.get_backend_name() == "sqlite"


def sqlite_file(url: URL) -> Path:
    """Return the file of an SQLite URL."""
    return Path(url.database or "")


def make_private(file: Path) -> None:
    """Make a missing file, mode 0600, in a folder of mode 0700; SQLite gives its side files the same mode.

    Raises:
        OSError: it cannot be made.
    """
    if not file.parent.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # BEGIN is sent by `_begin`, so that DDL can be rolled back
    with closing(connection.cursor()) as cursor:
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        _log_ahead(cursor)


def _log_ahead(cursor: sqlite3.Cursor) -> None:
    """Keep the file's log ahead of it (WAL); waits itself, since SQLite does not, while another program switches it."""
    end = monotonic() + SQLITE_PATIENCE
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() >= end:
                raise
            sleep(_BETWEEN_TRIES)
        else:
            return


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
