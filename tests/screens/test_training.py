"""The training screens on a real department."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from cockpit.method.draft import ReviewDraft
from cockpit.method.review import Outcome, settle
from data.store import Store
from tests.screens.department import ANNA, CLIENTS, DESK, NARROW, NOW, OLEG, WIDE, Cockpit, cockpit, fill, url

#: The error type and the competency of the correction of each of Anna's clients.
TAGS = (("late", "order"), ("late", "product"), ("no_need", "questions"), ("", ""))


@asynccontextmanager
async def training(folder: Path, size: tuple[int, int] = WIDE, *, back: int = 0) -> AsyncIterator[Cockpit]:
    """Open the training screen on a department where each of Anna's clients was corrected so many days ago."""
    await fill(folder)
    store = Store(url(folder), DESK)
    at = NOW - timedelta(days=back)
    await store.open(NOW)
    manager = next(line.manager for line in await store.managers(at) if line.manager.name == ANNA)
    sitting = await store.sit_down(manager.id, at)
    for client_id in sitting.order:
        card = await store.card(client_id, at)
        name = card.client.name
        error, competency = TAGS[[client for client, _ in CLIENTS].index(name)]
        draft = ReviewDraft(client_id, correction=f"Ask {name}", error_type=error, competency=competency)
        draft.task, draft.planned_result, draft.seconds = "Call again", "The client named a day", 60.0
        outcome = settle(card, draft, at.date(), DESK.norms, "RUB")
        assert isinstance(outcome, Outcome)
        await store.save_review(sitting.id, outcome, at)
    assert store.close()
    async with cockpit(folder, size=size) as running:
        await running.on("ManagersScreen")
        await running.press("l")
        await running.on("TrainingScreen")
        yield running


async def test_a_cell_of_the_table_opens_the_corrections_it_counts(tmp_path: Path) -> None:
    """R53: managers by competency with their money; R54: the halves; rule 5: a number opens its rows."""
    async with training(tmp_path) as at:
        await at.sees("4 corrections", "Product 1", "Negotiation 2", "1 without a competency", "Asking", "Anna [/foo]")
        assert OLEG not in at.text
        await at.press("down", "right", "right")
        await at.sees("Reaching the one who decides · Negotiation", "No correction.")
        await at.press("left")
        await at.sees("Asking questions · Negotiation", "The need was not found out: Ask ООО [Ромашка]")
        await at.press("enter")
        await at.on("CorrectionsScreen")
        await at.sees("1 correction", "ООО [Ромашка]", "Asking questions")
        assert "x[/]y" not in at.text
        await at.press("enter")
        await at.on("QueueScreen")
        await at.press("escape")
        await at.on("CorrectionsScreen")
        await at.press("escape")
        await at.on("TrainingScreen")


async def test_a_key_turns_to_the_error_types_and_another_takes_more_time(tmp_path: Path) -> None:
    """R38: error types by manager; the window and n are said."""
    async with training(tmp_path, back=40) as at:
        await at.sees("No correction in this time")
        assert not at.screen.check_action("export", ())
        await at.press("w")
        await at.sees("a quarter", "4 corrections")
        await at.press("t")
        await at.sees("Called too", "1 without an error type")
        await at.press("w")
        await at.sees("all there is", "Called too")


async def test_at_eighty_columns_the_rest_is_reached_by_the_arrows(tmp_path: Path) -> None:
    async with training(tmp_path, NARROW) as at:
        await at.sees("4 corrections", "All")
        assert "deadlines" not in at.text
        await at.press(*["right"] * 7)
        await at.sees("deadlines", "without a competency")
        await at.press(*["left"] * 7)
        await at.sees("All")


async def test_the_programme_is_written_into_a_file_and_never_over_another_unasked(
    tmp_path: Path,
) -> None:
    """R54: the export of the programme, in the form that the file's name ends with."""
    file = tmp_path / "programme.csv"
    async with training(tmp_path) as at:
        await at.sees("4 corrections")
        for turn in range(2):
            await at.press("e")
            await at.on("_ExportDialog")
            assert "training-2026-11-23.md" in at.text.replace("\n", "")
            await at.press("tab", "ctrl+u")
            await at.type(str(file))
            await at.sees("CSV, a table")
            await at.press("ctrl+s")
            if not turn:
                await at.sees("Written:")
                assert "ООО [Ромашка]" in file.read_text("utf-8-sig")
                file.write_text("mine", "utf-8")
        await at.on("ConfirmDialog")
        await at.press("escape")
        await at.sees("Give another name.")
        assert file.read_text("utf-8") == "mine"
