"""The page of learning on a real department."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from cockpit.method.draft import ReviewDraft
from cockpit.method.review import Outcome, settle
from cockpit.method.words import Verdict
from data.store import Store
from tests.screens.department import ANNA, DESK, NARROW, NOW, WIDE, Cockpit, cockpit, fill, url

#: Minutes of each of Anna's four clients, sitting by sitting, and how many days ago that was.
SITTINGS = ((20, (40, 36, 30, 28)), (13, (20, 18, 16, 14)), (6, (9, 8, 7, 6)), (3, (4, 3, 3, 4)))


#: The files that `_hold` made: they are the same for every test.
_held: dict[tuple[tuple[int, tuple[int, ...]], ...], bytes] = {}


async def _hold(folder: Path, sittings: tuple[tuple[int, tuple[int, ...]], ...]) -> None:
    """Put a department into a folder where Anna's clients took so many minutes; the first always misses its plan."""
    file = folder / "cockpit.sqlite"
    if sittings not in _held:
        await fill(folder)
        store = Store(url(folder), DESK)
        await store.open(NOW)
        manager = next(line.manager for line in await store.managers(NOW) if line.manager.name == ANNA)
        for back, each in sittings:
            at = NOW - timedelta(days=back)
            sitting = await store.sit_down(manager.id, at)
            for number, (client_id, taken) in enumerate(zip(sorted(sitting.order), each, strict=True)):
                card = await store.card(client_id, at)
                draft = ReviewDraft(client_id, task="Call again", planned_result="The client named a day")
                draft.due = f"{at + timedelta(days=7):%d.%m.%Y}"
                draft.seconds = taken * 60.0
                if card.plan is not None:
                    draft.verdict = Verdict.REACHED if number else Verdict.NOT_REACHED
                    draft.path, draft.correction = ("Invoice", "") if number else ("", "Ask the CFO [/]")
                outcome = settle(card, draft, at.date(), DESK.norms, "RUB")
                assert isinstance(outcome, Outcome), outcome
                await store.save_review(sitting.id, outcome, at)
            await store.end_sitting(sitting.id, at)
        assert store.close()
        _held[sittings] = file.read_bytes()
    file.write_bytes(_held[sittings])


@asynccontextmanager
async def learning(
    folder: Path,
    size: tuple[int, int] = WIDE,
    sittings: tuple[tuple[int, tuple[int, ...]], ...] = SITTINGS,
    *,
    language: str = "en",
) -> AsyncIterator[Cockpit]:
    """Open the page of learning on such a department."""
    await _hold(folder, sittings)
    async with cockpit(folder, size=size, language=language) as running:
        await running.on("ManagersScreen")
        await running.press("n")
        await running.on("KpisPage")
        await running.press("3")
        await running.on("LearningPage")
        yield running


async def test_the_picture_of_a_manager_has_both_kinds_of_reviews_the_band_and_the_fitted_curve(tmp_path: Path) -> None:
    """R35: the curve against one to five minutes, when five are reached; R32: the own first ten, what is saved."""
    async with learning(tmp_path) as at:
        await at.sees("the whole department", "16 reviews", "first reviews", "repeat reviews", "┃ 1–5 minutes")
        assert "fitted curve" not in at.text
        await at.press("down", "down", "down", "enter")
        await at.sees(f"Learning · {ANNA}", "fitted curve", "each doubling of the clients saves", "Clients reviewed:")
        await at.sees("5 minutes are reached   each", "Own first 10 clients: 19:00", "saved per client since (82%)")
        await at.sees("Last sitting 3:30 per client, n 4", "In 1–5 minutes: 25% (10–49) of 16")
        assert "◆" in at.text
        assert "◇" in at.text


async def test_another_key_shows_plans_and_rework_by_week_with_the_line_of_eighty_percent(tmp_path: Path) -> None:
    """R34, R38: plans reached and the share of rework; a week of fewer than five has no rate."""
    async with learning(tmp_path) as at:
        await at.sees("16 reviews")
        await at.press("c")
        await at.sees("Rework: 25% (9–53) of 12, 4 first reviews apart", "80% ┤╌╌", "rework, says the method")
        await at.sees("no rate of a week with less than 5 of them", "16 Nov")
        await at.press("c")
        await at.sees("first reviews", "Last sitting")


async def test_everybody_is_listed_with_n_and_a_range_where_it_is_small(tmp_path: Path) -> None:
    """R34, R38: per manager; no rate below five."""
    async with learning(tmp_path, sittings=SITTINGS[:2]) as at:
        await at.sees("Whose", "Plans reached", "Rework", "█", "17:00")
        line = next(line for line in at.text.split("\n") if "Anna" in line and "17:00" in line)
        assert "1 of 4" in line
        assert "0% (0–32) of 8" in line


async def test_behind_a_figure_are_its_reviews_and_behind_a_review_its_client(tmp_path: Path) -> None:
    """Rule 5: a number opens its rows."""
    async with learning(tmp_path) as at:
        await at.sees("16 reviews")
        await at.press("l")
        await at.on("ReviewsScreen")
        await at.sees("16 reviews", "Manager", "reached", "Ask the CFO [/]", "first review", "ACME [/foo]")
        await at.press("end")
        await at.sees("without a plan · 40:00 of talk")
        await at.press("enter")
        await at.on("QueueScreen")
        await at.press("escape")
        await at.on("ReviewsScreen")
        await at.press("escape")
        await at.on("LearningPage")


async def test_enter_on_the_one_that_is_shown_opens_the_reviews(tmp_path: Path) -> None:
    async with learning(tmp_path) as at:
        await at.sees("16 reviews")
        await at.press("enter")
        await at.on("ReviewsScreen")


async def test_w_takes_less_time_and_the_picture_says_how_to_get_back(tmp_path: Path) -> None:
    async with learning(tmp_path, sittings=((19, (40, 36, 30, 28)),)) as at:
        await at.sees("all there is", "4 reviews")
        await at.press("w")
        await at.sees("4 weeks", "4 reviews")
        await at.press("w")
        await at.sees("a quarter", "4 reviews")


async def test_before_the_first_review_the_page_says_what_is_missing(tmp_path: Path) -> None:
    async with learning(tmp_path, sittings=()) as at:
        await at.sees("No review yet. Sit down with a manager", "0 reviews")
        assert not at.screen.check_action("reviews", ())
        await at.press("c")
        await at.sees("No plan was judged yet.")
        await at.press("w")
        await at.sees("No review in this time: w takes more time.")


async def test_a_few_reviews_say_how_many_are_missing_for_the_curve(tmp_path: Path) -> None:
    """R35: below fifteen reviews there is no curve."""
    async with learning(tmp_path, sittings=SITTINGS[:1]) as at:
        await at.sees("4 reviews")
        await at.press("down", "down", "down", "enter")
        await at.sees("11 more reviews until the curve can be drawn", "Own first 4 clients: 33:00")
        assert "saved per client" not in at.text


async def test_on_a_small_screen_the_pictures_and_everybody_take_turns(tmp_path: Path) -> None:
    async with learning(tmp_path, NARROW) as at:
        await at.sees("16 reviews", "first reviews", "5:00 ┫╌")
        assert "Whose" not in at.text.split("m Whose")[0]
        await at.press("c")
        await at.sees("reviews with rework")
        await at.press("c")
        await at.sees("Plans reached", "Managers", "▸ The whole")
        await at.press("down", "down", "down", "enter")
        await at.sees("Learning · Anna", "fitted curve", "5:00 ┫╌")
        await at.press("enter")
        await at.on("ReviewsScreen")


async def test_the_keys_work_in_the_russian_layout_and_the_language_changes_what_is_said(tmp_path: Path) -> None:
    async with learning(tmp_path, language="ru") as at:
        await at.sees("16", "┃")
        await at.press("с")
        await at.sees("80 % ┤╌╌")
        await at.press("2")
        await at.on("ForecastPage")
        await at.press("3")
        await at.on("LearningPage")
