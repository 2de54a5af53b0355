"""Delegation on a real department: head and deputy review the same clients."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from cockpit.method.draft import ReviewDraft
from cockpit.method.entry import SegmentEntry
from cockpit.method.review import Outcome, settle
from cockpit.method.words import Verdict
from data.store import Store
from tests.screens.department import ANNA, DESK, NARROW, NOW, OLEG, WIDE, Cockpit, cockpit, fill, url

DEPUTY = "Пётр [зам]"


async def review(store: Store, manager_id: int, at: datetime, verdict: Verdict | None) -> None:
    """Hold a sitting in which every due client is reviewed, the first of them with another verdict than the others."""
    sitting = await store.sit_down(manager_id, at)
    for number, client_id in enumerate(sitting.order):
        card = await store.card(client_id, at)
        draft = ReviewDraft(client_id, seconds=120.0, actual="They called [back]")
        if card.plan is not None and verdict is not None:
            draft.verdict = verdict if number else Verdict.NOT_REACHED
            draft.correction, draft.path = "Call earlier", "The contract"
        draft.task, draft.planned_result, draft.due = "Call again", "A day is named", "+1"
        outcome = settle(card, draft, at.date(), DESK.norms, "RUB")
        assert isinstance(outcome, Outcome), outcome
        await store.save_review(sitting.id, outcome, at)
    await store.end_sitting(sitting.id, at)


@asynccontextmanager
async def delegation(
    folder: Path, size: tuple[int, int] = WIDE, language: str = "en", *, reviewed: bool = True
) -> AsyncIterator[Cockpit]:
    """Open the page on a department where the deputy judged on Monday what the head had judged on Friday."""
    await fill(folder)
    store = Store(url(folder), DESK)
    await store.open(NOW)
    if reviewed:
        anna = next(line.manager for line in await store.managers(NOW) if line.manager.name == ANNA)
        assert anna.segment is not None
        await store.save_segment(SegmentEntry(anna.segment.name, DESK.head, DEPUTY), NOW, anna.segment.id)
        await review(store, anna.id, NOW - timedelta(days=4), None)
        await review(store, anna.id, NOW - timedelta(days=3), Verdict.REACHED)
        store.use(replace(DESK, head=DEPUTY))
        await review(store, anna.id, NOW, Verdict.PARTLY)
    assert store.close()
    async with cockpit(folder, size=size, language=language) as running:
        await running.on("ManagersScreen")
        await running.press("n")
        await running.on("KpisPage")
        await running.press("5")
        await running.on("DelegationPage")
        yield running


async def test_what_is_missing_is_told_and_the_reviews_of_both_stand_side_by_side(tmp_path: Path) -> None:
    """R39: the conditions with their figures; from a segment to what both reviewed, and on to the client."""
    async with delegation(tmp_path) as at:
        await at.sees("Wanted: rework below 30% for 4 weeks", "Key accounts", "0 of 4", "not yet:")
        await at.sees("4 of 10 clients were reviewed by both Ирина [глава] and Пётр [зам]", "2:00", "1 of 4")
        await at.press("enter")
        await at.on("PairsScreen")
        await at.sees(
            "Reviewed by both · Key accounts", "equal: 1 of 4", "≠", "reached", "partly", "They called [back]"
        )
        await at.press("enter")
        await at.on("QueueScreen")
        await at.press("escape")
        await at.on("PairsScreen")
        await at.press("escape")
        await at.on("DelegationPage")


async def test_a_manager_leads_to_how_he_learns_and_whose_narrows_the_page(tmp_path: Path) -> None:
    """R39: a manager is shown under his segment; enter goes to his page of learning."""
    async with delegation(tmp_path, NARROW) as at:
        await at.sees("Key accounts", "No segment")
        await at.press("m")
        await at.on("WhoseDialog")
        await at.press("f")
        await at.type("anna")
        await at.press("enter")
        await at.on("DelegationPage")
        await at.until(lambda: "No segment" not in at.text)
        await at.press("down", "enter")
        await at.on("LearningPage")
        await at.sees(ANNA[:12])


async def test_before_the_first_reviews_the_page_says_what_it_takes(tmp_path: Path) -> None:
    """R39: nothing is proven from nothing, and nobody is blamed."""
    async with delegation(tmp_path, reviewed=False) as at:
        await at.sees("not proven yet: no week has 5 reviews of plans", "0 of 20 repeat reviews", OLEG[:16])
        await at.sees("the segment has no head")
        await at.press("b")
        await at.on("PairsScreen")
        await at.sees("The segment needs a head and a deputy")
