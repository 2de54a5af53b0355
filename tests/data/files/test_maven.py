from datetime import date
from pathlib import Path

import pytest

from cockpit.method.errors import FileError
from cockpit.method.money import Money
from cockpit.method.words import DealStatus
from data.files.facts import DealFact, ManagerFact, ReadOptions, Skipped, Warned
from tests.data.files.builders import OPTIONS, facts, only, plain, reading, write

DOLLARS = ReadOptions("USD", OPTIONS.zone)
PIPELINE = """opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
AAA1,Anna [/foo],GTX Basic,Cancity,Won,2016-10-20,2017-03-01,1054
AAA2,Anna [/foo],GTXPro,Isdom,Lost,2016-10-25,2017-03-11,0
AAA3,Boris,GTXPro,Cancity,Engaging,2016-11-25,,
AAA4,Boris,GTK 500,,Prospecting,,,
"""
TEAMS = "sales_agent,manager,regional_office\nAnna [/foo],Dustin,Central\nBoris,Celia,West\nIdle,Celia,West\n"
PRODUCTS = "product,series,sales_price\nGTX Basic,GTX,550\nGTX Pro,GTX,4821\n"
ACCOUNTS = "account,sector,revenue\nCancity,retail,718.62\nIsdom,medical,10\n"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    texts = {"accounts": ACCOUNTS, "products": PRODUCTS, "pipeline": PIPELINE, "teams": TEAMS}
    return [write(tmp_path / f"{name}.csv", text) for name, text in texts.items()]


def test_the_four_tables_are_one_source(files: list[Path]) -> None:
    one = reading(*files, options=DOLLARS)
    assert [part.source for part in one.parts] == ["maven"]
    assert len(list(one.facts())) == 7
    assert [(account.table, account.rows, account.taken) for account in one.accounts] == [
        ("accounts.csv", 2, 2),
        ("products.csv", 2, 2),
        ("pipeline.csv", 4, 4),
        ("teams.csv", 3, 3),
    ]


def test_agents_are_managers_even_without_deals_and_come_before_the_deals(files: list[Path]) -> None:
    found = facts(*files)
    assert found[:3] == [
        ManagerFact("teams.csv", 2, "Anna [/foo]", "Central", "Dustin"),
        ManagerFact("teams.csv", 3, "Boris", "West", "Celia"),
        ManagerFact("teams.csv", 4, "Idle", "West", "Celia"),
    ]


def test_a_closed_deal_has_its_value_and_an_open_one_a_list_price(files: list[Path]) -> None:
    deals = only(DealFact, facts(*files, options=DOLLARS))
    assert [(deal.status, deal.amount, deal.estimate) for deal in deals] == [
        (DealStatus.WON, Money(105400, "USD"), None),
        (DealStatus.LOST, Money(0, "USD"), None),
        (DealStatus.OPEN, None, Money(482100, "USD")),
        (DealStatus.OPEN, None, None),
    ]


def test_dates_clients_segments_and_sectors_are_joined(files: list[Path]) -> None:
    deals = only(DealFact, facts(*files))
    assert [(deal.created_on, deal.closed_on, deal.expected_on) for deal in deals] == [
        (date(2016, 10, 20), date(2017, 3, 1), None),
        (date(2016, 10, 25), date(2017, 3, 11), None),
        (date(2016, 11, 25), None, None),
        (None, None, None),
    ]
    assert [(deal.client, deal.segment, deal.client_kind) for deal in deals] == [
        ("Cancity", "Central", "retail"),
        ("Isdom", "Central", "medical"),
        ("Cancity", "West", "retail"),
        (None, "West", ""),
    ]
    assert [deal.title for deal in deals] == ["GTX Basic", "GTXPro", "GTXPro", "GTK 500"]


def test_the_notes_say_the_currency_was_assumed_and_which_product_has_no_price(files: list[Path]) -> None:
    one = reading(*files, options=DOLLARS)
    list(one.facts())
    notes = [plain(note) for note in one.notes]
    assert "pipeline.csv names no currency: USD was assumed." in notes
    assert "1 open deal has no estimate: GTK 500 has no list price." in notes
    assert "Stages taken as open: Engaging, Prospecting." in notes


def test_the_pipeline_alone_and_the_teams_alone_are_understood(tmp_path: Path) -> None:
    pipeline, teams = write(tmp_path / "p.csv", PIPELINE), write(tmp_path / "t.csv", TEAMS)
    assert len(only(DealFact, facts(pipeline))) == 4
    assert len(only(ManagerFact, facts(teams))) == 3


def test_broken_rows_of_the_joined_tables_are_accounted_for(tmp_path: Path) -> None:
    texts = {
        "p": PIPELINE,
        "x": "product,series,sales_price\nGTX Basic,GTX,cheap\nGTX Pro,GTX,1,2\n",
        "a": "account,sector,revenue\nCancity\n",
    }
    one = reading(*(write(tmp_path / f"{name}.csv", text) for name, text in texts.items()))
    found = [fact for _, fact in one.facts()]
    assert [(fact.table, fact.line) for fact in only(Warned, found)] == [("x.csv", 2)]
    assert [(fact.table, fact.line) for fact in only(Skipped, found)] == [("x.csv", 3), ("a.csv", 2)]


def test_a_foreign_table_beside_it_is_read_by_its_column_names(tmp_path: Path, files: list[Path]) -> None:
    other = write(tmp_path / "other.csv", "Клиент,Сумма\nРомашка,5\n")
    assert [part.source for part in reading(*files, other).parts] == ["maven", "table"]
    with pytest.raises(FileError) as caught:
        reading(*files, other, source="maven")
    assert "other.csv" in plain(caught.value.sentence)
