"""Everything that is shown can be handed out as a file, and imports be looked at and taken back, from the shell."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.test_control_command import Capture, call
from tests.test_control_command import _department as _department  # noqa: PLC0414 a fixture

NOUNS = (
    "reviews",
    "kpi",
    "forecast",
    "learning",
    "control",
    "delegation",
    "targets",
    "incentives",
    "requests",
    "tasks",
)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_noun_is_handed_out_in_every_form(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path, noun: str
) -> None:
    """R62: what is worked out here can be read by other programs."""
    for form in ("md", "csv", "xlsx", "json"):
        file = tmp_path / f"{noun}.{form}"
        assert call(monkeypatch, "export", noun, "--out", file) == 0, capsys.readouterr().err
        assert file.stat().st_size > 0
    assert json.loads((tmp_path / f"{noun}.json").read_text("utf-8"))
    rows = list(csv.reader(io.StringIO((tmp_path / f"{noun}.csv").read_text("utf-8-sig"), newline="")))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))]
    assert call(monkeypatch, "export", noun, "--out", tmp_path / f"{noun}.csv") == 1, "it is not written over unasked"


@pytest.mark.parametrize("form", ["bitrix24.csv", "amocrm.csv"])
def test_tasks_are_handed_to_a_crm(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"tasks.{form}"
    assert call(monkeypatch, "export", "tasks", "--out", file) == 0
    header = file.read_text("utf-8-sig").splitlines()[0]
    assert header.startswith('"Name"' if form.startswith("bitrix") else '"Lead title"')


def test_imports_are_listed_and_the_last_one_taken_back(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert call(monkeypatch, "imports", "--json") == 0
    (run,) = json.loads(capsys.readouterr().out)["imports"]
    assert (run["taken"], run["can_be_taken_back"], run["files"]) == (3, True, ["deals.csv"])
    assert call(monkeypatch, "gone") == 0
    assert "Every open deal" in capsys.readouterr().out
    assert call(monkeypatch, "imports", "--undo") == 0
    assert "3 clients removed, 3 deals removed" in capsys.readouterr().out
    assert call(monkeypatch, "imports", "--undo") == 1


def test_what_a_map_says_is_used_and_remembered(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, tmp_path: Path
) -> None:
    table, said = tmp_path / "own.csv", tmp_path / "own.toml"
    table.write_text("Who;Sum;Step\nACME;5;Agreed\n", "utf-8")
    said.write_text(
        'name = "own"\n[columns]\nWho = "client"\nSum = "amount"\nStep = "stage"\n[stages]\nAgreed = "won"\n'
    )
    assert call(monkeypatch, "import", table) == 1
    assert call(monkeypatch, "import", table, "--map", said) == 0
    capsys.readouterr()
    assert call(monkeypatch, "import", table, "--json", "--dry-run") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["source"], found["deals"]["won"]) == ("own", 1)
