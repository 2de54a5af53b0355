"""The panel beside the queue: what it says of one client."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from textual.app import ComposeResult

from cockpit.language import use
from cockpit.method.overview import QueueLine
from cockpit.method.records import Card
from cockpit.method.sentence import say
from cockpit.method.words import ContactSource, Ending, Lane, Verdict
from screens.base import BaseApp
from screens.preview import Preview
from tests.screens.seats import card, client, review


class Beside(BaseApp):
    """Nothing but the panel."""

    def compose(self) -> ComposeResult:
        yield Preview(id="preview")


async def said(known: Card, **facts: Any) -> str:
    """Return what the panel says of a client with these facts."""
    use("en", year=2026)
    line = QueueLine(client(**facts), Lane.SILENT, say("in touch"), None, None, None)
    app = Beside("dark")
    async with app.run_test(size=(40, 40)):
        panel = app.query_one(Preview)
        panel.display_client(line, known)
        return str(panel.render()).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("ending", "word"),
    [(Ending.PARKED, "parked"), (Ending.REFUSED, "refused"), (Ending.PAID, "paid"), (None, "partly")],
)
async def test_a_past_review_is_told_by_its_ending_when_it_has_one(ending: Ending | None, word: str) -> None:
    text = await said(card(reviews=(review(verdict=Verdict.PARTLY, ending=ending),)))
    assert word in text
    assert ("partly" in text) is (ending is None)


@pytest.mark.parametrize(("source", "talked"), [(ContactSource.TASK, True), (ContactSource.CREATED, False)])
async def test_a_last_talk_is_named_only_when_one_is_known(source: ContactSource, talked: bool) -> None:
    text = await said(card(reviews=()), last_contact_on=date(2026, 11, 10), contact_source=source)
    assert ("Last talk" in text) is talked
