"""The drafts: kept as typed, beside the data or in a local file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url, update
from sqlalchemy.orm import Session

from cockpit.method.desk import Desk
from cockpit.method.draft import OpportunityDraft, ReviewDraft, RiskDraft
from cockpit.method.words import Ending, Temperature, Verdict
from data.drafts import Drafts, as_json, from_json, server_name
from data.store import Store
from data.tables import DraftRow

FULL = ReviewDraft(
    7,
    verdict=Verdict.PARTLY,
    actual="Полфразы [/b]\n",
    correction="к",
    path_amount="1,2 мл",
    due="15.0",
    risks=[RiskDraft("риск", stops_payment=True), RiskDraft()],
    opportunities=[OpportunityDraft("цех", "5")],
    closed_risks=[3],
    answers={"decides": "дир"},
    ending=Ending.PARKED,
    temperature=Temperature.HOT,
    skipped=["plan"],
    seconds=61.5,
    wall_seconds=90.25,
    cursor="due",
)


def test_a_draft_comes_back_exactly_as_it_was(session: Session, now: datetime) -> None:
    drafts = Drafts(session)
    drafts.save(FULL, 3, now)
    assert drafts.load(7) == FULL
    drafts.save(ReviewDraft(7, actual="Другое"), 3, now)
    assert drafts.load(7) == ReviewDraft(7, actual="Другое")
    assert drafts.load(8) is None


def test_an_empty_draft_is_dropped(session: Session, now: datetime) -> None:
    drafts = Drafts(session)
    drafts.save(FULL, 3, now)
    drafts.save(ReviewDraft(7, seconds=61.5, cursor="due"), 3, now)
    assert drafts.load(7) is None
    assert drafts.all() == ()


def test_drafts_are_listed_the_last_first(session: Session, now: datetime) -> None:
    drafts = Drafts(session)
    for number in (1, 2, 3):
        drafts.save(ReviewDraft(number, actual="x"), 3, now + timedelta(minutes=number % 3))
    drafts.save(ReviewDraft(1, actual="y"), 3, now + timedelta(hours=1))
    assert drafts.all() == (1, 2, 3)


def test_stores_do_not_see_each_others_drafts(session: Session, now: datetime) -> None:
    Drafts(session, "one").save(FULL, 3, now)
    assert Drafts(session, "other").load(7) is None
    Drafts(session, "other").drop(7)
    assert Drafts(session, "one").load(7) == FULL


def test_what_another_version_wrote_is_read_as_far_as_it_goes(session: Session, now: datetime) -> None:
    drafts = Drafts(session)
    drafts.save(FULL, 3, now)
    body = as_json(FULL) | {"mood": "good", "verdict": "maybe"}
    session.execute(update(DraftRow).values(body=body))
    session.expire_all()
    found = drafts.load(7)
    assert found is not None
    assert (found.verdict, found.actual, found.risks) == (None, FULL.actual, FULL.risks)


def test_a_draft_as_json_is_plain(now: datetime) -> None:
    assert from_json(7, as_json(FULL)) == FULL
    assert as_json(FULL)["verdict"] == "partly"


def test_a_servers_name_holds_no_password() -> None:
    url = make_url("postgresql+psycopg://ira:secret@db.example:5433/sales?sslmode=require")
    assert server_name(url) == "db.example:5433/sales"
    assert server_name(make_url("postgresql+psycopg:///sales?host=/run/pg")) == "/run/pg:/sales"


async def test_drafts_of_a_server_are_kept_on_this_machine(
    server_url: str, desk: Desk, now: datetime, tmp_path: Path
) -> None:
    file = tmp_path / "state" / "drafts.sqlite"
    store = Store(server_url, desk, drafts=file)
    await store.open(now)
    await store._worker.drafts(lambda drafts: drafts.save(FULL, 3, now))
    assert await store.draft(7) == FULL
    assert store.close(10)
    with closing(sqlite3.connect(file)) as local:
        [(name,)] = local.execute("SELECT store FROM draft").fetchall()
    assert name == server_name(make_url(server_url))


@pytest.mark.parametrize("actual", ["", "x"])
async def test_a_draft_saved_through_the_store_is_found_again(store: Store, now: datetime, actual: str) -> None:
    await store._worker.drafts(lambda drafts: drafts.save(ReviewDraft(9, actual=actual), None, now))
    found = await store.draft(9)
    assert found == (ReviewDraft(9, actual=actual) if actual else None)
