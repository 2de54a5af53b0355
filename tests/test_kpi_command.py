"""The key figures as commands and files: what they say is what the screen says."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cockpit.__main__ import main
from cockpit.commands.asking import ask
from cockpit.language import use
from cockpit.language.kpi import figure_name
from cockpit.method.kpi import Figure, Kpis
from cockpit.method.scope import DEPARTMENT
from cockpit.method.window import Period, window
from cockpit.output.kpi import Kpis as Form
from cockpit.start import Options, prepare
from screens.lines import Line
from screens.numbers import kpi_rows

Capture = pytest.CaptureFixture[str]
TODAY = date(2026, 11, 23)
DEALS = """\
ID,Deal Name,Company,Owner,Team,Amount,Currency,Stage,Status,Created,Closed date,Expected close date,Lost reason
1,Licences,ACME [/foo],Anna Kuznetsova,West,1000,USD,Contract sent,open,2026-10-01,,2026-11-30,
2,Support,ACME [/foo],Anna Kuznetsova,West,500,USD,Proposal,open,2026-10-05,,,
3,Licences,Vector [bold],Oleg Petrov,East,700,USD,Closed,won,2026-09-01,2026-11-03,,
4,Licences,Lost & Co,Oleg Petrov,East,300,USD,Closed,lost,2026-09-01,2026-11-10,,Price =1+1
5,Set up,Vector [bold],Anna Kuznetsova,West,250,USD,Closed,won,2026-09-01,2026-10-10,,
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


def answer(monkeypatch: pytest.MonkeyPatch, capsys: Capture, *arguments: object) -> Any:
    """Return what ``cockpit kpi --json`` prints, as its stable form."""
    assert call(monkeypatch, "kpi", "--json", *arguments) == 0
    text = capsys.readouterr().out
    Form.model_validate_json(text)
    return json.loads(text)


def figure(line: Any, name: str) -> Any:
    return next(each for each in line["figures"] if each["figure"] == name)


def _kpis() -> Kpis:
    start = prepare(Options(today=TODAY))
    now = start.clock()
    return ask(start, lambda store: store.kpis(window(Period.MONTH, now.date()), now))


def test_screen_commands_and_files_tell_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """R18, R19, R20, R21, R22, R23, R24, R25: one computation; the same texts wherever one looks."""
    kpis = _kpis()
    department = kpis.of(DEPARTMENT)
    assert department is not None
    rows = [row for row in kpi_rows.figures(department, whole=False, most=0) if isinstance(row, Line)]
    screen = {row.key: (_text(row.cells[1]), _text(row.cells[3]), _text(row.cells[5])) for row in rows}

    told = answer(monkeypatch, capsys)["lines"][0]
    assert {Figure(each["figure"]): each["value"]["text"] for each in told["figures"]} == _first(screen)
    assert {Figure(each["figure"]): each["before"]["text"] for each in told["figures"]} == {
        key: texts[1] for key, texts in screen.items()
    }

    assert call(monkeypatch, "kpi") == 0
    printed = capsys.readouterr().out.split("\n\n", maxsplit=1)[0].splitlines()[2:]
    for line, (key, texts) in zip(printed, screen.items(), strict=True):
        assert isinstance(key, Figure)
        assert figure_name(key) in line
        assert [text in line for text in texts] == [True] * 3

    file = tmp_path / "kpi"
    assert call(monkeypatch, "export", "kpi", "--format", "csv", "--out", f"{file}.csv") == 0
    table = list(csv.DictReader(io.StringIO(Path(f"{file}.csv").read_text("utf-8-sig"))))
    handed = [(row["Value"], row["Before"]) for row in table if row["Of"] == "department"]
    assert handed == [texts[:2] for texts in screen.values()]
    changes = [row["Differs"] for row in table if row["Of"] == "department"]
    assert [float(by) if by else None for by in changes] == [each["change"] for each in told["figures"]]
    assert call(monkeypatch, "export", "kpi", "--out", f"{file}.xlsx") == 0
    sheet = load_workbook(f"{file}.xlsx").worksheets[0]
    titles, *cells = sheet.iter_rows(values_only=True)
    places = [titles.index(title) for title in ("Value", "Before")]
    assert [tuple(row[place] for place in places) for row in cells if row[0] == "department"] == handed
    assert call(monkeypatch, "export", "kpi", "--out", f"{file}.md") == 0
    page = Path(f"{file}.md").read_text("utf-8")
    assert all(text in page.replace("\\", "") for texts in screen.values() for text in texts)


def _first(screen: dict[Any, tuple[str, str, str]]) -> dict[Any, str]:
    return {key: texts[0] for key, texts in screen.items()}


def _text(cell: Any) -> str:
    return cell if isinstance(cell, str) else "".join(text for text, _ in cell)


def test_the_figures_of_a_month_are_those_of_the_file(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """R19, R20, R25: one won and one lost in November, one won in October, told with their n."""
    found = answer(monkeypatch, capsys)
    assert (found["window"]["start"], found["window"]["end"], found["window"]["running"]) == (
        "2026-11-01",
        "2026-11-30",
        True,
    )
    line = found["lines"][0]
    won, rate = figure(line, "won"), figure(line, "refusal_rate")
    assert (won["value"]["number"], won["before"]["number"], won["change"], won["better"]) == (1, 1, 0, None)
    assert (rate["value"]["share"]["part"], rate["value"]["share"]["whole"]) == (1, 2)
    assert rate["value"]["share"]["rate"] is None
    revenue = figure(line, "revenue")["value"]
    assert revenue["money"] == revenue["unconfirmed"] == [{"minor": 70000, "currency": "USD"}]
    assert [each["text"] for each in line["refusal_reasons"]] == ["Price =1+1"]


def test_days_and_people_can_be_chosen(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """R20: one manager, own days, a period of a day."""
    anna = answer(monkeypatch, capsys, "--manager", "anna", "--from", "2026-10-01", "--to", "2026-10-31")
    assert [line["name"] for line in anna["lines"]] == ["Anna Kuznetsova"]
    assert figure(anna["lines"][0], "won")["value"]["number"] == 1
    assert anna["window"]["period"] == "own"
    quarter = answer(monkeypatch, capsys, "--period", "quarter")
    assert quarter["window"]["start"] == "2026-10-01"
    assert figure(quarter["lines"][0], "won")["value"]["number"] == 2
    week = answer(monkeypatch, capsys, "--period", "week", "--from", "2026-11-04")
    assert (week["window"]["start"], week["window"]["end"]) == ("2026-11-02", "2026-11-08")
    until = answer(monkeypatch, capsys, "--to", "2026-10-15")
    assert (until["window"]["start"], until["window"]["end"]) == ("2026-10-01", "2026-10-15")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "2026-11-10", "--to", "2026-11-01"), "comes before --from"),
        (("--from", "2026-12-10"), "is a day to come"),
        (("--from", "2026-11-01", "--to", "2026-11-10", "--period", "day"), "not with both"),
        (("--manager", "anna", "--segment", "x"), "exclude each other"),
        (("--manager", "nobody"), "Anna Kuznetsova, Oleg Petrov"),
        (("--segment", "nothing"), "No segment has the name nothing"),
        (("--period", "year"), "year"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(
    arguments: tuple[str, ...], said: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert call(monkeypatch, "kpi", *arguments) in {1, 2}
    assert said in capsys.readouterr().err


def test_in_russian_the_figures_are_told_too(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert call(monkeypatch, "--lang", "ru", "kpi") == 0
    assert "700 $" in capsys.readouterr().out
