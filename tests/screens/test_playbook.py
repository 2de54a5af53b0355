"""The playbook in the program: a segment's own template reaches its cards, lists are edited, files go out and in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from screens.lines import LineList
from tests.screens.department import NARROW, NOW, Cockpit, cockpit, fill, url


async def opened(running: Cockpit, *, segment: bool = False) -> None:
    """Open the playbook, of the segment when it is asked for."""
    await running.on("ManagersScreen")
    await running.sees("Anna")
    await running.press("p")
    await running.on("PlaybookScreen")
    await running.sees("Next-step templates", "as the settings say")
    if segment:
        await running.press("c")
        await running.on("ChoiceDialog")
        await running.press("2")
        await running.sees("playbook · Key accounts", "department's")


async def fill_in(running: Cockpit, *texts: str, form: str = "FormDialog") -> None:
    """Type into the fields of the form one after the other, and save."""
    await running.on(form)
    for text in texts:
        field = running.app.focused
        if isinstance(field, Input):
            field.value = ""
            await running.type(text)
        await running.press("enter")
    await running.press("ctrl+s")


def entries(running: Cockpit) -> int:
    return running.screen.query_one(LineList).count


async def test_a_segments_own_template_is_taken_by_its_digit_on_the_segments_card(tmp_path: Path) -> None:
    """R33, R42, R61: and it is the segment's own, while the department's list stays."""
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await opened(running, segment=True)
        await running.press("enter")
        await running.on("PlaybookListScreen")
        await running.sees("Agree a meeting", "4 · 1 · 3", "As the department; a change makes it its own")
        await running.press("a")
        await fill_in(running, "Visit the [plant]", "The client showed his line", "5")
        await running.on("PlaybookListScreen")
        await running.sees("Visit the [plant]", "Nine have one at a time", "Its own list.")
        await running.press(*"KKKKKKKKK")
        await running.until(lambda: running.screen.query_one(LineList).cursor == 0)
        await running.press("escape")
        await running.on("PlaybookScreen")
        await running.sees("1 part is its own")
        await running.press("escape")
        await running.on("ManagersScreen")
        await running.press("enter", "s")
        await running.on("ReviewScreen")
        await running.sees("Visit the [plant]")


async def test_a_question_of_ones_own_is_asked_on_the_card_and_becomes_the_next_task(tmp_path: Path) -> None:
    """R33, R45, R49: the task and its planned result are made from the question when they are left empty."""
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await opened(running)
        await running.press("j", "enter")
        await running.on("PlaybookListScreen")
        await running.sees("Who decides on the purchase?")
        await running.press("a")
        await fill_in(running, "Tender", "Is there a tender [/]?", "", "")
        await running.on("PlaybookListScreen")
        await running.sees("Is there a tender [/]?")
        await running.press(*"ЛЛЛЛЛЛ")
        await running.until(lambda: running.screen.query_one(LineList).cursor == 0)
        await running.press("j", "x")
        await running.until(lambda: entries(running) == 5)
        await running.press("u")
        await running.until(lambda: entries(running) == 6)
        await running.press("escape", "escape")
        await running.on("ManagersScreen")
        await running.press("enter", "s")
        await running.on("ReviewScreen")
        await running.sees("Tender")
        await running.press("f")
        await running.sees("Find out: Is there a tender [/]?", "The client answered: Is there a tender [/]?")


async def test_what_was_never_used_is_marked_and_removed(tmp_path: Path) -> None:
    """R33."""
    await fill(tmp_path)
    await held(tmp_path)
    async with cockpit(tmp_path, size=NARROW) as running:
        await opened(running)
        await running.sees("9 · 8 never used")
        await running.press("enter")
        await running.on("PlaybookListScreen")
        await running.sees("8 were never used: x removes them.", "1, last 19 Oct")
        await running.press("j", "x")
        await running.sees("7 were never used")
        await running.press(*"xxxxxxxx")
        await running.sees("At least one template must stay")
        assert entries(running) == 1


async def held(folder: Path) -> None:
    """Hold twenty reviews five weeks ago, of which one took the first template."""
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    from cockpit.method.template import TEMPLATES
    from cockpit.method.words import Slot, Temperature
    from data.tables import ReviewRow, SittingRow

    engine = create_engine(url(folder))
    at = NOW - timedelta(days=35)
    with Session(engine) as session, session.begin():
        sitting = SittingRow(manager_id=1, head="Head", day=at.date(), slot=Slot.MORNING, started_at=at, lanes={})
        session.add(sitting)
        session.flush()
        session.add_all(
            ReviewRow(
                sitting_id=sitting.id,
                client_id=1,
                head="Head",
                reviewed_at=at + timedelta(minutes=number),
                seconds=60.0,
                wall_seconds=60.0,
                first=False,
                temperature=Temperature.WARM,
                template="" if number else TEMPLATES[0].id,
            )
            for number in range(20)
        )
    engine.dispose()


@pytest.mark.parametrize(
    ("downs", "wrong", "told", "right", "seen"),
    [
        (4, ("0",), "A whole number from 1 to 10", ("1", "2", "3", "1"), "hot 1 · warm 2 · potential 3 days"),
        (5, ("lots",), "An amount such as", ("20%",), "the largest that make up 20% of the money"),
        (7, ("99",), "A whole number from 1 to 90", ("20", "7", "90", "14"), "hot when paid within 20 days"),
        (8, ("0",), "A whole number from 1 to 120", ("4",), "4 minutes"),
    ],
)
async def test_a_number_is_checked_and_kept(
    tmp_path: Path, downs: int, wrong: tuple[str, ...], told: str, right: tuple[str, ...], seen: str
) -> None:
    """R5, R42, R43: intervals, the high-check line, the terms of temperature and the target."""
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await opened(running, segment=True)
        await running.press(*"j" * downs, "enter")
        await fill_in(running, *wrong)
        await running.sees(told)
        await fill_in(running, *right)
        await running.on("PlaybookScreen")
        await running.sees(seen, "its own")
        await running.press("b")
        await running.until(lambda: "its own " not in running.text)


@pytest.mark.parametrize(
    ("downs", "typed", "seen"),
    [(2, ("Too [late]",), "Too [late]"), (3, ("Listening [/]",), "Negotiation"), (6, ("tender",), "warm")],
)
async def test_error_types_competencies_and_stages_are_lists_to_edit(
    tmp_path: Path, downs: int, typed: tuple[str, ...], seen: str
) -> None:
    """R38, R42, R53."""
    await fill(tmp_path)
    async with cockpit(tmp_path) as running:
        await opened(running)
        await running.press(*"j" * downs, "enter")
        await running.on("PlaybookListScreen")
        before = entries(running)
        await running.press("a")
        await fill_in(running, *typed)
        await running.on("PlaybookListScreen")
        await running.sees(typed[0], seen)
        await running.until(lambda: entries(running) == before + 1)


async def test_a_playbook_goes_out_and_comes_in_by_the_screen(tmp_path: Path) -> None:
    """R61: what would change is told before it is done, and is one step of undo."""
    await fill(tmp_path)
    file = tmp_path / "book.toml"
    async with cockpit(tmp_path) as running:
        await opened(running)
        await running.press("w")
        await fill_in(running, str(file), form="_ExportDialog")
        await running.sees("Written: ")
        await running.press("i")
        await fill_in(running, str(file))
        await running.sees("The file changes nothing")
        file.write_text(file.read_text("utf-8") + '\n[segment."New [one]"]\ntarget_minutes = 3\n', "utf-8")
        await running.press("ctrl+s")
        await running.on("ConfirmDialog")
        await running.sees("New [one]: a new segment, Minutes per client")
        await running.press("enter")
        await running.on("PlaybookScreen")
        await running.sees("2 segments")
        await running.press("u")
        await running.until(lambda: "2 segments" not in running.text)
        file.write_text("[department]\ntarget_minute = 3\n", "utf-8")
        await running.press("i")
        await fill_in(running, str(file))
        await running.on("ErrorDialog")
        await running.sees("line 2", "target_minutes")
