"""A sitting on a real store: every verdict and ending, undo, drafts across two programs, the summary and the end."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from cockpit.method.draft import ReviewDraft
from cockpit.method.entry import SegmentEntry
from cockpit.method.records import Review
from cockpit.method.review import Outcome, settle
from cockpit.method.words import Ending, SittingState, Verdict
from data.store import Store
from screens.review import ReviewScreen
from tests.screens.department import DESK, NARROW, NOW, OTHER, WIDE, Cockpit, cockpit, fill, url

YESTERDAY = NOW - timedelta(days=3)


async def with_plans(folder: Path) -> None:
    """Fill the folder and review every client once, so that each has a plan that is due today."""
    await fill(folder)
    store = Store(url(folder), DESK)
    await store.open(YESTERDAY)
    manager = (await store.managers(YESTERDAY))[0].manager
    sitting = await store.sit_down(manager.id, YESTERDAY)
    for client_id in sitting.order:
        card = await store.card(client_id, YESTERDAY)
        draft = ReviewDraft(client_id, task="Call the CFO", planned_result="The CFO said yes", due="23.11")
        outcome = settle(card, draft, YESTERDAY.date(), DESK.norms, DESK.currency)
        assert isinstance(outcome, Outcome)
        await store.save_review(sitting.id, outcome, YESTERDAY)
    await store.end_sitting(sitting.id, YESTERDAY)
    assert store.close()


async def sit_down(running: Cockpit) -> ReviewScreen:
    """Go from the managers to the first card."""
    await running.on("ManagersScreen")
    await running.press("enter")
    await running.on("QueueScreen")
    await running.sees("ACME [/foo]")
    await running.press("s")
    return await at_card(running)


async def at_card(running: Cockpit, client_id: int | None = None) -> ReviewScreen:
    """Wait until a card stands, of this client when one is named."""

    def stands() -> bool:
        screen = running.screen
        if not isinstance(screen, ReviewScreen) or screen.seat is None or screen.busy:
            return False
        return client_id is None or screen.seat.draft.client_id == client_id

    await running.until(stands)
    screen = running.screen
    assert isinstance(screen, ReviewScreen)
    return screen


async def next_card(running: Cockpit, after: int) -> ReviewScreen:
    """Wait until another client's card stands."""

    def stands() -> bool:
        screen = running.screen
        if not isinstance(screen, ReviewScreen) or screen.seat is None or screen.busy:
            return False
        return screen.seat.draft.client_id != after

    await running.until(stands)
    screen = running.screen
    assert isinstance(screen, ReviewScreen)
    return screen


def here(screen: ReviewScreen) -> int:
    assert screen.seat is not None
    return screen.seat.draft.client_id


async def review_one(running: Cockpit) -> int:
    """Sit down, review the first client and go back to the queue; return his id."""
    first = here(await sit_down(running))
    await running.press("1", "enter", "1", "s")
    await next_card(running, first)
    await running.press("q")
    await running.on("QueueScreen")
    return first


async def test_a_whole_sitting_with_every_way_a_client_can_go(tmp_path: Path) -> None:  # noqa: PLR0915 one way through
    await with_plans(tmp_path)
    async with cockpit(tmp_path) as running:
        screen = await sit_down(running)
        await running.sees("The CFO said yes", "1 of 4")
        first = here(screen)
        await running.press("1")
        await running.until(lambda: screen.typing)
        await running.type("sign [/] and pay")
        await running.press("enter", "1", "s")
        second = here(screen := await next_card(running, first))
        await running.press("3")
        await running.until(lambda: screen.typing)
        await running.type("write to the CFO first")
        await running.press("enter", "R")
        await running.until(lambda: screen.typing)
        await running.type("rival")
        await running.press("enter", "m")
        await running.until(lambda: screen.typing)
        await running.type("training")
        await running.press("tab", "7", "k", "enter", "2", "s")
        third = here(screen := await next_card(running, second))
        await running.press("x")
        await running.on("ChoiceDialog")
        await running.press("1")
        await running.on("FormDialog")
        await running.type("bought elsewhere")
        await running.press("ctrl+s")
        await at_card(running, third)
        await running.press("3", "s")
        screen = await next_card(running, third)
        await running.press("x")
        await running.on("ChoiceDialog")
        await running.press("2")
        await running.on("FormDialog")
        await running.press("ctrl+a", "ctrl+k")
        await running.type("70000")
        await running.press("ctrl+s")
        await at_card(running, here(screen))
        await running.press("1", "s")
        await running.on("SummaryScreen")
        await running.sees("the recruiting task is missing", "2 of 4", "rival", "training", "70,000")
        saved = await running.app.store.reviews(start=NOW.date(), end=NOW.date())
        assert [review.verdict for review in saved] == [
            Verdict.REACHED,
            Verdict.NOT_REACHED,
            Verdict.NOT_REACHED,
            Verdict.REACHED,
        ]
        assert [review.ending for review in saved] == [None, None, Ending.REFUSED, Ending.PAID]
        assert saved[0].path == "sign [/] and pay"
        assert saved[1].correction == "write to the CFO first"
        await running.press("x")
        await running.on("RecruitingDialog")  # nobody is left who can pay
        await running.press("enter")
        await running.until(lambda: "Still open" not in running.text)
        summary = await running.app.store.summary(saved[0].sitting_id, NOW)
        assert summary.sitting.state is SittingState.COMPLETE
        await running.press("enter")
        await running.on("QueueScreen")
        await running.press("escape")
        await running.on("ManagersScreen")


async def test_undo_opens_the_last_review_again_with_everything_in_it(tmp_path: Path) -> None:
    await with_plans(tmp_path)
    async with cockpit(tmp_path) as running:
        screen = await sit_down(running)
        first = here(screen)
        await running.press("3")
        await running.until(lambda: screen.typing)
        await running.type("write first")
        await running.press("enter", "r")
        await running.until(lambda: screen.typing)
        await running.type("rival")
        await running.press("enter", "1", "s")
        await next_card(running, first)
        await running.press("u")
        screen = await at_card(running, first)
        assert screen.seat is not None
        assert screen.seat.draft.verdict is Verdict.NOT_REACHED
        await running.sees("write first", "rival", "1 of 4")
        assert not await running.app.store.reviews(start=NOW.date(), end=NOW.date())
        await running.press("s")
        await next_card(running, first)
        assert len(await running.app.store.reviews(start=NOW.date(), end=NOW.date())) == 1


async def test_the_card_and_the_queue_leave_what_was_done_to_the_department(tmp_path: Path) -> None:
    """R33: it is taken back where it can be seen."""
    await with_plans(tmp_path)
    async with cockpit(tmp_path) as running:
        screen = await sit_down(running)
        first = here(screen)
        await running.app.store.save_segment(SegmentEntry("Retail [/]"), NOW)
        await running.press("u")
        await running.sees("The last act was elsewhere", "Retail [/]")
        assert here(screen) == first
        await running.press("escape")
        await running.on("QueueScreen")
        await running.press("u")
        await running.sees("The last act was elsewhere")
        await running.press("escape")
        await running.on("ManagersScreen")
        assert [each.name for each in await running.app.store.segment_list()].count("Retail [/]") == 1
        await running.press("u")
        await running.sees("Retail [/] was removed again.")


async def test_a_draft_waits_at_the_same_client_for_the_next_program(tmp_path: Path) -> None:
    await with_plans(tmp_path)
    async with cockpit(tmp_path) as running:
        screen = await sit_down(running)
        first = here(screen)
        await running.press("3")
        await running.until(lambda: screen.typing)
        await running.type("half a sentence")
        await running.app.flush()
    async with cockpit(tmp_path) as running:
        screen = await sit_down(running)
        assert here(screen) == first
        await running.sees("half a sentence")
        assert not screen.typing, "the keys belong to the card"


async def test_a_parked_client_and_one_put_off_make_the_sitting_go_on(tmp_path: Path) -> None:
    await with_plans(tmp_path)
    async with cockpit(tmp_path) as running:
        screen = await sit_down(running)
        first = here(screen)
        await running.press("d")
        await running.on("FormDialog")
        await running.type("+2")
        await running.press("enter")
        await running.type("on a trip")
        await running.press("ctrl+s")
        second = here(screen := await next_card(running, first))
        await running.press("x")
        await running.on("ChoiceDialog")
        await running.press("3")
        await running.on("FormDialog")
        await running.type("15.03")
        await running.press("enter")
        await running.type("budget in spring")
        await running.press("ctrl+s")
        await at_card(running, second)
        await running.press("4", "s")
        await next_card(running, second)
        card = await running.app.store.card(second, NOW)
        assert card.client.parked_until == date(2027, 3, 15)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_ending_with_clients_left_names_them_and_asks(tmp_path: Path, size: tuple[int, int]) -> None:
    await with_plans(tmp_path)
    async with cockpit(tmp_path, size=size) as running:
        await review_one(running)
        await running.press("x")
        await running.on("ConfirmDialog")
        await running.sees("End with 3 clients left?", "x[/]y")
        await running.press("n")
        await running.on("SummaryScreen")
        await running.sees("Still open")
        await running.press("x")
        await running.on("ConfirmDialog")
        await running.press("y")
        await running.on("RecruitingDialog")
        await running.press("escape")
        await running.until(lambda: "Still open" not in running.text)
        await running.sees("Incomplete")
        await running.press("enter")
        await running.on("QueueScreen")
        await running.press("escape")
        await running.on("ManagersScreen")


async def test_an_undo_on_the_summary_opens_the_card_again(tmp_path: Path) -> None:
    await with_plans(tmp_path)
    async with cockpit(tmp_path) as running:
        first = await review_one(running)
        await running.press("v")
        await running.on("SummaryScreen")
        await running.sees("Still open")
        await running.press("u")
        screen = await at_card(running, first)
        assert screen.seat is not None
        assert screen.seat.draft.task


async def test_an_undo_after_the_end_only_opens_the_sitting_again(tmp_path: Path) -> None:
    await with_plans(tmp_path)
    async with cockpit(tmp_path) as running:
        await review_one(running)
        await running.press("x")
        await running.on("ConfirmDialog")
        await running.press("y")
        await running.on("RecruitingDialog")
        await running.press("escape")
        await running.on("SummaryScreen")
        await running.until(lambda: "Still open" not in running.text)
        await running.press("u")
        await running.sees("The sitting is open again.", "Still open")
        assert len(await running.app.store.reviews()) == 1 + len(await _earlier(running))


async def _earlier(running: Cockpit) -> tuple[Review, ...]:
    return await running.app.store.reviews(end=NOW.date() - timedelta(days=1))


async def test_a_sitting_that_was_taken_over_elsewhere_is_taken_back_or_left(tmp_path: Path) -> None:
    await with_plans(tmp_path)
    other = Store(url(tmp_path), OTHER)
    await other.open(NOW)
    async with cockpit(tmp_path) as running:
        screen = await sit_down(running)
        first = here(screen)
        await running.press("3")
        await running.until(lambda: screen.typing)
        await running.type("write first")
        await running.press("enter", "1", "6", "1")
        await other.sit_down(screen.session.sitting.manager.id, NOW, take_over=True)
        await running.press("s")
        await running.on("ConfirmDialog")
        await running.sees("kept either way")
        await running.press("y")
        await at_card(running, first)
        await running.press("s")
        second = here(await next_card(running, first))
        await other.sit_down(screen.session.sitting.manager.id, NOW, take_over=True)
        await running.press("3")
        await running.until(lambda: screen.typing)
        await running.type("ask the CEO")
        await running.press("escape", "1", "s")
        await running.on("ConfirmDialog")
        await running.press("n")
        await running.on("QueueScreen")
        draft = await running.app.store.draft(second)
        assert draft is not None
        assert draft.correction == "ask the CEO"
    assert other.close()


async def test_nobody_is_kept_on_a_card_that_was_taken_over_elsewhere(tmp_path: Path) -> None:
    await with_plans(tmp_path)
    other = Store(url(tmp_path), OTHER)
    await other.open(NOW)
    async with cockpit(tmp_path) as running:
        screen = await sit_down(running)
        await other.sit_down(screen.session.sitting.manager.id, NOW, take_over=True)
        await running.press("3", "escape", "escape")
        await running.until(lambda: type(running.screen).__name__ in {"QueueScreen", "ConfirmDialog"})
        if type(running.screen).__name__ == "ConfirmDialog":
            await running.press("escape")
        await running.on("QueueScreen")
    assert other.close()


async def test_the_program_is_left_from_a_card_that_was_taken_over_elsewhere(tmp_path: Path) -> None:
    await with_plans(tmp_path)
    other = Store(url(tmp_path), OTHER)
    await other.open(NOW)
    async with cockpit(tmp_path) as running:
        screen = await sit_down(running)
        await other.sit_down(screen.session.sitting.manager.id, NOW, take_over=True)
        await running.press("3", "ctrl+o", "1", "s")
        await running.on("ConfirmDialog")
        await running.press("ctrl+q")
        await running.until(lambda: not running.app.is_running)
    assert other.close()


async def test_s_opens_the_first_begun_review_of_the_order_not_worked_through(tmp_path: Path) -> None:
    await with_plans(tmp_path)
    store = Store(url(tmp_path), DESK)
    await store.open(NOW)
    sitting = await store.sit_down(1, NOW)
    for client_id in reversed(sitting.order[1:]):
        await store.save_draft(ReviewDraft(client_id, actual="begun"), sitting.id, NOW)
    await store.defer(sitting.id, sitting.order[1], NOW.date() + timedelta(days=9), "on leave", NOW)
    assert store.close()
    async with cockpit(tmp_path) as running:
        assert here(await sit_down(running)) == sitting.order[2]
