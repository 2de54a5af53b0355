"""What a database says, turned into sentences: each error is a real one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cockpit.method.errors import StoreBusyError, StoreError
from data.failures import explained


def _full(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "a.sqlite")) as connection:
        connection.execute("PRAGMA max_page_count = 2")
        connection.execute("CREATE TABLE a (b)")
        connection.execute("INSERT INTO a VALUES (zeroblob(1000000))")


def _read_only(folder: Path) -> None:
    sqlite3.connect(folder / "a.sqlite").close()
    (folder / "a.sqlite").touch()
    with closing(sqlite3.connect(f"file:{folder}/a.sqlite?mode=ro", uri=True)) as connection:
        connection.execute("CREATE TABLE a (b)")


def _no_folder(folder: Path) -> None:
    sqlite3.connect(folder / "nowhere" / "a.sqlite").close()


def _no_database(folder: Path) -> None:
    (folder / "a.sqlite").write_bytes(b"x" * 4096)
    with closing(sqlite3.connect(folder / "a.sqlite")) as connection:
        connection.execute("SELECT * FROM sqlite_master")


def _damaged(folder: Path) -> None:
    file = folder / "a.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE a (b)")
        connection.executemany("INSERT INTO a VALUES (?)", [("x" * 500,)] * 500)
        connection.commit()
    content = file.read_bytes()
    file.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("SELECT count(b) FROM a").fetchall()


def _locked(folder: Path) -> None:
    with (
        closing(sqlite3.connect(folder / "a.sqlite", timeout=0)) as one,
        closing(sqlite3.connect(folder / "a.sqlite", timeout=0)) as two,
    ):
        one.execute("BEGIN IMMEDIATE")
        two.execute("BEGIN IMMEDIATE")


@pytest.mark.parametrize(
    ("fail", "words", "kind"),
    [
        (_full, "disk is full", StoreError),
        (_read_only, "may not be written", StoreError),
        (_no_folder, "cannot be opened", StoreError),
        (_no_database, "no cockpit file", StoreError),
        (_damaged, "damaged", StoreError),
        (_locked, "Another program is writing", StoreBusyError),
    ],
)
def test_an_error_of_sqlite_says_what_to_do(tmp_path: Path, fail: object, words: str, kind: type[StoreError]) -> None:
    assert callable(fail)
    with pytest.raises(sqlite3.Error) as raised:
        fail(tmp_path)
    told = explained(raised.value)
    assert type(told) is kind
    assert words in told.sentence.text


def test_an_error_of_the_disk_names_the_file() -> None:
    told = explained(PermissionError(13, "Permission denied", "/x/[y].sqlite"))
    assert isinstance(told, StoreError)
    assert dict(told.sentence.values)["file"] == "/x/[y].sqlite"


def test_a_mistake_of_the_program_is_not_dressed_up() -> None:
    mistake = TypeError("x")
    assert explained(mistake) is mistake
