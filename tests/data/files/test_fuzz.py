"""Whatever the bytes: facts, or a refusal with a sentence."""

from __future__ import annotations

import csv
import random
import tracemalloc
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cockpit.method.errors import FileError
from data.files.facts import Account
from data.files.readers import open_table
from data.files.table import Flaw
from tests.data.files.builders import OPTIONS, reading
from tools.fuzz_readers import mutated, read, seeds

LETTERS = st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zs", "Zl", "Zp"))


@given(st.binary(max_size=400))
@settings(max_examples=50, deadline=None)
def test_any_bytes_are_a_table_or_refused(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    file = tmp_path_factory.mktemp("bytes") / "x.csv"
    file.write_bytes(body)
    read(file)


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zs", "Zl", "Zp")), min_size=1),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(";,\t"),
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
)
@settings(max_examples=50, deadline=None)
def test_what_is_written_as_a_table_reads_back_cell_for_cell(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], delimiter: str, encoding: str
) -> None:
    file = tmp_path_factory.mktemp("table") / "x.csv"
    with file.open("w", encoding=encoding, newline="") as target:
        writer = csv.writer(target, delimiter=delimiter, quoting=csv.QUOTE_ALL)
        writer.writerow(["Client", "Owner", "Deal name"])
        writer.writerows(rows)
    table = open_table(file)
    found = [row[1] for row in table.rows(Account("x")) if not isinstance(row, Flaw)]
    assert found == [[unicodedata.normalize("NFC", cell) for cell in row] for row in rows]


def test_broken_files_of_every_kind_are_read_or_refused(tmp_path: Path) -> None:
    chance, good = random.Random(7), seeds()  # noqa: S311 nothing secret
    file = tmp_path / "deals.csv"
    for _ in range(300):
        file.write_bytes(mutated(chance.choice(good), chance))
        read(file)
    for body in good:
        file.write_bytes(body)
        assert read(file) > 0


def test_a_long_file_takes_no_more_memory_than_a_short_one(tmp_path: Path) -> None:
    """A file of any length streams: four times the rows, the same memory."""

    def peak(rows: int) -> int:
        file = tmp_path / f"{rows}.csv"
        with file.open("w") as target:
            target.write("ID;Клиент;Сумма;Этап;Комментарий\n")
            target.writelines(f"{n};Клиент {n % 500};{n};Переговоры;{'x' * 900}\n" for n in range(rows))
        tracemalloc.start()
        for _ in reading(file, options=OPTIONS).facts():
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    short, long = peak(3_000), peak(12_000)
    assert long < short * 1.5


@pytest.mark.parametrize("columns", [300, 1999])
def test_many_columns_are_read(tmp_path: Path, columns: int) -> None:
    names = ["Клиент", "Сумма", *(f"c{n}" for n in range(columns - 2))]
    file = tmp_path / "x.csv"
    file.write_text(";".join(names) + "\n" + ";".join(["ACME", "5", *["x"] * (columns - 2)]) + "\n")
    assert sum(1 for _ in reading(file).facts()) == 1


def test_a_file_that_vanishes_while_it_is_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("Клиент;Сумма\nACME;5\n")
    found = reading(file)
    file.unlink()
    with pytest.raises(FileError):
        list(found.facts())
