"""The key figures of the practice set "CRM Sales Opportunities", held against the same worked out from its files.

A made-up set in its format is always read. The real one is read when the environment variable COCKPIT_MAVEN names the
folder with its four files.
"""

from __future__ import annotations

import csv
import os
import statistics
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.kpi import Figure, Kpis, Line
from cockpit.method.money import Money
from cockpit.method.scope import DEPARTMENT, Level, Scope
from cockpit.method.share import Share
from cockpit.method.window import Period, Window, window
from data.importing import import_files
from data.kpis import kpis

NOW = datetime(2017, 12, 31, 12, tzinfo=ZoneInfo("Europe/Moscow"))
DESK = Desk(head="Head", holder="this-program", currency="USD")
EVER = Window(Period.OWN, date(2016, 10, 1), date(2017, 12, 31))
DECEMBER = window(Period.MONTH, date(2017, 12, 31))
FOLDER = os.environ.get("COCKPIT_MAVEN")
TEAMS = {"Anna": "Central", "Boris": "Central", "Vera": "West", "Idle": "West"}


@dataclass(frozen=True)
class Sold:
    """A closed deal of the pipeline, dollars."""

    agent: str
    account: str
    won: bool
    begun: date
    closed: date
    value: int


def read_sold(pipeline: Path) -> list[Sold]:
    with pipeline.open(encoding="utf-8", newline="") as lines:
        return [
            Sold(
                row["sales_agent"],
                row["account"],
                row["deal_stage"] == "Won",
                date.fromisoformat(row["engage_date"]),
                date.fromisoformat(row["close_date"]),
                int(row["close_value"]),
            )
            for row in csv.DictReader(lines)
            if row["deal_stage"] in {"Won", "Lost"}
        ]


def make_set(folder: Path) -> None:
    """Write a set of 200 deals of three agents over 2017; every fifth is open."""
    rows = ["opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value"]
    for number in range(200):
        agent = ("Anna", "Boris", "Vera")[number % 3]
        account = f"Account {number * 7 % 11}"
        begun = date(2017, 1, 1) + timedelta(days=number)
        closed = begun + timedelta(days=number * 37 % 140)
        if number % 5 == 0:
            rows.append(f"ID{number},{agent},GTX Pro,{account},Engaging,{begun},,")
        elif number % 5 in {1, 2}:
            rows.append(f"ID{number},{agent},GTXPro,{account},Lost,{begun},{closed},0")
        else:
            rows.append(f"ID{number},{agent},GTX Pro,{account},Won,{begun},{closed},{50 + number * 13 % 400}")
    texts = {
        "sales_pipeline": rows,
        "products": ["product,series,sales_price", "GTX Pro,GTX,4821"],
        "accounts": ["account,sector", *(f"Account {number},retail" for number in range(11))],
        "sales_teams": ["sales_agent,manager,regional_office", *(f"{who},Dustin,{at}" for who, at in TEAMS.items())],
    }
    for name, lines in texts.items():
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def load(session: Session, folder: Path) -> list[Sold]:
    names = ("accounts", "products", "sales_pipeline", "sales_teams")
    import_files(session, DESK, [folder / f"{name}.csv" for name in names], NOW, apply=True)
    session.flush()
    return read_sold(folder / "sales_pipeline.csv")


def three_of_four(days: list[int]) -> int:
    return sorted(days)[-(-3 * len(days) // 4) - 1]


def assert_as_in_the_file(line: Line, span: Window, cycle: Window, deals: list[Sold]) -> None:
    """Work the figures of some deals out with the standard library and compare."""
    within = [deal for deal in deals if span.start <= deal.closed <= span.end]
    won, lost = [deal for deal in within if deal.won], [deal for deal in within if not deal.won]
    assert line.now[Figure.WON].number == len(won)
    assert line.now[Figure.REFUSAL_RATE].share == Share(len(lost), len(within))
    assert line.now[Figure.REFUSALS].number == len({(deal.agent, deal.account) for deal in lost})
    revenue = sum(deal.value for deal in won) * 100
    assert line.now[Figure.REVENUE].money == line.now[Figure.REVENUE].unconfirmed
    assert line.now[Figure.REVENUE].money == ((Money(revenue, "USD"),) if won else ())
    by_client: defaultdict[tuple[str, str], int] = defaultdict(int)
    for deal in won:
        by_client[deal.agent, deal.account] += deal.value * 100
    if won:
        (check,), (middle,) = line.now[Figure.CHECK].money, line.now[Figure.CHECK_MEDIAN].money
        assert check.minor == pytest.approx(statistics.mean(by_client.values()), abs=0.5)
        assert middle.minor == pytest.approx(statistics.median(by_client.values()), abs=0.5)
    for figure, of_won in ((Figure.WON_CYCLE, True), (Figure.LOST_CYCLE, False)):
        days = [
            (deal.closed - deal.begun).days
            for deal in deals
            if deal.won is of_won and cycle.start <= deal.closed <= cycle.end
        ]
        value = line.now[figure]
        if not days:
            assert value.number is None or value.window != cycle
        elif value.window == cycle:
            assert (value.n, value.number, value.p75) == (len(days), statistics.median(days), three_of_four(days))
        else:
            assert len(days) < 10


def assert_all_as_in_the_file(found: Kpis, cycle: Window, deals: list[Sold]) -> None:
    """Compare the department and every manager."""
    department = found.of(DEPARTMENT)
    assert department is not None
    assert_as_in_the_file(department, found.window, cycle, deals)
    managers = [line for line in found.lines if line.scope.level is Level.MANAGER]
    assert {deal.agent for deal in deals} <= {line.name for line in managers}
    for line in managers:
        assert_as_in_the_file(line, found.window, cycle, [deal for deal in deals if deal.agent == line.name])


def test_figures_of_a_made_up_set_equal_those_of_its_files(session: Session, tmp_path: Path) -> None:
    """R19, R20, R22, R23, R25: over all its days, and of December with the lengths of the last 90 days."""
    make_set(tmp_path)
    deals = load(session, tmp_path)
    assert_all_as_in_the_file(kpis(session, DESK, EVER, NOW), Window(Period.OWN, EVER.start, EVER.end), deals)
    last_days = Window(Period.OWN, date(2017, 10, 3), date(2017, 12, 31))
    assert_all_as_in_the_file(kpis(session, DESK, DECEMBER, NOW), last_days, deals)


@pytest.mark.skipif(FOLDER is None, reason="COCKPIT_MAVEN does not name the folder of the practice set")
def test_figures_of_the_practice_set_equal_those_of_its_files(session: Session) -> None:
    """R19, R20, R22, R23, R25: won 4,238, lost 2,473, revenue 10,005,534; won in a median of 57 days, p75 88."""
    deals = load(session, Path(FOLDER or ""))
    found = kpis(session, DESK, EVER, NOW)
    assert_all_as_in_the_file(found, Window(Period.OWN, EVER.start, EVER.end), deals)
    line = found.of(Scope())
    assert line is not None
    assert line.now[Figure.WON].number == 4238
    assert line.now[Figure.REFUSAL_RATE].share == Share(2473, 4238 + 2473)
    assert line.now[Figure.REVENUE].money == (Money(1_000_553_400, "USD"),)
    cycle = line.now[Figure.WON_CYCLE]
    assert (cycle.n, cycle.number, cycle.p75) == (4238, 57, 88)
    last_days = Window(Period.OWN, date(2017, 10, 3), date(2017, 12, 31))
    assert_all_as_in_the_file(kpis(session, DESK, DECEMBER, NOW), last_days, deals)
