"""The commands that tell how everybody learns, and who can hand over (R32, R34, R35, R38, R39)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from cockpit.__main__ import main
from cockpit.language import use
from cockpit.method.desk import Desk
from cockpit.method.words import Verdict
from data.engine import make_engine
from data.schema import bring_up_to_date
from data.tables import SegmentRow
from tests.data.test_learning import Past

Capture = pytest.CaptureFixture[str]

MONDAY = date(2026, 11, 16)
MOMENT = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Moscow"))


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("COCKPIT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COCKPIT_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    yield
    use("en")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Sixteen reviews of Anna's clients, ever shorter, and a manager without any."""
    path = tmp_path / "sales.sqlite"
    engine = make_engine(f"sqlite:///{path}")
    bring_up_to_date(engine, MOMENT)
    with Session(engine.execution_options(write=True)) as session, session.begin():
        past = Past(session, Desk(head="Irina", holder="test", currency="USD"))
        retail = SegmentRow(name="Retail [/]", head="Irina", deputy="Oleg")
        session.add(retail)
        session.flush()
        anna = past.build.manager("Anna Keller", segment_id=retail.id)
        past.build.manager("Boris Marsh")
        for number in range(16):
            day = MONDAY + timedelta(days=number // 4)
            past.review(anna, day, 1800.0 / (number + 1), verdict=Verdict.PARTLY if number % 4 else Verdict.REACHED)
    engine.dispose()
    return path


def printed(monkeypatch: pytest.MonkeyPatch, capsys: Capture, *arguments: str | Path) -> str:
    monkeypatch.setattr(sys, "argv", ["cockpit", "--today", "2026-11-23", *map(str, arguments)])
    assert main() == 0
    return capsys.readouterr().out


def told(monkeypatch: pytest.MonkeyPatch, capsys: Capture, *arguments: str | Path) -> Any:
    return json.loads(printed(monkeypatch, capsys, *arguments, "--json"))


def test_learning_is_told_of_everybody_and_of_one(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """R32, R34, R35, R38: the table and the JSON have the same figures."""
    table = printed(monkeypatch, capsys, "--db", file, "learning")
    assert "Anna Keller" in table
    assert "15 more reviews until the curve can be drawn" in table
    found = told(monkeypatch, capsys, "--db", file, "learning", "--manager", "Anna")
    [anna] = found["learners"]
    assert (anna["name"], anna["curve_n"], anna["curve"]["n"], anna["baseline"]["n"]) == ("Anna Keller", 16, 16, 10)
    assert [sitting["every"]["n"] for sitting in anna["sittings"]] == [4, 4, 4, 4]
    assert [(week["start"], week["rework"]["part"], week["rework"]["whole"]) for week in anna["weeks"]] == [
        ("2026-11-16", 12, 16)
    ]
    text = printed(monkeypatch, capsys, "--db", file, "learning", "--manager", "Anna")
    assert "75% (51–90) of 16" in text
    assert "5 minutes are reached" in text


def test_learning_of_some_days_has_their_sittings_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """R35: the curve is of all reviews."""
    days = ("--from", "2026-11-17", "--to", "2026-11-18")
    found = told(monkeypatch, capsys, "--db", file, "learning", "--segment", "Retail", *days)
    assert (found["start"], found["end"]) == ("2026-11-17", "2026-11-18")
    [retail] = found["learners"]
    assert [sitting["day"] for sitting in retail["sittings"]] == ["2026-11-17", "2026-11-18"]


def test_delegation_says_what_is_missing(file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    """R39: the sentences of the JSON are those that are printed."""
    found = told(monkeypatch, capsys, "--db", file, "delegation", "--segment", "Retail")
    assert [(row["level"], row["name"], row["ready"]) for row in found["rows"]] == [
        ("segment", "Retail [/]", False),
        ("manager", "Anna Keller", False),
    ]
    assert len(found["rows"][0]["missing"]) == 3
    text = printed(monkeypatch, capsys, "--db", file, "delegation", "--segment", "Retail")
    for sentence in found["rows"][0]["missing"]:
        assert sentence in text
    assert "not yet: 3 not proven yet" in text


@pytest.mark.parametrize("command", ["learning", "delegation"])
def test_the_json_follows_its_schema_also_without_managers(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """R32, R39."""
    found = told(monkeypatch, capsys, command)
    schema = json.loads(printed(monkeypatch, capsys, command, "--schema"))
    assert set(schema["properties"]) == set(found)
    assert "There are no managers yet" in printed(monkeypatch, capsys, command)


def test_the_settings_file_draws_the_line(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """R39."""
    config = tmp_path / "own.toml"
    config.write_text("delegation_line = 80\ndelegation_weeks = 1\n", "utf-8")
    found = told(monkeypatch, capsys, "--config", config, "--db", file, "delegation", "--manager", "Anna")
    assert (found["rule"]["line"], found["rule"]["weeks"], found["rows"][0]["weeks_below"]) == (0.8, 1, 1)
