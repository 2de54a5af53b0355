from __future__ import annotations

from dataclasses import astuple

from hypothesis import given
from hypothesis import strategies as st

from cockpit.method.report import FileAccount, ImportReport

COUNTS = st.integers(0, 10_000)
ACCOUNTS = st.lists(st.builds(FileAccount, st.text(max_size=5), *([COUNTS] * 6)), max_size=5)


def report(files: tuple[FileAccount, ...]) -> ImportReport:
    return ImportReport("amoCRM", files, (), (), 0, (), 0, 0, {}, {}, 0, (), applied=False)


def test_the_total_of_all_files_accounts_for_every_row() -> None:
    files = (FileAccount("a.csv", 10, 5, 2, 1, 1, 1), FileAccount("b.csv", 3, 0, 0, 3, 0))
    assert report(files).total == FileAccount("", 13, 5, 2, 4, 1, 1)
    assert report(()).total == FileAccount("", 0, 0, 0, 0, 0)


@given(ACCOUNTS)
def test_every_count_of_the_total_is_the_sum_of_its_column(files: list[FileAccount]) -> None:
    total = astuple(report(tuple(files)).total)[1:]
    assert total == tuple(map(sum, zip(*(astuple(file)[1:] for file in files), strict=True))) or not files
