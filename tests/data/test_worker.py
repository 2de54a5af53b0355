"""The worker's thread: order, transactions, errors with sentences, and the way out."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from sqlalchemy import make_url, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from cockpit.method.draft import ReviewDraft
from cockpit.method.errors import ConflictError, StoreBusyError, StoreError
from data import engine as engines
from data.tables import SegmentRow
from data.worker import Worker

PATIENCE = 1.0


@pytest.fixture
def worker(url: str, tmp_path: Path) -> Iterator[Worker]:
    worker = Worker(url, tmp_path / "drafts.sqlite", patience=PATIENCE)
    yield worker
    assert worker.close(10)


def _names(session: Session) -> list[str]:
    return list(session.scalars(select(SegmentRow.name).order_by(SegmentRow.id)))


def _add(name: str, session: Session) -> None:
    session.add(SegmentRow(name=name))


async def test_jobs_run_in_order_each_in_its_own_transaction(worker: Worker) -> None:
    jobs = [worker.run(partial(_add, f"[{number}]"), write=True) for number in range(5)]
    *_, names = await asyncio.gather(*jobs, worker.run(_names))
    assert names == [f"[{number}]" for number in range(5)]


async def test_a_write_that_fails_leaves_nothing(worker: Worker) -> None:
    def job(session: Session) -> None:
        _add("half", session)
        session.flush()
        raise ValueError("a mistake of ours")

    with pytest.raises(ValueError, match="a mistake of ours"):
        await worker.run(job, write=True)
    assert await worker.run(_names) == []


async def test_a_job_whose_caller_left_before_it_began_is_skipped(worker: Worker) -> None:
    begun, go_on = Event(), Event()

    def first(_: Session) -> None:
        begun.set()
        assert go_on.wait(10)

    running = asyncio.create_task(worker.run(first))
    await asyncio.to_thread(begun.wait, 10)
    superseded = asyncio.create_task(worker.run(lambda session: _add("superseded", session), write=True))
    await asyncio.sleep(0)
    superseded.cancel()
    with pytest.raises(asyncio.CancelledError):
        await superseded
    go_on.set()
    await running
    assert await worker.run(_names) == []


async def test_what_breaks_a_rule_of_the_tables_is_a_conflict_with_its_cause(worker: Worker) -> None:
    await worker.run(lambda session: _add("North", session), write=True)
    with pytest.raises(ConflictError) as raised:
        await worker.run(lambda session: _add("North", session), write=True)
    assert "look again" in raised.value.sentence.text
    assert "Integrity" in type(raised.value.__cause__).__name__


async def test_a_locked_sqlite_file_is_busy_and_works_again_later(
    sqlite_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "SQLITE_PATIENCE", 0.05)
    worker = Worker(f"sqlite:///{sqlite_file}")
    other = engines.make_engine(f"sqlite:///{sqlite_file}").execution_options(write=True)
    with other.connect() as connection, connection.begin():
        with pytest.raises(StoreBusyError) as raised:
            await worker.run(lambda session: _add("North", session), write=True)
        assert await worker.run(_names) == []
    assert "Another program is writing" in raised.value.sentence.text
    other.dispose()
    await worker.run(lambda session: _add("North", session), write=True)
    assert await worker.run(_names) == ["North"]
    assert worker.close(5)


async def test_a_server_that_froze_is_given_up_and_the_next_job_runs_at_once(server_url: str, tmp_path: Path) -> None:
    worker = Worker(server_url, tmp_path / "drafts.sqlite", patience=PATIENCE)
    started = monotonic()

    def stuck(session: Session) -> None:
        _add("too late", session)
        session.execute(sql("SELECT pg_sleep(3)"))

    frozen = asyncio.create_task(worker.run(stuck, write=True))
    behind = asyncio.create_task(worker.run(_names))
    with pytest.raises(StoreBusyError):
        await frozen
    assert await behind == []
    assert monotonic() - started < PATIENCE + 1.5
    assert worker.close(10)


async def test_a_job_that_was_given_up_writes_nothing_when_it_comes_back(server_url: str, tmp_path: Path) -> None:
    worker = Worker(server_url, tmp_path / "drafts.sqlite", patience=0.2)
    go_on, done = Event(), Event()

    def late(session: Session) -> None:
        assert go_on.wait(10)
        _add("too late", session)
        done.set()

    with pytest.raises(StoreBusyError):
        await worker.run(late, write=True)
    go_on.set()
    assert await asyncio.to_thread(done.wait, 10)
    await worker.run(lambda session: _add("after", session), write=True)
    assert await worker.run(_names) == ["after"]
    assert worker.close(10)


async def test_an_unhurried_job_is_not_given_up(worker: Worker) -> None:
    def slow(session: Session) -> str:
        assert not Event().wait(PATIENCE * 1.5)
        return "done"

    assert await worker.run(slow, unhurried=True) == "done"


async def test_a_lost_connection_is_told_and_mended(server_url: str, tmp_path: Path) -> None:
    worker = Worker(server_url, tmp_path / "drafts.sqlite")

    def suicide(session: Session) -> None:
        session.execute(sql("SELECT pg_terminate_backend(pg_backend_pid())"))

    with pytest.raises(StoreBusyError) as raised:
        await worker.run(suicide)
    assert "does not answer" in raised.value.title.text
    assert await worker.run(_names) == []
    assert worker.close(10)


async def test_a_database_that_is_not_there_is_named_as_such(server_url: str, tmp_path: Path) -> None:
    missing = make_url(server_url).set(database="nowhere").render_as_string(hide_password=False)
    worker = Worker(missing, tmp_path / "drafts.sqlite")
    with pytest.raises(StoreError) as raised:
        await worker.run(_names)
    assert '"nowhere" does not exist' in str(dict(raised.value.sentence.values)["reason"])
    assert worker.close(10)


async def test_a_url_that_is_none_is_told(now: datetime) -> None:
    worker = Worker("postgresql+nothing://x")
    with pytest.raises(StoreError):
        await worker.open(now)
    assert worker.close(5)


async def test_a_folder_that_is_a_file_cannot_hold_the_data(tmp_path: Path, now: datetime) -> None:
    (tmp_path / "file").write_text("x")
    worker = Worker(f"sqlite:///{tmp_path}/file/cockpit.sqlite")
    with pytest.raises(StoreError) as raised:
        await worker.open(now)
    assert str(tmp_path) in str(dict(raised.value.sentence.values))
    assert worker.close(5)


@pytest.fixture
def notes(tmp_path: Path) -> Iterator[Path]:
    """A text file in a folder of its own, in which nothing else may appear."""
    file = tmp_path / "notes" / "notes.txt"
    file.parent.mkdir()
    file.write_text("Not a database, but longer than sixteen bytes.")
    yield file
    assert [path.name for path in file.parent.iterdir()] == ["notes.txt"]


async def test_a_text_file_is_refused_before_anything_is_written(notes: Path, now: datetime) -> None:
    worker = Worker(f"sqlite:///{notes}")
    with pytest.raises(StoreError, match="no cockpit file"):
        await worker.open(now)
    assert worker.close(5)


async def test_what_was_queued_is_done_before_the_end(url: str, tmp_path: Path, now: datetime) -> None:
    worker = Worker(url, tmp_path / "drafts.sqlite")
    await worker.open(now)
    worker.submit_draft(lambda drafts: drafts.save(ReviewDraft(7, actual="поло"), 1, now))
    assert worker.close(10)
    assert worker.close(10)
    again = Worker(url, tmp_path / "drafts.sqlite")
    found = await again.drafts(lambda drafts: drafts.load(7))
    assert found == ReviewDraft(7, actual="поло")
    assert again.close(10)


async def test_after_the_end_nothing_is_asked(worker: Worker, now: datetime) -> None:
    assert worker.close(10)
    worker.submit_draft(lambda drafts: drafts.drop(1))
    with pytest.raises(StoreError):
        await worker.run(_names)


async def test_the_end_does_not_wait_for_a_job_that_hangs(sqlite_file: Path) -> None:
    worker = Worker(f"sqlite:///{sqlite_file}")
    begun, go_on = Event(), Event()

    def hanging(_: Session) -> None:
        begun.set()
        go_on.wait(10)

    running = asyncio.create_task(worker.run(hanging))
    await asyncio.to_thread(begun.wait, 10)
    assert not worker.close(0.05)
    go_on.set()
    await running
    assert worker.close(10)


def test_the_stores_face_is_imported_without_a_database() -> None:
    program = "import sys, data.store; print([m for m in ('sqlalchemy', 'pydantic', 'alembic') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603  our own program
    assert found.stdout.strip() == "[]"


def test_the_file_is_opened_as_it_should_be(sqlite_file: Path) -> None:
    engine = engines.make_engine(f"sqlite:///{sqlite_file}")
    with engine.connect() as connection, closing(connection.connection.cursor()) as cursor:
        found = {
            pragma: cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
            for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "trusted_schema": 0,
    }
    engine.dispose()
