"""The forecast through the commands: as a table, as JSON and as files, and the same on the screen."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cockpit.__main__ import main
from cockpit.language import use
from tests.screens.department import NOW, cockpit
from tests.screens.test_forecast import DEALS

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run a command as of a day on a store that has the deals."""
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COCKPIT_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("COLUMNS", "250")

    def call(*arguments: object) -> str:
        given = ["cockpit", "--db", tmp_path / "cockpit.sqlite", "--lang", "en", "--today", NOW.date(), *arguments]
        monkeypatch.setattr(sys, "argv", [str(each) for each in given])
        assert main() == 0
        return capsys.readouterr().out.replace("\xa0", " ")

    file = tmp_path / "deals.csv"
    file.write_text(DEALS, "utf-8")
    call("import", file)
    yield call
    use("en")


def test_screen_command_and_export_tell_the_same(run: Run, tmp_path: Path) -> None:
    """R27, R55: one computation; a hot million in the week of 30 November at the assumed 0.6."""
    found = json.loads(run("forecast", "--json"))
    cells = {(cell["type"], cell["currency"], cell["week"]): cell for cell in found["cells"]}
    hot = cells["hot", "RUB", "2026-11-30"]
    assert (hot["commit"], hot["likely"], hot["weighted"]) == (0, 1_000_000_00, 600_000_00)
    assert cells["warm", "RUB", "2027-01-04"]["possible"] == 500_000_00
    assert {rest["place"] for rest in found["rests"]} == {"overdue", "potential"}
    assert found["deals_total"] == len(found["deals"]) == 5
    assert (found["whose"], found["facts"]) == (None, [])
    assert [rate["assumed"] for rate in found["rates"]] == [True] * 3

    exported = json.loads(run("export", "forecast", "--format", "json"))
    assert [
        (row["type"], row["week"], row["possible"]["minor"], row["weighted"]["minor"]) for row in exported["weeks"]
    ] == [(cell["type"], cell["week"] or "later", cell["possible"], cell["weighted"]) for cell in found["cells"]]
    assert [(row["client"], row["chance"]) for row in exported["deals"]] == [
        (deal["client"], deal["chance"] if deal["band"] else None) for deal in found["deals"]
    ]

    total = sum(cell["possible"] for cell in found["cells"] if cell["currency"] == "RUB")
    assert total == 1_500_000_00
    told = ("₽1M", "₽500,000", "₽600,000", "₽300,000", "overdue, needs a new date", "hot 60% (assumed)")

    async def screen() -> str:
        async with cockpit(tmp_path) as running:
            await running.on("ManagersScreen")
            await running.press("F")
            await running.on("ForecastPage")
            await running.sees(*told, "₽1.5M", "$2,000")
            return running.text

    shown = asyncio.run(screen())
    assert "1 without an amount" in shown


def test_the_forecast_is_printed_with_the_reason_of_each_deal(run: Run) -> None:
    """R55: names are foreign text."""
    shown = run("forecast")
    for part in ("hot, likely", "₽1,000,000", "weighted", "overdue, needs a new date", "no result reached yet"):
        assert part in shown
    assert "ACME [/foo]" in shown
    assert "Earlier forecasts" not in shown


def test_the_forecast_is_of_the_manager_who_is_named(run: Run) -> None:
    found = json.loads(run("forecast", "--manager", "oleg", "--json"))
    assert found["whose"] == "Oleg Marsh"
    assert {deal["client"] for deal in found["deals"]} == {"Harrow Lane", "Plumbline"}


def test_the_json_has_a_schema(run: Run) -> None:
    schema = json.loads(run("forecast", "--schema"))
    assert set(schema["properties"]) == set(json.loads(run("forecast", "--json")))


def test_the_forecast_is_handed_out_as_a_table_and_to_read(run: Run, tmp_path: Path) -> None:
    """R27: every deal with its place, money and reason."""
    file = tmp_path / "forecast.csv"
    assert "Written:" in run("export", "forecast", "--out", file)
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
    at = next(number for number, row in enumerate(rows) if row[:2] == ["Client", "Manager"])
    deals = {row[0]: row for row in rows[at + 1 : at + 6]}
    assert set(deals) == {"ACME [/foo]", "Vector [bold]", "Copper Kettle", "Harrow Lane", "Plumbline"}
    assert "overdue, needs a new date" in deals["Harrow Lane"]
    assert run("export", "forecast", "--format", "md").startswith("# Forecast of the whole department, Mon 23 Nov 2026")
