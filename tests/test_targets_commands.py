"""The commands of targets and of the what-if of pay."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from cockpit.__main__ import main
from cockpit.language import use

Capture = pytest.CaptureFixture[str]

DEALS = "ID,Deal Name,Company,Owner,Amount,Currency,Stage,Status,Created,Closed date\n" + "".join(
    f"{month},Licences,ACME [/foo] {month},Anna Kuznetsova,{month}00,USD,Closed,won,2026-0{month}-01,2026-0{month}-15\n"
    for month in range(4, 10)
)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COCKPIT_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    yield None
    use("en")


def call(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["cockpit", "--today", "2026-09-23", *map(str, arguments)])
    return main()


def test_targets_and_pay_are_printed_and_follow_their_schema(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """R56, R57: April to August have 400 to 800 dollars, their median is 600; nobody has rates yet."""
    file = tmp_path / "deals.csv"
    file.write_text(DEALS, "utf-8")
    assert call(monkeypatch, "import", file) == 0
    capsys.readouterr()
    assert call(monkeypatch, "targets", "--manager", "Anna", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    revenue = next(each for each in found["targets"] if each["figure"] == "revenue")
    assert (revenue["value"], revenue["fact"], revenue["proposal"]["n"]) == (60_000, 90_000, 5)
    assert (revenue["proposal"]["low"], revenue["proposal"]["high"]) == (50_000, 70_000)
    assert (found["period"], found["start"], found["passed"], found["days"]) == ("month", "2026-09-01", 16, 22)
    assert call(monkeypatch, "targets") == 0
    assert "proposed from 5 full months" in capsys.readouterr().out.replace("\u00a0", " ")
    assert call(monkeypatch, "incentives", "--json") == 0
    pay = json.loads(capsys.readouterr().out)
    assert (pay["start"], pay["decides"], pay["managers"][0]["won"]) == ("2026-08-01", "nothing", 80_000)
    assert pay["managers"][0]["as_it_is"] is None
    assert call(monkeypatch, "incentives", "--period", "quarter") == 0
    printed = capsys.readouterr().out
    assert "nobody's pay is decided by it" in printed
    assert "No rates yet" in printed
    for command, keys in (("targets", found), ("incentives", pay)):
        call(monkeypatch, command, "--schema")
        assert set(json.loads(capsys.readouterr().out)["properties"]) == set(keys)


@pytest.mark.parametrize("arguments", [("targets", "--period", "day"), ("incentives", "--period", "week")])
def test_a_period_without_targets_is_a_wrong_call(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """R56, R57."""
    assert call(monkeypatch, *arguments) == 2
    assert "--period" in capsys.readouterr().err
