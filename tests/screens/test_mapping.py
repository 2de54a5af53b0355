"""Saying what the columns of a table mean, by keys alone."""

from __future__ import annotations

from pathlib import Path

from cockpit.method.crm import Field
from tests.screens.department import NARROW, cockpit
from tests.screens.test_importing import open_import

TABLE = "Who [/b];By;Sum;Step\nACME [/foo];Anna [b]K;125000;Contract\nBeta;Anna [b]K;7;Contract\n"


def table(folder: Path, name: str = "our deals 2026-11.csv") -> Path:
    file = folder / name
    file.write_text(TABLE)
    return file


async def test_a_table_nobody_knows_is_explained_once_and_known_the_next_day(tmp_path: Path) -> None:
    file = table(tmp_path)
    async with cockpit(tmp_path) as running:
        await open_import(running)
        await running.type(str(file))
        await running.press("enter")
        await running.on("MapScreen")
        await running.sees("Who [/b]", "ACME [/foo] | Beta", "Source: our deals")
        await running.press("enter")
        await running.on("ChoiceDialog")
        await running.press("1")
        await running.on("MapScreen")
        await running.press("down", "enter")
        await running.on("ChoiceDialog")
        await running.press("2")
        await running.on("MapScreen")
        await running.sees("Anna [b]K", "client", "manager")
        await running.press("s")
        await running.on("ImportScreen")
        await running.sees("our deals", "nothing is written yet", "2 clients")
        (known,) = await running.app.store.source_maps()
        assert (known.name, known.columns["Who [/b]"], known.columns["Sum"]) == ("our deals", Field.CLIENT, None)


async def test_a_recognised_table_is_explained_otherwise_and_forgotten_again(tmp_path: Path) -> None:
    file = tmp_path / "deals.csv"
    file.write_text("Client;Owner;Amount;Name\nACME;Anna;5;Big one\n")
    async with cockpit(tmp_path, size=NARROW) as running:
        await open_import(running)
        await running.type(str(file))
        await running.press("enter")
        await running.sees("nothing is written yet")
        await running.press("f2")
        await running.on("MapScreen")
        await running.press("x")
        await running.sees("kept as it is written")
        await running.press("s")
        await running.on("ImportScreen")
        await running.sees("Big one")
        await running.press("f2")
        await running.on("MapScreen")
        await running.press("f")
        await running.on("ImportScreen")
        assert await running.app.store.source_maps() == ()


async def test_a_table_that_is_left_unexplained_is_taken_off_again(tmp_path: Path) -> None:
    async with cockpit(tmp_path) as running:
        await open_import(running)
        await running.type(str(table(tmp_path)))
        await running.press("enter")
        await running.on("MapScreen")
        await running.press("escape")
        await running.on("ImportScreen")
        assert "our deals" not in running.text
