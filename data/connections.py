"""The connections of one store: its own engine and that of the drafts, used by the worker's thread alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, Engine, func, make_url, select
from sqlalchemy.orm import Session

from cockpit.method.overview import Opened
from data.drafts import Drafts, server_name
from data.engine import is_sqlite, make_engine, sqlite_file
from data.schema import bring_up_to_date, check_file
from data.tables import ManagerRow


class Connections:
    """Sessions on the store and on its drafts; each is one transaction.

    Args:
        url: the store.
        drafts: the local SQLite file for the drafts of a server. Those of an SQLite file are in it.
    """

    def __init__(self, url: str, drafts: Path | None) -> None:
        self._url = make_url(url)
        self._drafts_file = drafts
        self._engine: Engine | None = None
        self._drafts_engine: Engine | None = None

    def open(self, now: datetime) -> Opened:
        """Connect, bring the tables of both up to date and count the managers."""
        backup = bring_up_to_date(self._store(), now)
        if not is_sqlite(self._url) and self._drafts_file is not None:
            bring_up_to_date(self._local(), now)
        with self.session(write=False) as session:
            managers = session.scalar(select(func.count()).select_from(ManagerRow)) or 0
        return Opened(managers, backup)

    @contextmanager
    def session(self, *, write: bool) -> Iterator[Session]:
        """Open a session on the store; committed at the end, rolled back by an error."""
        engine = self._store()
        with Session(engine.execution_options(write=True) if write else engine) as session, session.begin():
            yield session

    @contextmanager
    def drafts(self) -> Iterator[Drafts]:
        """Open the drafts; committed at the end, rolled back by an error."""
        local = self._local()
        with Session(local.execution_options(write=True)) as session, session.begin():
            yield Drafts(session, "" if is_sqlite(self._url) else server_name(self._url))

    def close(self) -> None:
        """Let every connection go."""
        for engine in (self._engine, self._drafts_engine):
            if engine is not None:
                engine.dispose()

    def _store(self) -> Engine:
        if self._engine is None:
            self._engine = _engine(self._url)
        return self._engine

    def _local(self) -> Engine:
        if is_sqlite(self._url):
            return self._store()
        if self._drafts_engine is None:
            if self._drafts_file is None:
                raise ValueError("a store on a server needs a local file for drafts")
            self._drafts_engine = _engine(URL.create("sqlite", database=str(self._drafts_file)))
        return self._drafts_engine


def _engine(url: URL) -> Engine:
    if is_sqlite(url):
        check_file(sqlite_file(url))
    return make_engine(url)
