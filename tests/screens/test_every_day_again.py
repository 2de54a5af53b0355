"""The file of the next day: what changed, what is gone, what the stages mean, and taking it back, by keys alone."""

from __future__ import annotations

from pathlib import Path

from cockpit.method.words import DealStatus
from tests.screens.department import NARROW, Cockpit, cockpit
from tests.screens.test_importing import open_import

HEADER = "ID,Client,Owner,Deal name,Amount,Stage\n"
ROWS = "1,ACME [/foo],Anna [b]K,Supply,1000,Agreed [/]\n2,Beta,Anna [b]K,Service,70,Agreed [/]\n"


async def take(running: Cockpit, file: Path) -> None:
    """Choose a file and look at it."""
    await running.type(str(file))
    await running.press("enter")
    await running.sees("nothing is written yet")


def written(folder: Path, rows: str = ROWS) -> Path:
    file = folder / "deals.csv"
    file.write_text(HEADER + rows)
    return file


async def test_a_stage_that_is_not_known_is_asked_about_once(tmp_path: Path) -> None:
    """R62: nobody is asked for the same fact twice."""
    async with cockpit(tmp_path, size=NARROW) as running:
        await open_import(running)
        await take(running, written(tmp_path))
        await running.sees("1 stage is not known")
        await running.press("f3")
        await running.on("StagesScreen")
        await running.sees("Agreed [/]", "?")
        await running.press("2", "s")
        await running.on("ImportScreen")
        await running.until(lambda: "is not known" not in running.text and "nothing is written" in running.text)
        (known,) = await running.app.store.source_maps()
        assert known.stages == {"agreed [/]": DealStatus.WON}


async def test_a_deal_that_is_gone_is_asked_about_and_the_answer_taken_back(tmp_path: Path) -> None:
    """R62: a deal that vanished from the file is asked about, not deleted."""
    async with cockpit(tmp_path) as running:
        await open_import(running)
        await take(running, written(tmp_path))
        await running.press("ctrl+s")
        await running.sees("Imported. Rows taken: 2")
        await running.press("enter")
        await running.on("ManagersScreen")
        await running.press("i")
        await running.on("ImportScreen")
        await take(running, written(tmp_path, ROWS.splitlines(keepends=True)[1].replace("70", "90")))
        await running.press("ctrl+s")
        await running.sees("amount 1", "1 open deal is not in the files any more")
        await running.press("f4")
        await running.on("GoneScreen")
        await running.sees("ACME [/foo]", "Anna [b]K")
        await running.press("enter", "2")
        await running.sees("1 deal was lost.", "Every open deal is in the last files")
        await running.press("u")
        await running.sees("The deal of ACME [/foo] is open again.", "Supply")
        await running.press("a", "1")
        await running.sees("1 deal stays.")


async def test_an_import_is_taken_back(tmp_path: Path) -> None:
    async with cockpit(tmp_path, size=NARROW) as running:
        await open_import(running)
        await take(running, written(tmp_path))
        await running.press("ctrl+s")
        await running.sees("Imported. Rows taken: 2")
        await running.press("f6")
        await running.on("ImportsScreen")
        await running.sees("deals.csv", "can be taken back")
        await running.press("u")
        await running.on("ConfirmDialog")
        await running.press("y")
        await running.sees("taken back", "2 deals removed")
        assert await running.app.store.managers(running.app.now()) == ()
