"""What control brings as a command: it says what the screen says."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cockpit.__main__ import main
from cockpit.commands.asking import ask
from cockpit.language import use
from cockpit.language.control import headlines, sections
from cockpit.method.scope import DEPARTMENT
from cockpit.method.window import Period, Window, window
from cockpit.output.control import Control as Form
from cockpit.start import Options, prepare
from screens.lines import Line
from screens.numbers import control_rows

Capture = pytest.CaptureFixture[str]
TODAY = date(2026, 11, 23)
DEALS = """\
ID,Deal Name,Company,Owner,Team,Amount,Currency,Stage,Status,Created,Closed date,Expected close date,Lost reason
1,Licences,ACME [/foo],Anna Kuznetsova,West,1000,USD,Contract sent,open,2026-10-01,,2026-11-30,
2,Licences,Vector [bold],Oleg Petrov,East,700,USD,Closed,won,2026-09-01,2026-11-03,,
3,Licences,Lost & Co,Oleg Petrov,East,300,USD,Closed,lost,2026-09-01,2026-11-10,,Price =1+1
"""


@pytest.fixture(autouse=True)
def _department(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Iterator[None]:
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COCKPIT_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    file = tmp_path / "deals.csv"
    file.write_text(DEALS, "utf-8")
    assert call(monkeypatch, "import", file) == 0
    capsys.readouterr()
    yield
    use("en")


def call(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["cockpit", "--today", "2026-11-23", *map(str, arguments)])
    return main()


def test_the_command_the_json_and_the_screen_tell_the_same(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """R37, R40, R44, R58, R60: one computation."""
    start = prepare(Options(today=TODAY))
    month = window(Period.MONTH, TODAY)
    found = ask(start, lambda store: store.control(DEPARTMENT, month, start.clock()))
    assert call(monkeypatch, "control") == 0
    printed = " ".join(capsys.readouterr().out.split())
    told = [*headlines(found), *(line for _, lines in sections(found) for line in lines)]
    shown = [row for row in control_rows.rows(found) if isinstance(row, Line)]
    assert [row.key for row in shown] == [line.key for line in told]
    for row, line in zip(shown, told, strict=True):
        assert row.cells[:2] == (line.name, line.value)
        assert " ".join(f"{line.name} {line.value} {line.n} {line.time} {line.note}".split()) in printed
    assert call(monkeypatch, "control", "--json") == 0
    assert Form.model_validate(json.loads(capsys.readouterr().out)).model_copy(
        update={"as_of": found.as_of}
    ) == Form.of(found, "")


def test_days_and_whose_figures_can_be_named(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """R37: by hand: Oleg's 700 came in the ten days, nothing of Anna's; her client has been silent since October."""
    asked = ("control", "--from", "2026-11-01", "--to", "2026-11-10", "--json", "--manager")
    for name, came, silent in (("oleg", [70_000], 0), ("anna", [], 1)):
        assert call(monkeypatch, *asked, name) == 0
        found = json.loads(capsys.readouterr().out)
        assert [each["minor"] for each in found["came"]["money"]] == came
        assert found["silent"]["clients"]["part"] == silent
        assert Window(Period.OWN, date(2026, 11, 1), date(2026, 11, 10)).start.isoformat() == found["window"]["start"]
    assert found["past"]["difference"] == {"low": None, "middle": 0.0, "high": None, "proof": "not proven"}
    assert call(monkeypatch, "control", "--schema") == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Control"
