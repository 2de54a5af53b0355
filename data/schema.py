"""The schema's state: whether a database is a cockpit's, how old it is, and bringing it up to date.

A current database is recognised by one cheap question; Alembic is imported only when there is something to do. A new
database takes the same steps as an old one, so both end up the same.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from enum import Enum, auto
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy import text as sql

from cockpit.method.errors import StoreError
from cockpit.method.sentence import Sentence, say
from data.engine import is_sqlite, sqlite_file

#: Where the steps are.
MIGRATIONS = Path(__file__).parent / "migrations"
#: Stands in every SQLite file of a cockpit (``PRAGMA application_id``), so that no other program's is taken for one.
APPLICATION_ID = 0x434B5054
#: How many backups made before a step are kept.
BACKUPS_KEPT = 5

_SQLITE_MARK = b"SQLite format 3\x00"
_POSTGRES_LOCK = 0x434B5054
_OURS = {"manager", "client", "sitting", "review", "undo_step"}


class State(Enum):
    """How a database stands to this program."""

    FRESH = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()
    FOREIGN = auto()


def bring_up_to_date(engine: Engine, now: datetime, migrations: Path = MIGRATIONS) -> str:
    """Make a database fit for this program: nothing, every step on a fresh one, or a backup and the missing steps.

    The steps run in one transaction that holds the write lock, so a second program waits and then finds them done.

    Args:
        engine: the database.
        now: names the backup.
        migrations: the folder of the steps.

    Returns:
        The name of the backup's file; empty when none was needed. A server is backed up by those who run it.

    Raises:
        StoreError: the database belongs to something else or to a newer cockpit; nothing was written.
    """
    file = sqlite_file(engine.url) if is_sqlite(engine.url) else None
    if file is not None:
        check_file(file)
    known = revisions(migrations)
    with engine.connect() as connection:
        state = state_of(connection, known)
    _refuse(state)
    if state is State.CURRENT:
        return ""
    backup = back_up(file, now) if file is not None and state is State.OLDER else None
    _step(engine, known, migrations)
    return backup.name if backup is not None else ""


def revisions(migrations: Path = MIGRATIONS) -> tuple[str, ...]:
    """Return the numbers of all steps this program knows, oldest first."""
    return tuple(sorted(step.name.split("_")[0] for step in (migrations / "versions").glob("[0-9]*_*.py")))


def state_of(connection: Connection, known: tuple[str, ...]) -> State:
    """Find out how the database stands, by what its own tables say."""
    sqlite = connection.dialect.name == "sqlite"
    if sqlite and connection.exec_driver_sql("PRAGMA application_id").scalar_one() not in {0, APPLICATION_ID}:
        return State.FOREIGN
    if sqlite:
        tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    else:
        tables = set(inspect(connection).get_table_names())
    if not tables:
        return State.FRESH
    if not tables >= _OURS or "alembic_version" not in tables:
        return State.FOREIGN
    at = connection.execute(sql("SELECT version_num FROM alembic_version")).scalars().all()
    if list(at) == [known[-1]]:
        return State.CURRENT
    return State.OLDER if len(at) == 1 and at[0] in known else State.NEWER


def check_file(file: Path) -> None:
    """Look at a file before SQLite does: it must be absent, empty or an SQLite file, and not a folder.

    Raises:
        StoreError: it is something else.
        OSError: it cannot be read.
    """
    if file.is_dir():
        raise _failure(say("{file} is a folder. Name a file for the data.", file=str(file)))
    if file.exists():
        with file.open("rb") as opened:
            mark = opened.read(len(_SQLITE_MARK))
        if mark and mark != _SQLITE_MARK:
            raise _failure(say("{file} is no cockpit file. Name another file.", file=str(file)))


def back_up(file: Path, now: datetime) -> Path:
    """Copy an SQLite file beside itself, check the copy, and keep the last few.

    Returns:
        The copy.

    Raises:
        StoreError: the copy is damaged, and so is the file then; nothing else was done.
    """
    copy = file.with_name(f"{file.stem}.backup-{now:%Y%m%d-%H%M%S}.sqlite")
    copy.unlink(missing_ok=True)
    copy.touch(mode=0o600)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        # A copy is read alone, without side files.
        target.execute("PRAGMA journal_mode=DELETE")
        sound = target.execute("PRAGMA quick_check").fetchone() == ("ok",)
    if not sound:
        raise _failure(say("{file} is damaged. Bring back a backup of it.", file=str(file)))
    for old in sorted(file.parent.glob(f"{_escaped(file.stem)}.backup-*.sqlite"))[:-BACKUPS_KEPT]:
        old.unlink(missing_ok=True)
    return copy


def _escaped(name: str) -> str:
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)


def _refuse(state: State) -> None:
    if state is State.NEWER:
        raise _failure(
            say("The data comes from a newer version of the cockpit. Update this one; nothing was changed."),
        )
    if state is State.FOREIGN:
        raise _failure(say("This database holds the tables of another program. Name another file or database."))


def _failure(sentence: Sentence) -> StoreError:
    return StoreError(say("The data cannot be opened"), sentence)


def _step(engine: Engine, known: tuple[str, ...], migrations: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.connect().execution_options(write=True) as connection:
        config.attributes["connection"] = connection
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # Rebuilding a table must not reach the rows that refer to it; the switch works outside a transaction only.
            _pragma(connection, "foreign_keys=OFF")
        try:
            with connection.begin():
                if not sqlite:
                    connection.execute(sql("SET LOCAL statement_timeout = 0"))
                    connection.execute(sql("SET LOCAL lock_timeout = 0"))
                    connection.execute(sql("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
                state = state_of(connection, known)
                _refuse(state)
                if state is not State.CURRENT:
                    command.upgrade(config, "head")
                if sqlite:
                    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                        raise _failure(say("The data could not be brought up to date and was left as it is."))
        finally:
            if sqlite:
                _pragma(connection, "foreign_keys=ON")


def _pragma(connection: Connection, pragma: str) -> None:
    raw = connection.connection.dbapi_connection
    assert raw is not None
    with closing(raw.cursor()) as cursor:
        cursor.execute(f"PRAGMA {pragma}")
