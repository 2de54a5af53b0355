from __future__ import annotations

from pathlib import Path

import pytest

from screens.paths import candidates, completed, typed_path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "exports").mkdir()
    for name in ("deals [b].csv", "Deals 2.xlsx", "notes.md", ".hidden.csv"):
        (tmp_path / name).write_text("x")
    return tmp_path


def test_folders_come_first_then_files_that_can_be_imported(folder: Path) -> None:
    assert [each.name for each in candidates(f"{folder}/")] == ["exports", "Deals 2.xlsx", "deals [b].csv"]


def test_letters_are_compared_whatever_their_case(folder: Path) -> None:
    assert [each.name for each in candidates(f"{folder}/DEALS")] == ["Deals 2.xlsx", "deals [b].csv"]


def test_hidden_files_are_shown_when_a_dot_was_typed(folder: Path) -> None:
    assert [each.name for each in candidates(f"{folder}/.h")] == [".hidden.csv"]


def test_a_path_is_completed_as_far_as_the_files_agree(folder: Path) -> None:
    assert completed(f"{folder}/d", candidates(f"{folder}/d")).casefold() == f"{folder}/deals ".casefold()
    assert completed(f"{folder}/e", candidates(f"{folder}/e")) == f"{folder}/exports/"
    assert completed(f"{folder}/zzz", candidates(f"{folder}/zzz")) == f"{folder}/zzz"


def test_a_folder_that_is_not_there_has_no_files(folder: Path) -> None:
    assert candidates(f"{folder}/nowhere/") == ()


def test_home_and_quotes_are_understood(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("HOME", str(folder))
    assert typed_path("~/exports") == folder / "exports"
    assert typed_path(f' "{folder}/Deals 2.xlsx" ') == folder / "Deals 2.xlsx"
    assert next(each.text for each in candidates("~")) == "~/exports/"


def test_a_star_stands_for_all_files_that_fit_and_brackets_for_themselves(folder: Path) -> None:
    assert [each.name for each in candidates(f"{folder}/*.csv")] == ["deals [b].csv"]
    assert [each.name for each in candidates(f"{folder}/deals [")] == ["deals [b].csv"]
    assert completed(f"{folder}/*.csv", candidates(f"{folder}/*.csv")) == f"{folder}/*.csv"
